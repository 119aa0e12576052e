"""A mail server that keeps what it is given, and refuses what it is told to refuse."""

import email
import email.policy
import logging
import ssl
import sys

try:
    from aiosmtpd.controller import Controller
except ImportError:  # another Python than Debian's, for which its package was not installed
    sys.path.append("/usr/lib/python3/dist-packages")
    from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

# Handshakes that break off are what some tests are about.
logging.getLogger("mail.log").setLevel(logging.CRITICAL)


class Letter:
    """One message as it arrived."""

    def __init__(self, envelope):
        self.sender = envelope.mail_from
        self.recipients = list(envelope.rcpt_tos)
        self.bytes = envelope.content
        self.message = email.message_from_bytes(self.bytes, policy=email.policy.default)

    def text(self):
        return self.message.get_body(("plain",)).get_content()

    def html(self):
        return self.message.get_body(("html",)).get_content()

    def attachments(self):
        return {part.get_filename(): part.get_content()
                for part in self.message.iter_attachments()}


class MailServer:
    """`refusals`: answer to RCPT by address. `certificate`: PEM file with key, to offer STARTTLS."""

    def __init__(self, port, refusals=None, certificate=None, login=None):
        self.letters = []
        self.refusals = refusals or {}
        self.logins = []
        options = {}
        if certificate:
            options["tls_context"] = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            options["tls_context"].load_cert_chain(certificate)
            options["require_starttls"] = True
        if login:
            options["authenticator"] = self._authenticate
            options["auth_required"] = True
        self.login = login
        self.controller = Controller(self, hostname="127.0.0.1", port=port, **options)

    def __enter__(self):
        self.controller.start()
        return self

    def __exit__(self, *_):
        self.controller.stop()

    def _authenticate(self, _server, _session, _envelope, _mechanism, data):
        given = (data.login.decode(), data.password.decode())
        self.logins.append(given)
        return AuthResult(success=given == self.login)

    async def handle_RCPT(self, _server, _session, envelope, address, _options):
        if address in self.refusals:
            return self.refusals[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope):
        self.letters.append(Letter(envelope))
        return "250 taken"
