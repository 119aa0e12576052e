"""CFONB 120: records of 120 characters, upper case, amounts with an overpunched sign."""

from statement import cut, swift_text

POSITIVE, NEGATIVE = "{ABCDEFGHI", "}JKLMNOPQR"


def amount(cents):
    digits = f"{abs(cents):014}"
    return digits[:-1] + (NEGATIVE if cents < 0 else POSITIVE)[int(digits[-1])]


def balance(code, account, day, cents):
    return (f"{code}{account.bank}    {account.branch}EUR2 {account.number}  {day:%d%m%y}{'':50}"
            f"{amount(cents)}{'':16}")


def movement(account, entry):
    head = (f"{account.bank}{'':4}{account.branch}EUR2 {account.number}{entry.cfonb_code}{entry.booked:%d%m%y}")
    label = swift_text(entry.label)[:31]
    records = [f"04{head}  {entry.value:%d%m%y}{label:31}  {entry.number:07}  {amount(entry.signed())}"
               f"{entry.bank_reference[-16:]:16}"]
    records += [f"05{head}     {qualifier}{text[:70]:70}  " for qualifier, text in complements(entry)]
    return records


def complements(entry):
    if entry.payer:
        yield "NPY", swift_text(entry.payer)
    if entry.ultimate_payer:
        yield "NPO", swift_text(entry.ultimate_payer)
    # 140 characters in all, cut where the first line is full.
    yield from zip(("LCC", "LC2"), cut(swift_text(entry.remittance), (70, 70), hard=True))
    if entry.creditor_reference:
        yield "LCS", entry.creditor_reference
    if entry.end_to_end:
        yield "RCN", entry.end_to_end
    yield "REF", f"{'':35}{entry.bank_reference:35}"
    if entry.mandate:
        yield "RUM", entry.mandate


def write(statements, style):
    records = []
    for s in statements:
        records.append(balance("01", s.account, s.opened, s.opening))
        for entry in s.entries:
            records += movement(s.account, entry)
        records.append(balance("07", s.account, s.day, s.closing))
    assert all(len(record) == 120 for record in records)
    return ("\r\n".join(records) + "\r\n").encode("ascii")
