"""What a buyer asks of invoices beyond the official rules, from the file to the sealed report."""

import hashlib
import unittest

import client
import documents
import gateway

REQUIREMENTS = """
title = { fr = "Exigences de LE CLIENT", en = "Requirements of LE CLIENT" }
version = "2026-1"
[buyer]
siren = ["200000008"]
[[requirement]]
id = "LECLIENT-01"
asks = "pattern"
term = "BT-1"
pattern = "REQ-[0-9]+"
message = { fr = "Nos numéros sont REQ- et des chiffres.", en = "Our numbers are REQ- and digits." }
"""


class Requirements(gateway.GatewayTest):
    @classmethod
    def options(cls):
        folder = cls.gateway.folder / "partners"
        folder.mkdir()
        (folder / "leclient.toml").write_text(REQUIREMENTS, encoding="utf-8")
        config = cls.gateway.folder / "facteur.toml"
        config.write_text('[requirements]\nfolder = "partners"\n', encoding="utf-8")
        return ("--config", config)

    def setUp(self):
        self.seller = client.Client(self.gateway, client.SELLER)
        self.addCleanup(self.seller.close)

    def settled(self, document):
        answer = self.seller.post_flow(document)
        self.assertEqual(answer.status, 202, answer)
        return self.seller.settled(answer.json()["flowId"])

    def test_an_invoice_that_meets_them_passes(self):
        flow = self.settled(documents.invoice("REQ-1"))
        self.assertEqual(flow["acknowledgement"]["status"], "Ok", flow)

    def test_an_invoice_that_does_not_is_rejected_with_the_buyers_words(self):
        flow = self.settled(documents.invoice("OTHER-1"))
        self.assertEqual(flow["acknowledgement"]["status"], "Error", flow)
        detail = flow["acknowledgement"]["details"][0]
        self.assertEqual(detail["reasonCode"], "LECLIENT-01")
        self.assertIn("Nos numéros sont REQ-", detail["reasonMessage"])
        # The status message follows the status: a reader of the event log writes it.
        gateway.wait_until(lambda: any("213" in text and "LECLIENT-01" in text
                                       for text in self.status_messages()), "the rejection is told")

    def status_messages(self):
        return [self.seller.document(found["flowId"], "Original").body.decode()
                for found in self.seller.search(flowType=["CustomerInvoiceLC"])]

    def test_another_buyers_invoices_are_not_asked(self):
        flow = self.settled(documents.unknown_buyer("OTHER-2"))
        self.assertEqual(flow["acknowledgement"]["status"], "Ok", flow)

    def test_they_are_listed_by_the_api(self):
        sets = self.seller.request("GET", "/api/v1/rules?lang=en").json()["sets"]
        mine = [one for one in sets if one["name"] == "leclient"]
        self.assertEqual(len(mine), 1, sets)
        self.assertEqual(mine[0]["sha256"], hashlib.sha256(REQUIREMENTS.encode()).hexdigest())
        one = self.seller.request("GET", "/api/v1/rules/leclient?lang=en").json()
        self.assertEqual(one["rules"][0]["id"], "LECLIENT-01")

    def test_the_sealed_report_names_the_file_that_judged(self):
        self.settled(documents.invoice("OTHER-3"))
        digest = hashlib.sha256(REQUIREMENTS.encode()).hexdigest()
        gateway.wait_until(lambda: digest.encode() in self.sealed(), "the report is sealed")
        self.assertIn(b"LECLIENT-01", self.sealed())

    def sealed(self):
        """All bytes that the archive keeps; its segments hold the objects as they are."""
        return b"".join(path.read_bytes() for path in (self.gateway.archive / "objects").iterdir())

    def test_a_service_with_a_bad_file_does_not_start(self):
        folder = self.gateway.folder / "bad"
        folder.mkdir()
        (folder / "bad.toml").write_text(REQUIREMENTS.replace("BT-1", "BT-999"), encoding="utf-8")
        config = self.gateway.folder / "bad-config.toml"
        config.write_text('[requirements]\nfolder = "bad"\n', encoding="utf-8")
        ended = gateway.run("serve", "--config", config, "--port", "0",
                            "--data", self.gateway.folder / "bad-data")
        self.assertEqual(ended.returncode, 2)
        self.assertRegex(ended.stderr, r"bad\.toml:9 ?: .*BT-999")


if __name__ == "__main__":
    unittest.main()
