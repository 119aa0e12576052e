"""Bad input: each has a clear error in both languages, the right status, and harms nobody else.

What can be seen while the body streams in is refused at once with an HTTP error; what needs the
document to be read is acknowledged with 202 and remembered as a flow in error, with its reason.
"""

import hashlib
import json
import socket
import threading
import unittest

import client
import documents
import gateway

LIMIT = 100_000_000  # bytes of a file: XP Z12-013, Flow Service (100 MB)

PROLOGUE = '<?xml version="1.0"?>\n'
INVOICE = "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"


def billion_laughs():
    entities = '<!ENTITY a0 "ha">'
    for level in range(1, 10):
        entities += f'<!ENTITY a{level} "{f"&a{level - 1};" * 10}">'
    return (f'{PROLOGUE}<!DOCTYPE Invoice [{entities}]>'
            f'<Invoice xmlns="{INVOICE}">&a9;</Invoice>').encode()


def external_entity(url):
    return (f'{PROLOGUE}<!DOCTYPE Invoice [<!ENTITY x SYSTEM "{url}">]>'
            f'<Invoice xmlns="{INVOICE}">&x;</Invoice>').encode()


def nested(depth):
    return f'{PROLOGUE}<Invoice xmlns="{INVOICE}">{"<a>" * depth}{"</a>" * depth}</Invoice>'.encode()


# What -> bytes that are acknowledged with 202 and then found to be no good.
READ_AND_REJECTED = {
    "not XML": b"Bonjour, voici ma facture.",
    "nothing at all": b"   \n",
    "a wrong root": b'<?xml version="1.0"?><order xmlns="urn:example:orders"/>',
    "a truncated invoice": documents.invoice("BAD-1")[:2500],
    "an external entity in a file": external_entity("file:///etc/hostname"),
    "a billion laughs": billion_laughs(),
    "10,000 nested elements": nested(10_000),
    "invalid UTF-8": documents.invoice("BAD-2").replace("é".encode(), b"\xe9"),
    "no invoice number": documents.without_number(),
}


class Canary:
    """Listens on a port and tells whether anybody ever called."""

    def __init__(self):
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.url = "http://127.0.0.1:%d/dtd" % self.socket.getsockname()[1]
        self.called = False
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        try:
            self.socket.accept()[0].close()
            self.called = True
        except OSError:
            pass


