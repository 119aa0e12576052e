"""The portal in a real browser: a supplier sends an invoice and follows it, its buyer finds it.

Every page that a person sees is kept as a picture in FACTEUR_WORK/pictures.
"""

import unittest

import documents
import gateway
import webdriver

PASSWORD = "facteur-demo"


@unittest.skipUnless(webdriver.available(), "chromium and chromedriver are not installed")
class Portal(gateway.GatewayTest):
    def setUp(self):
        self.browser = webdriver.Browser(self.gateway.folder)
        self.addCleanup(self.browser.close)

    def address(self, path):
        return f"http://127.0.0.1:{self.gateway.port}{path}"

    def picture(self, name):
        self.browser.screenshot(gateway.WORK / "pictures" / (name + ".png"))

    def sign_in(self, email, password=PASSWORD):
        self.browser.open(self.address("/portal/login"))
        self.browser.type("input[name=email]", email)
        self.browser.type("input[name=password]", password)
        self.browser.submit("form button[type=submit]")

    def upload(self, name, content):
        path = self.gateway.folder / name
        path.write_bytes(content)
        self.browser.open(self.address("/portal"))
        self.browser.type("input[type=file]", str(path))
        self.browser.submit("form[action='/portal/upload'] button[type=submit]")

    def wait_for_text(self, path, *words):
        def look():
            self.browser.open(self.address(path))
            text = self.browser.text()
            return all(word in text for word in words)
        gateway.wait_until(look, f"{words} on {path}")

    def test_a_supplier_sends_an_invoice_and_its_buyer_finds_it(self):
        self.sign_in("vendeur@demo.facteur")
        self.wait_for_text("/portal", "LE VENDEUR")
        self.upload("facture.xml", documents.invoice("PORTAL-1"))
        self.wait_for_text("/portal", "PORTAL-1", "LE CLIENT", "Mise à disposition")
        self.picture("supplier-home")
        self.browser.submit("a[href^='/portal/flows/']")
        self.assertIn("PORTAL-1", self.browser.text())
        self.picture("supplier-invoice")
        self.browser.resize(420, 900)
        self.browser.open(self.address("/portal"))
        self.assertLessEqual(self.browser.script("return document.documentElement.scrollWidth"), 420)
        self.picture("supplier-home-narrow")
        self.browser.resize(1280, 900)

        self.browser.submit("form[action='/portal/logout'] button")
        self.sign_in("client@demo.facteur")
        self.wait_for_text("/portal", "LE CLIENT", "PORTAL-1")
        self.picture("buyer-home")

    def test_a_rejected_invoice_says_why_in_plain_words(self):
        self.sign_in("vendeur@demo.facteur")
        self.wait_for_text("/portal", "LE VENDEUR")
        self.upload("facture.xml", documents.wrong_total("PORTAL-2"))
        self.wait_for_text("/portal", "PORTAL-2", "Rejetée")
        self.browser.submit("a[href^='/portal/flows/']")
        self.assertIn("BR-CO-15", self.browser.text())
        self.picture("supplier-rejected")

    def test_a_wrong_password_opens_nothing(self):
        self.sign_in("vendeur@demo.facteur", "wrong")
        self.assertIn("/portal/login", self.browser.url)
        self.picture("login-refused")
        self.browser.open(self.address("/portal"))
        self.assertIn("/portal/login", self.browser.url)

    def test_an_auditor_sees_and_cannot_send(self):
        self.sign_in("auditeur@demo.facteur")
        self.wait_for_text("/portal", "LE VENDEUR")
        self.assertEqual(self.browser.find_all("input[type=file]"), [])
        self.picture("auditor-home")


if __name__ == "__main__":
    unittest.main()
