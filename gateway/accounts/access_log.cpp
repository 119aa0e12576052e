#include "gateway/accounts/access_log.h"

#include <utility>

namespace facteur::gateway::accounts {
namespace {

constexpr std::size_t object_limit = 200;
constexpr std::int64_t microseconds_a_minute = 60'000'000;

// Text of strangers: cut, and without what could forge lines where the log is read.
std::string tame(std::string_view text) {
  std::string tamed(text.substr(0, object_limit));
  for (char& c : tamed)
    if (static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) >= 0x7f) c = '?';
  return tamed;
}

}  // namespace

void append(store::Transaction& transaction, const Access& access) {
  transaction.sql().execute(
      "INSERT INTO access_log (at, subject, tenant, action, object, outcome) "
      "VALUES (?, ?, ?, ?, ?, ?)",
      transaction.now().microseconds, access.subject, access.tenant, access.action,
      access.object.substr(0, object_limit), access.outcome);
}

void AccessLog::record(Access access) {
  store_.submit([access = std::move(access)](store::Transaction& t) { append(t, access); });
}

void AccessLog::refuse(std::string_view action, std::string_view object, std::string_view outcome) {
  unsigned untold = 0;
  {
    const std::int64_t minute = store_.now().microseconds / microseconds_a_minute;
    std::lock_guard lock(mutex_);
    if (minute != minute_) {
      minute_ = minute;
      written_ = 0;
      untold = std::exchange(untold_, 0);
    }
    if (written_ == refusals_a_minute) {
      ++untold_;
      return;
    }
    ++written_;
  }
  if (untold > 0) record({"", "", "any", std::to_string(untold) + " more", "refused"});
  record({"", "", std::string(action), tame(object), std::string(outcome)});
}

}  // namespace facteur::gateway::accounts
