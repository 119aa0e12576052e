#include "formats/party_condition.h"

#include <algorithm>

#include "formats/typed.h"
#include "formats/xml_space.h"

namespace facteur::formats {
namespace {

// One end of the deal, and where an invoice says who it is.
struct PartyTerms {
  Term group, identifier, legal, vat, address;
};
constexpr PartyTerms buyer_terms{Term::BG_7, Term::BT_46, Term::BT_47, Term::BT_48, Term::BT_49};
constexpr PartyTerms seller_terms{Term::BG_4, Term::BT_29, Term::BT_30, Term::BT_31, Term::BT_34};

// Schemes of ISO/IEC 6523 and of the EAS list that hold numbers of the French register.
constexpr std::string_view siren_scheme = "0002", siret_scheme = "0009";
constexpr std::string_view french_address_scheme = "0225", french_vat_scheme = "9957";
constexpr std::size_t siren_length = 9, siret_length = 14, french_vat_length = 13;

bool contains(const std::vector<std::string>& list, std::string_view value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

bool names_vat(const PartyCondition& condition, std::string_view number) {
  if (contains(condition.vats, number)) return true;
  const bool french = number.size() == french_vat_length && number.starts_with("FR");
  return french && contains(condition.sirens, number.substr(french_vat_length - siren_length));
}

bool names_identifier(const PartyCondition& condition, std::string_view scheme,
                      std::string_view identifier) {
  if (scheme == siren_scheme) return contains(condition.sirens, identifier);
  if (scheme == french_vat_scheme) return names_vat(condition, identifier);
  if (scheme == siret_scheme) {
    return contains(condition.sirets, identifier) ||
           (identifier.size() == siret_length &&
            contains(condition.sirens, identifier.substr(0, siren_length)));
  }
  // A SIREN, alone or before "_": a SIRET, a suffix of the company's own, a routing code.
  return scheme == french_address_scheme &&
         contains(condition.sirens, identifier.substr(0, identifier.find('_')));
}

bool names_party(const PartyCondition& condition, Node root, const PartyTerms& terms) {
  if (condition.every) return true;
  const Node party = root.first(terms.group);
  const auto any_of = [&](Term term, auto holds_for) {
    for (const Node node : each(party, term)) {
      if (holds_for(trim_xml_space(node.attribute(Attribute::scheme_id)), code(node))) return true;
    }
    return false;
  };
  const auto identifier = [&](std::string_view scheme, std::string_view text) {
    return names_identifier(condition, scheme, text);
  };
  const auto address = [&](std::string_view scheme, std::string_view text) {
    return contains(condition.addresses, std::string(scheme) + ":" + std::string(text)) ||
           names_identifier(condition, scheme, text);
  };
  const auto vat = [&](std::string_view, std::string_view text) {
    return names_vat(condition, text);
  };
  return any_of(terms.identifier, identifier) || any_of(terms.legal, identifier) ||
         any_of(terms.vat, vat) || any_of(terms.address, address);
}

}  // namespace

bool names_buyer(const PartyCondition& condition, Node root) {
  return names_party(condition, root, buyer_terms);
}

bool names_seller(const PartyCondition& condition, Node root) {
  return names_party(condition, root, seller_terms);
}

}  // namespace facteur::formats
