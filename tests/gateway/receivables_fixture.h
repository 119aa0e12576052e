// What the tests of the receivables share: a ledger with the few rows of other tables that it
// refers to, and shorthand for what goes into it.
#pragma once

#include <string>

#include "gateway/receivables/ledger.h"
#include "tests/gateway/fixture.h"

namespace facteur::gateway::test {

inline const std::string seller = "100000009";

formats::Date date(const std::string& text);

struct Ledger {
  explicit Ledger(const std::string& start = "2026-01-01T09:00:00Z");

  // An invoice as the pipeline leaves it, with the status 203; its id.
  std::int64_t invoice(const std::string& number, int status = 203);
  void set_status(std::int64_t invoice, int code);

  // Opens a receivable of a new invoice; the item's id.
  std::int64_t open(const std::string& number, const std::string& issued, const std::string& due,
                    const std::string& amount, const std::string& customer = "0002:200000008",
                    const std::string& type_code = "380", int status = 203);
  receivables::Opening open(const receivables::NewReceivable& receivable);
  void post(std::int64_t item, const std::string& effective_on, std::int64_t units,
            const std::string& kind = "payment");

  template <class Work>
  auto read(Work&& work) {
    return store.read(std::forward<Work>(work));
  }

  Folder folder;
  store::Store store;
};

receivables::NewReceivable new_receivable(const std::string& number, const std::string& amount);

}  // namespace facteur::gateway::test
