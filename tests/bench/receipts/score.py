"""Judges `facteur bank import` by a benchmark of generate.py.

    python3 score.py --binary build/facteur --lines 2000 [--style b] [--seed 1] [--formats ...] [--worst 20]

For each format: the portfolio is imported into an empty data folder, then all bank days in order. The
unit is the allocation line (movement, number, amount). Formats are compared movement by movement.
"""

import argparse
import collections
import json
import pathlib
import subprocess
import tempfile
import time

from generate import FORMATS, Benchmark
from portfolio import euros
from style import STYLES

TENANT = "100000009"


class CommandFailed(Exception):
    pass


def run(binary, *arguments):
    began = time.monotonic()
    result = subprocess.run([binary, *map(str, arguments)], capture_output=True, text=True, check=False)
    if result.returncode != 0:
        raise CommandFailed(f"facteur {' '.join(map(str, arguments[:3]))} ... left with {result.returncode}:\n"
                            f"{result.stderr[-2000:]}")
    return result.stdout, time.monotonic() - began


def cents(text):
    whole, _, fraction = text.lstrip("-").partition(".")
    value = int(whole) * 100 + int((fraction + "00")[:2])
    return -value if text.startswith("-") else value


def book(binary, folder, name):
    """What was decided for each movement, by (day, entry); and the seconds of both imports."""
    data = folder / f"data-{name}"
    where = ("--data", data, "--tenant", TENANT)
    _, ledger = run(binary, "ledger", "import", *where, "--customers", folder / "customers.csv", "--items",
                    folder / "items.csv")
    files = sorted((folder / name).iterdir())
    output, bank = run(binary, "bank", "import", *where, "--json", *files)
    decisions = {}
    for line in output.splitlines():
        decision = json.loads(line)
        day = int(pathlib.Path(decision["file"]).stem)
        decisions[day, decision["entry"]] = decision
    return decisions, ledger, bank


def lines_of(allocations):
    return {(number, amount if isinstance(amount, int) else cents(amount)) for number, amount in allocations}


class Tally:
    """The counts of one phenomenon, or of all."""

    def __init__(self):
        self.payments = self.exact = self.abstained = self.top1 = self.top3 = 0
        self.truth = self.booked = self.right = 0  # allocation lines
        self.truth_cents = self.booked_cents = self.right_cents = 0
        self.wrong_customer = self.sure_truth = self.sure_right = 0

    def add(self, truth, decision, owner):
        expected = lines_of(truth["allocations"])
        got = lines_of((a["number"], a["amount"]) for a in decision["allocations"])
        right = expected & got
        self.payments += 1
        self.truth += len(expected)
        self.booked += len(got)
        self.right += len(right)
        self.truth_cents += sum(abs(amount) for _, amount in expected)
        self.booked_cents += sum(abs(amount) for _, amount in got)
        self.right_cents += sum(abs(amount) for _, amount in right)
        if truth["decidable"]:
            self.sure_truth += len(expected)
            self.sure_right += len(right)
        self.exact += expected == got and same_outcome(truth, decision)
        self.wrong_customer += wrong_customer(truth, decision, owner)
        if expected and not got:
            self.abstained += 1
            wanted = {number for number, _ in expected}
            ranked = [set(c["numbers"]) for c in decision["candidates"]]
            self.top1 += wanted in ranked[:1]
            self.top3 += wanted in ranked[:3]

    @property
    def precision(self):
        return self.right / self.booked if self.booked else 1.0

    @property
    def recall(self):
        return self.right / self.truth if self.truth else 1.0


def same_outcome(truth, decision):
    """A movement that is nobody's may also wait for a person."""
    if truth["outcome"] == "ignored":
        return decision["outcome"] in ("ignored", "unapplied") and decision["customer"] is None
    return truth["outcome"] == decision["outcome"]


def wrong_customer(truth, decision, owner):
    """Money given to somebody who is none of those that were paid for."""
    meant = {owner[number] for number, _ in truth["allocations"]}
    if truth["customer"]:
        meant.add(truth["customer"])
    got = {owner.get(a["number"]) for a in decision["allocations"]}
    if decision["customer"] and decision["outcome"] != "ignored":
        # A group's payment may stay with the member that sent it, as long as nothing is allocated.
        if got or truth["phenomenon"] != "third_party":
            got.add(decision["customer"])
    return bool(got - meant)


def judge(truths, decisions, owner):
    tallies = collections.defaultdict(Tally)
    wrong = []
    for truth in truths:
        decision = decisions.get((truth["day"], truth["entry"]))
        if decision is None:
            raise CommandFailed(f"no decision for day {truth['day']}, entry {truth['entry']}")
        for name in ("all", truth["phenomenon"]):
            tallies[name].add(truth, decision, owner)
        expected = lines_of(truth["allocations"])
        got = lines_of((a["number"], a["amount"]) for a in decision["allocations"])
        if expected != got or not same_outcome(truth, decision) or wrong_customer(truth, decision, owner):
            wrong.append((severity(truth, decision, owner), truth, decision))
    wrong.sort(key=lambda found: -found[0])
    return tallies, wrong


