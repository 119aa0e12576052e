// Numbers of public registers and other forms of values: one right, one wrong, and what lies near.
#include "formats/value_forms.h"

#include <catch2/catch.hpp>

using facteur::formats::has_form;

namespace {

struct Vector {
  const char* form;
  const char* value;
  bool holds;
};

// Wrong check digits miss by one.
constexpr Vector vectors[] = {
    {"gln", "3020400000018", true},
    {"gln", "7300010000001", true},
    {"gln", "7300010000002", false},
    {"gln", "73000100O0001", false},
    {"gln", "", false},
    {"norwegian-organization", "974760673", true},
    {"norwegian-organization", "974760674", false},
    {"norwegian-organization", "000000000", false},
    {"norwegian-vat", "NO974760673MVA", true},
    {"norwegian-vat", "NO974760673", false},
    {"belgian-enterprise", "0202239951", true},
    {"belgian-enterprise", "0202239952", false},
    {"danish-cvr", "DK12345678", true},
    {"danish-cvr", "12345678", true},
    {"danish-cvr", "1234567", false},
    {"danish-se", "12345678", false},
    {"swedish-organization", "5560360793", true},
    {"swedish-organization", "5560360794", false},
    {"australian-business", "51824753556", true},
    {"australian-business", "51824753557", false},
    {"partita-iva", "IT00743110157", true},
    {"partita-iva", "IT00743110158", false},
    {"partita-iva", "FR00743110158", true},
    {"codice-fiscale", "MRTMTT91D08F205J", true},
    {"codice-fiscale", "MRTMTT91D08F2051", false},
    {"codice-fiscale", "12345678901", true},
    {"greek-tax-number", "094259216", true},
    {"greek-tax-number", "094259217", false},
    {"greek-vat", "EL094259216", true},
    {"dutch-vat", "NL123456789B12", true},
    {"dutch-vat", "NL123456789X12", false},
    {"not-a-bad-dutch-vat", "FR123", true},
    {"iban", "FR76 3000 6000 0112 3456 7890 189", true},
    {"iban", "FR7630006000011234567890188", false},
    {"iban", "fr7630006000011234567890189", false},
    {"iban", "", false},
    {"iso-date", "2026-02-28", true},
    {"iso-date", "2026-02-30", false},
    {"iso-date", "2026-02-28Z", false},
    {"e-mail", "a@b.fr", true},
    {"e-mail", "a@b", false},
    {"e-mail", "a@b..fr", false},
    {"e-mail", "a@@b.fr", false},
    {"e-mail", "a b@c.fr", false},
    {"url", "https://example.org", true},
    {"url", "example.org/a:b", false},
    {"url", "c:file", false},
    {"three-digits-at-least", "+1 2 3", true},
    {"three-digits-at-least", "12", false},
    {"skonto", "Zahlbar in 30 Tagen", true},
    {"skonto", "#SKONTO#TAGE=7#PROZENT=2.00#\n", true},
    {"skonto", "#SKONTO#TAGE=7#PROZENT=2.00#BASISBETRAG=-100.00#\n", true},
    {"skonto", "#SKONTO#TAGE=7#PROZENT=2.00#", false},
    {"skonto", "#SKONTO#TAGE=7#PROZENT=2.0#\n", false},
    {"skonto", "#SKONTO#TAGE=-7#PROZENT=2.00#\n", false},
    {"swedish-f-tax", "Godkänd för F-skatt", true},
    {"swedish-f-tax", "F-skatt", false},
    {"danish-tax-reason", "0042", true},
    {"danish-tax-reason", "1#Moms", true},
    {"danish-tax-reason", "#Moms", false},
    {"greek-number-of-six", "094259216|01/02/2026|0|1.1|A|7", true},
    {"greek-number-of-six", "094259216|01/02/2026|0|1.1|A", false},
    {"greek-type", "094259216|01/02/2026|0|1.1|A|7", true},
    {"greek-type", "094259216|01/02/2026|0|9.9|A|7", false},
    {"digits-8", "12345678", true},
    {"digits-7-8", "123456", false},
    {"length-2-8", "äö", true},
    {"length-2-8", "ä", false},
    {"no-such-form", "1", false},
};

}  // namespace

TEST_CASE("a value has its form, or has not") {
  for (const Vector& vector : vectors) {
    INFO(vector.form << ": " << vector.value);
    CHECK(has_form(vector.value, vector.form) == vector.holds);
  }
}
