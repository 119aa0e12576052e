"""Several invoices at once, in a .zip or .tar.gz: each a flow of its own, all of them or none."""

import io
import tarfile
import unittest
import zipfile

import client
import documents
import gateway


def zip_of(files):
    bytes_ = io.BytesIO()
    with zipfile.ZipFile(bytes_, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    return bytes_.getvalue()


def tar_gz_of(files):
    bytes_ = io.BytesIO()
    with tarfile.open(fileobj=bytes_, mode="w:gz") as archive:
        for path, content in files.items():
            entry = tarfile.TarInfo(path)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return bytes_.getvalue()


class Deposits(gateway.GatewayTest):
    def setUp(self):
        self.seller = client.Client(self.gateway, client.SELLER)
        self.addCleanup(self.seller.close)

    def deposit(self, archive, name="lot.zip", who=None):
        media_type, body = client.multipart([("file", name, "application/octet-stream", archive)])
        return (who or self.seller).request("POST", "/api/v1/deposits", body,
                                            {"Content-Type": media_type})

    def flows(self):
        # Not the status messages: those of earlier flows may still be on their way.
        found = self.seller.search(updatedAfter="2000-01-01T00:00:00Z")
        return len([flow for flow in found if not flow["flowType"].endswith("LC")])

    def test_each_file_is_a_flow_with_a_verdict_of_its_own(self):
        for name, pack, good, bad in (("lot.zip", zip_of, "D-1", "D-2"),
                                      ("lot.tar.gz", tar_gz_of, "D-3", "D-4")):
            with self.subTest(name):
                answer = self.deposit(pack({"mars/a.xml": documents.invoice(good),
                                            "mars/b.xml": documents.wrong_total(bad),
                                            "mars/.DS_Store": b"x"}), name)
                self.assertEqual(answer.status, 202, answer)
                files = {file["path"]: file for file in answer.json()["files"]}
                self.assertFalse(files["mars/.DS_Store"]["taken"])
                self.assertEqual(self.seller.settled(files["mars/a.xml"]["flowId"])
                                 ["acknowledgement"]["status"], "Ok")
                self.assertEqual(self.seller.settled(files["mars/b.xml"]["flowId"])
                                 ["acknowledgement"]["status"], "Error")
                original = self.seller.document(files["mars/a.xml"]["flowId"], "Original")
                self.assertEqual(original.body, documents.invoice(good))
                report = self.seller.request("GET", "/api/v1/deposits/" + answer.json()["depositId"])
                states = {file["path"]: file.get("acknowledgement") for file in report.json()["files"]}
                self.assertEqual(states, {"mars/a.xml": "Ok", "mars/b.xml": "Error",
                                          "mars/.DS_Store": None})

    def test_the_same_archive_again_is_the_same_deposit(self):
        archive = zip_of({"a.xml": documents.invoice("D-AGAIN")})
        first = self.deposit(archive)
        self.assertEqual(first.status, 202, first)
        before = self.flows()
        again = self.deposit(archive, "other-name.zip")
        self.assertEqual(again.status, 200, again)
        self.assertEqual(again.json()["depositId"], first.json()["depositId"])
        self.assertEqual(self.flows(), before)

    def test_a_refused_archive_leaves_nothing(self):
        good = documents.invoice("D-NEVER")
        refused = {
            "ARCHIVE_PATH_OUTSIDE": zip_of({"a.xml": good, "../b.xml": good}),
            "ARCHIVE_NESTED": zip_of({"a.xml": good, "b.zip": zip_of({"c.xml": good})}),
            "ARCHIVE_INFLATION": zip_of({"a.xml": good, "b.xml": b"0" * 30_000_000}),
            "ARCHIVE_UNREADABLE": zip_of({"a.xml": good})[:-30],
            "ARCHIVE_DAMAGED": tar_gz_of({"a.xml": good, "b.xml": good})[:-9],
            "ARCHIVE_TOO_MANY_FILES": zip_of({f"{i}.xml": b"<a/>" for i in range(1001)}),
        }
        before = self.flows()
        for code, archive in refused.items():
            with self.subTest(code):
                answer = self.deposit(archive)
                self.assertEqual(answer.status, 422, answer)
                self.assertEqual(answer.json()["errorCode"], code)
        self.assertEqual(self.flows(), before)
        self.assertEqual(self.deposit(b"<Invoice/>").json()["errorCode"], "ARCHIVE_UNREADABLE")

    def test_a_deposit_is_its_tenants_alone(self):
        mine = self.deposit(zip_of({"a.xml": documents.invoice("D-MINE")})).json()["depositId"]
        buyer = client.Client(self.gateway, client.BUYER)
        self.addCleanup(buyer.close)
        self.assertEqual(buyer.request("GET", "/api/v1/deposits/" + mine).status, 404)
        auditor = client.Client(self.gateway, client.AUDITOR)
        self.addCleanup(auditor.close)
        self.assertEqual(self.deposit(zip_of({"a.xml": b"<a/>"}), who=auditor).status, 403)


if __name__ == "__main__":
    unittest.main()
