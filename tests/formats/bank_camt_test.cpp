// camt.053 and camt.054: both shapes of the versions, batches, balances, and what attacks a parser.
#include <catch2/catch.hpp>

#include "formats/bank/camt.h"
#include "tests/formats/bank_values.h"

using namespace facteur::formats;
using namespace facteur::formats::bank;
using facteur::test::codes_of;

namespace {

using Codes = std::vector<std::string>;

std::string tag(const std::string& name, const std::string& content) {
  return "<" + name + ">" + content + "</" + name + ">";
}

std::string money(const std::string& amount, const std::string& currency = "EUR") {
  return "<Amt Ccy=\"" + currency + "\">" + amount + "</Amt>";
}

std::string balance(const std::string& type, const std::string& amount) {
  return tag("Bal", tag("Tp", tag("CdOrPrtry", tag("Cd", type))) + money(amount) +
                        "<CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-02</Dt></Dt>");
}

std::string entry(const std::string& amount, const std::string& rest,
                  const std::string& direction = "CRDT") {
  return tag("Ntry", money(amount) + tag("CdtDbtInd", direction) + "<Sts>BOOK</Sts>" +
                         "<BookgDt><Dt>2026-03-02</Dt></BookgDt>" + rest);
}

std::string file(const std::string& content, const std::string& message = "BkToCstmrStmt",
                 const std::string& statement = "Stmt") {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document "
         "xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\">" +
         tag(message, "<GrpHdr><MsgId>1</MsgId></GrpHdr>" +
                          tag(statement,
                              "<Id>S1</Id><ElctrncSeqNb>7</ElctrncSeqNb><Acct><Id><IBAN>"
                              "FR7630004001230001234567843</IBAN></Id></Acct>" +
                                  content)) +
         "</Document>";
}

std::string statement(const std::string& entries, const std::string& closing) {
  return file(balance("OPBD", "100.00") + balance("CLBD", closing) + entries);
}

facteur::formats::bank::Reading sound(const std::string& text) {
  auto reading = read_camt(text);
  CHECK(codes_of(reading.faults) == Codes{});
  REQUIRE(reading.statements.size() == 1);
  return reading;
}

Movement only(const std::string& text) {
  const auto reading = sound(text);
  REQUIRE(reading.statements[0].movements.size() == 1);
  return reading.statements[0].movements[0];
}

const std::string party = "<Nm>DUPONT  SARL</Nm>";
const std::string remittance =
    "<RmtInf><Ustrd>FACTURE 1</Ustrd><Ustrd>ET 2</Ustrd><Strd><RfrdDocInf><Tp><CdOrPrtry>"
    "<Cd>CINV</Cd></CdOrPrtry></Tp><Nb>F1</Nb><RltdDt>2026-02-01</RltdDt></RfrdDocInf><RfrdDocAmt>"
    "<RmtdAmt Ccy=\"EUR\">60.00</RmtdAmt></RfrdDocAmt></Strd><Strd><RfrdDocInf><Tp><CdOrPrtry>"
    "<Cd>CREN</Cd></CdOrPrtry></Tp><Nb>A1</Nb></RfrdDocInf><RfrdDocAmt><CdtNoteAmt Ccy=\"EUR\">"
    "10.00</CdtNoteAmt></RfrdDocAmt><CdtrRefInf><Ref>RF18 5390 0754 7034</Ref></CdtrRefInf></Strd>"
    "</RmtInf>";

}  // namespace

