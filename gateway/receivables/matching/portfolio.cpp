#include "gateway/receivables/matching/portfolio.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>

#include "gateway/receivables/matching/text.h"

namespace facteur::gateway::receivables::matching {
namespace {

// Shorter references are found in every text.
constexpr std::size_t shortest_reference = 2;

// A shape that fewer items have is that of a slip, not of a series.
constexpr std::size_t items_of_a_series = 3;

std::string_view field_of(const Item& item, Field field) {
  if (field == Field::number) return item.number;
  return field == Field::creditor_reference ? item.creditor_reference : item.purchase_order;
}

// Begins of the runs of equal keys in 0..keys, for a list sorted by key.
template <class KeyOf>
std::vector<Index> begins_of(const std::vector<Index>& sorted, std::size_t keys, KeyOf key_of) {
  std::vector<Index> begins(keys + 1, 0);
  for (const Index each : sorted) ++begins[key_of(each) + 1];
  std::partial_sum(begins.begin(), begins.end(), begins.begin());
  return begins;
}

std::vector<Index> numbered(std::size_t count) {
  std::vector<Index> all(count);
  std::iota(all.begin(), all.end(), Index{0});
  return all;
}

}  // namespace

Index Portfolio::add(Customer customer) {
  customers_.push_back(std::move(customer));
  return static_cast<Index>(customers_.size() - 1);
}

Index Portfolio::add(Item item) {
  items_.push_back(std::move(item));
  return static_cast<Index>(items_.size() - 1);
}

void Portfolio::add(Alias alias) {
  aliases_.push_back(std::move(alias));
}

void Portfolio::add(Payment payment) {
  payments_.push_back(std::move(payment));
}

void Portfolio::seal() {
  index_fields();
  index_groups();
  index_customers();
  by_amount_ = numbered(items_.size());
  std::sort(by_amount_.begin(), by_amount_.end(), [this](Index a, Index b) {
    return items_[a].open != items_[b].open ? items_[a].open < items_[b].open : a < b;
  });
  std::stable_sort(aliases_.begin(), aliases_.end(),
                   [](const Alias& a, const Alias& b) { return a.payer < b.payer; });
}

void Portfolio::index_fields() {
  std::unordered_map<std::uint64_t, std::size_t> shapes;
  entries_.reserve(items_.size() * 2);
  for (Index item = 0; item < items_.size(); ++item)
    for (const Field field : {Field::number, Field::creditor_reference, Field::purchase_order}) {
      const std::string text = canonical(field_of(items_[item], field));
      if (text.size() < shortest_reference) continue;
      entries_.push_back({hash_of(without_confusions(text)), item, field});
      if (field == Field::number) ++shapes[hash_of(shape_of(text))];
    }
  std::sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) {
    return a.hash != b.hash ? a.hash < b.hash : a.item < b.item;
  });
  for (const auto& [shape, count] : shapes)
    if (count >= items_of_a_series) shapes_.push_back(shape);
  std::sort(shapes_.begin(), shapes_.end());
}

void Portfolio::index_customers() {
  by_customer_ = numbered(items_.size());
  std::sort(by_customer_.begin(), by_customer_.end(), [this](Index a, Index b) {
    const Item &left = items_[a], &right = items_[b];
    if (left.customer != right.customer) return left.customer < right.customer;
    if (left.due_on != right.due_on) return left.due_on < right.due_on;
    return left.number != right.number ? left.number < right.number : left.id < right.id;
  });
  customer_begins_ = begins_of(by_customer_, customers_.size(),
                               [this](Index item) { return items_[item].customer; });
}

void Portfolio::index_groups() {
  std::unordered_map<std::string, Index> first;
  leaders_ = numbered(customers_.size());
  for (Index customer = 0; customer < customers_.size(); ++customer)
    if (!customers_[customer].group.empty())
      leaders_[customer] = first.emplace(customers_[customer].group, customer).first->second;
  by_group_ = numbered(customers_.size());
  std::stable_sort(by_group_.begin(), by_group_.end(),
                   [this](Index a, Index b) { return leaders_[a] < leaders_[b]; });
  group_begins_ =
      begins_of(by_group_, customers_.size(), [this](Index each) { return leaders_[each]; });
}

std::vector<Portfolio::Entry> Portfolio::find(std::string_view canonical) const {
  const std::string key = without_confusions(canonical);
  const std::uint64_t hash = hash_of(key);
  auto at = std::lower_bound(entries_.begin(), entries_.end(), hash,
                             [](const Entry& entry, std::uint64_t h) { return entry.hash < h; });
  std::vector<Entry> found;
  for (; at != entries_.end() && at->hash == hash; ++at)
    if (without_confusions(matching::canonical(field_of(items_[at->item], at->field))) == key)
      found.push_back(*at);
  return found;
}

std::span<const Index> Portfolio::items_of(Index customer) const {
  return std::span(by_customer_)
      .subspan(customer_begins_[customer],
               customer_begins_[customer + 1] - customer_begins_[customer]);
}

std::span<const Index> Portfolio::items_of_amount(std::int64_t units) const {
  const auto less = [this](Index item, std::int64_t amount) { return items_[item].open < amount; };
  const auto begin = std::lower_bound(by_amount_.begin(), by_amount_.end(), units, less);
  auto end = begin;
  while (end != by_amount_.end() && items_[*end].open == units) ++end;
  return {begin, end};
}

std::span<const Index> Portfolio::group_of(Index customer) const {
  const Index leader = leaders_[customer];
  return std::span(by_group_).subspan(group_begins_[leader],
                                      group_begins_[leader + 1] - group_begins_[leader]);
}

std::vector<Alias> Portfolio::aliases_of(std::string_view payer) const {
  auto at = std::lower_bound(
      aliases_.begin(), aliases_.end(), payer,
      [](const Alias& alias, std::string_view name) { return alias.payer < name; });
  std::vector<Alias> found;
  for (; at != aliases_.end() && at->payer == payer; ++at) found.push_back(*at);
  return found;
}

bool Portfolio::has_shape(std::string_view canonical) const {
  return std::binary_search(shapes_.begin(), shapes_.end(), hash_of(shape_of(canonical)));
}

std::string shape_of(std::string_view canonical) {
  std::string shape(canonical);
  for (char& c : shape)
    if (c >= '0' && c <= '9') c = '9';
  return shape;
}

}  // namespace facteur::gateway::receivables::matching
