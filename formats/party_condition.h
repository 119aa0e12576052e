// Whose invoices something is about: companies named in advance, found in the parties of an
// invoice. Pure; safe from any thread.
#pragma once

#include <string>
#include <vector>

#include "formats/model.h"

namespace facteur::formats {

// Any of these names the party. Identifiers of the French register are found
// wherever an invoice may carry them: in the identifiers, the VAT number or the electronic address.
struct PartyCondition {
  bool every = false;                  // whoever it is
  std::vector<std::string> sirens;     // nine digits
  std::vector<std::string> sirets;     // fourteen digits
  std::vector<std::string> vats;       // VAT numbers
  std::vector<std::string> addresses;  // electronic addresses, "0225:200000008"
};

// Is the buyer (BG-7), or the seller (BG-4), of the invoice one of those?
bool names_buyer(const PartyCondition& condition, Node root);
bool names_seller(const PartyCondition& condition, Node root);

}  // namespace facteur::formats
