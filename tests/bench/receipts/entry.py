"""One movement of the account as the bank knows it, and what is true about it."""

import datetime
from dataclasses import dataclass, field


@dataclass
class Truth:
    phenomenon: str
    outcome: str  # applied, partly_applied, unapplied, ignored, reopened
    customer: str = None  # id; null where it is nobody's, or where several customers are paid for
    allocations: list = field(default_factory=list)  # (number, cents); negative for a credit note
    decidable: bool = True  # could a careful human be sure?


@dataclass
class Entry:
    cents: int
    truth: Truth
    direction: str = "credit"
    cfonb_code: str = "05"
    iso_code: tuple = ("RCDT", "ESCT")
    swift_code: str = "NTRF"
    payer: str = ""
    ultimate_payer: str = ""
    remittance: str = ""  # up to 140 characters
    creditor_reference: str = ""
    end_to_end: str = ""
    mandate: str = ""
    return_reason: str = ""
    label: str = ""
    bank_reference: str = ""
    booked: datetime.date = None
    value: datetime.date = None
    number: int = 0  # in its day, from 1

    def signed(self):
        return self.cents if self.direction == "credit" else -self.cents
