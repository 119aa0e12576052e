"""Clients that send one byte a second cost little and block nobody."""

import socket
import threading
import unittest

import client
import documents
import gateway

SLOW_CLIENTS = 64


class SlowClient:
    """Opens a POST of a flow and feeds its body one byte a second until told to stop or answered."""

    def __init__(self, port, token):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=gateway.PATIENCE)
        self.enough = threading.Event()
        media_type, self.body = client.multipart(
            client.flow_parts(documents.invoice("SLOW-1"), {"name": "f.xml", "flowSyntax": "UBL"}))
        head = (f"POST /v1/flows HTTP/1.1\r\nHost: localhost\r\nContent-Type: {media_type}\r\n"
                f"Content-Length: {len(self.body)}\r\nAuthorization: Bearer {token}\r\n\r\n")
        self.socket.sendall(head.encode())
        self.thread = threading.Thread(target=self.drip, daemon=True)
        self.thread.start()

    def drip(self):
        try:
            for byte in self.body:
                self.socket.sendall(bytes([byte]))
                if self.enough.wait(1):
                    return
        except OSError:
            pass  # the server has had enough, which is its right

    def answer(self):
        """The bytes that the server answers before it closes; waits for them."""
        received = b""
        try:
            while chunk := self.socket.recv(4096):
                received += chunk
                if b"\r\n\r\n" in received:
                    break
        except OSError:
            pass
        return received

    def close(self):
        self.enough.set()
        self.thread.join()
        self.socket.close()


class SlowBody(gateway.GatewayTest):
    def test_slow_clients_do_not_keep_others_from_being_served(self):
        seller = client.Client(self.gateway, client.SELLER)
        slow = [SlowClient(self.gateway.port, seller.token) for _ in range(SLOW_CLIENTS)]
        try:
            for number in range(20):
                answer = seller.post_flow(documents.invoice(f"QUICK-{number}"))
                self.assertEqual(answer.status, 202, answer)
                self.assertEqual(seller.settled(answer.json()["flowId"])["acknowledgement"]["status"], "Ok")
        finally:
            for one in slow:
                one.close()
            seller.close()

    def test_a_slow_body_is_answered_with_a_time_out(self):
        seller = client.Client(self.gateway, client.SELLER)
        slow = SlowClient(self.gateway.port, seller.token)
        try:
            self.assertRegex(slow.answer(), rb"^HTTP/1\.1 408 ")
        finally:
            slow.close()
            seller.close()

    def test_slow_headers_do_not_keep_others_from_being_served(self):
        half_open = [socket.create_connection(("127.0.0.1", self.gateway.port)) for _ in range(SLOW_CLIENTS)]
        try:
            for one in half_open:
                one.sendall(b"GET /v1/healthcheck HT")
            seller = client.Client(self.gateway, client.SELLER)
            self.assertEqual(seller.request("GET", "/v1/healthcheck").status, 200)
            seller.close()
        finally:
            for one in half_open:
                one.close()


if __name__ == "__main__":
    unittest.main()
