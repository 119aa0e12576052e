#include "gateway/receivables/matching/payers.h"

#include <algorithm>

#include "gateway/receivables/matching/text.h"

namespace facteur::gateway::receivables::matching {
namespace {

constexpr unsigned agreeing = 600;    // a name that may confirm a reference
constexpr unsigned acceptable = 720;  // ... that may stand beside the amount of one document
constexpr unsigned nearly_sure = 900;
constexpr unsigned exactly = 980;  // the name, and no other legal form
constexpr unsigned margin = 90;    // to the next best, of another group
constexpr std::size_t most_likely = 12;
constexpr std::size_t shortest_customer_number = 5;

struct Marker {
  std::string_view begin, end;
};
// How banks that put everything into one text say who sent it.
constexpr Marker markers[] = {{"/DE ", "/"}, {"DE: ", "MOTIF:"}, {"DE : ", "MOTIF :"}};

bool is_a_customers_name(const Sender& sender) {
  return !sender.by_name.empty() && sender.by_name.front().likeness >= nearly_sure;
}

std::string sender_in_text(std::string_view text) {
  for (const Marker& marker : markers) {
    const std::size_t at = text.find(marker.begin);
    if (at == std::string_view::npos) continue;
    const std::string_view rest = text.substr(at + marker.begin.size());
    return std::string(rest.substr(0, rest.find(marker.end)));
  }
  return {};
}

std::string written_payer(const formats::bank::Movement& movement) {
  if (!movement.payer.empty()) return movement.payer;
  const std::string payer = sender_in_text(movement.remittance);
  return payer.empty() ? sender_in_text(movement.label) : payer;
}

}  // namespace

std::string sender_name(const formats::bank::Movement& movement) {
  return parts_of(written_payer(movement)).joined;
}

Payers::Payers(const Portfolio& portfolio) : portfolio_(portfolio), names_(portfolio.customers()) {
  for (Index customer = 0; customer < portfolio.customers().size(); ++customer) {
    std::string key = canonical(portfolio.customers()[customer].key);
    if (key.size() >= shortest_customer_number && has_letter(key)) numbers_.emplace(key, customer);
  }
}

Sender Payers::sender_of(const formats::bank::Movement& movement) {
  Sender sender;
  sender.name = sender_name(movement);
  const std::string payer = written_payer(movement);
  // On whose behalf it was sent says more than who sent it.
  for (const std::string& name : {movement.ultimate_payer, payer}) {
    if (name.empty()) continue;
    auto [at, is_new] = cache_.try_emplace(name);
    if (is_new) at->second = names_.matches(name);
    sender.by_name.insert(sender.by_name.end(), at->second.begin(), at->second.end());
  }
  std::stable_sort(sender.by_name.begin(), sender.by_name.end(),
                   [](auto& a, auto& b) { return a.likeness > b.likeness; });
  std::string text = movement.remittance;
  if (movement.payer.empty() && !movement.label.empty()) text += " " + movement.label;
  if (sender.by_name.empty() || sender.by_name.front().likeness < nearly_sure)
    sender.by_text = names_.mentions(text);
  for (const Word& word : words_of(text))
    if (const auto at = numbers_.find(word.text); at != numbers_.end())
      sender.by_number.push_back(at->second);
  for (const Alias& alias : portfolio_.aliases_of(sender.name)) {
    if (sender.name.empty()) break;
    auto& known = aliases_[sender.name];
    if (std::none_of(known.begin(), known.end(),
                     [&](const Known& each) { return each.customer == alias.customer; }))
      known.push_back({alias.customer, alias.uses, alias.confirmed});
  }
  return sender;
}

std::optional<Payers::Known> Payers::alias(const std::string& name) const {
  const auto at = aliases_.find(name);
  if (name.empty() || at == aliases_.end() || at->second.empty()) return std::nullopt;
  const Known& first = at->second.front();
  for (const Known& each : at->second)
    if (!portfolio_.same_group(each.customer, first.customer)) return std::nullopt;
  return first;
}

PayerEvidence Payers::evidence_for(const Sender& sender, Index customer) const {
  for (const NameMatch& match : sender.by_name)
    if (match.likeness >= agreeing && portfolio_.same_group(match.customer, customer))
      return {PayerKnownBy::name, match.customer, match.likeness};
  if (const auto known = alias(sender.name))
    if (portfolio_.same_group(known->customer, customer))
      return {PayerKnownBy::alias, known->customer, 0};
  for (const NameMatch& match : sender.by_text)
    if (portfolio_.same_group(match.customer, customer))
      return {PayerKnownBy::text, match.customer, match.likeness};
  for (const Index match : sender.by_number)
    if (portfolio_.same_group(match, customer)) return {PayerKnownBy::number, match, 0};
  return {};
}

bool Payers::agrees(const Sender& sender, Index customer) const {
  return evidence_for(sender, customer).how != PayerKnownBy::nothing;
}

bool Payers::may_be(const Sender& sender, Index customer) const {
  const PayerEvidence known = evidence_for(sender, customer);
  if (known.how != PayerKnownBy::name) return known.how != PayerKnownBy::nothing;
  return known.likeness + margin >= sender.by_name.front().likeness;
}

bool Payers::contradicts(const Sender& sender, Index customer) const {
  return !agrees(sender, customer) && is_a_customers_name(sender);
}

std::vector<PayerEvidence> Payers::likely(const Sender& sender) const {
  std::vector<PayerEvidence> found;
  const auto add = [&found](PayerEvidence evidence) {
    if (std::none_of(found.begin(), found.end(),
                     [&](auto& each) { return each.customer == evidence.customer; }))
      found.push_back(evidence);
  };
  if (!sender.by_name.empty() && sender.by_name.front().likeness >= acceptable) {
    const unsigned best = sender.by_name.front().likeness;
    for (const NameMatch& match : sender.by_name)
      if (match.likeness + margin >= best)
        add({PayerKnownBy::name, match.customer, match.likeness});
  } else if (const auto known = alias(sender.name)) {
    add({PayerKnownBy::alias, known->customer, 0});
  } else {
    for (const NameMatch& match : sender.by_text)
      add({PayerKnownBy::text, match.customer, match.likeness});
    for (const Index match : sender.by_number) add({PayerKnownBy::number, match, 0});
  }
  if (found.size() > most_likely) found.clear();
  return found;
}

std::optional<Index> Payers::certain(const Sender& sender) const {
  if (const auto known = alias(sender.name); known && (known->confirmed || known->uses >= 2))
    if (known->confirmed || !is_a_customers_name(sender)) return known->customer;
  const auto found = likely(sender);
  if (found.size() != 1 || found.front().how != PayerKnownBy::name) return std::nullopt;
  const Index customer = found.front().customer;
  if (found.front().likeness < exactly) return std::nullopt;
  for (const Index namesake : names_.namesakes_of(customer, sender.name))
    if (!portfolio_.same_group(namesake, customer)) return std::nullopt;
  return customer;
}

void Payers::learn(const Sender& sender, Index customer) {
  // A customer that pays for another has no other name by that.
  if (sender.name.empty() || is_a_customers_name(sender)) return;
  auto& known = aliases_[sender.name];
  learned_.push_back({sender.name, customer});
  for (Known& each : known)
    if (each.customer == customer) {
      ++each.uses;
      return;
    }
  known.push_back({customer, 1, false});
}

}  // namespace facteur::gateway::receivables::matching
