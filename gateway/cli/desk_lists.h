// What `facteur desk NOUN list` shows: JSON objects, one a line, or a table.
#pragma once

#include <iosfwd>
#include <string_view>

#include "gateway/cli/arguments.h"
#include "gateway/store/connection.h"

namespace facteur::gateway::cli {

struct DeskQuestion {
  std::string tenant;
  formats::Date on;
  std::optional<std::string> customer, owner, department;
  Language language;
  bool json;
};

// False when there is no list of this name.
bool print_desk_list(std::string_view noun, const DeskQuestion& question,
                     store::Connection& connection, std::ostream& out);

// The names of the lists, one blank between.
std::string_view desk_list_names();

}  // namespace facteur::gateway::cli
