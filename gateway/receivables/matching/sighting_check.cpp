#include "gateway/receivables/matching/sighting_check.h"

#include <algorithm>

#include "formats/bank_numbers.h"
#include "gateway/receivables/matching/resemblance.h"
#include "gateway/receivables/matching/text.h"

namespace facteur::gateway::receivables::matching {
namespace {

using formats::bank::Movement;

bool stands_in(const std::string& text, const Movement& movement) {
  const auto texts = texts_of(movement);
  return !text.empty() && std::any_of(texts.begin(), texts.end(), [&text](const std::string& each) {
    return canonical(each).find(text) != std::string::npos;
  });
}

bool same(const std::string& text, const std::string& field) {
  return !field.empty() && without_confusions(text) == without_confusions(canonical(field));
}

// A whole number of the same series, to which an end or a range refers, stands before it.
bool has_whole_neighbour(const Portfolio& portfolio, const Item& item, const Movement& movement) {
  const std::string number = canonical(item.number);
  const std::string head = number.substr(0, number.size() - digits_at_end(number));
  for (const Index customer : portfolio.group_of(item.customer))
    for (const Index other : portfolio.items_of(customer)) {
      const std::string neighbour = canonical(portfolio.items()[other].number);
      if (neighbour != number && neighbour.size() == number.size() && neighbour.starts_with(head) &&
          stands_in(neighbour, movement))
        return true;
    }
  return false;
}

bool names(const Sighting& sighting, const Item& item, const Portfolio& portfolio,
           const Movement& movement) {
  const std::string number = canonical(item.number);
  switch (sighting.how) {
    case How::creditor_reference:
      return formats::is_creditor_reference(sighting.text) &&
             (same(sighting.text, item.creditor_reference) ||
              same(sighting.text.substr(4), item.number));
    case How::number:
      return sighting.text == number;
    case How::confused:
      return sighting.text != number &&
             (same(sighting.text, item.number) || same(sighting.text, item.creditor_reference));
    case How::purchase_order:
      return same(sighting.text, item.purchase_order);
    case How::sequence:
      return number.ends_with(sighting.text) && number != sighting.text &&
             has_whole_neighbour(portfolio, item, movement);
    case How::range:
      return sighting.text.size() == number.size() && sighting.text < number &&
             has_whole_neighbour(portfolio, item, movement);
    case How::shortened:
    case How::typo:
    case How::truncated: {
      const auto like = resemblance(sighting.text, number);
      return like && like->how == sighting.how;
    }
  }
  return false;
}

}  // namespace

bool holds(const Sighting& sighting, const Portfolio& portfolio, const Movement& movement) {
  return sighting.item < portfolio.items().size() && stands_in(sighting.text, movement) &&
         names(sighting, portfolio.items()[sighting.item], portfolio, movement);
}

}  // namespace facteur::gateway::receivables::matching
