// The HTTP server: transport, limits, identity, dispatch (Poco::Net, one thread a connection).
//
// For each request, in this order: route, caller and right, length against the route's limit, body
// under a minimum rate, handler. What a handler throws becomes a 500 that says nothing of the
// inside; the reason goes to the log with the id of the request.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "gateway/accounts/accounts.h"
#include "gateway/http/message.h"
#include "gateway/http/metrics.h"

namespace facteur::gateway::http {

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;                    // 0: any free one
  int threads = 512;                            // connections served at once; further ones wait
  std::chrono::seconds receive_timeout{5};      // of one read
  std::chrono::seconds idle_timeout{15};        // for a whole request header, or the next request
  std::chrono::seconds body_grace{10};          // before the minimum rate counts
  std::size_t body_rate = 8 * 1024;             // bytes a second, below which a body is too slow
  std::function<void(const std::string&)> log;  // one line, no line end
  std::function<std::string(std::size_t)> random;  // bytes fit for identifiers
};

class Server {
 public:
  // Listens at once; throws Poco::Net::NetException when the address cannot be had.
  Server(ServerOptions options, accounts::Accounts& accounts, Metrics& metrics,
         std::vector<Route> routes);
  ~Server();  // lets requests that are being served finish

  std::uint16_t port() const;
  void stop();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace facteur::gateway::http
