"""Factur-X all the way: a PDF deposited, checked, delivered, converted; and those that are refused."""

import re
import unittest
import zlib

import client
import documents
import gateway


def pdf_with(files, level="EN 16931"):
    """A small PDF with these files, {name: bytes}, embedded as Factur-X has it."""
    objects, names, associated = [], "", ""

    def add(body):
        objects.append(body if isinstance(body, bytes) else body.encode())
        return len(objects)

    def add_stream(entries, data):
        head = f"<< {entries} /Length {len(data)} >>\nstream\n".encode()
        return add(head + data + b"\nendstream")

    for name, data in files.items():
        stream = add_stream("/Type /EmbeddedFile /Subtype /text#2Fxml /Filter /FlateDecode",
                            zlib.compress(data))
        spec = add(f"<< /Type /Filespec /F ({name}) /UF ({name}) /AFRelationship /Alternative "
                   f"/EF << /F {stream} 0 R >> >>")
        names += f"({name}) {spec} 0 R "
        associated += f"{spec} 0 R "
    xmp = add_stream("/Type /Metadata /Subtype /XML", (
        "<x:xmpmeta xmlns:x='adobe:ns:meta/'>"
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description "
        "xmlns:fx='urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#' fx:DocumentType='INVOICE' "
        f"fx:DocumentFileName='factur-x.xml' fx:Version='1.0' fx:ConformanceLevel='{level}'/>"
        "</rdf:RDF></x:xmpmeta>").encode())
    pages = add("<< /Type /Pages /Count 0 /Kids [] >>")
    root = add(f"<< /Type /Catalog /Pages {pages} 0 R /Metadata {xmp} 0 R /AF [{associated}] "
               f"/Names << /EmbeddedFiles << /Names [{names}] >> >> >>")
    data, offsets = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return data + (b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root %d 0 R >>\n"
                   b"startxref\n%d\n%%%%EOF\n" % (len(offsets) + 1, table, len(offsets) + 1, root,
                                                  len(data)))


class HybridPdf(gateway.GatewayTest):
    def setUp(self):
        self.seller = client.Client(self.gateway, client.SELLER)
        self.buyer = client.Client(self.gateway, client.BUYER)
        self.addCleanup(self.seller.close)
        self.addCleanup(self.buyer.close)

    def cii(self, number):
        """The same invoice as documents.invoice, in CII: as the platform itself converts it."""
        answer = self.seller.post_flow(documents.invoice(number + "-UBL"), name=number + "-UBL.xml")
        flow = self.seller.settled(answer.json()["flowId"])
        converted = self.seller.document(flow["flowId"], "Converted")
        self.assertEqual(converted.status, 200, converted)
        return converted.body.replace((number + "-UBL").encode(), number.encode())

    def send(self, number, document):
        answer = self.seller.post_flow(document, name=number + ".pdf", flowSyntax="Factur-X")
        self.assertEqual(answer.status, 202, answer)
        return self.seller.settled(answer.json()["flowId"])

    def refusal(self, number, document):
        flow = self.send(number, document)
        self.assertEqual(flow["acknowledgement"]["status"], "Error", flow)
        original = self.seller.document(flow["flowId"], "Original")
        self.assertEqual(original.body, document)
        return flow["acknowledgement"]["details"][0]

    def test_a_hybrid_invoice_goes_all_the_way(self):
        document = pdf_with({"factur-x.xml": self.cii("FX-1")})
        flow = self.send("FX-1", document)
        self.assertEqual(flow["acknowledgement"]["status"], "Ok", flow)
        self.assertEqual(flow["flowType"], "CustomerInvoice")

        def received():
            found = self.buyer.search(flowType=["SupplierInvoice"], flowDirection=["In"])
            return [flow for flow in found if flow["name"] == "FX-1.pdf"]
        arrived = gateway.wait_until(received, "the buyer has the PDF")[0]
        self.assertEqual(arrived["flowSyntax"], "Factur-X")
        original = self.buyer.document(arrived["flowId"], "Original")
        self.assertEqual(original.body, document)
        self.assertEqual(original.headers["Content-Type"], "application/pdf")
        converted = self.buyer.document(arrived["flowId"], "Converted")
        self.assertRegex(converted.body.decode(), r"<(\w+:)?Invoice[ >]")
        view = self.buyer.document(arrived["flowId"], "ReadableView")
        self.assertTrue(view.body.startswith(b"%PDF-"))
        self.assertNotEqual(view.body, document)

    def test_the_same_invoice_as_xml_and_as_pdf_is_a_duplicate(self):
        cii = self.cii("FX-2")
        self.send("FX-2", pdf_with({"factur-x.xml": cii}))
        again = self.seller.post_flow(cii, name="FX-2.xml", flowSyntax="CII").json()["flowId"]
        reasons = [d["reasonCode"] for d in self.seller.settled(again)["acknowledgement"]["details"]]
        self.assertIn("AlreadyExistingFlow", reasons)

    def test_a_pdf_without_an_invoice_is_refused_with_a_reason_and_kept(self):
        detail = self.refusal("FX-3", pdf_with({"note.txt": b"hello"}))
        self.assertEqual(detail["reasonCode"], "FlowTypeError")
        self.assertIn("NO-INVOICE", detail["item"])

    def test_each_fault_of_the_container_is_named(self):
        cii = self.cii("FX-4")
        cases = {"WRONG-NAME": pdf_with({"facture.xml": cii}),
                 "TWO-INVOICES": pdf_with({"factur-x.xml": cii, "zugferd-invoice.xml": cii}),
                 "PROFILE-CONTRADICTION": pdf_with({"factur-x.xml": cii}, level="MINIMUM"),
                 "DAMAGED": b"%PDF-1.7\nnothing else"}
        for code, document in cases.items():
            with self.subTest(code):
                self.assertIn(code, self.refusal("FX-4", document)["item"])


if __name__ == "__main__":
    unittest.main()
