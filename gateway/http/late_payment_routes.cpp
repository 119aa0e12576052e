#include "gateway/http/late_payment_routes.h"

#include <charconv>
#include <memory>
#include <nlohmann/json.hpp>

#include "gateway/http/problems.h"
#include "gateway/http/queries.h"
#include "gateway/receivables/claim_records.h"
#include "gateway/receivables/customers.h"
#include "gateway/receivables/money.h"
#include "gateway/receivables/report_json.h"

namespace facteur::gateway::http {
namespace {

using namespace receivables;
using formats::Date;
using formats::Decimal;
using Json = nlohmann::ordered_json;

constexpr std::size_t largest_body = 16 * 1024;

struct Context {
  Desk desk;
  LateRates rates;
  InterestSettings settings;
};

// A text of the body; nothing when it is left out or null.
std::optional<std::string> field(const nlohmann::json& body, const std::string& name) {
  const auto found = body.find(name);
  if (found == body.end() || found->is_null()) return std::nullopt;
  if (!found->is_string()) throw Refused{invalid_field(name, "\"...\"")};
  return found->get<std::string>();
}

std::optional<Date> day(const nlohmann::json& body, const std::string& name) {
  const auto text = field(body, name);
  if (!text) return std::nullopt;
  const auto date = Date::parse(*text);
  if (!date) throw Refused{invalid_field(name, "YYYY-MM-DD")};
  return date;
}

bool truth(const nlohmann::json& body, const std::string& name) {
  const auto found = body.find(name);
  if (found == body.end() || found->is_null()) return false;
  if (!found->is_boolean()) throw Refused{invalid_field(name, "true, false")};
  return found->get<bool>();
}

Json heading(const Context& context, const LateQuestion& question) {
  return {{"asOf", question.as_of.on.to_string()},
          {"settings", camel_case(to_json(context.settings))},
          {"items", Json::array()}};
}

Json show_interest(const Context& context, const Request& request) {
  LateQuestion question;
  question.as_of.on = query_date(request, "asOf").value_or(context.desk.today());
  if (const auto known_on = query_date(request, "knownOn"))
    question.as_of.known_at = end_of_day(*known_on);
  question.customer_key = query_text(request, "customer");
  const std::string open = query_text(request, "open").value_or("false");
  if (open != "true" && open != "false") throw Refused{invalid_field("open", "true, false")};
  question.open_only = open == "true";
  const auto items = context.desk.store.read([&](store::Connection& sql) {
    return late_items(sql, request.principal.tenant, question, context.rates, context.settings);
  });
  Json json = heading(context, question);
  for (const LateItem& item : items)
    json["items"].push_back(camel_case(to_json(item, request.language == Language::fr)));
  return json;
}

Json record(const Context& context, const Request& request) {
  const nlohmann::json body = json_body(request);
  LateQuestion question;
  const auto as_of = day(body, "asOf");
  if (!as_of) throw Refused{missing_field("asOf")};
  question.as_of.on = *as_of;
  question.customer_key = field(body, "customer");
  const std::string& tenant = request.principal.tenant;
  const auto claims = context.desk.store.write([&](store::Transaction& transaction) {
    auto items = late_items(transaction.sql(), tenant, question, context.rates, context.settings);
    return record_claims(transaction, tenant, std::move(items), *as_of, context.settings,
                         request.principal.subject);
  });
  Json json = heading(context, question);
  for (const RecordedClaim& claim : claims)
    json["items"].push_back(camel_case(to_json(claim, request.language == Language::fr)));
  return json;
}

std::int64_t claim_number(const Request& request) {
  const std::string_view text = request.parameter("claim");
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) throw Refused{not_found()};
  return number;
}

Problem conflict(Confirmation why) {
  const bool later = why == Confirmation::out_of_date;
  return {409, later ? "CLAIM_OUT_OF_DATE" : "CLAIM_EXCEEDED",
          later ? "Une demande plus récente la remplace : confirmer celle-ci."
                : "Plus a déjà été confirmé : créditer la différence.",
          later ? "A later claim stands in its place: confirm that one."
                : "More was confirmed already: credit the difference.",
          ""};
}

Json confirm(const Context& context, const Request& request) {
  const std::int64_t claim = claim_number(request);
  const Confirmation outcome = context.desk.store.write([&](store::Transaction& transaction) {
    return confirm_claim(transaction, request.principal.tenant, claim, context.desk.today(),
                         request.principal.subject);
  });
  if (outcome == Confirmation::not_found) throw Refused{not_found()};
  if (outcome == Confirmation::out_of_date || outcome == Confirmation::exceeded)
    throw Refused{conflict(outcome)};
  return {{"claim", claim}, {"outcome", outcome == Confirmation::done ? "done" : "already"}};
}

Json json_of(const DebtorTerms& terms) {
  Json json = {{"debtor", to_string(terms.kind)},
               {"contractRate", nullptr},
               {"aboveEcb", false},
               {"insolventSince", nullptr}};
  if (terms.contract) {
    json["contractRate"] = terms.contract->percent.to_string();
    json["aboveEcb"] = terms.contract->above_ecb;
  }
  if (terms.insolvent_since) json["insolventSince"] = terms.insolvent_since->to_string();
  return json;
}

DebtorTerms terms_in(const nlohmann::json& body) {
  DebtorTerms terms;
  const auto kind = parse_debtor_kind(field(body, "debtor").value_or("business"));
  if (!kind) throw Refused{invalid_field("debtor", "business, public_buyer, consumer")};
  terms.kind = *kind;
  terms.insolvent_since = day(body, "insolventSince");
  const bool above_ecb = truth(body, "aboveEcb");
  if (const auto text = field(body, "contractRate")) {
    const auto rate = Decimal::parse(*text);
    if (!rate || rate->is_negative() || *rate > Decimal(100))
      throw Refused{invalid_field("contractRate", "0..100")};
    terms.contract = ContractRate{*rate, above_ecb};
  }
  return terms;
}

Json show_terms(const Context& context, const Request& request) {
  const std::string customer(request.parameter("customer"));
  return context.desk.store.read([&](store::Connection& sql) {
    if (!find_customer(sql, request.principal.tenant, customer)) throw Refused{not_found()};
    return json_of(late_terms_of(sql, request.principal.tenant, customer));
  });
}

Json put_terms(const Context& context, const Request& request) {
  const std::string customer(request.parameter("customer"));
  const DebtorTerms terms = terms_in(json_body(request));
  const bool found = context.desk.store.write([&](store::Transaction& transaction) {
    return put_late_terms(transaction, request.principal.tenant, customer, terms,
                          request.principal.subject);
  });
  if (!found) throw Refused{not_found()};
  return json_of(terms);
}

}  // namespace

std::vector<Route> late_payment_routes(store::Store& store, Clock clock, LateRates rates,
                                       const InterestSettings& settings) {
  const auto context = std::make_shared<const Context>(
      Context{{store, std::move(clock)}, std::move(rates), settings});
  const auto with = [&](Json (*action)(const Context&, const Request&)) {
    return answering([context, action](const Request& r) { return action(*context, r); });
  };
  const std::string terms = "/api/v1/customers/{customer}/late-payment-terms";
  return {
      {"GET", "/api/v1/late-payment/interest", Access::reader, 0, false, with(show_interest)},
      {"POST", "/api/v1/late-payment/claims", Access::member, largest_body, false, with(record)},
      {"POST", "/api/v1/late-payment/claims/{claim}/confirm", Access::member, largest_body, false,
       with(confirm)},
      {"GET", terms, Access::reader, 0, false, with(show_terms)},
      {"PUT", terms, Access::member, largest_body, false, with(put_terms)},
  };
}

}  // namespace facteur::gateway::http
