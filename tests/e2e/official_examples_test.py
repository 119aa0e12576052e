"""Official example invoices, sent to a running gateway, each come to an end with a verdict."""

import csv
import unittest

import client
import gateway

EXAMPLES = gateway.SHARED / "conformance" / "documents"


# Each profile calls for one of these.
CORES = ("en16931", "extended-ctc-fr", "facturx")


def refused_by_the_official_engine():
    """Files whose structure is wrong, or that no core forgives."""
    refused, forgiven = set(), set()
    with (EXAMPLES / "expected.tsv").open(encoding="utf-8") as table:
        for row in csv.DictReader(table, delimiter="\t"):
            if row["structure"] != "1":
                refused.add(row["file"])
            elif row["set"] in CORES:
                fatal = "fatal:" in row["findings"] or row["findings"] == "error"
                (refused if fatal else forgiven).add(row["file"])
    return refused - forgiven


@unittest.skipUnless(EXAMPLES.is_dir(), "the shared example documents are not here")
class OfficialExamples(gateway.GatewayTest):
    def test_every_published_invoice_comes_to_an_end(self):
        seller = client.Client(self.gateway, client.SELLER)
        bad = refused_by_the_official_engine()
        sent = {}
        for kind in ("ubl-invoice", "ubl-creditnote", "cii"):
            for path in sorted((EXAMPLES / "published" / kind).glob("*.xml")):
                syntax = "CII" if kind == "cii" else "UBL"
                answer = seller.post_flow(path.read_bytes(), name=path.name, flowSyntax=syntax)
                self.assertEqual(answer.status, 202, answer)
                sent[answer.json()["flowId"]] = path
        self.assertTrue(sent)
        accepted, wrongly_accepted = 0, []
        for flow_id, path in sent.items():
            acknowledgement = seller.settled(flow_id)["acknowledgement"]
            if acknowledgement["status"] == "Ok":
                accepted += 1
                name = path.relative_to(EXAMPLES).as_posix()
                if name in bad:
                    wrongly_accepted.append(name)
            else:
                self.assertTrue(acknowledgement["details"], path.name)
        self.assertGreater(accepted, 0)
        self.assertEqual(wrongly_accepted, [])
        seller.close()


if __name__ == "__main__":
    unittest.main()
