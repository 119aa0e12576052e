"""Lives the year of story.py with the real binary, day by day, and compares with the oracle.

    python3 year.py --binary build/facteur --seed 1

Prints each wrong and each forgotten reminder; leaves with 1 if there was any.
"""

import argparse
import csv
import datetime
import json
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "receipts"), str(HERE.parents[1] / "e2e")]

import cfonb120  # noqa: E402
import mail_server  # noqa: E402
import scenario  # noqa: E402
from entry import Entry, Truth  # noqa: E402
from gateway import free_port  # noqa: E402
from oracle import Oracle  # noqa: E402
from portfolio import euros  # noqa: E402
from statement import Account, Statement  # noqa: E402
from story import BEGIN, END, OUTAGE, make_story  # noqa: E402

TENANT = "100000009"
ACCOUNT = Account("30004", "00823", "00010139645", "LE VENDEUR")
SCENARIOS = HERE.parents[2] / "conf" / "reminders"
CONFIG = """
[mail]
host = "localhost"
port = {port}
timeout_seconds = 10

[[creditor]]
siren = "100000009"
name = "LE VENDEUR SAS"
address = "35 rue d'Exemple\\n92100 BOULOGNE-BILLANCOURT"
sender_name = "Claire Morel"
email = "claire@vendeur.example"
iban = "FR7630006000011234567890189"
"""


