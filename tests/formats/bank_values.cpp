#include "tests/formats/bank_values.h"

#include "formats/bank/check.h"

namespace facteur::test {

using namespace formats::bank;

std::vector<std::string> codes_of(const std::vector<Fault>& faults) {
  std::vector<std::string> codes;
  for (const Fault& fault : faults) codes.push_back(fault.code + " " + std::to_string(fault.line));
  return codes;
}

std::vector<std::string> texts_of(const Reading& reading) {
  std::vector<std::string> texts;
  for (const Statement& statement : reading.statements) {
    for (const Movement& movement : statement.movements) {
      std::string text = movement.booked_on.to_string() + " " + movement.value_on.to_string() +
                         " " + signed_amount(movement).money() + " " + movement.currency;
      for (const std::string* part :
           {&movement.payer, &movement.ultimate_payer, &movement.remittance,
            &movement.creditor_reference, &movement.end_to_end_id, &movement.bank_reference})
        text += "|" + *part;
      texts.push_back(text);
    }
  }
  return texts;
}

}  // namespace facteur::test
