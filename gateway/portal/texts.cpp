#include "gateway/portal/texts.h"

#include <map>
#include <stdexcept>
#include <string>

#include "gateway/portal/embedded_texts.h"

namespace facteur::gateway::portal {
namespace {

struct Pair {
  std::string_view fr, en;
};
using Table = std::map<std::string_view, Pair>;

// One line a text: key, French, English, separated by tabs. Lines that begin with # are headings.
Table read_table(std::string_view rest) {
  Table table;
  while (!rest.empty()) {
    const auto line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    if (line.empty() || line.front() == '#') continue;
    const auto first = line.find('\t');
    const auto second = line.find('\t', first + 1);
    if (first == std::string_view::npos || second == std::string_view::npos)
      throw std::logic_error("texts.tsv: not three columns: " + std::string(line));
    const bool fresh =
        table
            .emplace(line.substr(0, first),
                     Pair{line.substr(first + 1, second - first - 1), line.substr(second + 1)})
            .second;
    if (!fresh) throw std::logic_error("texts.tsv: twice: " + std::string(line));
  }
  return table;
}

const Pair* find(std::string_view key) {
  static const Table table = read_table(embedded_texts[0].content);
  const auto found = table.find(key);
  return found == table.end() ? nullptr : &found->second;
}

}  // namespace

std::string_view text(std::string_view key, Language language) {
  const Pair* pair = find(key);
  if (!pair) throw std::logic_error("no text for " + std::string(key));
  return language == Language::fr ? pair->fr : pair->en;
}

std::string_view text_or(std::string_view key, Language language, std::string_view otherwise) {
  const Pair* pair = find(key);
  if (!pair) return otherwise;
  return language == Language::fr ? pair->fr : pair->en;
}

}  // namespace facteur::gateway::portal
