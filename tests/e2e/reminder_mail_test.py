"""Reminders on their way through a real mail server: what arrives, what is refused, what comes back."""

import json
import pathlib
import shutil
import subprocess
import tempfile
import unittest

import gateway
import mail_server

SELLER = "100000009"
CUSTOMERS = """customer_id,name,legal_form,siren,group_id,contact_name,email,address
C1,CLIENT UN,SAS,200000008,,Comptabilité,compta@un.example,1 rue A|75001 PARIS
C2,CLIENT DEUX,SAS,,,Paul,paul@deux.example,2 rue B|75002 PARIS
C2,CLIENT DEUX,SAS,,,Anne,anne@deux.example,2 rue B|75002 PARIS
"""
# Due on Monday 2026-03-02: the first reminder goes three days later, the last one after thirty.
ITEMS = """number,customer_id,kind,issue_date,due_date,currency,amount,creditor_reference,purchase_order
FA1,C1,invoice,2026-02-01,2026-03-02,EUR,1200.50,,PO1
FA2,C1,invoice,2026-02-01,2026-03-02,EUR,80.00,,
FB1,C2,invoice,2026-02-01,2026-03-02,EUR,500.00,,
"""
FIRST, LAST = "2026-03-05", "2026-04-01"
CONFIG = """
[mail]
host = "localhost"
port = {port}
timeout_seconds = 10
bounces = "bounces@vendeur.example"
{more}
[[creditor]]
siren = "100000009"
name = "LE VENDEUR SAS"
address = "35 rue d'Exemple\\n92100 BOULOGNE-BILLANCOURT"
sender_name = "Claire Morel"
email = "claire@vendeur.example"
iban = "FR7630006000011234567890189"
"""
NOTICE = """From: MAILER-DAEMON@mx.un.example
To: {sender}
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.un.example

Final-Recipient: rfc822; compta@un.example
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 no such user

--b--
"""


def plain(text):
    """On one line, with plain spaces."""
    return " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split())


