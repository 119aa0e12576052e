// What a route sees of a request and what it answers. Transport (Poco) stays in server.cpp.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/accounts/accounts.h"

namespace facteur::gateway::http {

// A user's language, from Accept-Language or the session.
enum class Language { fr, en };

// The bytes of a request's body as they arrive. read() returns 0 at the end; it throws BodyError
// when the peer is too slow, goes away, or sends more than the route's limit.
class BodySource {
 public:
  virtual ~BodySource() = default;
  virtual std::size_t read(char* buffer, std::size_t size) = 0;
};

struct Request {
  std::string method;
  std::string path;                                            // decoded, without query
  std::map<std::string, std::string, std::less<>> parameters;  // {name} parts of the route
  std::map<std::string, std::string, std::less<>> query;       // decoded
  std::map<std::string, std::string, std::less<>> headers;     // names in lower case
  std::string address;                                         // of the peer
  std::string request_id;                                      // Request-Id header, or made
  Language language = Language::fr;
  std::string body;               // whole, when the route is not streaming
  BodySource* source = nullptr;   // when it is
  accounts::Principal principal;  // empty tenant on routes with Access::anyone

  std::string_view header(std::string_view name) const;  // lower-case name; empty when absent
  std::string_view cookie(std::string_view name) const;
};

struct Response {
  int status = 200;
  std::string type = "application/json";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;
  bool close = false;  // end the connection after this answer
};

// The Error object of XP Z12-013, in the caller's language.
struct Problem {
  int status;
  std::string code;     // "FILE_SIZE_EXCEEDED"
  std::string fr, en;   // what is wrong and what to do
  std::string details;  // values, when they help; same in both languages
};
Response problem(const Request& request, const Problem& problem);

// Who may call a route.
enum class Access {
  anyone,  // health, metrics, login, token
  reader,  // any member or auditor of the chosen tenant
  member,  // members only
};

struct Route {
  const char* method;
  const char* pattern;  // "/v1/flows/{flowId}"
  Access access;
  std::size_t body_limit;  // bytes; more is refused with 413 before it is read
  bool streaming;          // the handler reads Request::source itself
  std::function<Response(Request&)> handler;
};

}  // namespace facteur::gateway::http