TEST_CASE("both shapes of the versions of camt.053 give the same movement") {
  const std::string code =
      "<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn>"
      "</BkTxCd>";
  const auto transaction = [&](const std::string& debtor) {
    return "<AcctSvcrRef>BANK1</AcctSvcrRef>" + code +
           tag("NtryDtls",
               tag("TxDtls", "<Refs><EndToEndId>E2E1</EndToEndId></Refs>" +
                                 tag("RltdPties", debtor + "<DbtrAcct><Id><IBAN>DE02 1203</IBAN>"
                                                           "</Id></DbtrAcct>") +
                                 remittance));
  };
  const std::string old_text = statement(entry("50.00", transaction(tag("Dbtr", party))), "150.00");
  std::string new_text =
      statement(entry("50.00", transaction(tag("Dbtr", tag("Pty", party)))), "150.00");
  new_text.replace(new_text.find("<Sts>BOOK</Sts>"), 15, "<Sts><Cd>BOOK</Cd></Sts>");
  for (const std::string& text : {old_text, new_text}) {
    const Movement one = only(text);
    CHECK(one.payer == "DUPONT SARL");
    CHECK(one.payer_account == "DE021203");
    CHECK(one.remittance == "FACTURE 1 ET 2");
    CHECK(one.creditor_reference == "RF18539007547034");
    CHECK(one.end_to_end_id == "E2E1");
    CHECK(one.bank_reference == "BANK1");
    CHECK(one.nature == Nature::transfer);
    CHECK(one.bank_code == "PMNT-RCDT-ESCT");
    REQUIRE(one.documents.size() == 2);
    CHECK(one.documents[0].number == "F1");
    CHECK(one.documents[0].amount == Decimal(60));
    CHECK(one.documents[0].date == Date::of(2026, 2, 1));
    CHECK(one.documents[1].credit_note);
    CHECK(one.documents[1].amount == Decimal(-10));
  }
  const auto reading = sound(old_text);
  CHECK(reading.statements[0].number == "7");
  CHECK(reading.statements[0].currency == "EUR");
}

TEST_CASE("a batch becomes its transactions where they add up, else stays one sum") {
  const auto transaction = [](const std::string& amount, const std::string& name) {
    return tag("TxDtls", tag("AmtDtls", tag("TxAmt", money(amount))) +
                             tag("RltdPties", tag("Dbtr", tag("Nm", name))));
  };
  const std::string batch = "<NtryDtls><Btch><PmtInfId>LOT1</PmtInfId></Btch>";
  const auto split = sound(statement(
      entry("50.00", batch + transaction("20.00", "A") + transaction("30.00", "B") + "</NtryDtls>"),
      "150.00"));
  REQUIRE(split.statements[0].movements.size() == 2);
  CHECK(split.statements[0].movements[0].payer == "A");
  CHECK(split.statements[0].movements[1].amount == Decimal(30));
  CHECK(split.statements[0].movements[1].batch == "LOT1");
  const std::string three = "<NtryDtls><Btch><NbOfTxs>3</NbOfTxs></Btch>";
  const auto whole = sound(statement(
      entry("50.00", three + transaction("20.00", "A") + transaction("29.00", "B") + "</NtryDtls>"),
      "150.00"));
  REQUIRE(whole.statements[0].movements.size() == 1);
  CHECK(whole.statements[0].movements[0].transactions == 3);
  CHECK(codes_of(whole.remarks) == Codes{"BATCH 2"});
  const Movement sum = only(statement(
      entry("50.00", "<NtryDtls><Btch><NbOfTxs>12</NbOfTxs></Btch></NtryDtls>"), "150.00"));
  CHECK(sum.transactions == 12);
}

TEST_CASE("a batch whose sum is not that of the entry is refused, unless charges explain it") {
  const auto transaction = [](const std::string& amount) {
    return tag("TxDtls", tag("AmtDtls", tag("TxAmt", money(amount))));
  };
  const std::string details = transaction("20.00") + transaction("31.00");
  const auto faults = [](const std::string& text) {
    return codes_of(read_camt(statement(entry("50.00", text), "150.00")).faults);
  };
  const std::string total = "<Btch><TtlAmt Ccy=\"EUR\">51.00</TtlAmt></Btch>";
  const std::string charges = "<Chrgs><TtlChrgsAndTaxAmt Ccy=\"EUR\">1</TtlChrgsAndTaxAmt></Chrgs>";
  CHECK(faults(tag("NtryDtls", details)) == Codes{"BATCH 2"});
  CHECK(faults(tag("NtryDtls", total)) == Codes{"BATCH 2"});
  CHECK(faults(charges + tag("NtryDtls", total + details)) == Codes{});
}

TEST_CASE("what is pending or for information is passed over") {
  std::string pending = entry("1.00", "");
  pending.replace(pending.find("BOOK<"), 4, "PDNG");
  const auto reading = sound(statement(pending + entry("50.00", ""), "150.00"));
  CHECK(reading.statements[0].movements.size() == 1);
  CHECK(codes_of(reading.remarks) == Codes{"NOT-BOOKED 2"});
}

