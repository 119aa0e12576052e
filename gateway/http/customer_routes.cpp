#include "gateway/http/customer_routes.h"

#include <charconv>
#include <nlohmann/json.hpp>

#include "gateway/http/problems.h"
#include "gateway/http/queries.h"
#include "gateway/receivables/customer_account.h"
#include "gateway/receivables/customers.h"
#include "gateway/receivables/import/customer_row.h"
#include "gateway/receivables/json_values.h"
#include "gateway/receivables/money.h"
#include "gateway/receivables/report_json.h"

namespace facteur::gateway::http {
namespace {

using namespace receivables;
using Json = nlohmann::ordered_json;
using store::Transaction;

constexpr std::size_t largest_request = 64u << 10;
constexpr std::int64_t usual_page = 100;
constexpr std::int64_t largest_page = 1000;

Json json_of(const Customer& customer) {
  return {{"key", customer.key},
          {"name", customer.name},
          {"legalForm", customer.legal_form},
          {"siren", or_null(customer.siren)},
          {"group", or_null(customer.group)},
          {"segment", customer.segment},
          {"language", customer.language}};
}

Json json_of(const Contact& contact) {
  return {{"id", contact.id},
          {"position", contact.position},
          {"name", contact.name},
          {"role", contact.role},
          {"email", or_null(contact.email)},
          {"phone", or_null(contact.phone)},
          {"address", or_null(contact.address)},
          {"language", or_null(contact.language)},
          {"unreachable", or_null(contact.unreachable)}};
}

Json list_customers(const Desk& desk, const Request& request) {
  const auto limit = query_number(request, "limit", usual_page, largest_page);
  const auto customers = desk.store.read([&](store::Connection& sql) {
    return customers_page(sql, request.principal.tenant, query_text(request, "text").value_or(""),
                          query_text(request, "after").value_or(""), limit);
  });
  Json json = {{"customers", Json::array()}};
  for (const Customer& customer : customers) json["customers"].push_back(json_of(customer));
  const bool more = limit > 0 && std::ssize(customers) == limit;
  json["next"] = more ? Json(customers.back().key) : Json(nullptr);
  return json;
}

// A field of the body as text; "" when it is left out or null.
std::string text_at(const nlohmann::json& body, const char* name) {
  const auto found = body.find(name);
  if (found == body.end() || found->is_null()) return {};
  if (!found->is_string()) throw Refused{invalid_field(name, "\"...\"")};
  return found->get<std::string>();
}

// The body as the import would read it: the same rules for a customer wherever it comes from.
CustomerRow row_of(const nlohmann::json& body, const std::string& key, const std::string& name) {
  Row row;
  row.line = 1;
  const bool contact = body.contains("role") || body.contains("email") || body.contains("phone");
  row.fields = {key,
                name,
                text_at(body, "legalForm"),
                text_at(body, "siren"),
                text_at(body, "group"),
                text_at(body, "segment"),
                text_at(body, "language"),
                contact ? text_at(body, "name") : "",
                text_at(body, "role"),
                text_at(body, "email"),
                text_at(body, "phone"),
                text_at(body, "address")};
  auto read = read_customer(row);
  if (auto* refusal = std::get_if<Refusal>(&read))
    throw Refused{{400, "INVALID_FIELD", refusal->reason.fr, refusal->reason.en, refusal->code}};
  return std::get<CustomerRow>(std::move(read));
}

Json result_of(Put put) {
  return {{"result", put == Put::added ? "added" : put == Put::changed ? "changed" : "unchanged"}};
}

Json post_customer(const Desk& desk, const Request& request) {
  const auto body = json_body(request);
  const std::string key = text_at(body, "key");
  const auto row = row_of(body, key, text_at(body, "name"));
  return result_of(desk.store.write([&](Transaction& t) {
    const auto known = find_customer(t.sql(), request.principal.tenant, key);
    return put_customer(t, request.principal.tenant, row.over(known), request.principal.subject);
  }));
}

Customer customer_or_refuse(store::Connection& sql, const Request& request) {
  const std::string key(request.parameter("customer"));
  auto customer = find_customer(sql, request.principal.tenant, key);
  if (!customer) throw Refused{not_found()};
  return std::move(*customer);
}

Json post_contact(const Desk& desk, const Request& request) {
  const auto body = json_body(request);
  return result_of(desk.store.write([&](Transaction& t) {
    const Customer customer = customer_or_refuse(t.sql(), request);
    auto about = body;
    about.erase("address");
    const auto row = row_of(about, customer.key, customer.name);
    Contact contact = row.contact.value_or(Contact());
    contact.name = text_at(body, "name");
    if (contact.name.empty()) throw Refused{missing_field("name")};
    if (contact.role.empty()) contact.role = "payables";
    if (const auto address = text_at(body, "address"); !address.empty()) contact.address = address;
    if (const auto language = text_at(body, "language"); !language.empty())
      contact.language = language;
    return put_contact(t, request.principal.tenant, customer.key, contact,
                       request.principal.subject);
  }));
}

Json delete_contact(const Desk& desk, const Request& request) {
  const auto text = request.parameter("contact");
  std::int64_t id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  if (error != std::errc() || end != text.data() + text.size()) throw Refused{not_found()};
  const bool removed = desk.store.write([&](Transaction& t) {
    const Customer customer = customer_or_refuse(t.sql(), request);
    return remove_contact(t, request.principal.tenant, id, request.principal.subject);
  });
  return {{"removed", removed}};
}

Json show_customer(const Desk& desk, const Request& request) {
  const auto known_on = query_date(request, "knownOn");
  AsOf as_of{query_date(request, "asOf").value_or(desk.today()), {}};
  if (known_on) as_of.known_at = end_of_day(*known_on);
  return desk.store.read([&](store::Connection& sql) {
    const Customer customer = customer_or_refuse(sql, request);
    const auto account = customer_account(sql, request.principal.tenant, customer.key, as_of);
    Json json = {{"asOf", as_of.on.to_string()},
                 {"knownOn", known_on ? Json(known_on->to_string()) : Json(nullptr)},
                 {"customer", json_of(customer)},
                 {"contacts", Json::array()},
                 {"balances", Json::array()},
                 {"items", Json::array()},
                 {"history", Json::array()}};
    for (const Contact& contact : contacts_of(sql, request.principal.tenant, customer.key))
      json["contacts"].push_back(json_of(contact));
    for (const Balance& balance : account.balances)
      json["balances"].push_back(camel_case(to_json(balance)));
    for (const AccountItem& item : account.items) {
      json["items"].push_back(camel_case(to_json(item.item, as_of.on)));
      json["items"].back()["id"] = item.item.id;
      json["items"].back()["letter"] = item.letter.empty() ? Json(nullptr) : Json(item.letter);
    }
    for (const AccountMovement& movement : account.history)
      json["history"].push_back(
          {{"on", movement.effective_on.to_string()},
           {"number", movement.number},
           {"kind", movement.kind},
           {"currency", movement.currency},
           {"amount", decimal_of(movement.units, movement.exponent)},
           {"application", movement.application ? Json(*movement.application) : Json(nullptr)},
           {"letter", movement.letter.empty() ? Json(nullptr) : Json(movement.letter)},
           {"actor", movement.actor}});
    return json;
  });
}

}  // namespace

std::vector<Route> customer_routes(store::Store& store, Clock clock) {
  const Desk desk{store, std::move(clock)};
  const std::string one = "/api/v1/customers/{customer}";
  return {
      {"GET", "/api/v1/customers", Access::reader, 0, false, answering(desk, list_customers)},
      {"POST", "/api/v1/customers", Access::member, largest_request, false,
       answering(desk, post_customer)},
      {"GET", one, Access::reader, 0, false, answering(desk, show_customer)},
      {"POST", one + "/contacts", Access::member, largest_request, false,
       answering(desk, post_contact)},
      {"DELETE", one + "/contacts/{contact}", Access::member, 0, false,
       answering(desk, delete_contact)},
  };
}

}  // namespace facteur::gateway::http
