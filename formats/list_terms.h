// An invoice as a list: every value and group in reading order, for views that show all of it.
#pragma once

#include <vector>

#include "formats/model.h"

namespace facteur::formats {

struct ListedTerm {
  Node node;            // points into the invoice
  unsigned depth;       // 0: directly below the document
  std::string_view id;  // "BT-31"; static storage, as the names
  std::string_view fr, en;
};

// Terms of the standard only, parents before their children, otherwise in the document's order.
std::vector<ListedTerm> list_terms(const Invoice& invoice);

}  // namespace facteur::formats
