"""Statements with faults: the command says so, and nothing of the file is booked."""

import json
import pathlib
import sqlite3
import sys
import tempfile
import unittest

import gateway

sys.path.insert(0, str(gateway.REPOSITORY / "tests" / "bench" / "receipts"))

import faulty  # noqa: E402
from generate import Benchmark  # noqa: E402

TENANT = "100000009"
FORMATS = (faulty.CFONB, faulty.CAMT, faulty.MT940)


class BankFaults(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        gateway.WORK.mkdir(parents=True, exist_ok=True)
        cls.temporary = tempfile.TemporaryDirectory(prefix="bank-faults-", dir=gateway.WORK)
        cls.folder = pathlib.Path(cls.temporary.name)
        benchmark = Benchmark(7, "a", 60, 4)
        benchmark.write_portfolio(cls.folder)
        benchmark.make().write_statements(cls.folder, FORMATS)

    @classmethod
    def tearDownClass(cls):
        cls.temporary.cleanup()

    def setUp(self):
        self.data = pathlib.Path(tempfile.mkdtemp(prefix="data-", dir=self.folder))

    def day(self, number, form=faulty.CFONB):
        return next((self.folder / form).glob(f"{number:02}.*"))

    def bank(self, *files):
        return gateway.run("bank", "import", "--data", self.data, "--tenant", TENANT, "--json", *files)

    def ledger(self):
        result = gateway.run("ledger", "import", "--data", self.data, "--tenant", TENANT, "--customers",
                             self.folder / "customers.csv", "--items", self.folder / "items.csv")
        self.assertEqual(result.returncode, 0, result.stderr)

    def booked(self):
        """How many rows stand in the tables that a booking writes to."""
        tables = ("bank_statements", "bank_movements", "receivable_movements", "applications", "receivable_items")
        with sqlite3.connect(self.data / "facteur.db") as database:
            return {table: database.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables}

    def test_a_faulty_statement_is_refused_and_nothing_of_it_is_booked(self):
        self.ledger()
        before = self.booked()
        for name, form, spoil in faulty.FAULTS:
            with self.subTest(format=form, fault=name):
                bad = self.data / "bad"
                bad.write_bytes(spoil(self.day(1, form).read_bytes()))
                result = self.bank(bad)
                self.assertEqual(result.returncode, 1, result.stderr)
                self.assertEqual(result.stdout, "")
                self.assertTrue(result.stderr.strip())
                self.assertEqual(self.booked(), before)

    def test_what_is_no_statement_at_all_is_refused(self):
        self.ledger()
        before = self.booked()
        for content in (b"", b"\0" * 4096, b"%PDF-1.7\n", b"hello\n", b"\xff\xfe" + "01".encode("utf-16-le")):
            with self.subTest(content=content[:10]):
                bad = self.data / "bad"
                bad.write_bytes(content)
                result = self.bank(bad)
                self.assertIn(result.returncode, (1, 2), result.stderr)
                self.assertEqual(result.stdout, "")
                self.assertEqual(self.booked(), before)

    def test_the_same_day_again_books_nothing_whatever_its_format(self):
        self.ledger()
        self.assertEqual(self.bank(self.day(1)).returncode, 0)
        before = self.booked()
        for form in FORMATS:
            with self.subTest(format=form):
                self.bank(self.day(1, form))
                self.assertEqual(self.booked(), before)

    def test_a_faulty_file_does_not_keep_a_good_one_from_being_booked(self):
        self.ledger()
        bad = self.data / "bad"
        bad.write_bytes(faulty.half(self.day(2).read_bytes()))
        result = self.bank(self.day(1), bad)
        self.assertEqual(result.returncode, 1, result.stderr)
        self.assertEqual(len(result.stdout.splitlines()), 15)
        self.assertEqual(self.booked()["bank_movements"], 15)

    def test_a_missing_day_is_said_and_what_came_is_booked(self):
        self.ledger()
        self.assertEqual(self.bank(self.day(1)).returncode, 0)
        result = self.bank(self.day(3))
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertTrue(result.stderr.strip())
        self.assertEqual(self.booked()["bank_movements"], 30)

    def test_every_movement_is_told_with_the_fields_of_the_contract(self):
        self.ledger()
        result = self.bank(self.day(1), self.day(2))
        self.assertEqual(result.returncode, 0, result.stderr)
        told = [json.loads(line) for line in result.stdout.splitlines()]
        self.assertEqual([t["entry"] for t in told], [*range(1, 16), *range(1, 16)])
        fields = ("file entry booking_date value_date direction amount currency payer remittance outcome customer "
                  "allocations reason candidates").split()
        for one in told:
            self.assertEqual([name for name in one if name in fields], fields)
            self.assertIn(one["outcome"], ("applied", "partly_applied", "unapplied", "ignored", "reopened"))
            self.assertIn(one["direction"], ("credit", "debit"))


if __name__ == "__main__":
    unittest.main()
