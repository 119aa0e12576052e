// Finds the route of a request.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gateway/http/message.h"

namespace facteur::gateway::http {

class Router {
 public:
  explicit Router(std::vector<Route> routes) : routes_(std::move(routes)) {}

  struct Match {
    const Route* route = nullptr;  // null: no such path, or not with this method
    bool path_known = false;       // some method has this path
    Fields parameters;
  };
  // `path` as sent, without query, still percent-encoded: a parameter may hold an encoded '/'.
  Match match(std::string_view method, std::string_view path) const;

 private:
  std::vector<Route> routes_;
};

// Percent-decoding; nothing when it is malformed or holds a zero byte.
std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space = false);

// "a=1&b=2" of a query or an application/x-www-form-urlencoded body; malformed pairs are dropped.
Fields parse_form(std::string_view text);

}  // namespace facteur::gateway::http
