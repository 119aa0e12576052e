"""A client of the Flow Service (XP Z12-013), as a company's own software would have one."""

import http.client
import json
import urllib.parse
import uuid

from gateway import PATIENCE, wait_until

SELLER = ("demo-vendeur", "demo-vendeur-secret")
BUYER = ("demo-client", "demo-client-secret")
AUDITOR = ("demo-auditeur", "demo-auditeur-secret")


class Answer:
    """Status, headers and bytes of one response."""

    def __init__(self, status, headers, body):
        self.status = status
        self.headers = headers
        self.body = body

    def json(self):
        return json.loads(self.body)

    def __repr__(self):
        return f"<{self.status} {self.body[:600]!r}>"


def multipart(parts):
    """(content type, body) of a multipart/form-data body; a part is (name, file name, type, bytes)."""
    boundary = uuid.uuid4().hex
    body = bytearray()
    for name, file_name, media_type, content in parts:
        body += f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"'.encode()
        if file_name is not None:
            body += f'; filename="{file_name}"'.encode()
        body += f"\r\nContent-Type: {media_type}\r\n\r\n".encode() + content + b"\r\n"
    body += f"--{boundary}--\r\n".encode()
    return f"multipart/form-data; boundary={boundary}", bytes(body)


def flow_parts(document, info):
    return [("flowInfo", None, "application/json", json.dumps(info).encode()),
            ("file", info.get("name", "file.xml"), "application/xml", document)]


class Client:
    """Not thread-safe: one connection, kept open. Give each thread its own."""

    def __init__(self, gateway, credentials=None, language="fr"):
        self.gateway = gateway
        self.language = language
        self.connection = None
        self.token = None
        if credentials:
            self.sign_in(*credentials)

    def close(self):
        if self.connection:
            self.connection.close()
            self.connection = None

    def request(self, method, path, body=None, headers=None):
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.gateway.port, timeout=PATIENCE)
        sent = {"Accept-Language": self.language}
        if self.token:
            sent["Authorization"] = "Bearer " + self.token
        sent.update(headers or {})
        try:
            self.connection.request(method, path, body, sent)
            response = self.connection.getresponse()
            return Answer(response.status, response.headers, response.read())
        except BaseException:
            self.close()
            raise

    def sign_in(self, identity, secret):
        answer = self.grant(identity, secret)
        if answer.status != 200:
            raise AssertionError(f"no token for {identity}: {answer}")
        self.token = answer.json()["access_token"]

    def grant(self, identity, secret):
        form = urllib.parse.urlencode({"grant_type": "client_credentials", "client_id": identity,
                                       "client_secret": secret})
        return self.request("POST", "/oauth/token", form,
                            {"Content-Type": "application/x-www-form-urlencoded"})

    def post_json(self, path, value):
        return self.request("POST", path, json.dumps(value), {"Content-Type": "application/json"})

    def post_parts(self, parts):
        media_type, body = multipart(parts)
        return self.request("POST", "/v1/flows", body, {"Content-Type": media_type})

    def post_flow(self, document, **info):
        info = {"name": "facture.xml", "flowSyntax": "UBL", **info}
        return self.post_parts(flow_parts(document, info))

    def flow(self, flow_id):
        answer = self.request("GET", "/v1/flows/" + flow_id)
        if answer.status != 200:
            raise AssertionError(f"flow {flow_id}: {answer}")
        return answer.json()

    def document(self, flow_id, doc_type):
        return self.request("GET", f"/v1/flows/{flow_id}?docType={doc_type}")

    def search(self, **where):
        """Every flow that matches, over all pages, oldest update first as the service gives them."""
        found, cursor = [], None
        while True:
            body = {"limit": 100, "where": where}
            if cursor:
                body["cursor"] = cursor
            answer = self.post_json("/v1/flows/search", body)
            if answer.status != 200:
                raise AssertionError(f"search {where}: {answer}")
            page = answer.json()
            found += page["results"]
            cursor = page.get("nextCursor")
            if not cursor:
                return found

    def settled(self, flow_id):
        """The flow once its acknowledgement is no longer pending."""
        def look():
            flow = self.flow(flow_id)
            return flow if flow["acknowledgement"]["status"] != "Pending" else None
        return wait_until(look, f"flow {flow_id} is acknowledged")
