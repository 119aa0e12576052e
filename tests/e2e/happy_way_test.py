"""One invoice, all the way: sent by the seller, checked, sealed, archived, delivered, receivable."""

import hashlib
import re
import unittest

import client
import documents
import gateway


def status_codes(who, flow_type):
    """The codes of all life-cycle messages that `who` was sent (MDT-105 of each CDAR), in order."""
    codes = []
    for flow in who.search(flowType=[flow_type]):
        text = who.document(flow["flowId"], "Original").body.decode()
        codes += re.findall(r"<(?:\w+:)?ProcessConditionCode>(\d+)<", text)
    return codes


class HappyWay(gateway.GatewayTest):
    def setUp(self):
        self.seller = client.Client(self.gateway, client.SELLER)
        self.buyer = client.Client(self.gateway, client.BUYER)
        self.addCleanup(self.seller.close)
        self.addCleanup(self.buyer.close)

    def send(self, number, **info):
        answer = self.seller.post_flow(documents.invoice(number), name=number + ".xml", **info)
        self.assertEqual(answer.status, 202, answer)
        return answer.json()

    def delivered(self, number):
        """Sends an invoice and returns the seller's flow once the buyer has it."""
        flow = self.seller.settled(self.send(number)["flowId"])
        self.assertEqual(flow["acknowledgement"]["status"], "Ok", flow)
        gateway.wait_until(lambda: self.received(number), "the buyer has the invoice")
        return flow

    def received(self, number):
        """The buyer's flows that carry this invoice."""
        found = self.buyer.search(flowType=["SupplierInvoice"], flowDirection=["In"])
        return [flow for flow in found if flow["name"] == number + ".xml"]

    def test_the_answer_carries_the_full_flow_information(self):
        document = documents.invoice("HAPPY-1")
        digest = hashlib.sha256(document).hexdigest()
        full = self.send("HAPPY-1", trackingId="commande-17", processingRule="B2B",
                         flowProfile="CIUS", sha256=digest)
        self.assertEqual(full["name"], "HAPPY-1.xml")
        self.assertEqual(full["flowSyntax"], "UBL")
        self.assertEqual(full["trackingId"], "commande-17")
        self.assertEqual(full["sha256"], digest)
        self.assertRegex(full["flowId"], r"^.{1,64}$")
        self.assertRegex(full["submittedAt"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$")
        found = self.seller.search(trackingId="commande-17")
        self.assertEqual([flow["flowId"] for flow in found], [full["flowId"]])

    def test_the_seller_sees_its_invoice_checked_and_accepted(self):
        flow = self.delivered("HAPPY-2")
        self.assertEqual(flow["flowType"], "CustomerInvoice")
        self.assertEqual(flow["flowDirection"], "Out")
        self.assertGreaterEqual(flow["updatedAt"], flow["submittedAt"])

    def test_the_original_is_given_back_byte_for_byte(self):
        flow = self.delivered("HAPPY-3")
        answer = self.seller.document(flow["flowId"], "Original")
        self.assertEqual(answer.status, 200, answer)
        self.assertEqual(answer.body, documents.invoice("HAPPY-3"))

    def test_every_kind_of_document_is_served_or_refused_by_name(self):
        flow_id = self.delivered("HAPPY-4")["flowId"]
        metadata = self.seller.document(flow_id, "Metadata")
        self.assertEqual(metadata.json()["flowId"], flow_id)
        view = self.seller.document(flow_id, "ReadableView")
        self.assertEqual(view.status, 200, view)
        self.assertTrue(view.body.startswith(b"%PDF-"))
        converted = self.seller.document(flow_id, "Converted")
        self.assertEqual(converted.status, 200, converted)
        self.assertIn(b"CrossIndustryInvoice", converted.body)
        self.assertEqual(self.seller.document(flow_id, "Facsimile").status, 400)

    def test_an_invoice_is_read_as_a_web_page_without_rights(self):
        path = "/api/v1/flows/" + self.delivered("HAPPY-4B")["flowId"] + "/view"
        page = self.seller.request("GET", path + "?lang=en&stamp=true")
        self.assertEqual(page.status, 200, page)
        self.assertIn(b'<html lang="en">', page.body)
        self.assertIn(b"HAPPY-4B", page.body)
        self.assertIn(b'<p class="stamp">', page.body)
        self.assertTrue(page.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'"))
        pages = self.seller.request("GET", path + "?format=pdf")
        self.assertTrue(pages.body.startswith(b"%PDF-"))
        self.assertEqual(self.seller.request("GET", path + "?format=docx").status, 400)
        self.assertEqual(self.seller.request("GET", "/api/v1/flows/none/view").status, 404)

    def test_the_buyer_receives_the_same_bytes(self):
        self.delivered("HAPPY-5")
        received = self.received("HAPPY-5")
        self.assertEqual(len(received), 1)
        answer = self.buyer.document(received[0]["flowId"], "Original")
        self.assertEqual(answer.body, documents.invoice("HAPPY-5"))

    def test_the_life_cycle_comes_back_to_both_parties(self):
        self.delivered("HAPPY-6")
        for who, flow_type in ((self.seller, "CustomerInvoiceLC"), (self.buyer, "SupplierInvoiceLC")):
            gateway.wait_until(lambda: self.has_statuses(who, flow_type), f"statuses as {flow_type}")

    def has_statuses(self, who, flow_type):
        wanted = {"CustomerInvoiceLC": {"200", "202", "203"}, "SupplierInvoiceLC": {"202", "203"}}
        return wanted[flow_type] <= set(status_codes(who, flow_type))

    def test_a_rejected_invoice_carries_its_findings_and_status_213(self):
        answer = self.seller.post_flow(documents.wrong_total("HAPPY-7"))
        self.assertEqual(answer.status, 202, answer)
        flow = self.seller.settled(answer.json()["flowId"])
        self.assertEqual(flow["acknowledgement"]["status"], "Error", flow)
        items = " ".join(f"{d['item']} {d['reasonCode']} {d['reasonMessage']}"
                         for d in flow["acknowledgement"]["details"])
        self.assertIn("BR-CO-15", items)
        gateway.wait_until(lambda: "213" in status_codes(self.seller, "CustomerInvoiceLC"), "status 213")

    def test_the_same_invoice_twice_is_refused_the_second_time(self):
        first = self.delivered("HAPPY-8")
        again = self.seller.settled(self.send("HAPPY-8")["flowId"])
        self.assertNotEqual(again["flowId"], first["flowId"])
        self.assertEqual(again["acknowledgement"]["status"], "Error", again)
        reasons = [d["reasonCode"] for d in again["acknowledgement"]["details"]]
        self.assertIn("AlreadyExistingFlow", reasons)
        self.assertEqual(self.seller.flow(first["flowId"])["acknowledgement"]["status"], "Ok")

    def test_a_delivered_invoice_is_a_receivable_with_its_due_date(self):
        self.delivered("HAPPY-9")
        def look():
            answer = self.seller.request("GET", "/api/v1/receivables")
            self.assertEqual(answer.status, 200, answer)
            return "HAPPY-9" in answer.body.decode() and answer.body.decode()
        text = gateway.wait_until(look, "the receivable")
        self.assertIn("2026-10-31", text)
        self.assertIn("1569.10", text)

    def test_the_reminder_plan_names_an_overdue_invoice(self):
        self.delivered("HAPPY-10")
        result = gateway.run("remind", "--data", self.gateway.data, "--on", "2027-01-15", "--dry-run",
                             "--json")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("HAPPY-10", result.stdout)

    def test_a_restart_finds_everything_again(self):
        flow = self.delivered("HAPPY-11")
        before = self.everything(self.seller)
        self.seller.close()
        self.gateway.stop()
        self.gateway.start()
        seller = client.Client(self.gateway, client.SELLER)
        self.addCleanup(seller.close)
        self.assertEqual(seller.flow(flow["flowId"])["acknowledgement"]["status"], "Ok")
        after = self.everything(seller)
        self.assertLessEqual(set(before), set(after))
        self.assertEqual(len(after), len(set(after)))

    def everything(self, who):
        """What `who` sees, as (type, name): each number is sent once here, and each status is too."""
        return [(flow["flowType"], flow["name"]) for flow in who.search(flowDirection=["In", "Out"])
                if "HAPPY-11" in flow["name"]]


if __name__ == "__main__":
    unittest.main()
