#include "tests/gateway/receivables_fixture.h"

#include <catch2/catch.hpp>

#include "gateway/lifecycle/set_status.h"

namespace facteur::gateway::test {

using receivables::NewReceivable;
using store::Transaction;

formats::Date date(const std::string& text) {
  const auto parsed = formats::Date::parse(text);
  REQUIRE(parsed);
  return *parsed;
}

NewReceivable new_receivable(const std::string& number, const std::string& amount) {
  NewReceivable receivable;
  receivable.tenant = seller;
  receivable.flow_id = "flow-" + number;
  receivable.customer_key = "0002:200000008";
  receivable.customer_name = "Brasserie du Port";
  receivable.number = number;
  receivable.type_code = "380";
  receivable.issue_date = "2026-04-30";
  receivable.due_date = "2026-05-31";
  receivable.currency = "EUR";
  receivable.payable = receivable.total = amount;
  return receivable;
}

Ledger::Ledger(const std::string& start)
    : store({folder.path / "facteur.db", ticking_clock(start)}) {
  store.write([](Transaction& t) {
    t.sql().execute("INSERT INTO tenants (siren, name, created_at) VALUES (?, 'Atelier', 0)",
                    seller);
  });
}

std::int64_t Ledger::invoice(const std::string& number, int status) {
  const auto id = store.write([&](Transaction& t) {
    t.sql().execute(
        "INSERT INTO flows (id, tenant, direction, flow_type, syntax, profile, processing_rule,"
        " rule_source, name, sha256, size, actor, submitted_at, updated_at, ack_status, state,"
        " archive_entry) VALUES (?, ?, 'Out', 'CustomerInvoice', 'UBL', 'Basic', 'B2B',"
        " 'Computed', 'f.xml', '', 1, 'me', 0, 0, 'Ok', 'done', 0)",
        "flow-" + number, seller);
    t.sql().execute(
        "INSERT INTO invoices (flow, tenant, seller_key, seller_name, buyer_name, buyer_key,"
        " number, issue_date, issue_year, type_code, currency, total, payable, status, status_at)"
        " VALUES (?, ?, 'k', 'Atelier', 'Client', '', ?, '2026-01-01', 2026, '380', 'EUR', '1',"
        " '1', ?, 0)",
        "flow-" + number, seller, number, status);
    return std::get<0>(*t.sql().row<std::int64_t>("SELECT last_insert_rowid()"));
  });
  set_status(id, status);
  return id;
}

void Ledger::set_status(std::int64_t invoice, int code) {
  store.write([&](Transaction& t) {
    const auto flow = t.sql().row<std::string>("SELECT flow FROM invoices WHERE id = ?", invoice);
    lifecycle::set_status(t, {std::get<0>(*flow), seller, invoice, code, "", ""});
  });
}

receivables::Opening Ledger::open(const NewReceivable& receivable) {
  return store.write([&](Transaction& t) { return open_receivable(t, receivable); });
}

std::int64_t Ledger::open(const std::string& number, const std::string& issued,
                          const std::string& due, const std::string& amount,
                          const std::string& customer, const std::string& type_code, int status) {
  NewReceivable receivable = new_receivable(number, amount);
  receivable.invoice_id = invoice(number, status);
  receivable.issue_date = issued;
  receivable.due_date = due;
  receivable.customer_key = receivable.customer_name = customer;
  receivable.type_code = type_code;
  const auto opening = open(receivable);
  REQUIRE(opening.outcome == receivables::Opening::Outcome::opened);
  return opening.item;
}

void Ledger::post(std::int64_t item, const std::string& effective_on, std::int64_t units,
                  const std::string& kind) {
  store.write([&](Transaction& t) {
    receivables::post(t, {item, date(effective_on), kind, units, "me"});
  });
}

}  // namespace facteur::gateway::test
