// One entry (Ntry) of a camt message, as movements.
#pragma once

#include <optional>

#include "formats/bank/statement.h"
#include "formats/bank/xml_pieces.h"

namespace facteur::formats::bank::camt {

// Amount and sign of Amt and CdtDbtInd beneath `element`; faults are added for what is wrong.
std::optional<Decimal> read_amount(Reading& reading, Element amount);
std::optional<Direction> read_direction(Reading& reading, Element parent);
// Dt/Dt, or the day of Dt/DtTm as the bank's clock shows it; nothing and no fault where `date` is
// none.
std::optional<Date> read_date(Reading& reading, Element date);

// Appends the movements of an entry. `otherwise`: the day of an entry that names none.
void read_entry(Reading& reading, Element entry, std::optional<Date> otherwise,
                Statement& statement);

}  // namespace facteur::formats::bank::camt