class Year:
    def __init__(self, binary, folder, seed, customers=40):
        self.binary, self.folder = binary, pathlib.Path(folder)
        self.story = make_story(seed, customers)
        self.customers = {customer.id: customer for customer in self.story.customers}
        self.scenarios = {one.name: one for one in map(scenario.read, sorted(SCENARIOS.glob("*.toml")))}
        self.oracle = Oracle(self.story, self.scenarios)
        self.problems = []
        self.disputes = {}
        self.approved = set()  # (customer, level)
        self.waiting = {}  # (number, level) that need agreement, since when
        self.bank = 0  # cents on the account
        self.bank_day = BEGIN - datetime.timedelta(days=1)
        self.server = mail_server.MailServer(free_port())
        (self.folder / "facteur.toml").write_text(CONFIG.format(port=self.server.controller.port), encoding="utf-8")

    def facteur(self, *arguments):
        done = subprocess.run([self.binary, *map(str, arguments), "--data", self.folder / "data", "--tenant", TENANT],
                              capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise AssertionError(f"facteur {' '.join(map(str, arguments))}: {done.returncode}\n{done.stderr[-2000:]}")
        return [json.loads(line) for line in done.stdout.splitlines()] if "--json" in arguments else []

    def import_ledger(self):
        with open(self.folder / "customers.csv", "w", encoding="utf-8", newline="") as file:
            table = csv.writer(file)
            table.writerow("customer_id name legal_form siren group_id segment contact_name email phone address".split())
            for customer in self.story.customers:
                for contact in customer.contacts:
                    table.writerow((customer.id, customer.name, "SAS", "", "", customer.segment, "Comptabilité",
                                    contact.email, "0199001234", "1 rue A|75001 PARIS"))
        with open(self.folder / "items.csv", "w", encoding="utf-8", newline="") as file:
            table = csv.writer(file)
            table.writerow("number customer_id kind issue_date due_date currency amount creditor_reference "
                           "purchase_order".split())
            for item in self.story.items:
                table.writerow((item.number, item.customer.id, "credit_note" if item.credit_note else "invoice",
                                item.issued, item.due, "EUR", euros(item.cents), "", ""))
        self.facteur("ledger", "import", "--customers", self.folder / "customers.csv", "--items",
                     self.folder / "items.csv")

    # What happens on a day, told to the gateway as people and banks tell it.

    def act(self, day):
        acts = self.story.acts_on(day)
        self.receive(day, [act for act in acts if act.kind == "pay"])
        for act in acts:
            if act.kind != "pay":
                getattr(self, act.kind)(act)
            self.oracle.happened(act)
        for customer in self.story.customers:
            for contact in customer.contacts:
                if contact.bounces_from == day:
                    self.server.refusals[contact.email] = "550 5.1.1 no such user"

    def desk(self, act, *arguments):
        return self.facteur("desk", *arguments, "--on", act.day, "--key", f"{act.kind}-{act.item.number}", "--json")

    def promise(self, act):
        self.desk(act, "promise", "add", "--numbers", act.item.number, "--amount", euros(act.cents), "--date", act.until)

    def dispute(self, act):
        made = self.desk(act, "dispute", "add", "--number", act.item.number, "--amount", euros(act.cents), "--reason",
                         "price")
        self.disputes[act.item.number] = made[0]["id"]

    def close_dispute(self, act):
        if act.item.number in self.disputes:
            self.desk(act, "dispute", "close", "--id", self.disputes.pop(act.item.number), "--outcome", "rejected")

    def exclude(self, act):
        self.desk(act, "exclude", "add", "--number", act.item.number, "--until", act.until, "--reason", "strike")

    def receive(self, day, acts):
        if not acts:
            return
        entries = []
        for number, act in enumerate(acts, 1):
            name = act.item.customer.name
            entries.append(Entry(act.cents, Truth("", "applied"), payer=name, label=f"VIR RECU {name}"[:31],
                                 remittance=f"FACTURE {act.item.number}", booked=day, value=day, number=number,
                                 bank_reference=f"{day:%y%m%d}{number:06}"))
        statement = Statement(ACCOUNT, 1, self.bank_day, day, self.bank, entries)
        file = self.folder / "day.txt"
        file.write_bytes(cfonb120.write([statement], None))
        self.bank, self.bank_day = statement.closing, day
        for act, told in zip(acts, self.facteur("bank", "import", "--json", file)):
            if told["allocations"] != [{"number": act.item.number, "amount": euros(act.cents)}]:
                raise AssertionError(f"not applied: {told}")

    # What leaves, against what should.

    def remind(self, day):
        letters = len(self.server.letters)
        plan = self.facteur("remind", "--on", day, "--send", "--json", "--config", self.folder / "facteur.toml")
        told = {one["customer"]: one for one in plan}
        mails = 0
        for customer in self.story.customers:
            mails += self.compare(customer, day, told.get(customer.id))
        arrived = self.server.letters[letters:]
        if len(arrived) != mails:
            self.wrong(day, f"{len(arrived)} mails arrived, {mails} were told")
        if day.weekday() == 0:
            self.approve_all()

    def wrong(self, day, text):
        self.problems.append(f"{day} {text}")

    def compare(self, customer, day, told):
        """How many mails left for the customer; notes what is wrong."""
        due = self.oracle.due(customer, day)
        direct = {number: level for number, level in due.items() if not level.approval}
        sent = {one["number"] for one in told["items"] if one["send"]} if told else set()
        messages = told.get("messages", []) if told else []
        if direct and self.cannot_leave(customer, direct, day):
            direct = {}
        agreed = {number for number, level in due.items()
                  if level.approval and (customer.id, level.number) in self.approved}
        for number in sorted(sent - set(direct) - agreed):
            self.wrong(day, f"WRONG {customer.id} {number}: {self.describe(number, day)} {told}")
        refused = any(contact.email in self.server.refusals for contact in customer.contacts)
        for number in sorted(set(direct) - sent):
            if not refused:
                self.wrong(day, f"FORGOTTEN {customer.id} {number} level {direct[number].number}: "
                                f"{self.describe(number, day)} {self.reason_of(told, number)}")
        self.check_amounts(customer, day, told, sent)
        self.check_agreements(due, agreed, sent, day)
        if sent:
            self.oracle.sent(customer, [(number, due[number].number) for number in sent if number in due],
                             sum(message["channel"] != "call" for message in messages), day)
        return sum(message["channel"] == "mail" for message in messages) if sent else 0

    def cannot_leave(self, customer, direct, day):
        highest = max(direct.values(), key=lambda level: level.number)
        if highest.channel == "call":
            return False
        if self.oracle.too_many(customer, day):
            return True
        reachable = [c for c in customer.contacts if c.email not in self.server.refusals]
        return highest.channel == "mail" and not reachable

    def check_amounts(self, customer, day, told, sent):
        for one in told["items"] if told else ():
            state = self.oracle.states[one["number"]]
            if one["number"] in sent and one["asked"] != euros(state.open - self.oracle.held(state, day)):
                self.wrong(day, f"AMOUNT {customer.id} {one}")

    def check_agreements(self, due, agreed, sent, day):
        """What was agreed to leaves within a fortnight, unless it is not due any more."""
        for number in [known for known in self.waiting if known not in agreed or known in sent]:
            del self.waiting[number]
        for number in agreed - sent:
            since = self.waiting.setdefault(number, day)
            if (day - since).days > 14:
                self.wrong(day, f"FORGOTTEN though agreed: {number}")

    def approve_all(self):
        for action in self.facteur("remind", "list", "--json"):
            if action["state"] == "planned":
                self.facteur("remind", "approve", action["id"])
                self.approved.add((action["customer"], action["level"]))

    def describe(self, number, day):
        item = next(item for item in self.story.items if item.number == number)
        return f"due {item.due} ({(day - item.due).days} d), {item.fate}, {self.oracle.states[number]}"

    def reason_of(self, told, number):
        if not told:
            return "(customer not told of)"
        return [told["reason"], *(one["reason"] for one in told["items"] if one["number"] == number)]

    def run(self, end=END):
        self.import_ledger()
        with self.server:
            day = BEGIN
            while day <= end:
                self.act(day)
                if not OUTAGE[0] <= day <= OUTAGE[1]:
                    self.remind(day)
                day += datetime.timedelta(days=1)
        return self.problems


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", default="build/facteur")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--customers", type=int, default=40)
    parser.add_argument("--until", type=datetime.date.fromisoformat, default=END)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        year = Year(options.binary, folder, options.seed, options.customers)
        problems = year.run(options.until)
        print("\n".join(problems[:40]))
        print(f"{len(year.server.letters)} mails, {len(problems)} problems")
    sys.exit(bool(problems))


if __name__ == "__main__":
    main()
