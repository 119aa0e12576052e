"""camt.053.001.02 and .08, and camt.054.001.08 for entries that were booked as a batch."""

from xml.sax.saxutils import escape

from portfolio import euros


def tag(name, *content):
    return f"<{name}>{''.join(content)}</{name}>"


def text(name, value):
    return tag(name, escape(value)) if value else ""


class Writer:
    """Of one version: the shapes that changed between 02 and 08 are the methods `status` and `party`."""

    def __init__(self, version, style):
        self.version, self.style = version, style

    def status(self, code):
        return text("Sts", code) if self.version < 8 else tag("Sts", text("Cd", code))

    def party(self, role, name):
        if not name:
            return ""
        named = text("Nm", name)
        return tag(role, named if self.version < 8 else tag("Pty", named))

    def balance(self, code, day, cents):
        return tag("Bal", tag("Tp", tag("CdOrPrtry", text("Cd", code))), f'<Amt Ccy="EUR">{euros(abs(cents))}</Amt>',
                   text("CdtDbtInd", "DBIT" if cents < 0 else "CRDT"), tag("Dt", text("Dt", f"{day}")))

    def code(self, entry):
        family, sub_family = entry.iso_code
        return tag("BkTxCd", tag("Domn", text("Cd", "PMNT"),
                                 tag("Fmly", text("Cd", family), text("SubFmlyCd", sub_family))))

    def details(self, entry, with_amount):
        amount = f'<Amt Ccy="EUR">{euros(entry.cents)}</Amt>'
        sign = text("CdtDbtInd", "CRDT" if entry.direction == "credit" else "DBIT")
        # Until version 02 the amount of a transaction stands under AmtDtls.
        if not with_amount:
            amount = sign = ""
        elif self.version < 8:
            amount, sign = tag("AmtDtls", tag("TxAmt", amount)), ""
        references = tag("Refs", text("AcctSvcrRef", entry.bank_reference),
                         text("EndToEndId", entry.end_to_end or "NOTPROVIDED"), text("MndtId", entry.mandate))
        role = ("Dbtr", "UltmtDbtr")
        if entry.direction == "debit" and not entry.return_reason:
            role = ("Cdtr", "UltmtCdtr")
        parties = self.party(role[0], entry.payer) + self.party(role[1], entry.ultimate_payer)
        structured = text("Ref", entry.creditor_reference)
        remittance = text("Ustrd", entry.remittance)
        if structured:
            remittance += tag("Strd", tag("CdtrRefInf", structured))
        return tag("TxDtls", references, amount, sign, tag("RltdPties", parties) if parties else "",
                   tag("RmtInf", remittance) if remittance else "",
                   tag("RtrInf", tag("Rsn", text("Cd", entry.return_reason))) if entry.return_reason else "")

    def entry(self, entries, batch_reference=""):
        """One entry of the account: a movement, or several transfers booked as one sum."""
        first = entries[0]
        cents = sum(entry.cents for entry in entries)
        several = len(entries) > 1
        details = "".join(self.details(entry, several) for entry in entries)
        if batch_reference:
            details = tag("Btch", text("PmtInfId", batch_reference), text("NbOfTxs", str(len(entries))))
        return tag("Ntry", f'<Amt Ccy="EUR">{euros(cents)}</Amt>',
                   text("CdtDbtInd", "CRDT" if first.direction == "credit" else "DBIT"), self.status("BOOK"),
                   tag("BookgDt", text("Dt", f"{first.booked}")), tag("ValDt", text("Dt", f"{first.value}")),
                   text("AcctSvcrRef", batch_reference or first.bank_reference), self.code(first),
                   tag("NtryDtls", details))

    def account(self, s):
        return tag("Acct", tag("Id", text("IBAN", s.account.iban())), text("Ccy", "EUR"),
                   tag("Ownr", text("Nm", s.account.owner)))

    def statement(self, s, grouped):
        entries = "".join(self.entry(group) + "\n" for group in grouped(s.entries))
        return tag("Stmt", text("Id", f"RELEVE-{s.number:05}"), text("ElctrncSeqNb", str(s.number)),
                   text("CreDtTm", f"{s.day}T20:15:00"), self.account(s), self.balance("OPBD", s.opened, s.opening),
                   self.balance("CLBD", s.day, s.closing), "\n", entries)


def document(version, kind, root, body, day):
    head = tag("GrpHdr", text("MsgId", f"MSG{day:%Y%m%d}"), text("CreDtTm", f"{day}T20:15:00"))
    return (f'<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:'
            f'{kind}.001.{version:02}">{tag(root, head, body)}</Document>\n').encode()


def alone(entries):
    return [[entry] for entry in entries]


def in_batches(entries):
    """Neighbours of one kind and day make one entry with several transactions, now and then."""
    groups = []
    for entry in entries:
        last = groups[-1] if groups else None
        if (last and len(last) < 4 and entry.number % 5 == 0 and entry.direction == "credit"
                and entry.iso_code == last[0].iso_code and entry.direction == last[0].direction
                and entry.value == last[0].value):
            last.append(entry)
        else:
            groups.append([entry])
    return groups


def write(statements, style, version):
    writer = Writer(version, style)
    grouped = in_batches if version >= 8 else alone
    return document(version, "camt.053", "BkToCstmrStmt",
                    "".join(writer.statement(s, grouped) for s in statements), statements[-1].day)


def write_batch(s, style, batch):
    """A day whose entries of `batch` are one sum in camt.053; their details are in a camt.054. Both files."""
    writer = Writer(8, style)
    reference = f"LOT{s.day:%Y%m%d}"
    others = "".join(writer.entry([entry]) for entry in s.entries if entry not in batch)
    day = tag("Stmt", text("Id", f"RELEVE-{s.number:05}"), text("ElctrncSeqNb", str(s.number)),
              text("CreDtTm", f"{s.day}T20:15:00"), writer.account(s), writer.balance("OPBD", s.opened, s.opening),
              writer.balance("CLBD", s.day, s.closing), others, writer.entry(batch, reference))
    entry = writer.entry(batch).replace(text("AcctSvcrRef", batch[0].bank_reference), text("AcctSvcrRef", reference), 1)
    advice = tag("Ntfctn", text("Id", f"AVIS-{s.number:05}"), text("CreDtTm", f"{s.day}T19:00:00"), writer.account(s),
                 entry)
    return (document(8, "camt.053", "BkToCstmrStmt", day, s.day),
            document(8, "camt.054", "BkToCstmrDbtCdtNtfctn", advice, s.day))