class BadInput(gateway.GatewayTest):
    def setUp(self):
        self.seller = client.Client(self.gateway, client.SELLER)
        self.addCleanup(self.seller.close)
        self.addCleanup(self.a_good_invoice_still_passes)

    def a_good_invoice_still_passes(self):
        answer = self.seller.post_flow(documents.invoice("GOOD-" + self.id()[-24:]))
        self.assertEqual(answer.status, 202, answer)
        flow = self.seller.settled(answer.json()["flowId"])
        self.assertEqual(flow["acknowledgement"]["status"], "Ok", flow)

    def refused(self, post, status, code):
        """`post(client)` is refused with this status and code, in words of either language."""
        messages = {}
        for language in ("fr", "en"):
            self.seller.language = language
            answer = post(self.seller)
            self.assertEqual(answer.status, status, answer)
            error = answer.json()
            self.assertEqual(error["errorCode"], code, answer)
            messages[language] = error["errorMessage"]
            self.assertGreater(len(error["errorMessage"]), 10, answer)
        self.assertNotEqual(messages["fr"], messages["en"])

    def test_what_cannot_be_read_is_remembered_as_a_flow_in_error(self):
        for what, document in READ_AND_REJECTED.items():
            with self.subTest(what):
                answer = self.seller.post_flow(document)
                self.assertEqual(answer.status, 202, answer)
                acknowledgement = self.seller.settled(answer.json()["flowId"])["acknowledgement"]
                self.assertEqual(acknowledgement["status"], "Error")
                for detail in acknowledgement["details"]:
                    self.assertTrue(detail["reasonCode"] and detail["reasonMessage"], detail)
                self.assertTrue(acknowledgement["details"])

    def test_an_external_entity_is_never_fetched(self):
        canary = Canary()
        answer = self.seller.post_flow(external_entity(canary.url))
        self.assertEqual(answer.status, 202, answer)
        flow = self.seller.settled(answer.json()["flowId"])
        self.assertEqual(flow["acknowledgement"]["status"], "Error")
        self.assertFalse(canary.called)

    def test_a_file_of_one_byte_too_many_is_refused(self):
        document = b"<" * (LIMIT + 1)
        self.refused(lambda seller: seller.post_flow(document), 413, "FILE_SIZE_EXCEEDED")

    def test_a_file_of_unannounced_length_is_held_to_the_same_limit(self):
        media_type, body = client.multipart(
            client.flow_parts(b"<" * (LIMIT + 1), {"name": "f.xml", "flowSyntax": "UBL"}))
        chunks = (body[start:start + 65536] for start in range(0, len(body), 65536))
        answer = self.seller.request("POST", "/v1/flows", chunks, {"Content-Type": media_type})
        self.assertEqual(answer.status, 413, answer)
        self.assertEqual(answer.json()["errorCode"], "FILE_SIZE_EXCEEDED")

    def test_an_announced_length_beyond_the_limit_is_refused_unread(self):
        with socket.create_connection(("127.0.0.1", self.gateway.port), timeout=gateway.PATIENCE) as raw:
            raw.sendall((f"POST /v1/flows HTTP/1.1\r\nHost: localhost\r\nContent-Length: {10 ** 12}\r\n"
                         "Content-Type: multipart/form-data; boundary=b\r\n"
                         f"Authorization: Bearer {self.seller.token}\r\n\r\n").encode())
            self.assertRegex(raw.recv(4096), rb"^HTTP/1\.1 413 ")

    def test_an_empty_file_is_refused(self):
        self.refused(lambda seller: seller.post_flow(b""), 400, "EMPTY_FILE")

    def test_a_wrong_checksum_is_refused(self):
        wrong = hashlib.sha256(b"something else").hexdigest()
        self.refused(lambda seller: seller.post_flow(documents.invoice("BAD-3"), sha256=wrong),
                     422, "CHECKSUM_MISMATCH")

    def test_a_name_that_climbs_is_refused(self):
        for name in ("../../evil.xml", "..\\evil.xml", "/etc/evil.xml", "a\u0000b.xml", "n" * 256):
            with self.subTest(name):
                info = {"name": name, "flowSyntax": "UBL"}
                self.refused(lambda seller: seller.post_parts(self.parts(info)), 400, "INVALID_FILE_NAME")
        self.assertEqual([p for p in self.gateway.folder.rglob("*evil*")], [])

    def parts(self, info):
        return [("flowInfo", None, "application/json", json.dumps(info).encode()),
                ("file", "file.xml", "application/xml", documents.invoice("BAD-4"))]

    def test_a_missing_part_is_refused(self):
        info, file = self.parts({"name": "f.xml", "flowSyntax": "UBL"})
        self.refused(lambda seller: seller.post_parts([info]), 400, "MISSING_PART")
        self.refused(lambda seller: seller.post_parts([file]), 400, "MISSING_PART")

    def test_two_files_are_refused(self):
        info, file = self.parts({"name": "f.xml", "flowSyntax": "UBL"})
        self.refused(lambda seller: seller.post_parts([info, file, file]), 400, "REPEATED_PART")

    def test_a_missing_field_is_refused_and_named(self):
        for info in ({"flowSyntax": "UBL"}, {"name": "f.xml"}):
            self.refused(lambda seller: seller.post_parts(self.parts(info)), 400, "MISSING_REQUIRED_FIELD")

    def test_a_field_with_a_wrong_value_is_refused(self):
        good = {"name": "f.xml", "flowSyntax": "UBL"}
        for wrong in ({"flowSyntax": "EDIFACT"}, {"processingRule": "B2X"}, {"flowProfile": "Luxury"},
                      {"sha256": "abc"}, {"trackingId": "x" * 65}, {"name": 7}):
            with self.subTest(wrong):
                self.refused(lambda seller: seller.post_parts(self.parts({**good, **wrong})),
                             400, "INVALID_FIELD")

    def test_flow_information_that_is_no_json_is_refused(self):
        for text in (b"", b"{", b"[]", b'"x"', b"[" * 100_000):
            with self.subTest(text[:10]):
                parts = [("flowInfo", None, "application/json", text),
                         ("file", "f.xml", "application/xml", documents.invoice("BAD-5"))]
                self.refused(lambda seller: seller.post_parts(parts), 400, "INVALID_JSON")

    def test_a_body_that_is_no_multipart_is_refused(self):
        for media_type in ("application/json", "multipart/form-data", "text/plain"):
            with self.subTest(media_type):
                self.refused(lambda seller: seller.request("POST", "/v1/flows", b"{}",
                                                           {"Content-Type": media_type}),
                             415, "UNSUPPORTED_MEDIA_TYPE")

    def test_a_search_without_criteria_or_with_wrong_ones_is_refused(self):
        for body in ({}, {"where": []}, {"where": {"flowType": ["Nothing"]}},
                     {"where": {"updatedAfter": "yesterday"}}, {"limit": 0, "where": {"ackStatus": "Ok"}},
                     {"limit": 101, "where": {"ackStatus": "Ok"}},
                     {"cursor": "%", "where": {"ackStatus": "Ok"}}):
            with self.subTest(body):
                answer = self.seller.post_json("/v1/flows/search", body)
                self.assertEqual(answer.status, 400, answer)
                self.assertTrue(answer.json()["errorCode"])


if __name__ == "__main__":
    unittest.main()
