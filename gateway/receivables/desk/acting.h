// What everything on the desk shares: who acts on which day, what a user may get wrong, and
// requests that count once.
#pragma once

#include <cstdint>
#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "formats/civil_date.h"
#include "formats/finding.h"
#include "gateway/store/store.h"

namespace facteur::gateway::receivables {

// Who does something, since which day it holds, and the key by which it counts once.
struct Acting {
  std::string tenant;
  std::string actor = "platform";
  std::optional<formats::Date> on = {};  // nothing: the day of the transaction (Europe/Paris)
  std::string idempotency_key = {};      // empty: each request counts
};

// What a user got wrong: `field` is the one to look at, `text` says what to do.
struct DeskRefusal {
  std::string code;  // "NOT_FOUND", "INVALID", "CONFLICT", "LIMIT"
  std::string field;
  formats::Text text;
};

template <class T>
using OrRefusal = std::variant<T, DeskRefusal>;

template <class T>
const DeskRefusal* refusal(const OrRefusal<T>& outcome) {
  return std::get_if<DeskRefusal>(&outcome);
}

formats::Date today(store::Transaction& transaction);
formats::Date day_of(store::Transaction& transaction, const Acting& acting);

// The id of the row that the last statement inserted.
std::int64_t inserted_id(store::Transaction& transaction);

// Longest free text that is kept: a note, a reason, a comment.
inline constexpr std::size_t longest_note = 4000;
// Nothing when `text` may be kept: UTF-8 of that length at most, without control characters but
// line ends and tabs.
std::optional<DeskRefusal> check_note(const std::string& field, const std::string& text);

// Appends an event about `subject`, of the acting tenant and actor.
void append_event(store::Transaction& transaction, const Acting& acting, const std::string& kind,
                  std::int64_t subject, const nlohmann::json& data);

// Runs `work` unless a request with the same key did: then its result. `request` is what was asked
// for, the same for the same request; a key that served for another one is
// refused.
OrRefusal<std::int64_t> once(store::Transaction& transaction, const Acting& acting,
                             const nlohmann::json& request,
                             const std::function<OrRefusal<std::int64_t>()>& work);

// Settings of a tenant.
struct DeskSettings {
  int grace_days = 2;         // business days after a promised day before the promise is broken
  int promises_per_item = 2;  // accepted unless a person insists
  int announced_days = 2;     // business days after status 211 before the announcement is broken
};

DeskSettings desk_settings(store::Connection& connection, const std::string& tenant);
// `name` as in desk_settings: "grace_days", "promises_per_item", "announced_days". Event
// "desk.setting_changed".
std::optional<DeskRefusal> change_setting(store::Transaction& transaction, const Acting& acting,
                                          const std::string& name, std::int64_t value);

}  // namespace facteur::gateway::receivables
