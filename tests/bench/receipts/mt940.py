"""MT940 in three dialects of field 86: sub-fields ?20.., codes between slashes, and one plain text."""

from portfolio import euros
from statement import cut, swift_text


def amount(cents):
    return euros(abs(cents)).replace(".", ",")


def mark(cents):
    return "D" if cents < 0 else "C"


def balance(tag, day, cents):
    return f":{tag}:{mark(cents)}{day:%y%m%d}EUR{amount(cents)}"


def movement(entry):
    owner = swift_text(entry.end_to_end)[:16] or "NONREF"
    return (f":61:{entry.value:%y%m%d}{entry.booked:%m%d}{mark(entry.signed())}{amount(entry.cents)}"
            f"{entry.swift_code}{owner}//{entry.bank_reference[-16:]}")


def subfields(entry, style):
    text = swift_text(entry.remittance)
    if entry.creditor_reference:
        text = f"{entry.creditor_reference} {text}".strip()
    fields = [("00", swift_text(entry.label)[:27].rstrip())]
    lines = [f"EREF+{entry.end_to_end}"[:27]] if entry.end_to_end else []
    lines += cut(f"SVWZ+{text}" if text else "", [27] * (9 - len(lines)), style.hard_wrap)
    fields += [(str(20 + index), line) for index, line in enumerate(lines)]
    fields += zip(("32", "33"), cut(swift_text(entry.payer), (27, 27), hard=True))
    if entry.ultimate_payer:
        fields += zip(("60", "61", "62"), cut(f"ABWA+{swift_text(entry.ultimate_payer)}", (27, 27, 27), hard=True))
    return "166" + "".join(f"?{code}{value}" for code, value in fields)


def slashes(entry):
    parts = [("EREF", entry.end_to_end), ("ORDP", f"/NAME/{swift_text(entry.payer)}" if entry.payer else ""),
             ("ULTD", f"/NAME/{swift_text(entry.ultimate_payer)}" if entry.ultimate_payer else ""),
             ("CSID", ""), ("MARF", entry.mandate),
             ("REMI", swift_text(f"{entry.creditor_reference} {entry.remittance}").strip())]
    return "".join(f"/{code}/{value}" for code, value in parts if value)


def plain_text(entry):
    parts = [swift_text(entry.label)[:31].strip()]
    if entry.payer:
        parts.append(f"/DE {swift_text(entry.payer)}")
    if entry.ultimate_payer:
        parts.append(f"/POUR {swift_text(entry.ultimate_payer)}")
    text = swift_text(f"{entry.creditor_reference} {entry.remittance}").strip()
    if text:
        parts.append(f"/MOTIF {text}")
    if entry.end_to_end:
        parts.append(f"/REF {entry.end_to_end}")
    return " ".join(parts)


def information(entry, style, dialect):
    text = {"subfields": lambda: subfields(entry, style), "swift": lambda: slashes(entry),
            "plain": lambda: plain_text(entry)}[dialect]()
    return cut(text, (65,) * 6, hard=dialect != "plain")


def write(statements, style, dialect=None):
    lines = []
    for s in statements:
        lines += [f":20:RELEVE{s.day:%y%m%d}", f":25:{s.account.iban()}", f":28C:{s.number:05}/001",
                  balance("60F", s.opened, s.opening)]
        for entry in s.entries:
            first, *rest = information(entry, style, dialect or style.mt940)
            lines += [movement(entry), f":86:{first}", *rest]
        lines += [balance("62F", s.day, s.closing), "-"]
    return ("\r\n".join(lines) + "\r\n").encode("ascii")
