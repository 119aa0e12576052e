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
  const TermFacts* known = facts(value, attribute);
  return known != nullptr && known->occurs_in(profile_);
}

bool Scope::is_single(Term term) const {
  if (!bound_ || profile_ > Profile::extended) return false;
  // EN 16931-1 has one set of payment instructions with many accounts; the syntaxes repeat the set.
  if (term == Term::BG_16) return false;
  const TermFacts* known = facts(term);
  return known != nullptr && !known->repeats;
}

}  // namespace facteur::formats
