#include "gateway/receivables/desk/promise_state.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace facteur::gateway::receivables {
namespace {

using formats::Date;

constexpr std::string_view names[] = {"open",   "kept",    "partly_kept",
                                      "broken", "settled", "cancelled"};

bool ended(const Promise& promise, Date day) {
  return promise.ended_on && *promise.ended_on <= day;
}

bool counts(const Taken& part, const Promise& promise) {
  const bool after = part.effective_on > promise.made_on ||
                     (part.effective_on == promise.made_on && part.known_at >= promise.made_at);
  return after && part.effective_on <= promise.pauses_until && !ended(promise, part.effective_on);
}

bool stands(const Taken& part, Date day) {
  return part.by_money && part.effective_on <= day && !(part.undone_on && *part.undone_on <= day);
}

// What one promise waits for: a part of an item, or of all that the customer owes.
struct Wish {
  const Promise* promise;
  std::size_t place;  // of the promise
  std::int64_t units;
  std::int64_t received = 0;
};

// Hands the money to the wishes in their order. A reversal (negative) takes back from the last
// ones.
void serve(std::vector<Wish>& wishes, const std::vector<Taken>& money, Date day) {
  std::ranges::stable_sort(wishes, {}, [](const Wish& wish) {
    return std::tuple(wish.promise->promised_on, wish.promise->id);
  });
  for (const Taken& part : money) {
    if (!stands(part, day)) continue;
    std::int64_t left = part.units;
    for (Wish& wish : wishes) {
      if (left <= 0 || !counts(part, *wish.promise)) continue;
      const auto share = std::min(left, wish.units - wish.received);
      wish.received += share;
      left -= share;
    }
    for (auto wish = wishes.rbegin(); wish != wishes.rend() && left < 0; ++wish) {
      const auto share = std::min(-left, wish->received);
      wish->received -= share;
      left += share;
    }
  }
}

// The last day that matters to a promise, looked at on `day`.
Date limit_of(const Promise& promise, Date day) {
  return std::min(promise.pauses_until, day);
}

void judge_item(std::span<const Promise> promises, const ItemHistory& item, Date day,
                std::vector<PromiseOn>& results) {
  std::vector<Wish> wishes;
  for (std::size_t place = 0; place < promises.size(); ++place)
    for (const PromisedItem& part : promises[place].items)
      if (part.item == item.id) wishes.push_back({&promises[place], place, part.units});
  serve(wishes, item.taken, day);
  std::int64_t free = std::max<std::int64_t>(item.open(day), 0);
  for (const Wish& wish : wishes) {
    PromiseOn& result = results[wish.place];
    const auto open = std::max<std::int64_t>(item.open(limit_of(*wish.promise, day), day), 0);
    const auto missing = std::min(wish.units - wish.received, open);
    result.received += wish.received;
    result.missing += missing;
    if (missing > 0) result.about[item.id] = missing;
    const bool waits = !ended(*wish.promise, day) && day <= wish.promise->pauses_until;
    const auto held = waits ? std::min(missing, free) : 0;
    if (held > 0) result.held[item.id] = held;
    free -= held;
  }
}

// What is missing, over the items that the customer owed when it promised, oldest first.
std::map<std::int64_t, std::int64_t> spread(const Promise& promise, std::int64_t missing,
                                            const std::vector<OpenDebit>& debits) {
  std::map<std::int64_t, std::int64_t> about;
  for (const OpenDebit& debit : debits) {
    if (missing == 0 || debit.issued_on > promise.made_on) continue;
    const auto share = std::min(missing, debit.open);
    about[debit.item] = share;
    missing -= share;
  }
  return about;
}

void judge_customer(std::span<const Promise> promises, const PromiseFacts& facts, Date day,
                    std::vector<PromiseOn>& results) {
  std::vector<Wish> wishes;
  for (std::size_t place = 0; place < promises.size(); ++place)
    if (promises[place].items.empty())
      wishes.push_back({&promises[place], place, promises[place].units});
  serve(wishes, facts.receipts, day);
  for (const Wish& wish : wishes) {
    PromiseOn& result = results[wish.place];
    result.received = wish.received;
    result.missing = wish.units - wish.received;
    result.about = spread(*wish.promise, result.missing, facts.debits);
    if (!ended(*wish.promise, day) && day <= wish.promise->pauses_until) result.held = result.about;
  }
}

PromiseState state_of(const Promise& promise, const PromiseOn& result, Date day) {
  if (ended(promise, day)) return PromiseState::cancelled;
  if (result.missing == 0) return result.received > 0 ? PromiseState::kept : PromiseState::settled;
  if (day <= promise.pauses_until) return PromiseState::open;
  return result.received > 0 ? PromiseState::partly_kept : PromiseState::broken;
}

}  // namespace

std::string_view to_string(PromiseState state) {
  return names[static_cast<std::size_t>(state)];
}

std::vector<PromiseOn> promises_on(std::span<const Promise> promises, const PromiseFacts& facts,
                                   Date day) {
  std::vector<PromiseOn> results(promises.size());
  for (const ItemHistory* item : facts.items) judge_item(promises, *item, day, results);
  judge_customer(promises, facts, day, results);
  for (std::size_t place = 0; place < promises.size(); ++place)
    results[place].state = state_of(promises[place], results[place], day);
  return results;
}

}  // namespace facteur::gateway::receivables
