"""No route without an identity except health, metrics, login and token; nobody sees another's flows."""

import base64
import json
import unittest

import client
import documents
import gateway

OPEN = [("GET", "/v1/healthcheck"), ("GET", "/metrics"), ("GET", "/portal/login")]

CLOSED = [("POST", "/v1/flows"), ("POST", "/v1/flows/search"), ("GET", "/v1/flows/anything"),
          ("GET", "/api/v1/receivables"), ("GET", "/api/v1/receivables/aged"), ("GET", "/api/v1/reminders")]


def unsigned_token(subject):
    """A token with algorithm "none", which some libraries have believed."""
    def part(value):
        return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()
    return part({"alg": "none", "typ": "JWT"}) + "." + part({"sub": subject, "exp": 4102444800}) + "."


class Access(gateway.GatewayTest):
    def connect(self, credentials=None):
        connected = client.Client(self.gateway, credentials)
        self.addCleanup(connected.close)
        return connected

    def test_health_metrics_and_login_need_no_identity(self):
        nobody = self.connect()
        for method, path in OPEN:
            with self.subTest(path):
                self.assertEqual(nobody.request(method, path).status, 200)

    def test_every_other_route_asks_for_one(self):
        nobody = self.connect()
        for method, path in CLOSED:
            with self.subTest(path):
                answer = nobody.request(method, path, b"{}", {"Content-Type": "application/json"})
                self.assertEqual(answer.status, 401, answer)
                self.assertTrue(answer.json()["errorCode"])

    def test_the_portal_sends_a_stranger_to_the_login(self):
        answer = self.connect().request("GET", "/portal")
        self.assertIn(answer.status, (302, 303), answer)
        self.assertIn("/portal/login", answer.headers["Location"])

    def test_a_forged_token_opens_nothing(self):
        good = self.connect(client.SELLER).token
        head, body, seal = good.split(".")
        flipped = ("A" if seal[0] != "A" else "B") + seal[1:]
        for token in ("", "nonsense", unsigned_token("client:demo-vendeur"), f"{head}.{body}.{flipped}",
                      f"{head}.{body}."):
            with self.subTest(token[:30]):
                intruder = self.connect()
                intruder.token = token
                answer = intruder.post_json("/v1/flows/search", {"where": {"ackStatus": "Ok"}})
                self.assertEqual(answer.status, 401, answer)

    def test_a_wrong_secret_gets_no_token(self):
        for identity, secret in (("demo-vendeur", "wrong"), ("nobody", "wrong"), ("", "")):
            with self.subTest(identity):
                answer = self.connect().grant(identity, secret)
                self.assertIn(answer.status, (400, 401), answer)
                self.assertNotIn("access_token", answer.body.decode())

    def test_the_token_route_takes_http_basic_too(self):
        pair = base64.b64encode(":".join(client.SELLER).encode()).decode()
        answer = self.connect().request("POST", "/oauth/token", "grant_type=client_credentials",
                                        {"Authorization": "Basic " + pair,
                                         "Content-Type": "application/x-www-form-urlencoded"})
        self.assertEqual(answer.status, 200, answer)
        self.assertEqual(answer.json()["token_type"], "Bearer")
        self.assertGreater(answer.json()["expires_in"], 0)

    def test_one_company_does_not_see_the_flows_of_another(self):
        seller, buyer = self.connect(client.SELLER), self.connect(client.BUYER)
        flow_id = seller.post_flow(documents.invoice("ACCESS-1")).json()["flowId"]
        seller.settled(flow_id)
        self.assertEqual(buyer.request("GET", "/v1/flows/" + flow_id).status, 404)
        self.assertEqual(buyer.document(flow_id, "Original").status, 404)
        seen = [flow["flowId"] for flow in buyer.search(flowDirection=["In", "Out"])]
        self.assertNotIn(flow_id, seen)

    def test_an_organization_of_others_cannot_be_chosen(self):
        seller = self.connect(client.SELLER)
        answer = seller.request("POST", "/v1/flows/search", json.dumps({"where": {"ackStatus": "Ok"}}),
                                {"Organization-Id": "200000008", "Content-Type": "application/json"})
        self.assertEqual(answer.status, 403, answer)

    def test_an_auditor_reads_and_changes_nothing(self):
        auditor = self.connect(client.AUDITOR)
        answer = auditor.post_json("/v1/flows/search", {"where": {"ackStatus": "Ok"}})
        self.assertEqual(answer.status, 200, answer)
        self.assertEqual(auditor.post_flow(documents.invoice("ACCESS-2")).status, 403)

    def test_an_invoice_in_the_name_of_another_seller_is_refused(self):
        buyer = self.connect(client.BUYER)
        answer = buyer.post_flow(documents.invoice("ACCESS-3"))
        if answer.status == 202:
            flow = buyer.settled(answer.json()["flowId"])
            self.assertEqual(flow["acknowledgement"]["status"], "Error", flow)
        else:
            self.assertIn(answer.status, (403, 422), answer)

    def test_unknown_paths_and_methods_are_answered_as_such(self):
        seller = self.connect(client.SELLER)
        self.assertEqual(seller.request("GET", "/v1/nothing").status, 404)
        self.assertIn(seller.request("DELETE", "/v1/flows").status, (404, 405))
        self.assertEqual(seller.request("GET", "/v1/flows/unknown").status, 404)


if __name__ == "__main__":
    unittest.main()
