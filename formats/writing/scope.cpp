#include "formats/writing/scope.h"

namespace facteur::formats {
namespace {

struct Mark {
  std::string_view part;  // of the specification identifier
  Profile profile;
};

// The first that is found. Factur-X 1.09, EXTENDED-CTC-FR 1.4, XRechnung 3.0.
constexpr Mark marks[] = {
    {"extended-ctc-fr", Profile::extended_ctc},
    {"xrechnung-extension", Profile::xrechnung},
    {":extension:xrechnung", Profile::xrechnung},
    {"#conformant#urn:xeinkauf.de", Profile::xrechnung},
    {":minimum", Profile::minimum},
    {":basicwl", Profile::basic_wl},
    {":basic", Profile::basic},
    {":extended", Profile::extended},
};

// EN 16931 names every scheme that an identifier of its own may have; the extensions do not (the
// line seller's, EXT-FR-FE-166 and 167, have schemes in FNFE's examples but no terms for them).
bool is_added_identifier(const TermFacts* term) {
  return term != nullptr && term->type == DataType::identifier &&
         !term->occurs_in(Profile::en16931);
}

}  // namespace

Profile profile_named(std::string_view specification) {
  for (const Mark& mark : marks) {
    if (specification.find(mark.part) != std::string_view::npos) return mark.profile;
  }
  return Profile::en16931;
}

bool Scope::allows(Term term) const {
  if (!bound_ || !whole_) return true;
  const TermFacts* known = facts(term);
  return known == nullptr || known->occurs_in(profile_);
}

bool Scope::allows(Term value, Attribute attribute) const {
  if (!bound_ || !whole_) return true;
  if (attribute == Attribute::format) return true;
  if (const TermFacts* known = facts(value, attribute)) return known->occurs_in(profile_);
  return attribute == Attribute::scheme_id && is_added_identifier(facts(value)) && allows(value);
}

bool Scope::is_single(Term term) const {
  // The rules of UBL count the VAT point date code in every profile (UBL-SR-49); CII repeats it in
  // each VAT breakdown.
  if (term == Term::BT_8) return bound_;
  if (!bound_ || profile_ > Profile::extended) return false;
  // EN 16931-1 has one set of payment instructions with many accounts; the syntaxes repeat the set.
  if (term == Term::BG_16) return false;
  const TermFacts* known = facts(term);
  return known != nullptr && !known->repeats;
}

}  // namespace facteur::formats
