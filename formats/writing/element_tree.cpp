#include "formats/writing/element_tree.h"

namespace facteur::formats {

void ElementTree::insert(std::uint32_t parent, std::uint32_t child) {
  OutElement& above = elements_[parent];
  std::uint32_t before = above.last_child;
  if (before != 0 && particle(before) > particle(child)) {
    before = 0;
    for (std::uint32_t at = above.first_child; particle(at) <= particle(child);) {
      before = at;
      at = elements_[at].next_sibling;
    }
  }
  std::uint32_t& link = before == 0 ? above.first_child : elements_[before].next_sibling;
  elements_[child].next_sibling = link;
  link = child;
  if (elements_[child].next_sibling == 0) above.last_child = child;
}

std::uint32_t ElementTree::find(std::uint32_t parent, std::uint16_t binding) const {
  std::uint32_t at = elements_[parent].first_child;
  while (at != 0 && elements_[at].binding != binding) at = elements_[at].next_sibling;
  return at;
}

}  // namespace facteur::formats
