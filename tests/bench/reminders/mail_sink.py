"""A mail server that keeps what it is given and refuses whom it is told to refuse."""

import email
import email.policy
import socketserver
import threading


class Session(socketserver.StreamRequestHandler):
    def say(self, line):
        self.wfile.write(line.encode() + b"\r\n")

    def handle(self):
        self.say("220 sink.example ESMTP")
        recipient = None
        for raw in self.rfile:
            line = raw.decode("utf-8", "replace").strip()
            verb = line.upper()
            if verb.startswith(("EHLO", "HELO")):
                self.say("250 sink.example")
            elif verb.startswith("RCPT TO:"):
                address = line[line.index("<") + 1:line.index(">")]
                if address in self.server.refused:
                    self.say("550 5.1.1 no such mailbox")
                else:
                    recipient = address
                    self.say("250 2.1.5 recipient ok")
            elif verb == "DATA" and recipient:
                self.say("354 end with a single dot")
                self.server.mails.append((recipient, self.message()))
                recipient = None
                self.say("250 2.0.0 taken")
            elif verb == "QUIT":
                self.say("221 2.0.0 bye")
                return
            else:
                self.say("250 2.0.0 ok")

    def message(self):
        lines = []
        for raw in self.rfile:
            if raw == b".\r\n":
                break
            lines.append(raw[1:] if raw.startswith(b"..") else raw)
        return email.message_from_bytes(b"".join(lines), policy=email.policy.default)


class MailSink(socketserver.ThreadingTCPServer):
    """Use as a context manager; `mails` holds (recipient, message) in the order of arrival."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Session)
        self.mails = []
        self.refused = set()
        self.port = self.server_address[1]

    def __enter__(self):
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.shutdown()
        self.server_close()
