// Figures of the ledger for `facteur bench`: the aged balance of a past date beside the plainest
// SQL that reads the same rows, in the same run on the same data.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>

namespace facteur::gateway::cli {

struct ReceivablesFigures {
  std::int64_t items = 0;                 // invoices and credit notes of one creditor
  std::int64_t movements = 0;             // their openings and payments
  std::int64_t customers = 0;             // with anything open
  std::chrono::microseconds aged{};       // aged_balance(), the best of three
  std::chrono::microseconds known{};      // the same as known on the day itself
  std::chrono::microseconds plain_sum{};  // SELECT sum(units) with the same two conditions
};

// Makes a ledger of `items` items over three years in `folder` (which must be empty), of 5,000
// customers, three quarters of it paid, and times it. The data is the same at every call.
ReceivablesFigures bench_receivables(const std::filesystem::path& folder, std::int64_t items);

}  // namespace facteur::gateway::cli
