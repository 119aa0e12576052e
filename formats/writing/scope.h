// What may be said in another syntax: the official rules of CII and UBL refuse, element by element,
// what EN 16931 does not have, each in places of its own. A document that claims the core profile
// is written as the core model wants it; one that claims an extension may say what the extension
// has.
#pragma once

#include <string_view>

#include "formats/model.h"

namespace facteur::formats {

// The rule book that a specification identifier (BT-24) names; the core where it names none.
Profile profile_named(std::string_view specification);

class Scope {
 public:
  // Everything may be said.
  constexpr Scope() = default;
  // What `profile` has. `whole`: terms and attributes that it does not have are left out (the rules
  // for CII are fatal there, CII-DT-*; those for UBL only warn, UBL-CR-*).
  Scope(Profile profile, bool whole) : profile_(profile), whole_(whole), bound_(true) {}

  bool allows(Term term) const;
  bool allows(Term value, Attribute attribute) const;
  // Does a value of this term stand at most once in its group (UBL-SR-*, CII-SR-*)?
  bool is_single(Term term) const;

 private:
  Profile profile_ = Profile::extended_ctc;
  bool whole_ = false;
  bool bound_ = false;
};

}  // namespace facteur::formats
