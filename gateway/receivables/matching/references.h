// What a movement names: the invoices, references and orders of the portfolio that stand in its
// texts, and the texts that look like numbers but name nothing exactly.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "formats/bank/statement.h"
#include "gateway/receivables/matching/portfolio.h"

namespace facteur::gateway::receivables::matching {

// How an item was named, the surest first.
enum class How {
  creditor_reference,  // ISO 11649, with right check digits
  number,              // its number, whatever the separators
  confused,            // the same with O for 0, or I or L for 1
  purchase_order,
  sequence,   // "FA101/102": the end of a number after a whole one of the same customer
  range,      // "FA101 a FA105": between two numbers of the same customer
  shortened,  // prefix, year or zeros are missing (see resemblance.h, as the next two)
  typo,       // one character wrong, missing, too many, or two exchanged
  truncated,  // the end is missing
};
std::string_view to_string(How how);

struct Sighting {
  Index item = 0;
  How how = How::number;
  std::string text;      // canonical, as it stands in the movement
  bool certain = false;  // long enough, and neither a date nor a company number nor an amount
};

struct References {
  std::vector<Sighting> sightings;  // each item once, in the order of the text
  // Canonical texts with digits that may be damaged numbers: words, neighbours put together, and
  // the texts of the sightings.
  std::vector<std::string> loose;
  // One of them looks exactly as our numbers do, and none of ours is called so.
  bool names_unknown = false;
};

References references_in(const Portfolio& portfolio, const formats::bank::Movement& movement);

// The texts of a movement in which references are looked for, the surest first. The bank's own
// label counts only when the payer wrote nothing: not every format has it.
std::vector<std::string> texts_of(const formats::bank::Movement& movement);

}  // namespace facteur::gateway::receivables::matching