TEST_CASE("a payment that came back names its reason and who should have paid") {
  const std::string back =
      "<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>IDDT</Cd><SubFmlyCd>ESDD</SubFmlyCd></Fmly></Domn>"
      "</BkTxCd><NtryDtls><TxDtls><RltdPties><Dbtr><Nm>CLIENT</Nm></Dbtr><Cdtr><Nm>NOUS</Nm></Cdtr>"
      "</RltdPties><RtrInf><Rsn><Cd>AM04</Cd></Rsn></RtrInf></TxDtls></NtryDtls>";
  const Movement one = only(statement(entry("50.00", back, "DBIT"), "50.00"));
  CHECK(one.nature == Nature::returned_direct_debit);
  CHECK(one.return_reason == "AM04");
  CHECK(one.payer == "CLIENT");
  const std::string paid =
      "<NtryDtls><TxDtls><RltdPties><Dbtr><Nm>NOUS</Nm></Dbtr><Cdtr><Nm>FOURNISSEUR</Nm></Cdtr>"
      "</RltdPties></TxDtls></NtryDtls>";
  CHECK(only(statement(entry("50.00", paid, "DBIT"), "50.00")).payer == "FOURNISSEUR");
  const Movement reversed =
      only(statement(entry("50.00", "<RvslInd>true</RvslInd>", "DBIT"), "50.00"));
  CHECK(reversed.reversal);
}

TEST_CASE("pages of a statement are balanced by their interim balances") {
  const auto page = [](const std::string& first, const std::string& last) {
    return file(balance(first, "100.00") + balance(last, "150.00") + entry("50.00", ""));
  };
  CHECK(codes_of(read_camt(page("OPBD", "ITBD")).faults) == Codes{});
  CHECK(codes_of(read_camt(page("ITBD", "ITBD")).faults) == Codes{});
  CHECK(codes_of(read_camt(page("ITBD", "CLBD")).faults) == Codes{});
  CHECK(codes_of(read_camt(page("PRCD", "CLBD")).faults) == Codes{});
}

TEST_CASE("a notification needs no balances, a statement does") {
  const std::string notice = file(entry("50.00", ""), "BkToCstmrDbtCdtNtfctn", "Ntfctn");
  CHECK(sound(notice).format == facteur::formats::bank::Format::camt054);
  CHECK(codes_of(read_camt(file(entry("50.00", ""))).faults) == Codes{"MISSING 2", "MISSING 2"});
}

TEST_CASE("faults of a camt file are named") {
  const auto faults = [](const std::string& text) { return codes_of(read_camt(text).faults); };
  const std::string good = entry("50.00", "");
  const auto changed = [&](const std::string& from, const std::string& to) {
    std::string text = good;
    text.replace(text.find(from), from.size(), to);
    return faults(statement(text, "150.00")).front();
  };
  CHECK(faults(statement(good, "150.01")) == Codes{"BALANCE 2"});
  CHECK(changed("50.00", "50,00") == "AMOUNT 2");
  CHECK(changed("50.00", "-50.00") == "AMOUNT 2");
  CHECK(changed("50.00", "5e1") == "AMOUNT 2");
  CHECK(changed("EUR", "USD") == "CURRENCY 2");
  CHECK(changed("CRDT", "") == "DIRECTION 2");
  CHECK(changed("2026-03-02", "2026-02-30") == "DATE 2");
  CHECK(changed("<BookgDt><Dt>2026-03-02</Dt></BookgDt>", "") == "MISSING 2");
  const std::string text = statement(good, "150.00");
  CHECK(faults(text.substr(0, text.size() / 2)).front() == "MALFORMED 2");
  CHECK(faults(file("", "BkToCstmrAcctRpt", "Rpt")).front() == "FORMAT 0");
  CHECK(faults("<Invoice/>").front() == "FORMAT 0");
}

TEST_CASE("what attacks an XML parser is refused") {
  const std::string good = statement(entry("50.00", "{}"), "150.00");
  const auto faults = [&](const std::string& content, const std::string& before = "") {
    std::string text = good;
    text.replace(text.find("{}"), 2, content);
    text.insert(text.find("<Document"), before);
    return codes_of(read_camt(text).faults);
  };
  REQUIRE(faults("") == Codes{});
  CHECK_FALSE(
      faults("&x;", "<!DOCTYPE Document [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>").empty());
  CHECK_FALSE(faults("", "<!DOCTYPE Document>").empty());
  std::string nested, closing;
  for (int i = 0; i < 100'000; ++i) {
    nested += "<a>";
    closing += "</a>";
  }
  CHECK_FALSE(faults(nested + closing).empty());
  std::string endless;
  endless.resize(20'000'000, 'X');
  CHECK_FALSE(faults("<AddtlNtryInf>" + endless + "</AddtlNtryInf>").empty());
}