def severity(truth, decision, owner):
    """Worst first: a wrong customer, wrong lines, what was sure and missed."""
    expected = lines_of(truth["allocations"])
    got = lines_of((a["number"], a["amount"]) for a in decision["allocations"])
    return (8 * wrong_customer(truth, decision, owner) + 4 * bool(got - expected) + 2 * truth["decidable"]
            + bool(expected - got))


def differing(truths, results):
    """Movements that two formats decided differently."""
    def essence(decision):
        return (decision["outcome"], decision["customer"],
                sorted((a["number"], a["amount"]) for a in decision["allocations"]))

    names = list(results)
    found = []
    for truth in truths:
        place = truth["day"], truth["entry"]
        first = essence(results[names[0]][place])
        for name in names[1:]:
            if essence(results[name][place]) != first:
                found.append((truth, names[0], results[names[0]][place], name, results[name][place]))
    return found


def percent(part, whole):
    return f"{100 * part / whole:6.2f}" if whole else "     -"


def print_tallies(tallies):
    print(f"{'phenomenon':18} {'paym.':>6} {'exact':>6} {'lines':>6} {'prec.':>6} {'recall':>6} {'sure':>6} "
          f"{'prec.€':>6} {'abst.':>6} {'top1':>6} {'top3':>6} {'wrong customer':>14} {'€ wrong':>12}")
    for name, t in sorted(tallies.items(), key=lambda pair: -pair[1].payments):
        print(f"{name:18} {t.payments:6} {percent(t.exact, t.payments)} {t.truth:6} {percent(t.right, t.booked)} "
              f"{percent(t.right, t.truth)} {percent(t.sure_right, t.sure_truth)} "
              f"{percent(t.right_cents, t.booked_cents)} {t.abstained:6} {percent(t.top1, t.abstained)} "
              f"{percent(t.top3, t.abstained)} {t.wrong_customer:14} {euros(t.booked_cents - t.right_cents):>12}")


def show(found):
    for rank, truth, decision in found:
        print(f"\n[{rank}] day {truth['day']} entry {truth['entry']} {truth['phenomenon']}"
              f"{'' if truth['decidable'] else ' (undecidable)'}: {truth['direction']} {euros(truth['cents'])}")
        print(f"  payer    {truth['payer']!r}  text {truth['remittance']!r}")
        print(f"  expected {truth['outcome']} {truth['customer']} "
              f"{[(number, euros(amount)) for number, amount in truth['allocations']]}")
        print(f"  got      {decision['outcome']} {decision['customer']} "
              f"{[(a['number'], a['amount']) for a in decision['allocations']]}  {decision['reason']}")
        for candidate in decision["candidates"][:3]:
            print(f"  candidate {candidate['score']} {candidate['customer']} {candidate['numbers']}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", default="build/facteur")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--style", choices=STYLES, default="a")
    parser.add_argument("--lines", type=int, default=2000)
    parser.add_argument("--days", type=int, default=10)
    parser.add_argument("--customers", type=int, help="fewer of them have more open items each")
    parser.add_argument("--formats", default="cfonb120,camt053-02,camt053-08,mt940")
    parser.add_argument("--worst", type=int, default=15, help="how many wrong or missed ones to show")
    parser.add_argument("--folder", type=pathlib.Path, help="kept; otherwise a temporary one")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or pathlib.Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        benchmark = Benchmark(options.seed, options.style, options.lines, options.days, options.customers)
        benchmark.write_portfolio(folder)
        formats = options.formats.split(",")
        benchmark.make().write_statements(folder, formats)
        truths = list(benchmark.truth())
        owner = {number: item.customer.id for number, item in benchmark.items.items()}
        results = {}
        for name in formats:
            results[name], ledger, bank = book(options.binary, folder, name)
            print(f"\n== style {options.style}, seed {options.seed}, {options.lines} lines, {name}: ledger import "
                  f"{ledger:.2f} s, bank import {bank:.2f} s")
            tallies, wrong = judge(truths, results[name], owner)
            print_tallies(tallies)
            if name == formats[0]:
                show(wrong[:options.worst])
        apart = differing(truths, results)
        print(f"\nmovements decided differently by format: {len(apart)}")
        for truth, one, first, other, second in apart[:options.worst]:
            print(f"  day {truth['day']} entry {truth['entry']} {truth['payer']!r} {truth['remittance']!r}")
            for name, decision in ((one, first), (other, second)):
                print(f"    {name:10} {decision['outcome']} {decision['customer']} "
                      f"{[(a['number'], a['amount']) for a in decision['allocations']]} payer {decision['payer']!r} "
                      f"text {decision['remittance']!r}")


if __name__ == "__main__":
    main()
