// How values are shown to people, in French or English. Pure.
#pragma once

#include <string>
#include <string_view>

#include "formats/model.h"

namespace facteur::formats::readable {

// Groups thousands and sets the decimal sign of the language, digit for digit as written:
// "1234.50" is "1 234,50" or "1,234.50". Anything that is not a decimal number comes back as it is.
std::string figure(std::string_view lexical, bool french);

// A figure with its currency (ISO 4217): "5,00 €", "€5.00", "5.00 USD".
std::string with_currency(std::string figure, std::string_view currency, bool french);

// "2026-11-21" is "21/11/2026" in French. Anything else comes back as it is.
std::string day(std::string_view iso, bool french);

// The same without the zeros that end the fraction, but for `keep` decimals: "40.0000" is "40.00".
std::string short_figure(std::string_view lexical, std::size_t keep, bool french);

// A rate as in "20 %".
std::string percentage(std::string_view lexical, bool french);

// Names of UNTDID 1001, 4461, 5305 and UN/ECE Rec 20 codes; a code that has none comes back as it
// is.
std::string document_type(std::string_view code, bool french);
std::string payment_means(std::string_view code, bool french);
std::string vat_category(std::string_view code, bool french);
std::string unit(std::string_view code, bool french);
std::string country_name(std::string_view code, bool french);
// ISO 6523 ICD and EAS codes: "0002" is "SIREN".
std::string scheme(std::string_view code, bool french);

// "123 456 782" for a SIREN, "123 456 782 00012" for a SIRET, and IBANs in groups of four (ISO
// 13616); what has another form comes back as it is.
std::string grouped_identifier(std::string_view id, std::string_view scheme);
std::string grouped_iban(std::string_view number);

// An amount without its currency, with two decimals at least where its currency has cents; a unit
// price without the zeros beyond them.
std::string amount_figure(Node node, bool french);

// The value of a term, with what qualifies it: dates, figures and codes in the reader's language,
// the scheme of an identifier, the file of an attachment. Texts beyond 100,000 bytes are cut, with
// a note of how much.
std::string shown_value(Node node, bool french);

// What a term is called under the name of its group, in the reader's language; empty for what has
// no meaning to people.
std::string label(Term term, bool french);

}  // namespace facteur::formats::readable
