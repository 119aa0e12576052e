#include "gateway/receivables/bank/import.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "formats/bank/faults.h"
#include "gateway/receivables/application.h"
#include "gateway/receivables/bank/chain.h"
#include "gateway/receivables/bank/outcomes.h"
#include "gateway/receivables/bank/recognise.h"
#include "gateway/receivables/bank/tables.h"
#include "gateway/receivables/money.h"

namespace facteur::gateway::receivables::bank {
namespace {

using formats::Text;
using formats::bank::Direction;
using formats::bank::Fault;
using formats::bank::Movement;
using formats::bank::Reading;
using formats::bank::ReadOptions;
using formats::bank::Statement;
using formats::bank::Wrong;
using store::Transaction;

// Thrown out of the transaction, which is undone; never leaves this file.
struct Refused {
  std::vector<Fault> faults;
};

Fault duplicate() {
  return {"DUPLICATE",
          0,
          {"ce relevé est déjà importé : rien à comptabiliser",
           "this statement was imported before: there is nothing to book"}};
}

Fault unknown_account(std::uint32_t line) {
  return {"ACCOUNT",
          line,
          {"le fichier ne nomme pas son compte, et l'entreprise en a plusieurs : le nommer dans la "
           "description des colonnes",
           "the file does not name its account, and the company has several: name it in the "
           "mapping of columns"}};
}

Fault mismatch(const Statement& statement, const Recognised::Mismatch& found,
               const BankAccount& account) {
  const std::string parts = decimal_of(found.transactions, account.exponent);
  const std::string sum = decimal_of(found.sum, account.exponent);
  return {"BATCH",
          statement.movements[found.movement].line,
          {"les opérations font " + parts + ", leur remise " + sum + " ; redemander le fichier",
           "the transactions make " + parts + ", their batch " + sum +
               "; ask the bank for the file again"}};
}

MovementOutcome passed_over(std::string code, Text reason) {
  MovementOutcome outcome;
  outcome.outcome = Outcome::ignored;
  outcome.code = std::move(code);
  outcome.reason = std::move(reason);
  return outcome;
}

MovementOutcome outcome_of_repeated() {
  return passed_over("repeated",
                     {"déjà importé d'un autre relevé", "imported from another statement before"});
}

MovementOutcome outcome_of_sum() {
  return passed_over(
      "detailed", {"remise dont le détail est importé", "a batch whose transactions are imported"});
}

// Whom a sum of several transactions pays for is not to be guessed from its total.
MovementOutcome outcome_of_undetailed() {
  MovementOutcome outcome;
  outcome.code = "batch";
  outcome.reason = {"remise sans détail : importer le camt.054",
                    "a batch without its transactions: import the camt.054"};
  return outcome;
}

class Booking {
 public:
  Booking(Transaction& transaction, const ImportRequest& request, Import& result)
      : transaction_(transaction), request_(request), result_(result) {}

  // Throws Refused.
  void run() {
    result_.booked_before = find_file(transaction_.sql(), request_);
    if (result_.booked_before) throw Refused{{duplicate()}};
    result_.file = insert_file(transaction_, request_, result_.reading.format);
    for (const Statement& statement : result_.reading.statements) book(statement);
    const auto& statements = result_.reading.statements;
    if (!faults_.empty()) throw Refused{std::move(faults_)};
    if (!statements.empty() && repeated_ == statements.size()) throw Refused{{duplicate()}};
    apply_new();
    append_event();
  }

 private:
  void book(const Statement& statement);
  std::vector<std::int64_t> units_of_all(const Statement& statement, const BankAccount& account);
  std::vector<KnownMovement> known_around(const Statement& statement, const BankAccount& account);
  void keep(const Statement& statement, const BankAccount& account,
            const std::vector<std::int64_t>& units, const Recognised& recognised);
  void replace_sum(std::int64_t movement, formats::Date day);
  void apply_new();
  void append_event();

