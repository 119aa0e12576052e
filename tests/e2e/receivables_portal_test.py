"""The pages of receivables in a real browser: customers, an account, the aged balance of a past day, agenda, reminders.

Every page is kept as a picture in FACTEUR_WORK/pictures.
"""

import unittest

import gateway
import webdriver

SELLER = "100000009"  # of the demo accounts
CUSTOMERS = """customer_id,name,legal_form,siren,group_id,contact_name,contact_role,email
C1,Brasserie du Port,SARL,200000008,,Anne Payeur,payables,anne@port.example
C2,"Hôtel <b>Bellevue</b> & Fils",SA,,GRP,,,
"""


@unittest.skipUnless(webdriver.available(), "chromium and chromedriver are not installed")
class ReceivablesPortal(gateway.GatewayTest):
    def setUp(self):
        self.import_items()
        self.browser = webdriver.Browser(self.gateway.folder)
        self.addCleanup(self.browser.close)
        self.browser.open(self.address("/portal/login"))
        self.browser.type("input[name=email]", "vendeur@demo.facteur")
        self.browser.type("input[name=password]", "facteur-demo")
        self.browser.submit("form button[type=submit]")

    def import_items(self):
        customers = self.gateway.folder / "customers.csv"
        customers.write_text(CUSTOMERS, encoding="utf-8")
        items = gateway.REPOSITORY / "tests" / "gateway" / "data" / "figures_items.csv"
        self.gateway.stop()
        taken = gateway.run("ledger", "import", "--data", self.gateway.data, "--tenant", SELLER,
                            "--customers", customers, "--items", items)
        self.assertEqual(0, taken.returncode, taken.stderr)
        self.gateway.start()

    def address(self, path):
        return f"http://127.0.0.1:{self.gateway.port}{path}"

    def page(self, path, picture):
        self.browser.open(self.address(path))
        self.browser.screenshot(gateway.WORK / "pictures" / (picture + ".png"))
        return self.browser.text()

    def test_the_aged_balance_of_a_past_day_leads_to_its_items(self):
        text = self.page("/portal/aged?as_of=2026-06-30", "aged")
        self.assertIn("Brasserie du Port", text)
        self.assertIn("Hôtel <b>Bellevue</b> & Fils", text)
        self.page("/portal/aged?as_of=2026-06-30&buckets=fine&horizon=true&lang=en", "aged-fine")
        self.browser.open(self.address("/portal/aged?as_of=2026-06-30&lang=fr"))
        self.browser.submit("tbody td a")
        self.assertIn("MAY-2", self.browser.text())
        self.browser.screenshot(gateway.WORK / "pictures" / "aged-items.png")
        self.browser.resize(420, 900)
        self.page("/portal/aged?as_of=2026-06-30", "aged-narrow")
        self.assertLessEqual(self.browser.script("return document.documentElement.scrollWidth"), 420)

    def test_a_customer_is_found_and_its_account_shown(self):
        self.assertIn("Brasserie du Port", self.page("/portal/customers", "customers"))
        text = self.page("/portal/customers?q=brasserie", "customers-found")
        self.assertNotIn("Bellevue", text)
        self.browser.submit("tbody th a")
        self.browser.screenshot(gateway.WORK / "pictures" / "customer.png")
        self.assertIn("JAN-1", self.browser.text())
        self.assertIn("anne@port.example", self.browser.text())
        self.assertIn("n’existe pas", self.page("/portal/customers/nobody", "customer-unknown"))

    def test_the_figures_lead_to_their_items(self):
        text = self.page("/portal/figures?as_of=2026-06-30&window=91", "figures")
        self.assertIn("600 000,00", text.replace("\u202f", " "))
        self.browser.submit("section.figures a")
        self.browser.screenshot(gateway.WORK / "pictures" / "figure-items.png")
        self.assertIn("JUN-2", self.browser.text())

    def test_the_reminders_of_a_day_say_why(self):
        self.assertIn("JUN-1", self.page("/portal/reminders?on=2026-07-01", "reminders"))
        self.page("/portal/agenda", "agenda")


if __name__ == "__main__":
    unittest.main()
