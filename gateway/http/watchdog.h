// Closes connections that keep a thread without giving it work.
//
// Poco serves each connection on a thread of its own and times out single reads only: a peer that
// sends one byte of a header every few seconds would hold its thread for hours. The watchdog knows
// when each connection began to wait for a request, and shuts its socket when that took too long.
// The time of a body is watched where it is read (server.cpp).
#pragma once

#include <Poco/Net/StreamSocket.h>

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

namespace facteur::gateway::http {

class Watchdog {
 public:
  explicit Watchdog(std::chrono::seconds patience);
  ~Watchdog();

  void waiting(const Poco::Net::StreamSocket& socket);  // a request is awaited from now on
  void working(const Poco::Net::StreamSocket& socket);  // its header is complete
  void gone(const Poco::Net::StreamSocket& socket);
  void shut_all();

 private:
  using Time = std::chrono::steady_clock::time_point;
  struct Connection {
    Poco::Net::StreamSocket socket;
    Time deadline;
  };

  void loop();

  const std::chrono::seconds patience_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::map<const Poco::Net::SocketImpl*, Connection> connections_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace facteur::gateway::http
