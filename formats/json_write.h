// An invoice in our JSON form (json_names.h): UTF-8, two spaces a level, groups after values, terms
// by number. Everything that the model holds is carried over; dates and codes take the JSON form.
//
// Pure; safe from any thread.
#pragma once

#include <string>

#include "formats/byte_sink.h"
#include "formats/model.h"

namespace facteur::formats {

std::string write_json(const Invoice& invoice);
// The same piece by piece. Throws what the sink throws.
void write_json(const Invoice& invoice, ByteSink& sink);

}  // namespace facteur::formats
