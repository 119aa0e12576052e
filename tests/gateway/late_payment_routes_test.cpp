#include "gateway/http/late_payment_routes.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "gateway/http/bounce_routes.h"
#include "gateway/receivables/customers.h"
#include "tests/gateway/calls.h"
#include "tests/gateway/receivables_fixture.h"

using namespace facteur::gateway;
using namespace facteur::gateway::receivables;
using Json = nlohmann::json;
using test::Ledger;
using test::seller;

namespace {

const std::string customer = "0002:200000008";
const std::string terms_path = "/api/v1/customers/" + customer + "/late-payment-terms";

struct Api {
  Api() {
    ledger.open("F1", "2025-05-01", "2025-05-31", "1000.00", customer);
    ledger.store.write([](store::Transaction& t) {
      Customer known;
      known.key = customer;
      known.name = "LE CLIENT";
      put_customer(t, seller, known, "test");
    });
  }

  http::Response call(const std::string& method, const std::string& path, const std::string& body,
                      http::Fields query = {}, const std::string& tenant = seller) {
    auto routes = http::late_payment_routes(ledger.store,
                                            [] { return *parse_instant("2025-06-30T09:00:00Z"); },
                                            LateRates::standard(), {});
    for (auto& route : http::bounce_routes(ledger.store, "bounces@vendeur.example"))
      routes.push_back(std::move(route));
    const http::Router router(std::move(routes));
    const auto match = router.match(method, path);
    REQUIRE(match.route != nullptr);
    http::Request request;
    request.method = method;
    request.path = path;
    request.parameters = match.parameters;
    request.query = std::move(query);
    request.body = body;
    request.principal.subject = "user:1";
    request.principal.tenant = tenant;
    return match.route->handler(request);
  }

  Json ok(const std::string& method, const std::string& path, const std::string& body = "",
          http::Fields query = {}) {
    const auto response = call(method, path, body, std::move(query));
    INFO(response.body);
    REQUIRE(response.status == 200);
    return Json::parse(response.body);
  }

  Ledger ledger{"2025-05-01T09:00:00Z"};
};

// A reminder that left by mail to compta@client.example.
void sent(Ledger& ledger, const std::string& message_id) {
  ledger.store.write([&](store::Transaction& t) {
    t.sql().execute(
        "INSERT INTO reminders (tenant, customer_key, scenario, level, channel, contact, sent_on,"
        " sent_at, message_id) VALUES (?, ?, 'standard', 1, 'mail', 'compta@client.example',"
        " 20250610, ?, ?)",
        seller, customer, t.now().microseconds, message_id);
  });
}

std::string notice(const std::string& left, const std::string& status) {
  return "To: bounces+" + left +
         "@vendeur.example\r\nContent-Type: multipart/report; boundary=b\r\n\r\n--b\r\n"
         "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx\r\n\r\n"
         "Final-Recipient: rfc822; boss@client.example\r\nAction: failed\r\nStatus: " +
         status + "\r\nDiagnostic-Code: smtp; 550 no such user\r\n--b--\r\n";
}

}  // namespace

TEST_CASE("interest is told by the API, today by default") {
  Api api;
  const Json json = api.ok("GET", "/api/v1/late-payment/interest");
  CHECK(json["asOf"] == "2025-06-30");
  CHECK(json["settings"]["partPayment"] == "principal_first");
  REQUIRE(json["items"].size() == 1);
  CHECK(json["items"][0]["interest"] == "10.81");
  CHECK(json["items"][0]["indemnity"] == "40.00");
  CHECK(json["items"][0]["lines"][0]["days"] == 30);
  CHECK(
      api.ok("GET", "/api/v1/late-payment/interest", "", {{"customer", "other"}})["items"].empty());
  CHECK(api.call("GET", "/api/v1/late-payment/interest", "", {{"asOf", "June"}}).status == 400);
  CHECK(api.call("GET", "/api/v1/late-payment/interest", "", {{"open", "maybe"}}).status == 400);
  const auto other = api.call("GET", "/api/v1/late-payment/interest", "", {}, "200000008");
  CHECK(Json::parse(other.body)["items"].empty());
}

TEST_CASE("claims are recorded once and say what changed") {
  Api api;
  const std::string body = R"({"asOf": "2025-06-30"})";
  CHECK(api.ok("POST", "/api/v1/late-payment/claims", body)["items"][0]["new"] == true);
  CHECK(api.ok("POST", "/api/v1/late-payment/claims", body)["items"][0]["new"] == false);
  const Json later = api.ok("POST", "/api/v1/late-payment/claims", R"({"asOf": "2025-07-31"})");
  CHECK(later["items"][0]["new"] == true);
  CHECK(later["items"][0]["interestBefore"] == "10.81");
  CHECK(later["items"][0]["interestDifference"] == "10.32");
  CHECK(api.call("POST", "/api/v1/late-payment/claims", "{}").status == 400);
  CHECK(api.call("POST", "/api/v1/late-payment/claims", "[]").status == 400);
}

