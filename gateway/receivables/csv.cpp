#include "gateway/receivables/csv.h"

namespace facteur::gateway::receivables {

std::string csv_field(const std::string& text) {
  std::string safe = text;
  if (text.find_first_of("=+-@\t\r") == 0 &&
      text.find_first_not_of("-0123456789.") != std::string::npos)
    safe.insert(0, 1, '\'');
  if (safe.find_first_of(",\"\r\n") == std::string::npos) return safe;
  std::string quoted = "\"";
  for (const char c : safe) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + '"';
}

}  // namespace facteur::gateway::receivables
