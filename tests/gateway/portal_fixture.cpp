#include "tests/gateway/portal_fixture.h"

#include <algorithm>
#include <cstring>
#include <stdexcept>

#include "gateway/cli/demo.h"

namespace facteur::gateway::test {

std::size_t TextBody::read(char* buffer, std::size_t size) {
  const std::size_t count = std::min(size, text_.size() - at_);
  std::memcpy(buffer, text_.data() + at_, count);
  at_ += count;
  return count;
}

portal::PortalData FakeService::data() {
  using portal::Direction;
  portal::PortalData data;
  data.invoices = [this](const portal::Principal& who, Direction direction,
                         const std::string& cursor) {
    portal::InvoicePage page;
    page.rows = (direction == Direction::issued ? issued : received)[who.tenant];
    if (cursor.empty()) page.next = next;
    return page;
  };
  data.summary = [this](const portal::Principal&) { return summary; };
  data.flow = [this](const portal::Principal&,
                     const std::string& id) -> std::optional<portal::FlowDetail> {
    const auto found = flows.find(id);
    if (found == flows.end()) return std::nullopt;
    return found->second;
  };
  data.document = [this](const portal::Principal&, const std::string& id,
                         portal::DocumentKind) -> std::optional<portal::Document> {
    if (!flows.contains(id)) return std::nullopt;
    return portal::Document{"application/xml", "facture \"é\"\r\n.xml", "<Invoice/>"};
  };
  data.upload = [this](const portal::Principal& who, const std::string& name,
                       http::BodySource& file) -> portal::UploadResult {
    uploaded.clear();
    char buffer[64];
    while (const std::size_t count = file.read(buffer, sizeof buffer))
      uploaded.append(buffer, count);
    if (file.failure()) return {{}, {}, file.failure()};
    if (upload_problem) return {{}, {}, upload_problem};
    uploaded_name = name;
    uploaded_for = who.tenant;
    if (name.ends_with(".zip")) return {{}, "together", {}};
    return {"fresh", {}, {}};
  };
  data.bundle = [this](const portal::Principal& who,
                       const std::string& id) -> std::optional<portal::BundleDetail> {
    if (id != "together") return std::nullopt;
    return portal::BundleDetail{
        "<lot>.zip", Instant{1'795'000'000'000'000}, issued[who.tenant], {".DS_Store"}};
  };
  return data;
}

Portal::Portal(std::size_t upload_limit) : router({}) {
  cli::load_demo(accounts, directory);
  router = http::Router(
      portal::portal_routes(service.data(), accounts,
                            {.upload_limit = upload_limit, .random = accounts::system_random()}));
}

http::Response Portal::send(const std::string& method, const std::string& target,
                            http::Request request) {
  const auto question = std::min(target.size(), target.find('?'));
  request.method = method;
  request.path = target.substr(0, question);
  request.query = http::parse_form(target.substr(std::min(target.size(), question + 1)));
  request.address = "::1";
  request.language = language;
  std::string line;
  for (const auto& [name, value] : cookies) line += (line.empty() ? "" : "; ") + name + "=" + value;
  request.headers["cookie"] = line;
  auto match = router.match(method, request.path);
  if (!match.route) throw std::logic_error("no route for " + method + " " + target);
  request.parameters = std::move(match.parameters);
  http::Response response = match.route->handler(request);

  set_cookies.clear();
  for (const auto& [name, value] : response.headers) {
    if (name != "Set-Cookie") continue;
    set_cookies.push_back(value);
    const auto equals = value.find('='), end = value.find(';');
    cookies[value.substr(0, equals)] = value.substr(equals + 1, end - equals - 1);
    if (value.find("Max-Age=0") != std::string::npos) cookies.erase(value.substr(0, equals));
  }
  return response;
}

http::Response Portal::get(const std::string& target) {
  return send("GET", target, {});
}

http::Response Portal::post(const std::string& target, const std::string& form) {
  http::Request request;
  request.body = form;
  return send("POST", target, std::move(request));
}

http::Response Portal::upload(const std::string& csrf, const std::string& name,
                              const std::string& bytes) {
  TextBody body("--b\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n" + csrf +
                "\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name +
                "\"\r\nContent-Type: application/xml\r\n\r\n" + bytes + "\r\n--b--\r\n");
  http::Request request;
  request.headers["content-type"] = "multipart/form-data; boundary=b";
  request.source = &body;
  return send("POST", "/portal/upload", std::move(request));
}

http::Response Portal::sign_in(const std::string& email, const std::string& password) {
  const std::string token = token_of(get("/portal/login"));
  return post("/portal/login", "csrf=" + token + "&email=" + email + "&password=" + password);
}

std::string Portal::token_of(const http::Response& page) {
  const std::string mark = "name=\"csrf\" value=\"";
  const auto begin = page.body.find(mark);
  if (begin == std::string::npos) return "";
  const auto end = page.body.find('"', begin + mark.size());
  return page.body.substr(begin + mark.size(), end - begin - mark.size());
}

std::string header_of(const http::Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers)
    if (key == name) return value;
  return "";
}

}  // namespace facteur::gateway::test
