// A table for a terminal: columns as wide as they need, numbers to the right.
#pragma once

#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

namespace facteur::gateway::cli {

enum class Align { left, right };

struct TableColumn {
  std::string title;
  Align align = Align::left;
};

// Every row has one cell a column. Cells are UTF-8, one character a terminal column; control
// characters, which could command the terminal, are shown as '?'.
void print_table(std::ostream& out, const std::vector<TableColumn>& columns,
                 const std::vector<std::vector<std::string>>& rows);

// `text` with its control characters (C0, DEL, C1) replaced by '?'.
std::string printable(std::string_view text);

}  // namespace facteur::gateway::cli
