// Completes an invoice: computes what follows from the rest and says how.
//
// What is computed (EN 16931-1, 6.4.3 and 6.4.5 .. 6.4.14):
//   BT-146   BT-148 − BT-147
//   BT-136, BT-141, BT-92, BT-99   base × percentage
//   BT-131   BT-129 × BT-146 ÷ BT-149 + Σ BT-141 − Σ BT-136
//   BT-152, BT-96, BT-103   zero, where the category allows nothing else
//   BG-23    one breakdown for each category and rate in use: BT-116, BT-117 with BT-118, BT-119,
//   and
//            BT-121 where the category leaves no choice
//   BT-106, BT-107, BT-108, BT-109, BT-110, BT-112, BT-115
// A due date (BT-9) is not among them: EN 16931 states payment terms as text only.
//
// Amounts have two decimals, each rounded once, halves away from zero, so that a credit note
// mirrors its invoice. Prices are exact. All amounts are in the currency BT-5.
//
// What the sender gave is never changed unless asked; further sums are computed from what stands in
// the invoice, so that they agree with it. Lines of the French extension that only group or inform
// (EXT-FR-FE-163 GROUP, INFORMATION) are neither computed nor counted.
//
// Pure; safe from any thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "formats/finding.h"
#include "formats/model.h"

namespace facteur::formats {

enum class Outcome : std::uint8_t {
  added,     // the invoice had no value: it has the computed one now
  agrees,    // the given value is the computed one
  differs,   // the given value is another one, and was kept
  replaced,  // the given value was another one, and the computed one stands now
  needs,     // cannot be computed, and is missing: `reason` says what it takes
};

struct Figure {
  Term term = Term::none;
  std::string path;      // where: "BG-25[2]/BG-27[1]/BT-136", counted from 1
  std::string computed;  // as it is written; empty for Outcome::needs
  std::string given;     // what the sender wrote; empty when nothing
  Outcome outcome = Outcome::added;
  Text
      reason;  // the formula with its operands: "10 (BT-129 Invoiced quantity) × 12.50 (...) = ..."
};

struct Completion {
  Invoice invoice;
  std::vector<Figure> figures;  // in the order of computation: lines, VAT, totals

  bool complete() const;  // nothing is needed any more
};

// `recompute`: a given value that differs gives way to the computed one.
Completion complete(const Invoice& invoice, bool recompute = false);

std::string_view name(Outcome outcome);  // "added"

}  // namespace facteur::formats
