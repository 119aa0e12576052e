"""Writes one benchmark: a portfolio, bank days in several formats, and the truth about them.

    python3 generate.py --seed 1 --style a --lines 2000 --days 10 OUT

OUT/customers.csv, OUT/items.csv   for `facteur ledger import`
OUT/<format>/NN.<ending>           one file a bank day, in each of FORMATS
OUT/truth.jsonl                    one object a movement: day, entry, what it pays, and why
"""

import argparse
import datetime
import json
import pathlib
import random

import camt
import cfonb120
import csv_file
import mt940
import phenomena
from portfolio import make_portfolio, write_portfolio
from statement import Account, Statement, bank_days
from style import STYLES

FORMATS = {
    "cfonb120": ("txt", cfonb120.write),
    "camt053-02": ("xml", lambda statements, style: camt.write(statements, style, 2)),
    "camt053-08": ("xml", lambda statements, style: camt.write(statements, style, 8)),
    "mt940": ("sta", mt940.write),
    "mt940-plain": ("sta", lambda statements, style: mt940.write(statements, style, "plain")),
    "csv": ("csv", csv_file.write),
}


class Benchmark:
    """Everything about one seed, in memory."""

    def __init__(self, seed, style_name, lines, days, customers=None):
        self.rng = random.Random(f"{style_name}-{seed}")
        self.style = STYLES[style_name]
        self.portfolio = make_portfolio(self.rng, self.style, customers or lines // 2 + 20,
                                        items=lines * 4 + 100)
        self.items = {item.number: item for item in self.portfolio.items}
        self.opening_balance = self.rng.randint(10**6, 10**8)
        self.statements = []
        self.lines, self.days = lines, days

    def write_portfolio(self, folder):
        """As it stands before the first bank day: to be called before `make`."""
        write_portfolio(self.portfolio, folder)

    def make(self):
        account = Account(*self.style.account, self.style.owner)
        world = phenomena.World(self.rng, self.style, self.portfolio)
        order = phenomena.schedule(self.rng, self.lines)
        balance = self.opening_balance
        before = None
        for index, day in enumerate(bank_days(self.days)):
            world.today = day
            share = order[index * self.lines // self.days:(index + 1) * self.lines // self.days]
            entries = self.entries(world, share, day)
            opened = before or day - datetime.timedelta(days=3)
            self.statements.append(Statement(account, 40 + index, opened, day, balance, entries))
            balance, before = self.statements[-1].closing, day
        return self

    def entries(self, world, share, day):
        entries = []
        for phenomenon in share:
            entry = phenomenon(world)
            while entry is None:  # no customer fits: the share goes to the most common one
                entry = phenomena.exact_reference(world)
            entry.number = len(entries) + 1
            entry.bank_reference = f"{day:%y%m%d}{entry.number:06}{self.rng.randint(0, 9999):04}"
            entry.booked = day
            entry.value = day + datetime.timedelta(days=1 if self.rng.random() < 0.05 else 0)
            entries.append(entry)
        return entries

    def write_statements(self, folder, formats):
        for name in formats:
            ending, write = FORMATS[name]
            (folder / name).mkdir(exist_ok=True)
            for index, statement in enumerate(self.statements):
                (folder / name / f"{index + 1:02}.{ending}").write_bytes(write([statement], self.style))

    def truth(self):
        for index, statement in enumerate(self.statements):
            for entry in statement.entries:
                truth = entry.truth
                yield {"day": index + 1, "entry": entry.number, "direction": entry.direction, "cents": entry.cents,
                       "payer": entry.payer, "remittance": entry.remittance, "phenomenon": truth.phenomenon,
                       "outcome": truth.outcome, "customer": truth.customer, "allocations": truth.allocations,
                       "decidable": truth.decidable}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--style", choices=STYLES, default="a")
    parser.add_argument("--lines", type=int, default=2000)
    parser.add_argument("--days", type=int, default=10)
    parser.add_argument("--customers", type=int, help="fewer of them have more open items each")
    parser.add_argument("--formats", default=",".join(FORMATS), help="of these")
    parser.add_argument("out", type=pathlib.Path)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    benchmark = Benchmark(options.seed, options.style, options.lines, options.days, options.customers)
    benchmark.write_portfolio(options.out)
    benchmark.make().write_statements(options.out, options.formats.split(","))
    with open(options.out / "truth.jsonl", "w", encoding="utf-8") as file:
        for truth in benchmark.truth():
            file.write(json.dumps(truth, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
