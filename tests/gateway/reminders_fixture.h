// An office that sends reminders: a ledger, an archive, and a mail server that only remembers.
#pragma once

#include <map>
#include <memory>

#include "archive/archive.h"
#include "gateway/flows/sealer.h"
#include "gateway/receivables/reminders/actions.h"
#include "gateway/receivables/reminders/dispatcher.h"
#include "tests/gateway/receivables_fixture.h"

namespace facteur::gateway::test {

struct Office {
  explicit Office(const receivables::ScenarioSet& scenarios = receivables::standard_scenario(),
                  const std::string& start = "2026-01-01T09:00:00Z");
  ~Office();  // the archive signs a last head: before its key goes

  // A customer with one contact for each address.
  void customer(const std::string& key, std::vector<std::string> addresses,
                const std::string& segment = "");
  // An imported item: no legal status.
  std::int64_t owes(const std::string& customer, const std::string& number, const std::string& due,
                    const std::string& amount = "100.00");

  std::vector<receivables::PlannedReminder> run(const std::string& day);
  // Of the only customer.
  receivables::PlannedReminder run_one(const std::string& day);
  std::vector<receivables::PlannedReminder> plan(const std::string& day);

  // Kinds of the tasks that are open, in order.
  std::vector<std::string> tasks();
  // States of all actions, in order.
  std::vector<std::string> states();
  std::vector<receivables::reminders::Action> open_actions();
  void approve(std::int64_t action);

  flows::Evidence& evidence() { return *evidence_; }
  receivables::reminders::Dispatcher& dispatcher() { return *dispatcher_; }

  // A new process on the same folder.
  void restart();

  Ledger ledger;
  std::vector<delivery::Mail> mails;                         // what the server took
  std::vector<receivables::reminders::ReminderFacts> facts;  // of each message that was composed
  // What the server answers to an address; the others it takes.
  std::map<std::string, delivery::SendResult> answers;
  std::function<void(const delivery::Mail&)> before_answer;  // looks at what is on its way
  std::function<void()> while_composing;
  bool composes = true;  // else every message lacks a variable

 private:
  receivables::ScenarioSet scenarios_;
  flows::Sealer sealer_;  // the archive seals with it until its own end

 public:
  std::unique_ptr<archive::Archive> archive;

 private:
  void close();
  receivables::reminders::Tools tools();

  std::unique_ptr<flows::Evidence> evidence_;
  std::unique_ptr<receivables::reminders::Dispatcher> dispatcher_;
};

}  // namespace facteur::gateway::test
