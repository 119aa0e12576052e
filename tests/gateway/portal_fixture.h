// A browser without a network, and a service of canned answers behind the portal's pages.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "gateway/accounts/accounts.h"
#include "gateway/directory/directory.h"
#include "gateway/http/router.h"
#include "gateway/portal/portal.h"
#include "tests/gateway/fixture.h"

namespace facteur::gateway::test {

// A body that is at hand already.
class TextBody : public http::BodySource {
 public:
  explicit TextBody(std::string text) : text_(std::move(text)) {}
  std::size_t read(char* buffer, std::size_t size) override;
  const std::optional<http::Problem>& failure() const override { return failure_; }

 private:
  std::string text_;
  std::size_t at_ = 0;
  std::optional<http::Problem> failure_;
};

// What the portal asks of the service, answered from lists that a test fills.
struct FakeService {
  std::map<std::string, std::vector<portal::InvoiceRow>> issued, received;  // by tenant
  std::map<std::string, portal::FlowDetail> flows;                          // by flow id
  portal::Summary summary;
  std::string next;      // cursor that every page but the last hands out
  std::string uploaded;  // bytes of the last upload
  std::string uploaded_name, uploaded_for;
  std::optional<http::Problem> upload_problem;

  portal::PortalData data();
};

// One invoice at each stage, findings of each severity, life cycles: enough to look at all pages.
void fill_with_examples(FakeService& service);

// The portal over demo accounts, and one browser that keeps cookies.
struct Portal {
  Folder folder;
  HeldClock clock;
  store::Store store{{folder.path / "facteur.db", clock.clock()}};
  accounts::Accounts accounts{
      store, {.token_key = std::string(32, 'k'), .random = accounts::system_random()}};
  directory::Directory directory{store};
  FakeService service;
  http::Router router;
  std::map<std::string, std::string> cookies;
  std::vector<std::string> set_cookies;  // of the last answer, as sent
  http::Language language = http::Language::fr;

  explicit Portal(std::size_t upload_limit = 1000);

  http::Response get(const std::string& target);
  http::Response post(const std::string& target, const std::string& form);
  http::Response upload(const std::string& csrf, const std::string& name, const std::string& bytes);
  // Through the login page, as a person does it; the answer to the form.
  http::Response sign_in(const std::string& email, const std::string& password = "facteur-demo");
  // The token of the first form on the page; empty when it has none.
  static std::string token_of(const http::Response& page);

 private:
  http::Response send(const std::string& method, const std::string& target, http::Request request);
};

std::string header_of(const http::Response& response, std::string_view name);

}  // namespace facteur::gateway::test
