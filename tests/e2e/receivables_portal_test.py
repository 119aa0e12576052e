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


# A day of a bank: a payment with its reference, one whose amount fits nothing, one from a stranger.
MOVEMENTS = [("BRASSERIE DU PORT", "FACTURE JAN-1", "40000.00"),
             ("BRASSERIE DU PORT", "ACOMPTE SUR COMPTE", "12345.67"),
             ("SARL INCONNUE", "VIREMENT", "777.00")]
ENTRY = """<Ntry><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>
<BookgDt><Dt>2026-06-15</Dt></BookgDt><ValDt><Dt>2026-06-15</Dt></ValDt>
<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>
<NtryDtls><TxDtls><RltdPties><Dbtr><Nm>{payer}</Nm></Dbtr></RltdPties>
<RmtInf><Ustrd>{text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>"""
BALANCE = """<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">{amount}</Amt>
<CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-06-15</Dt></Dt></Bal>"""
STATEMENT = """<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt>
<GrpHdr><MsgId>1</MsgId><CreDtTm>2026-06-16T00:00:00</CreDtTm></GrpHdr>
<Stmt><Id>1</Id><CreDtTm>2026-06-16T00:00:00</CreDtTm>
<Acct><Id><IBAN>FR7630006000011234567890189</IBAN></Id><Ccy>EUR</Ccy></Acct>
{balances}{entries}</Stmt></BkToCstmrStmt></Document>"""


def statement(movements=MOVEMENTS, opening=0):
    """Of one day, in camt.053; the balance that it begins with in cents."""
    def money(cents):
        return f"{cents // 100}.{cents % 100:02}"
    entries = [ENTRY.format(payer=payer, text=text, amount=amount)
               for payer, text, amount in movements]
    closing = opening + sum(int(amount.replace(".", "")) for _, _, amount in movements)
    balances = [BALANCE.format(code="OPBD", amount=money(opening)),
                BALANCE.format(code="CLBD", amount=money(closing))]
    return STATEMENT.format(balances="".join(balances), entries="".join(entries))


