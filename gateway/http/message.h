// What a route sees of a request and what it answers. Transport (Poco) stays in server.cpp.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gateway/accounts/accounts.h"

namespace facteur::gateway::http {

// A user's language, from Accept-Language or the session.
enum class Language { fr, en };

// The Error object of XP Z12-013, in both languages of our users.
struct Problem {
  int status = 500;
  std::string code;     // "FILE_SIZE_EXCEEDED"
  std::string fr, en;   // what is wrong and what to do
  std::string details;  // values, when they help; the same in both languages
};

// The bytes of a request's body as they arrive. After read() has returned 0, failure() tells the
// end of the body (nothing) from a peer that was too slow, went away or sent too much.
class BodySource {
 public:
  virtual ~BodySource() = default;
  virtual std::size_t read(char* buffer, std::size_t size) = 0;
  virtual const std::optional<Problem>& failure() const = 0;
};

// Names without regard to case are kept in lower case.
using Fields = std::map<std::string, std::string, std::less<>>;

struct Request {
  std::string method;
  std::string path;        // decoded, without the query
  Fields parameters;       // {name} parts of the route's pattern, decoded
  Fields query;            // decoded
  Fields headers;          // names in lower case
  std::string address;     // of the peer
  std::string request_id;  // the Request-Id header when it is a sane one, else made
  Language language = Language::fr;
  std::string body;               // whole, unless the route streams
  BodySource* source = nullptr;   // set when it does
  accounts::Principal principal;  // empty on routes with Access::anyone

  std::string_view header(std::string_view lower_case_name) const;  // empty when absent
  std::string_view cookie(std::string_view name) const;             // empty when absent
  std::string_view parameter(std::string_view name) const;
};

struct Response {
  int status = 200;
  std::string type = "application/json";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;
  bool close = false;  // end the connection after this answer
};

// The problem as an answer: JSON Error object, message in the caller's language.
Response answer(const Request& request, const Problem& problem);

// Who may call a route.
enum class Access {
  anyone,  // health, metrics, login, token
  reader,  // members and auditors of the chosen tenant
  member,  // members only
};

using Handler = std::function<Response(Request&)>;

struct Route {
  std::string method;
  std::string pattern;  // "/v1/flows/{flowId}"; a parameter is one whole segment
  Access access;
  std::size_t body_limit;  // bytes; a longer body is refused with 413 before it is read
  bool streams;            // the handler reads Request::source; Request::body stays empty
  Handler handler;
};

}  // namespace facteur::gateway::http
