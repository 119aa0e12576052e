#include "gateway/accounts/throttle.h"

#include <algorithm>
#include <tuple>
#include <vector>

#include "gateway/accounts/secrets.h"

namespace facteur::gateway::accounts {

bool Throttle::over(const Window& window, Instant now) const {
  return now.microseconds - window.start >= limits_.window_microseconds;
}

bool Throttle::admit(Keys keys, Instant now) {
  std::vector<std::string> hashes;
  for (const auto key : keys) hashes.push_back(sha256_hex(key));
  std::lock_guard lock(mutex_);
  for (const auto& hash : hashes) {
    const auto found = windows_.find(hash);
    if (found == windows_.end() || over(found->second, now)) continue;
    if (found->second.failures >= limits_.failures) return false;
  }
  for (const auto& hash : hashes) {
    if (!windows_.contains(hash)) make_room(now);
    Window& window = windows_.try_emplace(hash, Window{now.microseconds, 0}).first->second;
    if (over(window, now)) window = {now.microseconds, 0};
    ++window.failures;
  }
  return true;
}

void Throttle::forgive(Keys keys) {
  std::lock_guard lock(mutex_);
  for (const auto key : keys) {
    const auto found = windows_.find(sha256_hex(key));
    if (found != windows_.end() && --found->second.failures == 0) windows_.erase(found);
  }
}

void Throttle::make_room(Instant now) {
  if (windows_.size() < limits_.keys) return;
  std::erase_if(windows_, [&](const auto& entry) { return over(entry.second, now); });
  if (windows_.size() < limits_.keys) return;
  const auto least =
      std::min_element(windows_.begin(), windows_.end(), [](const auto& left, const auto& right) {
        return std::tie(left.second.failures, left.second.start) <
               std::tie(right.second.failures, right.second.start);
      });
  windows_.erase(least);
}

std::size_t Throttle::size() const {
  std::lock_guard lock(mutex_);
  return windows_.size();
}

}  // namespace facteur::gateway::accounts
