// What a figure is made of: the items that it is about, and what each adds to it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gateway/receivables/figures/catalogue.h"
#include "gateway/receivables/figures/load.h"

namespace facteur::gateway::receivables::figures {

struct DrilledItem {
  std::int64_t id = 0;
  std::string customer_key, customer_name, number, kind;
  formats::Date issued_on, due_on;
  std::optional<formats::Date> paid_on;  // of Items::paid
  std::int64_t units = 0;                // what of it counts; they add up to the sum
  // Of dso_simple, dso_best_possible, dso_weighted and dso_true: the days that it adds; these add
  // up to the figure, where no credit notes are held against what is overdue.
  std::optional<Ratio> days;
};

struct DrillDown {
  std::string currency;
  unsigned exponent = 2;
  std::int64_t sum = 0;
  std::vector<DrilledItem> items;  // the largest amounts first
};

// One a currency; empty lists for a figure without items (Items::none).
std::vector<DrillDown> drill_down(store::Connection& connection, const Question& question,
                                  const Definition& definition);

}  // namespace facteur::gateway::receivables::figures