  Transaction& transaction_;
  const ImportRequest& request_;
  Import& result_;
  std::vector<Fault> faults_;
  std::size_t repeated_ = 0;  // statements that were booked as a whole before
  std::uint32_t entries_ = 0;
};

void Booking::book(const Statement& statement) {
  const auto account = account_for(transaction_, request_.tenant, statement);
  if (!account) return faults_.push_back(unknown_account(statement.line));
  const auto units = units_of_all(statement, *account);
  if (!faults_.empty()) return;
  const auto statements = known_statements(transaction_.sql(), *account);
  auto known = known_around(statement, *account);
  const auto recognised = recognise(result_.reading.format, statement, units, statements, known);
  for (const auto& found : recognised.mismatches)
    faults_.push_back(mismatch(statement, found, *account));
  if (recognised.whole) {
    ++repeated_;
  } else {
    check_chain(statement, statements, faults_, result_.remarks);
    check_restated(statement, recognised, statements, known, faults_);
  }
  if (faults_.empty()) keep(statement, *account, units, recognised);
}

std::vector<std::int64_t> Booking::units_of_all(const Statement& statement,
                                                const BankAccount& account) {
  std::vector<std::int64_t> all;
  all.reserve(statement.movements.size());
  for (const Movement& movement : statement.movements) {
    const auto units = units_of(movement.amount, account);
    if (!units)
      faults_.push_back(describe(Wrong::amount, movement.line, movement.amount.to_string()));
    const std::int64_t value = units.value_or(0);
    all.push_back(movement.direction == Direction::credit ? value : -value);
  }
  return all;
}

// A bank's days differ little between formats.
std::vector<KnownMovement> Booking::known_around(const Statement& statement,
                                                 const BankAccount& account) {
  if (statement.movements.empty()) return {};
  const auto [first, last] = std::minmax_element(
      statement.movements.begin(), statement.movements.end(),
      [](const Movement& a, const Movement& b) { return a.booked_on < b.booked_on; });
  return known_movements(transaction_.sql(), account, first->booked_on, last->booked_on);
}

void Booking::keep(const Statement& statement, const BankAccount& account,
                   const std::vector<std::int64_t>& units, const Recognised& recognised) {
  const std::int64_t id = insert_statement(transaction_, *result_.file, account, statement);
  std::optional<std::int64_t> sum;
  for (std::size_t i = 0; i < statement.movements.size(); ++i) {
    const Movement& movement = statement.movements[i];
    const Verdict& verdict = recognised.movements[i];
    ImportedMovement& imported = result_.movements.emplace_back();
    imported.entry = ++entries_;
    imported.exponent = account.exponent;
    imported.state = verdict.state;
    imported.earlier = verdict.same_as ? verdict.same_as : verdict.part_of;
    imported.movement = &movement;
    imported.id =
        insert_movement(transaction_, {request_.tenant, account, id, imported.entry, movement,
                                       units[i], verdict.state, verdict.same_as, verdict.part_of});
    if (verdict.part_of && verdict.part_of != sum) {
      sum = verdict.part_of;
      replace_sum(*sum, movement.booked_on);
    }
  }
}

// The transactions take the place of their sum: what was posted for the sum is taken back.
void Booking::replace_sum(std::int64_t movement, formats::Date day) {
  set_state(transaction_, movement, State::detailed);
  for (const auto& [item] : transaction_.sql().rows<std::int64_t>(
           "SELECT id FROM receivable_items WHERE bank_movement = ?", movement))
    reverse_receipt(transaction_, item, day, "batch_detailed", request_.actor);
}

void Booking::apply_new() {
  std::vector<StoredMovement> fresh;
  std::vector<ImportedMovement*> places;
  for (ImportedMovement& imported : result_.movements) {
    if (imported.state == State::repeated) {
      imported.outcome = outcome_of_repeated();
    } else if (imported.state == State::detailed) {
      imported.outcome = outcome_of_sum();
    } else if (imported.movement->transactions > 1) {
      imported.outcome = outcome_of_undetailed();
    } else {
      fresh.push_back({imported.id, *imported.movement});
      places.push_back(&imported);
    }
  }
  auto outcomes = apply_movements(transaction_, request_.tenant, fresh);
  for (std::size_t i = 0; i < places.size(); ++i) places[i]->outcome = std::move(outcomes.at(i));
  for (const ImportedMovement& imported : result_.movements)
    if (imported.state == State::booked)
      keep_outcome(transaction_, request_.tenant, imported.id, imported.outcome);
}

void Booking::append_event() {
  const auto count = [this](State state) {
    return std::count_if(result_.movements.begin(), result_.movements.end(),
                         [state](const ImportedMovement& one) { return one.state == state; });
  };
  const nlohmann::ordered_json data = {{"name", request_.file_name},
                                       {"format", formats::bank::to_string(result_.reading.format)},
                                       {"statements", result_.reading.statements.size()},
                                       {"movements", result_.movements.size()},
                                       {"repeated", count(State::repeated)}};
  transaction_.append(
      {"bank.statement.imported", request_.tenant, std::to_string(*result_.file), request_.actor,
       data.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace)});
}

}  // namespace

Import import_reading(store::Store& store, const ImportRequest& request, Reading reading) {
  Import result;
  result.reading = std::move(reading);
  result.faults = result.reading.faults;
  result.remarks = result.reading.remarks;
  if (!result.faults.empty()) return result;
  try {
    store.write([&](Transaction& transaction) { Booking(transaction, request, result).run(); });
  } catch (Refused& refused) {
    result.faults = std::move(refused.faults);
    result.movements.clear();
    result.file.reset();
  }
  return result;
}

Import import_file(store::Store& store, const ImportRequest& request, const ReadOptions& options) {
  return import_reading(store, request, formats::bank::read_statements(request.bytes, options));
}

}  // namespace facteur::gateway::receivables::bank
