// Commands and routes as their users meet them.
#pragma once

#include <catch2/catch.hpp>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "gateway/http/router.h"

namespace facteur::gateway::test {

struct Run {
  int status = 0;
  std::string out, err;
};

template <typename Command>
Run run(Command command, const std::vector<std::string>& arguments) {
  std::ostringstream out, err;
  const int status = command(arguments, out, err);
  return {status, out.str(), err.str()};
}

inline http::Response get(std::vector<http::Route> routes, const std::string& path,
                          http::Fields query = {}) {
  const http::Router router(std::move(routes));
  const auto match = router.match("GET", path);
  REQUIRE(match.route != nullptr);
  http::Request request;
  request.method = "GET";
  request.path = path;
  request.parameters = match.parameters;
  request.query = std::move(query);
  return match.route->handler(request);
}

}  // namespace facteur::gateway::test
