// camt.053 (statement) and camt.054 (debit and credit notification) of ISO 20022, versions 02 to 08
// and the newer ones of the same shape.
//
// One reader for all versions: what changed between them is where a few things stand (Sts or
// Sts/Cd, Dbtr/Nm or Dbtr/Pty/Nm), and both places are looked at. An entry whose transactions are
// given with amounts that add up to it becomes one movement for each; any other becomes one
// movement. What is pending or for information is passed over with a remark.
#pragma once

#include <string_view>

#include "formats/bank/statement.h"
#include "formats/read.h"

namespace facteur::formats::bank {

bool looks_like_xml(std::string_view bytes);

// Pure. `bytes` as they came: the XML says its encoding.
Reading read_camt(std::string_view bytes, const Limits& limits = {},
                  std::size_t most_movements = bank::most_movements);

}  // namespace facteur::formats::bank
