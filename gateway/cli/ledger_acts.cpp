#include "gateway/cli/ledger_acts.h"

#include <cstdlib>
#include <ostream>
#include <stdexcept>

#include "gateway/cli/arguments.h"
#include "gateway/cli/data_folder.h"
#include "gateway/receivables/acts.h"
#include "gateway/receivables/money.h"
#include "gateway/receivables/posting.h"

namespace facteur::gateway::cli {
namespace {

using namespace receivables;
using store::Transaction;

struct Asked {
  LedgerItem item;
  std::int64_t units;  // positive; all that is open unless --amount says less
  ActOf act;
};

LedgerItem item_of(Transaction& transaction, const Arguments& arguments) {
  const std::string number = arguments.required("number");
  const auto found = transaction.sql().rows<std::int64_t>(
      "SELECT i.id FROM receivable_items i JOIN receivable_accounts a ON a.id = i.account"
      " WHERE i.number = ?1 AND a.tenant = ?2 AND (?3 IS NULL OR a.customer_key = ?3)",
      number, arguments.required("tenant"), arguments.value("customer"));
  if (found.size() != 1)
    throw UsageError(
        found.empty() ? formats::Text{number + " : pas de telle pièce", number + ": no such item"}
                      : formats::Text{number + " : plusieurs pièces ; préciser --customer",
                                      number + ": several items; say --customer"});
  return *find_item(transaction.sql(), std::get<0>(found.front()));
}

Asked asked(Transaction& transaction, const Arguments& arguments) {
  Asked asked{item_of(transaction, arguments), 0, {}};
  asked.units = std::abs(asked.item.open);
  if (const auto amount = arguments.value("amount")) {
    const auto units = units_of(*amount, asked.item.account.exponent);
    if (!units || *units <= 0)
      throw UsageError(
          {*amount + " : pas un montant positif", *amount + ": not a positive amount"});
    asked.units = *units;
  }
  asked.act = {arguments.required_date("on"), arguments.value("reason").value_or("manual"),
               "command-line"};
  return asked;
}

Difference difference_of(const Arguments& arguments) {
  const std::string name = arguments.value("as").value_or("write_off");
  for (const auto known : {Difference::rounding, Difference::discount, Difference::bank_charge,
                           Difference::write_off, Difference::bad_debt})
    if (to_string(known) == name) return known;
  throw UsageError({name + " : rounding, discount, bank_charge, write_off ou bad_debt",
                    name + ": rounding, discount, bank_charge, write_off or bad_debt"});
}

// `work(Transaction&, Asked)` returns false when there was nothing to do.
template <class Work>
int act(const Arguments& arguments, std::ostream& out, std::ostream& err, const Work& work) {
  const auto store = open_data_folder(arguments.value("data").value_or("var"));
  try {
    const bool done = store->write(
        [&](Transaction& transaction) { return work(transaction, asked(transaction, arguments)); });
    out << (done ? in(arguments.language(), "fait\n", "done\n")
                 : in(arguments.language(), "rien à faire\n", "nothing to do\n"));
    return 0;
  } catch (const Forbidden& forbidden) {
    err << "facteur ledger: " << in(arguments.language(), forbidden.text) << '\n';
    return 1;
  } catch (const std::invalid_argument& refused) {
    err << "facteur ledger: " << refused.what() << '\n';
    return 1;
  }
}

}  // namespace

int ledger_write_off(std::span<const std::string> given, std::ostream& out, std::ostream& err) {
  const Arguments arguments(
      given, {"data", "tenant", "customer", "number", "amount", "as", "on", "reason", "lang"}, {});
  const Difference difference = difference_of(arguments);
  return act(arguments, out, err, [&](Transaction& transaction, const Asked& asked) {
    (void)write_off(transaction, asked.item.id, asked.units, difference, asked.act);
    return true;
  });
}

int ledger_doubtful(std::span<const std::string> given, std::ostream& out, std::ostream& err) {
  const Arguments arguments(given, {"data", "tenant", "customer", "number", "on", "reason", "lang"},
                            {"back"});
  return act(arguments, out, err, [&](Transaction& transaction, const Asked& asked) {
    return set_doubtful(transaction, asked.item.id, !arguments.has("back"), asked.act);
  });
}

int ledger_refund(std::span<const std::string> given, std::ostream& out, std::ostream& err) {
  const Arguments arguments(
      given, {"data", "tenant", "customer", "number", "amount", "on", "reason", "lang"}, {});
  return act(arguments, out, err, [&](Transaction& transaction, const Asked& asked) {
    refund(transaction, asked.item.id, asked.units, asked.act);
    return true;
  });
}

int ledger_cancel(std::span<const std::string> given, std::ostream& out, std::ostream& err) {
  const Arguments arguments(given, {"data", "tenant", "customer", "number", "on", "reason", "lang"},
                            {});
  return act(arguments, out, err, [&](Transaction& transaction, const Asked& asked) {
    return cancel(transaction, asked.item.id, asked.act);
  });
}

}  // namespace facteur::gateway::cli
