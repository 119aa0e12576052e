"""Invoices of our own for the end-to-end tests, made from tests/data/ubl."""

import re

from gateway import REPOSITORY

TEMPLATE = (REPOSITORY / "tests" / "data" / "ubl" / "invoice.xml").read_text(encoding="utf-8")
TEMPLATE_NUMBER = "FA-2026-0001"


def invoice(number, text=TEMPLATE):
    """A valid invoice of LE VENDEUR to LE CLIENT with this number (BT-1)."""
    return text.replace(TEMPLATE_NUMBER, number).encode()


def wrong_total(number):
    """The same with a total that is not the sum of its parts (BR-CO-15 and its kin)."""
    return invoice(number, TEMPLATE.replace(">1569.10<", ">1569.11<"))


def without_number():
    """An invoice without its mandatory number (BR-02)."""
    return re.sub(r"\s*<cbc:ID>" + TEMPLATE_NUMBER + "</cbc:ID>", "", TEMPLATE, count=1).encode()


def unknown_buyer(number):
    """A buyer that nobody here knows."""
    return invoice(number, TEMPLATE.replace("200000008", "300000007").replace("FR37", "FR83"))
