"""Reminders and the legal status of invoices, state by state and day by day: nobody is asked to pay what
was refused, cancelled, disputed, assigned, announced or not made available."""

import datetime
import json
import sqlite3
import unittest

import client
import documents
import gateway

DUE = datetime.date(2027, 2, 15)
SELLER = "100000009"
WAITS_UNTIL = datetime.date(2027, 2, 22)  # two business days after the announcement of Thursday 18

# Invoice -> (day, status) in order. Between two days of this list the item may be asked for, or not.
HISTORIES = {
    "LEGAL-OPEN": (),
    "LEGAL-APPROVED": ((datetime.date(2027, 2, 3), 205),),
    "LEGAL-REFUSED": ((datetime.date(2027, 2, 8), 210),),
    "LEGAL-CANCELLED": ((datetime.date(2027, 3, 1), 220),),
    "LEGAL-REJECTED": ((datetime.date(2027, 2, 2), 213), (datetime.date(2027, 2, 20), 205)),
    "LEGAL-DISPUTED": ((datetime.date(2027, 2, 10), 207), (datetime.date(2027, 3, 10), 205)),
    "LEGAL-SUSPENDED": ((datetime.date(2027, 2, 19), 208), (datetime.date(2027, 3, 3), 209)),
    "LEGAL-PARTLY": ((datetime.date(2027, 2, 12), 206),),
    "LEGAL-ANNOUNCED": ((datetime.date(2027, 2, 18), 211),),
    "LEGAL-FACTORED": ((datetime.date(2027, 2, 18), 225), (datetime.date(2027, 3, 20), 228)),
    "LEGAL-LOST": ((datetime.date(2027, 2, 5), 221), (datetime.date(2027, 3, 15), 203)),
}
ASKING = {203, 204, 205, 209, 228}  # the last status under which payment may be asked for


def may_be_asked(number, day):
    last, refused = 203, False
    for since, code in HISTORIES[number]:
        if since <= day:
            last, refused = code, refused or code in (210, 213, 220)
    if refused:
        return False
    return last in ASKING or last == 211 and day > WAITS_UNTIL


def level_calls(day):
    """The standard scenario: from ten days before the due date up to it, and from the third day after."""
    late = (day - DUE).days
    return -10 <= late <= 0 or late >= 3


class LegalStatus(unittest.TestCase):
    def setUp(self):
        self.gateway = gateway.Gateway("legal-status")
        self.gateway.start()
        seller = client.Client(self.gateway, client.SELLER)
        for number in HISTORIES:
            text = documents.TEMPLATE.replace("2026-10-31", f"{DUE}")
            self.assertEqual(seller.post_flow(documents.invoice(number, text), name=number + ".xml").status, 202)
        gateway.wait_until(lambda: all(number in seller.request("GET", "/api/v1/receivables").body.decode()
                                       for number in HISTORIES), "every invoice is a receivable")
        seller.close()
        self.gateway.stop()

    def tearDown(self):
        self.gateway.remove()

    def set_status(self, database, number, day, code):
        """As a message of the buyer's platform would."""
        at = int(datetime.datetime(day.year, day.month, day.day, 9, tzinfo=datetime.timezone.utc).timestamp()) * 10**6
        invoice, flow = database.execute("SELECT id, flow FROM invoices WHERE number = ?", (number,)).fetchone()
        event = database.execute("INSERT INTO events (at, tenant, kind, subject, actor, data) VALUES"
                                 " (?, ?, 'status.set', ?, 'buyer', ?)",
                                 (at, SELLER, flow, json.dumps({"code": code, "invoice": invoice}))).lastrowid
        database.execute("INSERT INTO statuses (flow, invoice, code, at, actor, event) VALUES (?, ?, ?, ?, 'buyer', ?)",
                         (flow, invoice, code, at, event))
        database.execute("UPDATE invoices SET status = ?, status_at = ? WHERE id = ?", (code, at, invoice))

    def planned(self, day):
        done = gateway.run("remind", "--data", self.gateway.data, "--tenant", SELLER, "--on", day, "--dry-run", "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        return {item["number"]: item for line in done.stdout.splitlines() for item in json.loads(line)["items"]}

    def test_only_what_may_be_asked_for_is_asked_for_on_every_business_day(self):
        day, holiday = datetime.date(2027, 2, 1), datetime.date(2027, 3, 29)
        while day < datetime.date(2027, 4, 1):
            with sqlite3.connect(self.gateway.database) as database:
                for number, history in HISTORIES.items():
                    for since, code in history:
                        if since == day:
                            self.set_status(database, number, day, code)
            if day.weekday() < 5 and day != holiday:
                items = self.planned(day)
                for number in HISTORIES:
                    told = items.get(number, {"send": False, "reason": "not open any more"})
                    expected = may_be_asked(number, day) and level_calls(day)
                    self.assertEqual(told["send"], expected, f"{day} {number}: {told}")
                    self.assertTrue(told["reason"])
            day += datetime.timedelta(days=1)


if __name__ == "__main__":
    unittest.main()
