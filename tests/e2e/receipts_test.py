"""The lettering against bank days whose truth is known: sure, and alike in every format."""

import os
import pathlib
import sys
import tempfile
import unittest

import gateway

sys.path.insert(0, str(gateway.REPOSITORY / "tests" / "bench" / "receipts"))

import score  # noqa: E402
from generate import Benchmark  # noqa: E402

LINES = int(os.environ.get("FACTEUR_RECEIPTS", "2000"))
FORMATS = ("cfonb120", "camt053-02", "camt053-08", "mt940")


class Receipts(unittest.TestCase):
    def judge(self, style, seed):
        gateway.WORK.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="receipts-", dir=gateway.WORK) as temporary:
            folder = pathlib.Path(temporary)
            benchmark = Benchmark(seed, style, LINES, 10)
            benchmark.write_portfolio(folder)
            benchmark.make().write_statements(folder, FORMATS)
            results = {name: score.book(gateway.BINARY, folder, name)[0] for name in FORMATS}
        truths = list(benchmark.truth())
        owner = {number: item.customer.id for number, item in benchmark.items.items()}
        apart = score.differing(truths, results)
        self.assertEqual([], [(truth["day"], truth["entry"], other) for truth, _, _, other, _ in apart],
                         "decided differently by format")
        tallies, wrong = score.judge(truths, results[FORMATS[0]], owner)
        total = tallies["all"]
        if total.wrong_customer or total.precision < 0.995 or total.recall < 0.90:
            score.print_tallies(tallies)
            score.show(wrong[:20])
        self.assertEqual(total.wrong_customer, 0)
        self.assertGreaterEqual(total.precision, 0.995)
        self.assertGreaterEqual(total.recall, 0.90)

    def test_companies_that_name_their_invoices_in_many_ways(self):
        self.judge("a", 1)

    def test_other_words_numbers_and_names(self):
        self.judge("b", 1)

    def test_public_bodies_and_persons_with_numbers_of_digits_only(self):
        self.judge("c", 1)


if __name__ == "__main__":
    unittest.main()
