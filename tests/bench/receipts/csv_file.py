"""The table that a French bank lets its customers download: semicolons, decimal commas, ISO 8859-1.

One text column holds what the other formats keep apart. There are no balances.
"""

from portfolio import euros
from statement import swift_text

HEADER = "Date;Date de valeur;Libellé;Débit;Crédit"


def label(entry):
    parts = [swift_text(entry.label).strip()]
    if entry.payer:
        parts.append(f"DE {swift_text(entry.payer)}")
    if entry.ultimate_payer:
        parts.append(f"POUR {swift_text(entry.ultimate_payer)}")
    parts += [swift_text(entry.remittance).strip(), entry.creditor_reference, entry.end_to_end]
    return " ".join(part for part in parts if part).replace(";", ",")


def write(statements, _):
    lines = [HEADER]
    for s in statements:
        for entry in s.entries:
            amount = euros(entry.cents).replace(".", ",")
            sides = f"-{amount};" if entry.direction == "debit" else f";{amount}"
            lines.append(f"{entry.booked:%d/%m/%Y};{entry.value:%d/%m/%Y};{label(entry)};{sides}")
    return ("\r\n".join(lines) + "\r\n").encode("latin-1")
