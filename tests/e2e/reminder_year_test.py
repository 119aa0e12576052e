"""A year of reminders, day by day: nothing wrong leaves, nothing due is forgotten."""

import pathlib
import sys
import tempfile
import unittest

import gateway

sys.path.insert(0, str(gateway.REPOSITORY / "tests" / "bench" / "reminders"))

from year import Year  # noqa: E402


class ReminderYear(unittest.TestCase):
    def test_promises_disputes_an_outage_and_lost_mail_lead_to_no_wrong_and_no_forgotten_reminder(self):
        gateway.WORK.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="reminder-year-", dir=gateway.WORK) as folder:
            year = Year(gateway.BINARY, pathlib.Path(folder), seed=3, customers=15)
            self.assertEqual(year.run(), [])
            self.assertGreater(len(year.server.letters), 50)


if __name__ == "__main__":
    unittest.main()
