// Booking a file of account statements: all of it or nothing.
//
// In one transaction: the file is remembered by its digest, its accounts are registered, its
// statements and movements are kept, and the movements that are new are applied
// (cash_application.h). What an earlier file said already is recognised, in whichever format it
// came, and counts once; a camt.054 takes the place of the sum that it details. Event
// "bank.statement.imported", one a file.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/bank/read.h"
#include "gateway/receivables/cash_application.h"
#include "gateway/store/store.h"

namespace facteur::gateway::receivables::bank {

// What became of a movement of the file.
enum class State {
  booked,
  repeated,  // an earlier file said it
  detailed,  // a sum whose transactions another file gives
};
std::string_view to_string(State state);

struct ImportedMovement {
  std::int64_t id = 0;      // bank_movements.id
  std::uint32_t entry = 0;  // 1-based number in the file
  unsigned exponent = 2;    // of its currency
  State state = State::booked;
  // The same as that one, or a part of it.
  std::optional<std::int64_t> earlier;
  const formats::bank::Movement* movement = nullptr;  // of Import::reading
  MovementOutcome outcome;
};

struct ImportRequest {
  std::string tenant;
  std::string file_name;  // for people
  std::string_view bytes;
  std::string actor = "platform";
};

// A file that was booked, or why not: with faults there are no movements and nothing has changed.
// The movements look into the reading: an Import may be moved, not copied.
struct Import {
  Import() = default;
  Import(Import&&) = default;
  Import& operator=(Import&&) = default;

  formats::bank::Reading reading;
  std::vector<formats::bank::Fault> faults, remarks;  // of the reading, and of what is known before
  std::optional<std::int64_t> file;                   // bank_files.id
  // The same bytes were booked as this file: one fault, DUPLICATE, says so.
  std::optional<std::int64_t> booked_before;
  std::vector<ImportedMovement> movements;  // in file order
};

// Reads outside of the transaction. Throws what the database throws.
Import import_file(store::Store& store, const ImportRequest& request,
                   const formats::bank::ReadOptions& options);

// The same of a file that was read before.
Import import_reading(store::Store& store, const ImportRequest& request,
                      formats::bank::Reading reading);

}  // namespace facteur::gateway::receivables::bank
