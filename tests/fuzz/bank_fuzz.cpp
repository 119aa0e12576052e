// Any bytes as a file of account statements: read or refused, and what is read without a fault is
// fit to be booked.
#include "formats/bank/read.h"
#include "tests/fuzz/fuzz.h"

using namespace facteur;
using namespace facteur::formats::bank;
using facteur::fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  ReadOptions options;
  options.limits.bytes = 1 << 20;
  CsvMapping mapping;
  mapping.currency = "EUR";
  mapping.columns = {{CsvColumn::booked_on, {"Date"}}, {CsvColumn::amount, {"Montant"}}};
  options.csv = {mapping};
  const auto reading = read_statements(fuzz::as_text(data, size), options);
  for (const Fault& fault : reading.faults) require(!fault.message.fr.empty());
  if (!reading.faults.empty()) return 0;
  for (const Statement& statement : reading.statements)
    for (const Movement& movement : statement.movements)
      require(!movement.amount.is_negative() && movement.currency == statement.currency);
  return 0;
}
