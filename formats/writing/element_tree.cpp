#include "formats/writing/element_tree.h"

#include <algorithm>

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

std::uint32_t ElementTree::first_value(std::uint32_t element) const {
  const OutElement& at = elements_[element];
  std::uint32_t first = at.record != 0 && !at.copy ? at.record : UINT32_MAX;
  for (auto below = at.first_child; below != 0; below = elements_[below].next_sibling)
    first = std::min(first, first_value(below));
  return first;
}

std::uint32_t ElementTree::value_behind(std::uint32_t parent, std::uint16_t binding) const {
  std::uint32_t first = UINT32_MAX;
  for (auto at = elements_[parent].first_child; at != 0; at = elements_[at].next_sibling) {
    if (particle(at) > grammar_.bindings[binding].particle)
      first = std::min(first, first_value(at));
  }
  return first;
}

std::vector<std::uint32_t> ElementTree::take_later(std::uint32_t parent, std::uint16_t binding,
                                                   std::uint32_t record, std::size_t most) {
  std::vector<std::uint32_t> taken;
  const auto is_later = [&](std::uint32_t at) {
    return elements_[at].binding == binding && elements_[at].record > record;
  };
  std::size_t count = 0;
  for (auto at = elements_[parent].first_child; at != 0; at = elements_[at].next_sibling)
    count += is_later(at) ? 1 : 0;
  if (count > most) return taken;
  std::uint32_t kept = 0;  // the last child that stays
  for (auto at = elements_[parent].first_child; at != 0;) {
    const std::uint32_t next = elements_[at].next_sibling;
    if (is_later(at)) {
      (kept == 0 ? elements_[parent].first_child : elements_[kept].next_sibling) = next;
      elements_[at].next_sibling = 0;
      taken.push_back(at);
    } else {
      kept = at;
    }
    at = next;
  }
  elements_[parent].last_child = kept;
  return taken;
}

std::uint32_t ElementTree::find(std::uint32_t parent, std::uint16_t binding) const {
  std::uint32_t at = elements_[parent].first_child;
  while (at != 0 && elements_[at].binding != binding) at = elements_[at].next_sibling;
  return at;
}

}  // namespace facteur::formats
