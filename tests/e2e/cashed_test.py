"""Status 212 ("Encaissée"): a bank line that pays an invoice whose VAT is due on receipts tells its buyer,
rate by rate; undoing the lettering takes it back. The messages pass the official rules."""

import re
import unittest
from decimal import Decimal

import client
import documents
import gateway

AMOUNT = "1569.10"


def services(number):
    """The invoice as one of services: VAT is due when they are paid for."""
    text = re.sub(r"<cbc:ProfileID>[^<]*</cbc:ProfileID>", "<cbc:ProfileID>S1</cbc:ProfileID>", documents.TEMPLATE)
    return documents.invoice(number, text)


def statement(day, amount, remittance):
    """A camt.053 of one transfer received."""
    balance = ('<Bal><Tp><CdOrPrtry><Cd>{}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">{}</Amt><CdtDbtInd>CRDT</CdtDbtInd>'
               "<Dt><Dt>{}</Dt></Dt></Bal>")
    return ('<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId>'
            f"<CreDtTm>{day}T20:00:00</CreDtTm></GrpHdr><Stmt><Id>S</Id><Acct><Id><IBAN>FR7630006000011234567890189</IBAN>"
            "</Id><Ccy>EUR</Ccy></Acct>" + balance.format("OPBD", "0.00", day) + balance.format("CLBD", amount, day) +
            f'<Ntry><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>{day}</Dt>'
            f"</BookgDt><ValDt><Dt>{day}</Dt></ValDt><BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT"
            "</SubFmlyCd></Fmly></Domn></BkTxCd><NtryDtls><TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>"
            f"<RltdPties><Dbtr><Pty><Nm>LE CLIENT</Nm></Pty></Dbtr></RltdPties><RmtInf><Ustrd>{remittance}</Ustrd></RmtInf>"
            "</TxDtls></NtryDtls></Ntry></Stmt></BkToCstmrStmt></Document>").encode()


class Cashed(gateway.GatewayTest):
    def setUp(self):
        self.seller = client.Client(self.gateway, client.SELLER)
        self.buyer = client.Client(self.gateway, client.BUYER)
        self.addCleanup(self.seller.close)
        self.addCleanup(self.buyer.close)

    def messages(self):
        """The buyer's messages of status 212, oldest first."""
        found = []
        for flow in self.buyer.search(flowType=["SupplierInvoiceLC"]):
            text = self.buyer.document(flow["flowId"], "Original").body.decode()
            if "<ram:ProcessConditionCode>212<" in text:
                found.append(text)
        return found

    def amounts(self, text):
        return {Decimal(rate): Decimal(amount) for amount, rate in
                re.findall(r'ValueAmount currencyID="EUR">([-0-9.]+)<.*?ValuePercent>([0-9.]+)<', text, re.S)}

    def judged(self, text):
        file = self.gateway.folder / "status.xml"
        file.write_text(text, encoding="utf-8")
        done = gateway.run("validate", "--json", "--rules", "cdar", file)
        self.assertEqual(done.returncode, 0, done.stdout)

    def test_a_receipt_is_told_by_rate_and_its_undoing_too(self):
        answer = self.seller.post_flow(services("CASHED-1"), name="CASHED-1.xml")
        self.assertEqual(answer.status, 202, answer)
        self.seller.settled(answer.json()["flowId"])
        gateway.wait_until(lambda: b"CASHED-1" in self.seller.request("GET", "/api/v1/receivables").body,
                           "the invoice is a receivable")
        day = "2026-11-20"
        booked = self.seller.request("POST", "/api/v1/bank/statements", statement(day, AMOUNT, "FACT CASHED-1"),
                                     {"Content-Type": "application/xml"})
        self.assertIn(booked.status, (200, 201), booked)
        gateway.wait_until(lambda: len(self.messages()) == 1, "the buyer is told of the receipt")
        told = self.messages()[0]
        self.judged(told)
        self.assertEqual(sum(self.amounts(told).values()), Decimal(AMOUNT))
        listed = self.seller.request("GET", "/api/v1/receivables/cashed").json()["amounts"]
        self.assertEqual({Decimal(row["vatRate"]): Decimal(row["amount"]) for row in listed}, self.amounts(told))

        undone = self.seller.request("DELETE", f"/api/v1/applications/{listed[0]['application']}")
        self.assertIn(undone.status, (200, 204), undone)
        gateway.wait_until(lambda: len(self.messages()) == 2, "the buyer is told that it was taken back")
        taken = [text for text in self.messages() if text != told]
        self.judged(taken[0])
        self.assertEqual(self.amounts(taken[0]), {rate: -amount for rate, amount in self.amounts(told).items()})


if __name__ == "__main__":
    unittest.main()
