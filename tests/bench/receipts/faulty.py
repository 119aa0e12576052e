"""Statements that must not be booked: a good bank day, spoilt in one place each.

Each fault names the format that it spoils and takes the good bytes; `FAULTS` is all of them.
"""

import re


def replaced(old, new, count=1):
    """Spoils the first places where the pattern stands; the pattern has to stand there."""
    def spoil(good):
        bad, found = re.subn(old, new, good, count=count, flags=re.DOTALL | re.MULTILINE)
        assert found, old
        return bad
    return spoil


def records(change):
    """Spoils CFONB records, as a list of lines."""
    def spoil(good):
        lines = good.split(b"\r\n")
        change(lines)
        return b"\r\n".join(lines)
    return spoil


def first(lines, code):
    return next(index for index, line in enumerate(lines) if line.startswith(code))


def put(code, at, text):
    """Overwrites characters (from 1, as the standard counts) of the first record of this code."""
    def change(lines):
        index = first(lines, code)
        lines[index] = lines[index][:at - 1] + text + lines[index][at - 1 + len(text):]
    return records(change)


def shortened(lines):
    index = first(lines, b"04")
    lines[index] = lines[index][:-1]


def lengthened(lines):
    index = first(lines, b"04")
    lines[index] += b"0"


def details_first(lines):
    index = first(lines, b"04")
    lines[index], lines[index + 1] = lines[index + 1], lines[index]


def movement_before_balance(lines):
    index = first(lines, b"04")
    lines[0], lines[index] = lines[index], lines[0]


def without(code):
    def change(lines):
        del lines[first(lines, code)]
    return records(change)


def one_movement_lost(lines):
    begin = first(lines, b"04")
    end = begin + 1
    while lines[end].startswith(b"05"):
        end += 1
    del lines[begin:end]


def opened_twice(lines):
    lines.insert(1, lines[0])


def endless_line(lines):
    lines[first(lines, b"04")] += b"X" * 2_000_000


def half(good):
    return good[:len(good) // 2]


ENTITY = b'<!DOCTYPE Document [<!ENTITY x SYSTEM "file:///etc/hostname">]>\n<Document'

LAUGHS = (b'<!DOCTYPE Document [<!ENTITY a "ha">'
          + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(10))
          + b"]>\n<Document")


def nested(good):
    return good.replace(b"<RmtInf>", b"<RmtInf>" + b"<a>" * 100_000 + b"</a>" * 100_000, 1)


def huge_name(good):
    return good.replace(b"<Nm>", b"<Nm>" + b"X" * 20_000_000, 1)


CFONB = "cfonb120"
CAMT = "camt053-02"
MT940 = "mt940"

FAULTS = (
    ("closing balance is another", CFONB, put(b"07", 91, b"0000000000012{")),
    ("opening balance is another", CFONB, put(b"01", 91, b"0000000000012{")),
    ("one movement is lost", CFONB, records(one_movement_lost)),
    ("a record is a character short", CFONB, records(shortened)),
    ("a record is a character long", CFONB, records(lengthened)),
    ("details stand before their movement", CFONB, records(details_first)),
    ("a movement stands before the opening balance", CFONB, records(movement_before_balance)),
    ("the opening balance is missing", CFONB, without(b"01")),
    ("the closing balance is missing", CFONB, without(b"07")),
    ("the opening balance comes twice", CFONB, records(opened_twice)),
    ("the booking day does not exist", CFONB, put(b"04", 35, b"310226")),
    ("the booking day is no number", CFONB, put(b"04", 35, b"3A0226")),
    ("the sign is no overpunch", CFONB, put(b"04", 104, b"?")),
    ("the amount has letters", CFONB, put(b"04", 95, b"XYZ")),
    ("a movement is of another currency", CFONB, put(b"04", 17, b"USD")),
    ("a movement is of another account", CFONB, put(b"04", 22, b"99999999999")),
    ("the file is cut in the middle", CFONB, half),
    ("a line has no end", CFONB, records(endless_line)),
    ("an unknown record", CFONB, put(b"04", 1, b"99")),

    ("closing balance is another", CAMT, replaced(rb"(CLBD.*?<Amt Ccy=\"EUR\">)[0-9.]+", rb"\g<1>12.00")),
    ("an entry's amount is another", CAMT, replaced(rb"(<Ntry><Amt Ccy=\"EUR\">)[0-9.]+", rb"\g<1>0.01")),
    ("the file is cut in the middle", CAMT, half),
    ("an entry is of another currency", CAMT, replaced(rb"<Ntry><Amt Ccy=\"EUR\">", b'<Ntry><Amt Ccy="USD">')),
    ("an entry has no currency", CAMT, replaced(rb"<Ntry><Amt Ccy=\"EUR\">", b"<Ntry><Amt>")),
    ("the booking day does not exist", CAMT, replaced(rb"<BookgDt><Dt>[0-9-]+", b"<BookgDt><Dt>2026-02-30")),
    ("the amount has a decimal comma", CAMT, replaced(rb"(<Ntry><Amt Ccy=\"EUR\">[0-9]+)\.", rb"\g<1>,")),
    ("the amount has an exponent", CAMT, replaced(rb"(<Ntry><Amt Ccy=\"EUR\">)[0-9.]+", rb"\g<1>1e3")),
    ("the amount is negative", CAMT, replaced(rb"(<Ntry><Amt Ccy=\"EUR\">)", rb"\g<1>-")),
    ("the amount is beyond all bounds", CAMT,
     replaced(rb"(<Ntry><Amt Ccy=\"EUR\">)[0-9.]+", rb"\g<1>" + b"9" * 40 + b".00")),
    ("the direction is missing", CAMT, replaced(rb"(<Ntry><Amt[^<]*</Amt>)<CdtDbtInd>....</CdtDbtInd>", rb"\1")),
    ("an external entity", CAMT, replaced(rb"<Document", ENTITY)),
    ("entities that multiply", CAMT, replaced(rb"<Document", LAUGHS)),
    ("elements nested without end", CAMT, nested),
    ("a name without end", CAMT, huge_name),
    ("another document", CAMT, replaced(rb"BkToCstmrStmt", b"CstmrCdtTrfInitn", count=2)),

    ("closing balance is another", MT940, replaced(rb"(:62F:C\d{6}EUR)[\d,]+", rb"\g<1>12,00")),
    ("an amount is another", MT940, replaced(rb"^(:61:\d{10}C)[\d,]+", rb"\g<1>0,01")),
    ("the file is cut in the middle", MT940, half),
    ("the closing balance is missing", MT940, replaced(rb":62F:[^\r]*\r\n", b"")),
    ("the booking day does not exist", MT940, replaced(rb"^:61:\d{6}", b":61:261302")),
    ("the amount has letters", MT940, replaced(rb"^(:61:\d{10}C)\d", rb"\g<1>O")),
    ("the amount is beyond all bounds", MT940, replaced(rb"^(:61:\d{10}C)[\d,]+", rb"\g<1>" + b"9" * 40 + b",00")),
    ("the closing balance is of another currency", MT940, replaced(rb":62F:C(\d{6})EUR", rb":62F:C\1USD")),
)
