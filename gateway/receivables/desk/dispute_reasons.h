// Why customers dispute invoices: one table, read top to bottom.
#pragma once

#include <span>
#include <string_view>

#include "formats/finding.h"

namespace facteur::gateway::receivables {

struct DisputeReason {
  std::string_view code;
  std::string_view department;  // that has to settle it
  int days;                     // in which: business days
  std::string_view fr, en;
  // Reasons of statuses 206, 207 and 208 (XP Z12-012, MDT-113) that mean this, one blank between.
  std::string_view status_reasons;
};

std::span<const DisputeReason> dispute_reasons();
const DisputeReason* find_dispute_reason(std::string_view code);
// Of a status's reason code; "other" when it says nothing that we know.
const DisputeReason& dispute_reason_of_status(std::string_view status_reason);

}  // namespace facteur::gateway::receivables
