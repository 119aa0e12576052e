// An invoice in our JSON form (json_names.h): UTF-8, two spaces a level, groups after values, terms
// by number. Everything that the model holds is carried over; dates and codes take the JSON form.
//
// Pure; safe from any thread.
#pragma once

#include <string>

#include "formats/model.h"

namespace facteur::formats {

std::string write_json(const Invoice& invoice);

}  // namespace facteur::formats
