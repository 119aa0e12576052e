#include "formats/list_terms.h"

namespace facteur::formats {
namespace {

// As deep as groups nest: four levels, and as many more as a document nests sub-lines.
void list(Node parent, unsigned depth, std::vector<ListedTerm>& terms) {
  for (Node node = parent.first_child(); node; node = node.next_sibling()) {
    const TermFacts* known = facts(node.term());
    if (known == nullptr) continue;
    terms.push_back({node, depth, known->id, known->fr, known->en});
    list(node, depth + 1, terms);
  }
}

}  // namespace

std::vector<ListedTerm> list_terms(const Invoice& invoice) {
  std::vector<ListedTerm> terms;
  list(invoice.root(), 0, terms);
  return terms;
}

}  // namespace facteur::formats