@unittest.skipUnless(webdriver.available(), "chromium and chromedriver are not installed")
class ReceivablesPortal(gateway.GatewayTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.fill()

    def setUp(self):
        self.browser = webdriver.Browser(self.gateway.folder)
        self.addCleanup(self.browser.close)
        self.browser.open(self.address("/portal/login"))
        self.browser.type("input[name=email]", "vendeur@demo.facteur")
        self.browser.type("input[name=password]", "facteur-demo")
        self.browser.submit("form button[type=submit]")

    @classmethod
    def fill(cls):
        customers, bank = cls.gateway.folder / "customers.csv", cls.gateway.folder / "bank.xml"
        customers.write_text(CUSTOMERS, encoding="utf-8")
        bank.write_text(statement(), encoding="utf-8")
        items = gateway.REPOSITORY / "tests" / "gateway" / "data" / "figures_items.csv"
        data = ["--data", cls.gateway.data, "--tenant", SELLER]
        cls.gateway.stop()
        for command in (["ledger", "import", *data, "--customers", customers, "--items", items],
                        ["bank", "import", *data, bank]):
            done = gateway.run(*command)
            if done.returncode != 0:
                raise AssertionError(done.stdout + done.stderr)
        cls.gateway.start()

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
        self.browser.script("window.scrollTo(0, 700)")
        self.browser.screenshot(gateway.WORK / "pictures" / "customer-below.png")
        self.assertIn("anne@port.example", self.browser.text())
        self.assertIn("n’existe pas", self.page("/portal/customers/nobody", "customer-unknown"))

    def test_the_figures_lead_to_their_items(self):
        text = self.page("/portal/figures?as_of=2026-06-30&window=91", "figures")
        self.assertIn("DSO par épuisement", text)
        self.browser.submit("section.figures a")
        self.browser.screenshot(gateway.WORK / "pictures" / "figure-items.png")
        self.assertIn("JUN-2", self.browser.text())

    def test_a_receipt_that_waits_is_put_where_a_person_says(self):
        text = self.page("/portal/receipts", "receipts")
        self.assertIn("SARL INCONNUE", text)
        self.browser.type("section.receipt:last-of-type input[name=customer]", "C2")
        self.browser.submit("section.receipt:last-of-type form:last-of-type button")
        text = self.page("/portal/receipts", "receipts-less")
        self.assertNotIn("SARL INCONNUE", text)
        self.assertIn("777,00", self.page("/portal/customers/C2", "customer-on-account"))

    def send_statement(self, name, text):
        path = self.gateway.folder / name
        path.write_text(text, encoding="utf-8")
        self.browser.open(self.address("/portal/receipts"))
        self.browser.type("input[type=file]", str(path))
        self.browser.submit("section.upload button")
        self.browser.screenshot(gateway.WORK / "pictures" / (name + ".png"))
        return self.browser.text()

    def test_a_statement_that_is_sent_says_what_became_of_each_movement(self):
        text = statement([("BRASSERIE DU PORT", "FACTURE FEB-1", "75000.00"), ("&lt;b>GRAS&lt;/b>", "REMISE", "5.00")], 5312267)
        faulty = text.replace("75000.00", "75000.01", 1)
        answer = self.send_statement("faulty.xml", faulty)
        self.assertIn("rien n’est comptabilisé", answer)
        self.assertIn("BALANCE", answer)
        answer = self.send_statement("day.xml", text)
        self.assertIn("FEB-1", answer)
        self.assertIn("<b>GRAS</b>", answer)
        self.assertIn("imputé", answer)
        self.assertIn("en attente", answer)
        self.assertIn("camt.053", answer)
        self.assertIn("déjà importé", self.send_statement("again.xml", text))

    def test_an_auditor_cannot_send_a_statement(self):
        self.browser.submit("form[action='/portal/logout'] button")
        self.browser.open(self.address("/portal/login"))
        self.browser.type("input[name=email]", "auditeur@demo.facteur")
        self.browser.type("input[name=password]", "facteur-demo")
        self.browser.submit("form button[type=submit]")
        self.browser.open(self.address("/portal/receipts"))
        self.assertEqual([], self.browser.find_all("input[type=file]"))

    def test_the_reminders_of_a_day_say_why(self):
        self.assertIn("JUN-1", self.page("/portal/reminders?on=2026-07-01", "reminders"))
        self.page("/portal/agenda", "agenda")

    def test_a_call_that_ends_in_a_promise_makes_the_promise(self):
        added = gateway.run("desk", "task", "add", "--data", self.gateway.data, "--tenant", SELLER,
                            "--number", "JUN-2", "--kind", "call", "--reason", "appeler Anne", "--due", "2026-06-02",
                            "--on", "2026-06-01")
        self.assertEqual(0, added.returncode, added.stderr)
        self.assertIn("appeler Anne", self.page("/portal/agenda", "agenda-call"))
        choose = "document.querySelector('select[name=outcome]').value = 'promise';"
        self.browser.script(choose)
        self.browser.submit("form.inline button")
        self.assertIn("date", self.browser.text())  # a promise needs its day: nothing was changed
        self.assertIn("appeler Anne", self.page("/portal/agenda", "agenda-refused"))
        in_a_week = "new Date(Date.now() + 6048e5).toISOString().slice(0, 10)"
        self.browser.script("document.querySelector('details').open = true;" + choose +
                            f"document.querySelector('input[name=date]').value = {in_a_week};"
                            "document.querySelector('input[name=amount]').value = '1 000,50';")
        self.browser.screenshot(gateway.WORK / "pictures" / "agenda-details.png")
        self.browser.submit("form.inline button")
        self.assertNotIn("appeler Anne", self.browser.text())
        promises = gateway.run("desk", "promise", "list", "--data", self.gateway.data, "--tenant", SELLER, "--json")
        self.assertIn('"amount":"1000.50"', promises.stdout)


if __name__ == "__main__":
    unittest.main()
