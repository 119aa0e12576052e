#include "gateway/http/watchdog.h"

#include <Poco/Exception.h>

namespace facteur::gateway::http {
namespace {

void shut(Poco::Net::StreamSocket& socket) {
  try {
    socket.shutdown();
  } catch (const Poco::Exception&) {
    // The peer was faster.
  }
}

}  // namespace

Watchdog::Watchdog(std::chrono::seconds patience)
    : patience_(patience), thread_([this] { loop(); }) {}

Watchdog::~Watchdog() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

void Watchdog::waiting(const Poco::Net::StreamSocket& socket) {
  std::lock_guard lock(mutex_);
  connections_.insert_or_assign(socket.impl(),
                                Connection{socket, std::chrono::steady_clock::now() + patience_});
}

void Watchdog::working(const Poco::Net::StreamSocket& socket) {
  std::lock_guard lock(mutex_);
  const auto entry = connections_.find(socket.impl());
  if (entry != connections_.end()) entry->second.deadline = Time::max();
}

void Watchdog::gone(const Poco::Net::StreamSocket& socket) {
  std::lock_guard lock(mutex_);
  connections_.erase(socket.impl());
}

void Watchdog::shut_all() {
  std::lock_guard lock(mutex_);
  for (auto& [impl, connection] : connections_) shut(connection.socket);
}

void Watchdog::loop() {
  std::unique_lock lock(mutex_);
  while (!wake_.wait_for(lock, std::chrono::seconds(1), [this] { return stopping_; })) {
    const Time now = std::chrono::steady_clock::now();
    for (auto& [impl, connection] : connections_) {
      if (connection.deadline > now) continue;
      shut(connection.socket);
      connection.deadline = Time::max();
    }
  }
}

}  // namespace facteur::gateway::http
