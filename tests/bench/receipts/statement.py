"""Bank days: entries in order between two balances, chained from day to day."""

import datetime
import re
from dataclasses import dataclass

from portfolio import FIRST_BANK_DAY, plain


@dataclass
class Account:
    bank: str
    branch: str
    number: str  # 11 characters
    owner: str

    def iban(self):
        """FR, check digits, RIB with its key."""
        account = "".join(c if c.isdigit() else "12345678912345678923456789"["ABCDEFGHIJKLMNOPQRSTUVWXYZ".index(c)]
                          for c in self.number)
        key = 97 - (89 * int(self.bank) + 15 * int(self.branch) + 3 * int(account)) % 97
        bban = f"{self.bank}{self.branch}{self.number}{key:02}"
        digits = "".join(str(int(c, 36)) for c in bban + "FR00")
        return f"FR{98 - int(digits) % 97:02}{bban}"


@dataclass
class Statement:
    account: Account
    number: int  # of the year
    opened: datetime.date  # day of the opening balance
    day: datetime.date  # of the movements and of the closing balance
    opening: int  # cents
    entries: list

    @property
    def closing(self):
        return self.opening + sum(entry.signed() for entry in self.entries)


def bank_days(count):
    day = FIRST_BANK_DAY
    for _ in range(count):
        yield day
        day += datetime.timedelta(days=3 if day.weekday() == 4 else 1)


def swift_text(text):
    """The characters of SWIFT and of CFONB: no accents, no ampersand, no degree sign."""
    return re.sub(r"[^A-Za-z0-9/?:().,'+ -]", " ", plain(text))


def cut(text, widths, hard):
    """Lines of at most these widths: in the middle of words as banks do, or between them."""
    lines = []
    for width in widths:
        if not text:
            break
        end = len(text) if len(text) <= width else width
        if not hard and end < len(text):
            blank = text.rfind(" ", 0, width)
            end = blank if blank > 0 else width
        lines.append(text[:end].rstrip())
        text = text[end:] if hard else text[end:].lstrip()
    return [line for line in lines if line]