TEST_CASE("a confirmed claim is owed, once, and only what is new of it") {
  Api api;
  const auto path = [](const Json& claims) {
    return "/api/v1/late-payment/claims/" + std::to_string(claims["items"][0]["claim"].get<int>()) +
           "/confirm";
  };
  const auto claims = [&](const char* day) {
    return api.ok("POST", "/api/v1/late-payment/claims", Json{{"asOf", day}}.dump());
  };
  const auto fees = [&] {
    return api.ledger.read([](store::Connection& sql) {
      return sql.rows<std::string, std::int64_t>(
          "SELECT number, units FROM receivable_items WHERE kind = 'fee' ORDER BY id");
    });
  };
  const Json first = claims("2025-06-30");
  CHECK(api.ok("POST", path(first))["outcome"] == "done");
  CHECK(api.ok("POST", path(first))["outcome"] == "already");
  REQUIRE(fees().size() == 2);
  CHECK(fees()[0] == std::tuple("INT-1", std::int64_t{10'81}));
  CHECK(fees()[1] == std::tuple("IND-1", std::int64_t{40'00}));
  const Json second = claims("2025-07-31"), third = claims("2025-08-31");
  CHECK(api.call("POST", path(second), "").status == 409);
  CHECK(api.ok("POST", path(third))["outcome"] == "done");
  REQUIRE(fees().size() == 3);
  CHECK(fees()[2] == std::tuple("INT-3", std::int64_t{20'64}));
  CHECK(api.call("POST", path(claims("2025-06-15")), "").status == 409);
  CHECK(api.call("POST", "/api/v1/late-payment/claims/99/confirm", "").status == 404);
  CHECK(api.call("POST", path(third), "", {}, "200000008").status == 404);
  // Fees bear no interest themselves.
  CHECK(api.ok("GET", "/api/v1/late-payment/interest", "", {{"asOf", "2025-12-31"}})["items"]
            .size() == 1);
}

TEST_CASE("terms are put, shown and refused by field") {
  Api api;
  CHECK(api.ok("GET", terms_path)["debtor"] == "business");
  const std::string body = R"({"contractRate": "15", "insolventSince": "2025-06-11"})";
  CHECK(api.ok("PUT", terms_path, body)["contractRate"] == "15");
  CHECK(api.ok("GET", terms_path)["insolventSince"] == "2025-06-11");
  const Json item = api.ok("GET", "/api/v1/late-payment/interest")["items"][0];
  CHECK(item["lines"][0]["rate"] == "15");
  CHECK(item["lines"][0]["days"] == 10);
  for (const char* bad :
       {R"({"debtor": "friend"})", R"({"contractRate": "-1"})", R"({"contractRate": 15})",
        R"({"insolventSince": "soon"})", R"({"aboveEcb": "yes"})", "nothing"})
    CHECK(api.call("PUT", terms_path, bad).status == 400);
  CHECK(api.call("PUT", "/api/v1/customers/nobody/late-payment-terms", "{}").status == 404);
  CHECK(api.call("GET", "/api/v1/customers/nobody/late-payment-terms", "").status == 404);
}

TEST_CASE("a message that came back marks the address that was written to") {
  Api api;
  sent(api.ledger, "k7f@vendeur.example");
  const std::string path = "/api/v1/mail/bounces";
  CHECK(api.ok("POST", path, notice("k7f", "4.4.7"))["outcome"] == "not_final");
  CHECK(api.ok("POST", path, notice("other", "5.1.1"))["outcome"] == "unknown");
  const auto stranger = api.call("POST", path, notice("k7f", "5.1.1"), {}, "200000008");
  CHECK(Json::parse(stranger.body)["outcome"] == "unknown");
  CHECK(api.ok("POST", path, notice("k7f", "5.1.1"))["outcome"] == "noted");
  CHECK(api.ok("POST", path, notice("k7f", "5.1.1"))["outcome"] == "already");
  CHECK(api.call("POST", path, "").status == 400);
  api.ledger.read([](store::Connection& sql) {
    const auto contacts = contacts_of(sql, seller, customer);
    REQUIRE(contacts.size() == 1);
    CHECK(contacts[0].email == "compta@client.example");
    CHECK(contacts[0].unreachable == "550 no such user");
    CHECK(std::get<0>(*sql.row<std::string>("SELECT outcome FROM reminders")) == "bounced");
    CHECK(
        sql.rows<std::int64_t>("SELECT 1 FROM events WHERE kind = 'contact.unreachable'").size() ==
        1);
  });
}
