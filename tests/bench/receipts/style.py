"""Two styles of the same benchmark. Texts, numbering and habits differ on purpose: what is tuned to
the one is shown by the other.

In templates: {ref} is the reference or the list of them; {date} the day of the first invoice; {own} a
number of the payer's own, which is noise; {po} its purchase order; {id} its customer number at the
creditor's; {month} and {due} of the invoices that are paid.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Style:
    name: str
    account: tuple  # bank, branch, account number
    owner: str
    customer_id: str
    numbering: tuple  # (weight, invoice format, credit note format); {y} year, {n} running number
    first_numbers: tuple  # of each numbering
    price_patterns: tuple  # (weight, name)
    vat_rates: tuple  # in tenths of a percent
    single: tuple
    several: tuple
    separators: tuple
    without_reference: tuple
    batch: tuple
    partial: tuple
    deduction: tuple
    netting: tuple
    bank_label: tuple  # {name}
    whole_text_share: float  # lines whose payer stands in the text only
    hard_wrap: bool  # lines are cut in the middle of words
    mt940: str  # dialect
    keeps_accents: bool  # in camt


STYLE_A = Style(
    name="a",
    account=("30004", "00823", "00010139645"),
    owner="ATELIERS DU PONT NEUF",
    customer_id="C{n:05}",
    numbering=((50, "FA{y}-{n:05}", "AV{y}-{n:05}"),
               (15, "F{yy}{n:05}", "A{yy}{n:05}"),
               (15, "{y}-{n:04}", "AV-{y}-{n:04}"),
               (20, "{n:06}", "{n:06}")),
    first_numbers=(1, 3000, 1, 204117),
    price_patterns=((60, "whole_euro"), (32, "cents"), (8, "price_list")),
    vat_rates=(200,),
    single=("{ref}", "FACTURE {ref}", "FACT {ref}", "FACT. {ref}", "FACTURE N° {ref}", "Facture n°{ref}",
            "REGLT FACTURE {ref}", "REGLEMENT FACT {ref}", "RGT FACT {ref}", "VIR FACT {ref}",
            "Règlement facture {ref} du {date}", "VOTRE FACTURE {ref} DU {date}", "PAIEMENT {ref}",
            "{ref} DU {date}", "FC {ref} CDE {po}", "{id} {ref}", "N/REF {own} V/REF {ref}",
            "REGLEMENT {ref}", "FACTURE:{ref}", "FA {ref}", "{own}/{ref}", "FACT{ref}", "ref {ref} merci"),
    several=("FACTURES {ref}", "FACT {ref}", "RGT FACTURES {ref}", "{ref}", "REGLEMENT FACTURES N° {ref}",
             "Règlement {ref}", "REGLT FACT {ref}", "VOS FACTURES {ref}", "FACTURES: {ref}"),
    separators=(" ", "/", ",", ", ", ";", " + ", " - ", " ET ", " & "),
    without_reference=("", "VIREMENT", "REGLEMENT FACTURE", "FACTURE DU {date}", "FACT {month}", "VOTRE FACTURE",
                       "REGLT {own}", "{id}", "Règlement facture {month}", "VIREMENT SEPA", "PAIEMENT FOURNISSEUR",
                       "NOTRE REF {own}", "CDE {po}"),
    batch=("RELEVE {month}", "ECHEANCE {due}", "FACTURES {month}", "REGLEMENT RELEVE", "ECH {due}", "",
           "VOS FACTURES ECHUES AU {due}", "RGT RELEVE DE COMPTE {own}", "Solde factures {month}"),
    partial=("ACOMPTE {ref}", "ACOMPTE SUR FACTURE {ref}", "{ref} 1ER VERSEMENT", "REGLEMENT PARTIEL {ref}",
             "FACT {ref} ACPTE", "1/3 FACT {ref}"),
    deduction=("{ref} MOINS ESCOMPTE", "FACT {ref} DEDUCTION LITIGE", "{ref}", "FACT {ref} RETENUE",
               "FACTURE {ref} - FRAIS", "{ref} ESC 2%", "FACT {ref} MOINS CASSE"),
    netting=("FACT {ref} MOINS AVOIR {credit}", "{ref} - {credit}", "FACTURES {ref} AVOIR {credit}",
             "{ref} DEDUCTION AVOIR {credit}", "{ref} {credit}"),
    bank_label=("VIR SEPA RECU {name}", "VIREMENT DE {name}", "VIR RECU {name}", "VIR INST {name}"),
    whole_text_share=0.06,
    hard_wrap=True,
    mt940="subfields",
    keeps_accents=True,
)

STYLE_B = Style(
    name="b",
    account=("17569", "40000", "0A418822B07"),
    owner="MOULINS REUNIS SAS",
    customer_id="{n:06}",
    numbering=((45, "VF/{yy}/{n:05}", "VA/{yy}/{n:05}"),
               (30, "{y}{n:05}", "AV{y}{n:05}"),
               (25, "INV-{n:05}", "CN-{n:05}")),
    first_numbers=(120, 40, 7000),
    price_patterns=((35, "whole_euro"), (60, "cents"), (5, "price_list")),
    vat_rates=(200, 200, 200, 100, 55),
    single=("pmt {ref}", "Paiement facture {ref}", "{ref}", "fact {ref} {own}", "Votre fact. {ref}",
            "Fact no {ref}", "FRS MOULINS REUNIS {ref}", "VRT {ref}", "VIR {own} FACT {ref}",
            "Facture {ref} - {date}", "RGLT {ref}", "regl. fact. {ref} cde {po}", "REF: {ref}",
            "{ref} / {id}", "Fact {ref} montant {amount}", "PAYMENT INVOICE {ref}", "f. {ref}"),
    several=("pmt {ref}", "Paiement factures {ref}", "{ref}", "Fact no {ref}", "VRT FACTURES {ref}",
             "Nos règlements {ref}", "{own} : {ref}"),
    separators=(" ", ",", " / ", ";", "+", " et ", ", ", " . "),
    without_reference=("", "virement", "Paiement {month}", "fact {date}", "Votre compte {id}", "VRT {own}",
                       "cde {po}", "Achats {month}", "Notre ordre {own} du {today}", "FACTURE"),
    batch=("Relevé {month}", "Factures échues {due}", "ECHEANCIER {own}", "Solde compte {id}", "{month}",
           "LCR {due}", "règlement fin de mois", ""),
    partial=("acompte {ref}", "versement partiel fact {ref}", "{ref} (partiel)", "avance {ref}", "2e versement {ref}"),
    deduction=("{ref} - escompte", "{ref} moins frais de port", "{ref} déduit pénalité", "fact {ref}", "{ref} RG 5%"),
    netting=("{ref} avoir {credit}", "Fact {ref} avoirs {credit}", "{ref}-{credit}", "{ref} compensation {credit}"),
    bank_label=("VIR {name}", "VIREMENT RECU {name}", "{name}", "VIR INSTANTANE {name}"),
    whole_text_share=0.15,
    hard_wrap=False,
    mt940="swift",
    keeps_accents=False,
)

STYLES = {"a": STYLE_A, "b": STYLE_B}
