"""A sum in camt.053 whose transactions are told by camt.054: each counts once, whichever file comes first."""

import pathlib
import sqlite3
import sys
import tempfile
import unittest

import gateway

sys.path.insert(0, str(gateway.REPOSITORY / "tests" / "bench" / "receipts"))

import camt  # noqa: E402
from generate import Benchmark  # noqa: E402

TENANT = "100000009"


class BankBatch(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        gateway.WORK.mkdir(parents=True, exist_ok=True)
        cls.temporary = tempfile.TemporaryDirectory(prefix="bank-batch-", dir=gateway.WORK)
        cls.folder = pathlib.Path(cls.temporary.name)
        benchmark = Benchmark(3, "b", 40, 1)
        benchmark.write_portfolio(cls.folder)
        day = benchmark.make().statements[0]
        batch = [entry for entry in day.entries
                 if entry.truth.outcome == "applied" and entry.iso_code == ("RCDT", "ESCT") and entry.value == day.day][:6]
        cls.whole = cls.written("whole.xml", camt.write([day], benchmark.style, 2))
        statement, advice = camt.write_batch(day, benchmark.style, batch)
        cls.statement = cls.written("statement.xml", statement)
        cls.advice = cls.written("advice.xml", advice)

    @classmethod
    def tearDownClass(cls):
        cls.temporary.cleanup()

    @classmethod
    def written(cls, name, content):
        (cls.folder / name).write_bytes(content)
        return cls.folder / name

    def after(self, *files):
        """What is open on each document, and the money received, once these files were imported in turn."""
        data = pathlib.Path(tempfile.mkdtemp(prefix="data-", dir=self.folder))
        where = ("--data", data, "--tenant", TENANT)
        for arguments in (("ledger", "import", *where, "--customers", self.folder / "customers.csv", "--items",
                           self.folder / "items.csv"), *(("bank", "import", *where, "--json", file) for file in files)):
            done = gateway.run(*arguments)
            self.assertEqual(done.returncode, 0, done.stderr)
        with sqlite3.connect(data / "facteur.db") as database:
            still_open = database.execute(
                "SELECT i.number, s.open FROM receivable_items i JOIN receivable_states s ON s.item = i.id"
                " WHERE i.kind <> 'payment' ORDER BY i.number").fetchall()
            received = database.execute(
                "SELECT sum(s.open) FROM receivable_items i JOIN receivable_states s ON s.item = i.id"
                " WHERE i.kind = 'payment'").fetchone()
        return still_open, received

    def test_details_after_the_sum(self):
        self.assertEqual(self.after(self.statement, self.advice), self.after(self.whole))

    def test_details_before_the_sum(self):
        self.assertEqual(self.after(self.advice, self.statement), self.after(self.whole))


if __name__ == "__main__":
    unittest.main()
