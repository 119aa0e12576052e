// Conditions that rules start from. Which countries trade: Peppol asks sometimes the VAT
// identifier, sometimes the address; each condition here asks the way its rules do. Which profile
// is meant. What a life-cycle message reports.
#include "formats/document_conditions.h"

#include <algorithm>
#include <string>

#include "formats/rules/values.h"

namespace facteur::formats {
namespace {

using enum Term;

std::string upper(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return result;
}

Node seller_country(const Invoice& invoice) {
  return descend(invoice.root(), {BG_4, BG_5, BT_40});
}
Node buyer_country(const Invoice& invoice) {
  return descend(invoice.root(), {BG_7, BG_8, BT_55});
}

// As written.
bool seller_in(const Invoice& invoice, std::string_view country) {
  return seller_country(invoice).text() == country;
}
bool buyer_in(const Invoice& invoice, std::string_view country) {
  return buyer_country(invoice).text() == country;
}
// Whatever its case and outer space.
bool is_country(Node node, std::string_view country) {
  return upper(code_of(node)) == country;
}

// The country of the seller's VAT identifier, of its representative's, else of its address.
std::string tax_country(const Invoice& invoice) {
  const Node root = invoice.root();
  for (const Node id : {descend(root, {BG_4, BT_31}), descend(root, {BG_11, BT_63})}) {
    if (!id.text().empty()) return upper(trim_xml_space(id.text().substr(0, 2)));
  }
  return upper(code_of(seller_country(invoice)));
}
std::string buyer_tax_country(const Invoice& invoice) {
  const Node id = descend(invoice.root(), {BG_7, BT_48});
  if (!id.text().empty()) return upper(trim_xml_space(id.text().substr(0, 2)));
  return upper(code_of(buyer_country(invoice)));
}
// The same without the representative.
std::string seller_tax_country(const Invoice& invoice) {
  const Node id = descend(invoice.root(), {BG_4, BT_31});
  if (!id.text().empty()) return upper(trim_xml_space(id.text().substr(0, 2)));
  return upper(code_of(seller_country(invoice)));
}

bool is_greek(std::string_view country) {
  return country == "GR" || country == "EL";
}

bool german(const Invoice& invoice) {
  return is_country(seller_country(invoice), "DE") && is_country(buyer_country(invoice), "DE");
}
bool dutch_seller(const Invoice& invoice) {
  return is_country(seller_country(invoice), "NL");
}
bool dutch(const Invoice& invoice) {
  return dutch_seller(invoice) && is_country(buyer_country(invoice), "NL");
}
bool dutch_representative(const Invoice& invoice) {
  return dutch_seller(invoice) && is_country(descend(invoice.root(), {BG_11, BG_12, BT_69}), "NL");
}
bool norwegian_seller(const Invoice& invoice) {
  return tax_country(invoice) == "NO";
}
bool italian_seller(const Invoice& invoice) {
  return tax_country(invoice) == "IT";
}
bool danish_seller(const Invoice& invoice) {
  return seller_in(invoice, "DK");
}
bool danish(const Invoice& invoice) {
  return danish_seller(invoice) && buyer_in(invoice, "DK");
}
bool icelandic_seller(const Invoice& invoice) {
  return seller_in(invoice, "IS");
}
bool icelandic(const Invoice& invoice) {
  return icelandic_seller(invoice) && buyer_in(invoice, "IS");
}
bool swedish_seller(const Invoice& invoice) {
  return seller_in(invoice, "SE");
}
bool swedish(const Invoice& invoice) {
  return swedish_seller(invoice) && buyer_in(invoice, "SE");
}
bool swedish_vat_seller(const Invoice& invoice) {
  return swedish_seller(invoice) && descend(invoice.root(), {BG_4, BT_31}).text().starts_with("SE");
}
bool swedish_registered_seller(const Invoice& invoice) {
  return swedish_seller(invoice) && descend(invoice.root(), {BG_4, BT_30});
}
bool greek_seller(const Invoice& invoice) {
  return is_greek(tax_country(invoice));
}
bool greek_seller_in_greece(const Invoice& invoice) {
  return greek_seller(invoice) && seller_in(invoice, "GR");
}
bool greek_address(const Invoice& invoice) {
  return is_greek(seller_tax_country(invoice));
}
bool greek(const Invoice& invoice) {
  return greek_seller(invoice) && is_greek(buyer_tax_country(invoice));
}

// The processes for which Peppol restricts the types of document.
bool peppol_process(const Invoice& invoice) {
  constexpr std::string_view processes[] = {
      "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0", "urn:peppol:bis:billing_with_response",
      "urn:peppol:france:billing:regulated", "urn:peppol:france:billing:non-regulated"};
  const std::string_view process = code_of(descend(invoice.root(), {BG_2, BT_23}));
  return std::find(std::begin(processes), std::end(processes), process) != std::end(processes);
}

// The extension of XRechnung, and its profile for clean vehicles (Clean Vehicles Directive).
bool has_profile(const Invoice& invoice, std::string_view rest) {
  constexpr std::string_view core =
      "urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0";
  const std::string_view profile = descend(invoice.root(), {BG_2, BT_24}).text();
  return profile.starts_with(core) && profile.substr(core.size()) == rest;
}
bool extension(const Invoice& invoice) {
  return has_profile(invoice, "#conformant#urn:xeinkauf.de:kosit:extension:xrechnung_3.0");
}
bool clean_vehicles(const Invoice& invoice) {
  return has_profile(invoice, "#compliant#urn:xeinkauf.de:kosit:xrechnung:cvd_0.9");
}

// Does any means of payment come with a mandate or a creditor's reference?
bool mandated_below(Node node) {
  for (Node child = node.first_child(); child; child = child.next_sibling()) {
    if (child.term() == BT_89 || child.term() == BT_90) return true;
    if ((child.term() == BG_16 || child.term() == BG_19) && mandated_below(child)) return true;
  }
  return false;
}
bool mandated(const Invoice& invoice) {
  return mandated_below(invoice.root());
}

// What a life-cycle message says anywhere: the phases that its reports are of (MDT-77), the
// statuses of its documents (MDT-105).
bool any_phase(const Invoice& message, bool (*is)(std::string_view phase)) {
  for (const Node report : each(message.root(), MDG_27)) {
    for (const Node phase : each(report, MDT_77)) {
      if (is(phase.text())) return true;
    }
  }
  return false;
}
bool transmission(const Invoice& message) {
  return any_phase(message, [](std::string_view phase) { return phase == "305"; });
}
bool processing(const Invoice& message) {
  return any_phase(message, [](std::string_view phase) { return phase == "23"; });
}
bool beyond_processing(const Invoice& message) {
  return any_phase(message, [](std::string_view phase) { return phase != "23"; });
}
bool inadmissible(const Invoice& message) {
  for (const Node report : each(message.root(), MDG_27)) {
    for (const Node document : each(report, MDG_32)) {
      for (const Node status : each(document, MDT_105)) {
        if (status.text() == "501") return true;
      }
    }
  }
  return false;
}

struct Named {
  std::string_view name;
  DocumentCondition condition;
};
constexpr Named conditions[] = {
    {"beyond_processing", beyond_processing},
    {"clean_vehicles", clean_vehicles},
    {"danish", danish},
    {"danish_seller", danish_seller},
    {"dutch", dutch},
    {"dutch_representative", dutch_representative},
    {"dutch_seller", dutch_seller},
    {"extension", extension},
    {"german", german},
    {"greek", greek},
    {"greek_address", greek_address},
    {"greek_seller", greek_seller},
    {"greek_seller_in_greece", greek_seller_in_greece},
    {"icelandic", icelandic},
    {"icelandic_seller", icelandic_seller},
    {"inadmissible", inadmissible},
    {"italian_seller", italian_seller},
    {"mandated", mandated},
    {"norwegian_seller", norwegian_seller},
    {"peppol_process", peppol_process},
    {"processing", processing},
    {"swedish", swedish},
    {"swedish_registered_seller", swedish_registered_seller},
    {"swedish_seller", swedish_seller},
    {"swedish_vat_seller", swedish_vat_seller},
    {"transmission", transmission},
};

}  // namespace

DocumentCondition find_document_condition(std::string_view name) {
  const auto found = std::find_if(std::begin(conditions), std::end(conditions),
                                  [&](const Named& named) { return named.name == name; });
  return found == std::end(conditions) ? nullptr : found->condition;
}

}  // namespace facteur::formats
