"""Official example invoices, sent to a running gateway, each come to an end with a verdict."""

import csv
import unittest

import client
import gateway

EXAMPLES = gateway.SHARED / "conformance" / "documents"


def expected():
    """file -> True when the official engine finds structure and EN 16931 rules good."""
    good = {}
    with (EXAMPLES / "expected.tsv").open(encoding="utf-8") as table:
        for row in csv.DictReader(table, delimiter="\t"):
            if row["set"] == "en16931":
                good[row["file"]] = row["structure"] == "1" and not row["findings"]
    return good


@unittest.skipUnless(EXAMPLES.is_dir(), "the shared example documents are not here")
class OfficialExamples(gateway.GatewayTest):
    def test_every_published_ubl_invoice_comes_to_an_end(self):
        seller = client.Client(self.gateway, client.SELLER)
        good = expected()
        sent = {}
        for kind in ("ubl-invoice", "ubl-creditnote"):
            for path in sorted((EXAMPLES / "published" / kind).glob("*.xml")):
                answer = seller.post_flow(path.read_bytes(), name=path.name)
                self.assertEqual(answer.status, 202, answer)
                sent[answer.json()["flowId"]] = path
        self.assertTrue(sent)
        accepted = 0
        for flow_id, path in sent.items():
            acknowledgement = seller.settled(flow_id)["acknowledgement"]
            if acknowledgement["status"] == "Ok":
                accepted += 1
                name = path.relative_to(EXAMPLES).as_posix()
                self.assertTrue(good.get(name, True), f"{name} is accepted but not good")
            else:
                self.assertTrue(acknowledgement["details"], path.name)
        self.assertGreater(accepted, 0)
        seller.close()


if __name__ == "__main__":
    unittest.main()
