// The mapping of a CSV statement as a TOML file (conf/bank/standard.toml says what each key means);
// the standard one is compiled in.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

#include "formats/bank/csv.h"

namespace facteur::gateway::receivables::bank {

// What is wrong with a mapping file, with its name and line where known.
struct MappingError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Throws MappingError. An unknown key is an error: a misspelt one would be silently without effect.
formats::bank::CsvMapping parse_mapping(std::string_view toml, const std::string& file_name);

formats::bank::CsvMapping standard_mapping();

}  // namespace facteur::gateway::receivables::bank
