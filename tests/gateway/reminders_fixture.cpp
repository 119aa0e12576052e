#include "tests/gateway/reminders_fixture.h"

#include <catch2/catch.hpp>

#include "gateway/receivables/agenda.h"

namespace facteur::gateway::test {

namespace letters = receivables::reminders;
using store::Connection;
using store::Transaction;

Office::Office(const receivables::ScenarioSet& scenarios, const std::string& start)
    : ledger(start),
      scenarios_(scenarios),
      sealer_(flows::Sealer::from_files(ledger.folder.path / "key", ledger.folder.path / "crt",
                                        "test", 0)) {
  restart();
}

Office::~Office() {
  close();
}

void Office::close() {
  dispatcher_.reset();
  evidence_.reset();
  archive.reset();
}

void Office::restart() {
  close();
  archive = open_archive(ledger.folder.path, sealer_);
  evidence_ = std::make_unique<flows::Evidence>(*archive, ledger.store);
  dispatcher_ = std::make_unique<letters::Dispatcher>(ledger.store, *evidence_, tools());
}

letters::Tools Office::tools() {
  letters::Tools tools{scenarios_};
  tools.compose = [this](const letters::ReminderFacts& facts)
      -> std::variant<letters::ComposedMessage, std::vector<letters::Problem>> {
    if (while_composing) while_composing();
    this->facts.push_back(facts);
    if (!composes)
      return std::vector<letters::Problem>{{"MISSING_VARIABLE", "city", {"ville", "city"}}};
    letters::ComposedMessage message{"Level " + std::to_string(facts.level), "text", "", {}, "v1"};
    for (const auto& item : facts.items) message.text += "\n" + item.number;
    for (const auto& item : facts.coming_due) message.text += "\nsoon " + item.number;
    if (facts.channel == letters::Channel::letter)
      message.attachments.push_back({"letter.pdf", "application/pdf", "%PDF " + message.text});
    return message;
  };
  tools.post = [this](const delivery::Mail& mail) {
    if (before_answer) before_answer(mail);
    const auto answer = answers.find(mail.to.address);
    if (answer != answers.end()) return answer->second;
    mails.push_back(mail);
    return delivery::SendResult{delivery::SendResult::Outcome::accepted, "250 ok"};
  };
  tools.creditor = [](Connection&, const std::string& tenant) {
    letters::Creditor creditor;
    creditor.siren = tenant;
    creditor.name = "Atelier";
    creditor.email = "credit@atelier.example";
    return creditor;
  };
  tools.waits_to_retry = false;
  return tools;
}

void Office::customer(const std::string& key, std::vector<std::string> addresses,
                      const std::string& segment) {
  ledger.store.write([&](Transaction& t) {
    t.sql().execute("INSERT INTO customers (tenant, key, name, segment) VALUES (?, ?, ?, ?)",
                    seller, key, "Customer " + key, segment);
    int position = 0;
    for (const std::string& address : addresses) {
      ++position;
      t.sql().execute(
          "INSERT INTO customer_contacts (tenant, customer_key, position, name, role, email)"
          " VALUES (?, ?, ?, ?, 'payables', ?)",
          seller, key, position, "Person " + std::to_string(position), address);
    }
  });
}

std::int64_t Office::owes(const std::string& customer, const std::string& number,
                          const std::string& due, const std::string& amount) {
  receivables::NewReceivable receivable = new_receivable(number, amount);
  receivable.customer_key = customer;
  receivable.customer_name = "Customer " + customer;
  receivable.issue_date = "2026-01-02";
  receivable.due_date = due;
  if (amount.starts_with("-")) {
    receivable.type_code = "381";
    receivable.payable = receivable.total = amount.substr(1);
  }
  return ledger.open(receivable).item;
}

std::vector<receivables::PlannedReminder> Office::run(const std::string& day) {
  return dispatcher_->run(seller, date(day));
}

receivables::PlannedReminder Office::run_one(const std::string& day) {
  auto results = run(day);
  REQUIRE(results.size() == 1);
  return std::move(results.front());
}

std::vector<receivables::PlannedReminder> Office::plan(const std::string& day) {
  return ledger.read([&](Connection& sql) {
    return receivables::plan_reminders(sql, seller, scenarios_, date(day));
  });
}

std::vector<std::string> Office::tasks() {
  std::vector<std::string> kinds;
  ledger.read([&](Connection& sql) {
    for (auto& [kind] :
         sql.rows<std::string>("SELECT kind FROM tasks WHERE ended_on IS NULL ORDER BY id"))
      kinds.push_back(kind);
  });
  return kinds;
}

std::vector<std::string> Office::states() {
  std::vector<std::string> states;
  ledger.read([&](Connection& sql) {
    for (auto& [state] : sql.rows<std::string>("SELECT state FROM planned_reminders ORDER BY id"))
      states.push_back(state);
  });
  return states;
}

std::vector<letters::Action> Office::open_actions() {
  return ledger.read([&](Connection& sql) { return letters::open_actions(sql, seller); });
}

void Office::approve(std::int64_t action) {
  REQUIRE(ledger.store.write([&](Transaction& t) {
    return letters::approve(t, seller, action, "chief");
  }) == letters::Decision::done);
}

}  // namespace facteur::gateway::test
