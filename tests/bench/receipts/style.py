"""Three styles of the same benchmark. Texts, numbering and habits differ on purpose: what is tuned to
the one is shown by the others.

In templates: {ref} is the reference or the list of them; {date} the day of the first invoice; {own} a
number of the payer's own, which is noise; {po} its purchase order; {id} its customer number at the
creditor's; {month} and {due} of the invoices that are paid; {foreign} a number of the payer's own that happens
to be that of somebody else's invoice.
"""

from dataclasses import dataclass

import words


@dataclass(frozen=True)
class Style:
    name: str
    account: tuple  # bank, branch, account number
    owner: str
    customer_id: str
    names: tuple  # (shape, weight), shapes of portfolio.py
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
    agents: tuple  # who pays for many customers
    agents_name_the_debtor: bool


STYLE_A = Style(
    name="a",
    account=("30004", "00823", "00010139645"),
    owner="ATELIERS DU PONT NEUF",
    customer_id="C{n:05}",
    names=(("trade", 14), ("trade_city", 14), ("old_town", 4), ("sons", 3), ("brothers", 4), ("activity", 8),
           ("partners", 5), ("company", 4), ("brand", 18), ("brand_activity", 22), ("of_city", 4)),
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
            "REGLEMENT {ref}", "FACTURE:{ref}", "FA {ref}", "{own}/{ref}", "FACT{ref}", "ref {ref} merci",
            "N/REF {foreign} V/REF {ref}"),
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
    agents=words.AGENTS,
    agents_name_the_debtor=True,
)

STYLE_B = Style(
    name="b",
    account=("17569", "40000", "0A418822B07"),
    owner="MOULINS REUNIS SAS",
    customer_id="{n:06}",
    names=(("brand", 30), ("brand_activity", 30), ("activity", 15), ("partners", 10), ("trade_city", 15)),
    numbering=((45, "VF/{yy}/{n:05}", "VA/{yy}/{n:05}"),
               (30, "{y}{n:05}", "AV{y}{n:05}"),
               (25, "INV-{n:05}", "CN-{n:05}")),
    first_numbers=(120, 40, 7000),
    price_patterns=((35, "whole_euro"), (60, "cents"), (5, "price_list")),
    vat_rates=(200, 200, 200, 100, 55),
    single=("pmt {ref}", "Paiement facture {ref}", "{ref}", "fact {ref} {own}", "Votre fact. {ref}",
            "Fact no {ref}", "FRS MOULINS REUNIS {ref}", "VRT {ref}", "VIR {own} FACT {ref}",
            "Facture {ref} - {date}", "RGLT {ref}", "regl. fact. {ref} cde {po}", "REF: {ref}",
            "{ref} / {id}", "Fact {ref} montant {amount}", "PAYMENT INVOICE {ref}", "f. {ref}", "{ref} ({foreign})"),
    several=("pmt {ref}", "Paiement factures {ref}", "{ref}", "Fact no {ref}", "VRT FACTURES {ref}",
             "Nos règlements {ref}", "{own} : {ref}"),
    separators=(" ", ",", " / ", ";", "+", " et ", ", ", " . "),
    without_reference=("", "virement", "Paiement {month}", "fact {date}", "Votre compte {id}", "VRT {own}",
                       "cde {po}", "Achats {month}", "Notre ordre {own} du {today}", "FACTURE", "Notre ordre {foreign}"),
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
    agents=words.AGENTS,
    agents_name_the_debtor=True,
)

# Public bodies and private persons; numbers of digits only, among dates, postal codes, telephone numbers
# and order numbers that look like them.
STYLE_C = Style(
    name="c",
    account=("10071", "75000", "00001005897"),
    owner="REGIE DES EAUX VIVES",
    customer_id="411{n:05}",
    names=(("person", 45), ("commune", 8), ("public", 17), ("association", 15), ("sons", 5), ("company", 10)),
    numbering=((40, "{n:05}", "{n:05}"),
               (35, "{yy}03{n:04}", "{yy}03{n:04}"),
               (25, "{y}{n:04}", "{y}{n:04}")),
    first_numbers=(31026, 1, 1),
    price_patterns=((45, "whole_euro"), (45, "cents"), (10, "price_list")),
    vat_rates=(200, 100, 55),
    single=("FACTURE {ref}", "{ref}", "N FACTURE {ref} DU {date}", "FACT EAU {ref}", "REF {ref} TEL 0241{own}",
            "MANDAT {own} BORD 212 FACT {ref}", "{ref} {date}", "titre {ref} exercice 2026", "Paiement {ref}",
            "VIREMENT DU {today} FACTURE {ref}", "FACTURE {ref} 44000 NANTES", "F {ref} M {own}",
            "MDT {own}/{ref}", "REGLEMENT FACTURE NUMERO {ref}", "fact n {ref} svp merci", "CLIENT {id} FACT {ref}"),
    several=("FACTURES {ref}", "{ref}", "MANDAT {own} FACT {ref}", "REGLEMENT {ref}", "fact {ref}"),
    separators=(" ", ",", "/", "-", " et ", ";"),
    without_reference=("", "VIREMENT DU {today}", "FACTURE", "eau {month}", "MANDAT {own} BORD 17",
                       "compte client {id}", "reglement", "VIREMENT PERMANENT", "loyer {month}", "TEL 06{own}",
                       "MANDAT {foreign}"),
    batch=("FACTURES {month}", "solde", "MANDATS DU {today}", "", "SOLDE AU {due}"),
    partial=("ACOMPTE {ref}", "ECHELONNEMENT FACT {ref}", "1ere partie {ref}", "fact {ref} 1/2"),
    deduction=("{ref} moins remise", "FACT {ref}", "{ref} deduction faite"),
    netting=("FACT {ref} AVOIR {credit}", "{ref} moins {credit}", "{ref}/{credit}"),
    bank_label=("VIR {name}", "VIR SEPA RECU {name}", "VIREMENT {name}"),
    whole_text_share=0.1,
    hard_wrap=True,
    mt940="swift",
    keeps_accents=True,
    agents=words.PUBLIC_AGENTS,
    agents_name_the_debtor=False,
)

STYLES = {"a": STYLE_A, "b": STYLE_B, "c": STYLE_C}