class ReminderMail(unittest.TestCase):
    def setUp(self):
        gateway.WORK.mkdir(parents=True, exist_ok=True)
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="reminder-mail-", dir=gateway.WORK))
        self.port = gateway.free_port()
        self.write("customers.csv", CUSTOMERS)
        self.write("items.csv", ITEMS)
        self.configure()
        imported = self.facteur("ledger", "import", "--customers", self.folder / "customers.csv",
                                "--items", self.folder / "items.csv")
        self.assertEqual(imported.returncode, 0, imported.stderr)

    def tearDown(self):
        if all(not problem for _, problem in getattr(self._outcome, "errors", [])):
            shutil.rmtree(self.folder)

    def write(self, name, text):
        (self.folder / name).write_text(text, encoding="utf-8")
        return self.folder / name

    def configure(self, more=""):
        self.write("facteur.toml", CONFIG.format(port=self.port, more=more))

    def facteur(self, *arguments):
        return gateway.run(*arguments, "--data", self.folder / "data", "--tenant", SELLER)

    def send(self, day):
        """Reminders of the day, by customer."""
        done = self.facteur("remind", "--on", day, "--send", "--json", "--lang", "en",
                            "--config", self.folder / "facteur.toml")
        self.assertEqual(done.returncode, 0, done.stderr)
        return {each["customer"]: each for each in map(json.loads, done.stdout.splitlines())}

    def test_a_message_arrives_once_with_its_headers_and_words(self):
        with mail_server.MailServer(self.port) as server:
            sent = self.send(FIRST)
            self.assertTrue(sent["C1"]["send"] and sent["C2"]["send"], sent)
            again = self.send(FIRST)
            self.assertFalse(again["C1"]["send"] or again["C2"]["send"], again)
            self.assertEqual(len(server.letters), 2)
        letter = next(each for each in server.letters if "compta@un.example" in each.recipients)
        message = letter.message
        self.assertEqual(letter.recipients, ["compta@un.example"])
        self.assertEqual(message["From"], "Claire Morel <claire@vendeur.example>")
        self.assertEqual(message["To"], "Comptabilité <compta@un.example>")
        self.assertEqual(message["Auto-Submitted"], "auto-generated")
        self.assertEqual(plain(message["Subject"]),
                         "LE VENDEUR SAS : factures FA1 et FA2 échues depuis le 2 mars 2026")
        left = message["Message-ID"].strip("<>").split("@")[0]
        self.assertEqual(letter.sender, f"bounces+{left}@vendeur.example")
        self.assertFalse(message.defects)
        for words in (letter.text(), letter.html()):
            for fact in ("FA1", "FA2", "PO1", "1 280,50 €", "Claire Morel", "0189"):
                self.assertIn(fact, plain(words))
            self.assertNotIn("FR7630006000011234567890189", words)
        self.assertNotIn("http", letter.html())

    def test_the_last_reminder_states_the_interest_and_carries_it_as_pdf(self):
        with mail_server.MailServer(self.port) as server:
            self.send(LAST)
        letter = next(each for each in server.letters if "compta@un.example" in each.recipients)
        # 1,280.50 for 30 days at 12.15 %: 11.99 and 0.80; twice 40.
        for fact in ("12,79 € d'intérêts", "80,00 € d'indemnité", "1 373,29 €"):
            self.assertIn(fact, plain(letter.text()))
        (name, pdf), = letter.attachments().items()
        self.assertTrue(name.endswith(".pdf"))
        file = self.folder / "letter.pdf"
        file.write_bytes(pdf)
        text = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, text=True,
                              check=True).stdout
        for fact in ("CLIENT UN", "75001 PARIS", "1 373,29", "Claire Morel"):
            self.assertIn(fact, plain(text))

    def test_a_refused_recipient_gives_way_to_the_next_contact(self):
        refusals = {"paul@deux.example": "550 5.1.1 no such user"}
        with mail_server.MailServer(self.port, refusals) as server:
            sent = self.send(FIRST)
        self.assertEqual(sent["C2"]["contact"], "anne@deux.example", sent)
        self.assertIn(["anne@deux.example"], [each.recipients for each in server.letters])

    def test_a_server_that_is_down_or_busy_gets_the_message_later_and_once(self):
        first = self.send(FIRST)
        self.assertFalse(first["C1"]["send"], first)
        with mail_server.MailServer(self.port, {"compta@un.example": "450 4.2.0 later"}) as server:
            self.assertFalse(self.send(FIRST)["C1"]["send"])
            server.refusals.clear()
            self.assertTrue(self.send(FIRST)["C1"]["send"])
            self.send(FIRST)
            to_first = [each for each in server.letters if "compta@un.example" in each.recipients]
            self.assertEqual(len(to_first), 1)

    def test_mail_that_comes_back_makes_its_contact_unreachable(self):
        with mail_server.MailServer(self.port) as server:
            self.send(FIRST)
            letter = next(each for each in server.letters if "compta@un.example" in each.recipients)
            notice = self.write("notice.eml", NOTICE.format(sender=letter.sender))
            for outcome, place in (("noted", notice), ("already", self.folder)):
                done = gateway.run("remind", "bounces", place, "--data", self.folder / "data",
                                   "--config", self.folder / "facteur.toml", "--json")
                self.assertEqual(json.loads(done.stdout)["outcome"], outcome, done.stderr)
            later = self.send("2026-03-06")
            self.assertFalse(later["C1"]["send"], "nobody else is known there")
            self.assertEqual(len([each for each in server.letters
                                  if "compta@un.example" in each.recipients]), 1)

    def certificate(self, name):
        """A server's certificate and key in one file, and the authority that vouches for it."""
        both, authority = self.folder / f"{name}.pem", self.folder / f"{name}-ca.pem"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
                        "-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}",
                        "-keyout", both, "-out", authority], check=True, capture_output=True)
        both.write_bytes(both.read_bytes() + authority.read_bytes())
        return both, authority

    def test_a_password_travels_encrypted_to_a_server_whose_name_is_proven(self):
        self.write("password", "geheim\n")
        secure = 'security = "starttls"\nuser = "claire"\npassword_file = "password"\n'
        login = ("claire", "geheim")
        impostor, authority = self.certificate("elsewhere.example")
        with mail_server.MailServer(self.port, certificate=impostor, login=login) as server:
            self.configure(secure)
            self.assertFalse(self.send(FIRST)["C1"]["send"], "nobody vouches for the server")
            self.configure(secure + f'ca_file = "{authority}"\n')
            self.assertFalse(self.send(FIRST)["C1"]["send"], "it is another server")
            self.assertFalse(server.letters or server.logins)
        proven, authority = self.certificate("localhost")
        with mail_server.MailServer(self.port, certificate=proven, login=login) as server:
            self.configure(secure + f'ca_file = "{authority}"\n')
            sent = self.send(FIRST)
            self.assertTrue(sent["C1"]["send"], sent)
            self.assertEqual(len(server.letters), 2)
            self.assertEqual(set(server.logins), {login})


if __name__ == "__main__":
    unittest.main()
