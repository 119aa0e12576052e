// What comes out of a life-cycle message and of a report.
#include <catch2/catch.hpp>

#include "formats/read.h"
#include "tests/formats/sample.h"

using namespace facteur;
using namespace facteur::formats;

namespace {

Reading read_sample(const std::string& file) {
  Reading reading = read(test::sample("../structure/" + file));
  REQUIRE(reading.structure);
  REQUIRE(reading.invoice);
  return reading;
}

}  // namespace

TEST_CASE("a life-cycle message is read into its terms") {
  const Reading reading = read_sample("cdar.xml");
  CHECK(reading.profile == "urn.cpro.gouv.fr:1p0:CDV:invoice");
  CHECK(reading.invoice->syntax() == Syntax::cdar);
  const Node message = reading.invoice->root();
  CHECK(message.text(Term::MDT_4) == "M-207");
  CHECK(message.first(Term::MDG_1).text(Term::MDT_2) == "REGULATED");
  CHECK(message.first(Term::MDG_16).first(Term::MDT_38).attribute(Attribute::scheme_id) == "0002");

  const Node portal = message.first(Term::MDG_23).next();
  CHECK(portal.text(Term::MDT_59) == "DFH");
  CHECK_FALSE(portal.first(Term::MDT_73));

  const Node report = message.first(Term::MDG_27);
  CHECK(report.text(Term::MDT_74) == "false");
  CHECK(report.first(Term::MDT_78).attribute(Attribute::format) == "204");
  const Node document = report.first(Term::MDG_32);
  CHECK(document.text(Term::MDT_87) == "F-7");
  CHECK(document.text(Term::MDT_105) == "207");
  CHECK(document.first(Term::MDG_35).text(Term::MDT_100) == "20260901");
  CHECK(document.first(Term::MDG_40).text(Term::MDT_129) == "552100554");

  const Node detail = document.first(Term::MDG_37);
  CHECK(detail.text(Term::MDT_113) == "TX_TVA_ERR");
  CHECK(detail.text(Term::MDT_124_2) == "1");
  CHECK(detail.first(Term::MDG_39).text(Term::MDT_127) == "AHN");
  const Node characteristic = detail.first(Term::MDG_43);
  CHECK(characteristic.text(Term::MDT_209) == "true");
  CHECK(characteristic.first(Term::MDT_215).attribute(Attribute::currency) == "EUR");
}

TEST_CASE("references in text and in attributes mean their characters") {
  std::string document = test::sample("../structure/cdar.xml");
  test::replace_first(
      document, "<ram:GlobalID schemeID=\"0002\">732829320",
      "<ram:GlobalID schemeID=\"a&amp;b&lt;&#38;amp;&quot;&#x41;\">c&amp;d&#38;lt;");
  const Reading reading = read(document);
  CHECK(reading.structure);
  const Node id = reading.invoice->root().first(Term::MDG_16).first(Term::MDT_38);
  CHECK(id.attribute(Attribute::scheme_id) == "a&b<&amp;\"A");
  CHECK(id.text() == "c&d&lt;");
}

TEST_CASE("a report is read into its terms, and says by its group what is a charge") {
  const Reading reading = read_sample("flux10.xml");
  CHECK(reading.profile == "urn.cpro.gouv.fr:1p0:ereporting");
  const Node report = reading.invoice->root();
  CHECK(report.first(Term::TB_1).first(Term::TG_5).text(Term::TT_13) == "552100554");
  const Node invoice = report.first(Term::TB_2).first(Term::TG_8);
  CHECK(invoice.first(Term::TG_12).first(Term::TT_34).attribute(Attribute::scheme_id) == "VAT");
  CHECK(invoice.first(Term::TG_20).text(Term::TT_45) == "1.00");
  CHECK_FALSE(invoice.first(Term::TG_21));
  CHECK(invoice.first(Term::TG_22).first(Term::TT_52).attribute(Attribute::currency) == "EUR");
  CHECK(invoice.first(Term::TG_23).first(Term::TT_194).text(Term::TT_56) == "G");
  CHECK(report.first(Term::TB_2).first(Term::TG_31).text(Term::TT_85) == "12");

  std::string charged = test::sample("../structure/flux10.xml");
  test::replace_first(charged, "ChargeIndicator=\"false\"", "ChargeIndicator=\" 1\"");
  const Reading again = read(charged);
  CHECK(again.structure);
  CHECK(again.invoice->root().first(Term::TB_2).first(Term::TG_8).first(Term::TG_21));
}

TEST_CASE("rules of invoices leave messages and reports alone") {
  const std::string file = GENERATE("cdar.xml", "flux10.xml");
  CHECK(test::broken_rules(test::sample("../structure/" + file)).empty());
}
