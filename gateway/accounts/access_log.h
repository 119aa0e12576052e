// Who asked for what, and what came of it: rows of the table access_log.
//
// What known users and clients do is always written. Refusals of strangers are written one by one
// up to a number a minute, then only counted, so that nobody can fill the disk by knocking.
// Writes do not wait for the disk. Thread-safe.
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>

#include "gateway/store/store.h"

namespace facteur::gateway::accounts {

struct Access {
  std::string subject;  // "user:<id>", "client:<id>"; empty for a stranger
  std::string tenant;   // SIREN; empty when none is chosen
  std::string action;   // "sign-in", "token", "flow.read", ...
  std::string object;   // what it was done to; cut to 200 bytes
  std::string outcome;  // "granted", "wrong secret", ...
};

class AccessLog {
 public:
  static constexpr unsigned refusals_a_minute = 60;

  explicit AccessLog(store::Store& store) : store_(store) {}

  void record(Access access);

  // Of a stranger. What went uncounted in one minute is one row at the first refusal of a later.
  void refuse(std::string_view action, std::string_view object, std::string_view outcome);

 private:
  store::Store& store_;
  std::mutex mutex_;
  std::int64_t minute_ = 0;
  unsigned written_ = 0;
  unsigned untold_ = 0;
};

// The row itself, for those who write it within a transaction of their own.
void append(store::Transaction& transaction, const Access& access);

}  // namespace facteur::gateway::accounts
