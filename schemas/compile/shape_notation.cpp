#include "schemas/compile/shape_notation.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <sstream>
#include <utility>

#include "schemas/compile/shape_condition.h"

namespace facteur::schemas::compile {
namespace {

void expect(bool good, const char* what) {
  if (!good) throw Error(what);
}

// The first word of `line`, taken from it with the spaces after it.
std::string take_word(std::string& line) {
  const auto end = line.find(' ');
  std::string word = line.substr(0, end);
  const auto next = line.find_first_not_of(' ', word.size());
  line = next == std::string::npos ? "" : line.substr(next);
  return word;
}

bool is_rule(const std::string& word) {
  return word.find('-') != std::string::npos && word.find(':') == std::string::npos &&
         (word[0] == '?' || std::isupper(static_cast<unsigned char>(word[0])) != 0);
}

std::string trim(const std::string& text) {
  const auto first = text.find_first_not_of(' ');
  if (first == std::string::npos) return "";
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

void erase_all(std::string& text, const std::string& part) {
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part)) {
    text.erase(at, part.size());
  }
}

void replace_all(std::string& text, const std::string& part, const std::string& by) {
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + by.size())) {
    text.replace(at, part.size(), by);
  }
}

// "[not a = 1 and not b = 2]" as people write it: "[a ≠ 1, b ≠ 2]".
void show_conditions(std::string& text) {
  for (auto at = text.find("not "); at != std::string::npos; at = text.find("not ", at)) {
    text.erase(at, 4);
    const auto equals = text.find(" = ", at);
    if (equals != std::string::npos) text.replace(equals, 3, " ≠ ");
  }
  replace_all(text, " and ", ", ");
}

// A path as people read it: without how its values are prepared, and what they are compared with.
// What stands in brackets stays: it tells which of several elements is meant.
std::string shown_path(std::string text) {
  for (const char* step : {"/normal()", "/upper()", "/distinct()"}) erase_all(text, step);
  if (text.starts_with("//")) text.erase(0, 2);
  const auto close = text.rfind(']');
  const std::size_t from = close == std::string::npos ? 0 : close;
  for (const char* mark : {" = ", " != ", " in ", " is "}) {
    text.resize(std::min(text.size(), text.find(mark, from)));
  }
  show_conditions(text);
  return text;
}

// Cuts "... outside PATH" off the end of a line.
template <typename Guarded>
void take_guard(std::string& line, Guarded& owner) {
  for (const bool inside : {true, false}) {
    const std::string word = inside ? " inside " : " outside ";
    const auto at = line.rfind(word);
    if (at == std::string::npos) continue;
    owner.guarded = true;
    owner.guard_inside = inside;
    owner.guard = parse_path(trim(line.substr(at + word.size())));
    line = trim(line.substr(0, at));
    return;
  }
}

class Reader {
 public:
  explicit Reader(ShapeNotation& notation) : notation_(notation), contexts_(notation.contexts) {
    // A file begins a pattern.
    pattern_ = contexts_.empty() ? 1 : contexts_.back().pattern + 1;
  }

  void line(std::string text, std::size_t level) {
    const std::string first = text.substr(0, text.find(' '));
    if (level > 0 && (first == "fr" || first == "en")) return sentence(std::move(text));
    text = spelled_out(std::move(text));
    if (level == 0) return top(std::move(text));
    expect(!contexts_.empty(), "a row without a context");
    open_ = false;
    const std::string word = text.substr(0, text.find(' '));
    expect(level <= below_.size() + 1, "indented too far");
    below_.resize(level - 1);
    if (word == "below") {
      take_word(text);
      below_.push_back((below_.empty() ? "" : below_.back()) + text + "/");
    } else {
      expect(is_rule(word), "expected a rule, or below PATH");
      contexts_.back().rows.push_back(rule(std::move(text)));
    }
  }

 private:
  std::string spelled_out(std::string text) const {
    for (auto at = text.find('$'); at != std::string::npos; at = text.find('$')) {
      const auto end = text.find_first_of("/ [])", at);
      const auto let = lets_.find(text.substr(at + 1, end - at - 1));
      expect(let != lets_.end(), "a name after $ that no let gives");
      text.replace(at, let->first.size() + 1, let->second);
    }
    return text;
  }

  void top(std::string text) {
    below_.clear();
    const std::string word = take_word(text);
    said_.clear();
    if (word == "at") return context(std::move(text));
    open_ = false;
    if (word == "pattern") {
      ++pattern_;
      return;
    }
    const std::string name = take_word(text);
    if (word == "shapes") {
      notation_.set = name;
      notation_.when_asked = text.rfind("when-asked", 0) == 0;
      if (text.rfind("for ", 0) == 0) notation_.profile = text.substr(4);
    } else if (word == "only") {
      notation_.only = " " + name + (text.empty() ? "" : " ") + text + " ";
    } else if (word == "column") {
      notation_.column = static_cast<unsigned>(std::stoul(name)) - 1;
    } else if (word == "note") {
      notation_.notes.emplace_back(name, parse_path(text));
    } else if (word == "let") {
      lets_[name] = text;
    } else if (word == "codes") {
      codes(notation_.codes[name], std::move(text));
    } else if (word == "no-empty-values") {
      notation_.empty_values = name;
      notation_.empty_values_severity = take_word(text);
      if (text.rfind("except ", 0) == 0) notation_.empty_allowed = text.substr(7);
    } else if (word == "say") {
      said_ = name;
    } else {
      throw Error("unknown statement " + word);
    }
  }

  static void codes(ShapeCodes& list, std::string text) {
    list.listed = text.rfind("from ", 0) == 0;
    if (!list.listed) {
      list.literal += (list.literal.empty() ? " " : "") + text + " ";
      return;
    }
    take_word(text);
    list.literal = take_word(text) + " ";
    for (std::string sign; !text.empty();) {
      const std::string word = take_word(text);
      if (word == "with" || word == "without") {
        sign = word == "with" ? "+" : "-";
      } else {
        list.literal += sign + word + " ";
      }
    }
  }

  void context(std::string text) {
    if (!open_) {
      contexts_.emplace_back().pattern = pattern_;
      condition_.clear();
    }
    open_ = true;
    take_condition(text, condition_, unless_);
    add_paths(contexts_.back(), std::move(text));
  }

  // Cuts "... if NAME" or "... unless NAME" off the end of a line.
  static void take_condition(std::string& text, std::string& condition, bool& unless) {
    const auto last = text.rfind(' ');
    if (last == std::string::npos) return;
    for (const std::string word : {" if", " unless"}) {
      if (last < word.size() || text.compare(last - word.size(), word.size(), word) != 0) continue;
      condition = text.substr(last + 1);
      unless = word == " unless";
      text = trim(text.substr(0, last - word.size()));
      return;
    }
  }

  static void add_paths(ShapeContext& context, std::string text) {
    take_guard(text, context);
    std::vector<std::string> except;
    if (const auto at = text.find(" except "); at != std::string::npos) {
      std::istringstream names(text.substr(at + 8));
      for (std::string name; names >> name;) except.push_back(name);
      text.resize(at);
    }
    for (std::size_t from = 0; from != std::string::npos;) {
      const auto bar = text.find(" | ", from);
      ShapePath path = parse_path(trim(text.substr(from, bar - from)));
      expect(!path.steps.empty() && path.attribute.empty(), "a context is an element");
      path.steps.back().except = except;
      context.paths.push_back(std::move(path));
      from = bar == std::string::npos ? bar : bar + 3;
    }
  }

  ShapeRow rule(std::string text) const {
    ShapeRow row;
    row.document_condition = condition_;
    row.unless = unless_;
    take_condition(text, row.document_condition, row.unless);
    row.id = take_word(text);
    row.severity = take_word(text);
    const bool known =
        row.severity == "fatal" || row.severity == "warning" || row.severity == "information";
    expect(known, "expected fatal, warning or information");
    const std::string range = take_word(text);
    if (range == "never") {
      row.never = true;
      row.path = text;
      return row;
    }
    row.holds = range == "holds";
    if (row.holds) {
      row.condition = parse_condition(text);
      name_codes(row.condition);
      return row;
    }
    take_guard(text, row);
    const std::string path = (below_.empty() ? "" : below_.back()) + text;
    row.path = shown_path(path);
    row.condition = parse_condition(path);
    const bool good = row.condition.kind == ShapeCondition::Kind::target &&
                      parse_range(range, row.condition.minimum, row.condition.maximum);
    expect(good, "expected: RANGE PATH, holds CONDITION, or never");
    name_codes(row.condition);
    return row;
  }

  // Puts the codes of a list in the place of its name.
  void name_codes(ShapeCondition& condition) const {
    if (condition.comparison == "in") {
      const auto list = notation_.codes.find(condition.literal);
      expect(list != notation_.codes.end(), "no codes of that name");
      if (list->second.listed) condition.comparison = "listed";
      condition.literal = list->second.literal;
    }
    for (ShapeStep& step : condition.path.steps) {
      if (step.predicate) name_codes(*step.predicate);
    }
    for (ShapeCondition& part : condition.parts) name_codes(part);
  }

  void sentence(std::string text) {
    const std::string language = take_word(text);
    if (!said_.empty()) {
      auto& said = notation_.sentences[said_];
      (language == "fr" ? said.fr : said.en) = text;
      return;
    }
    expect(!contexts_.empty() && !contexts_.back().rows.empty(), "a sentence without a rule");
    ShapeRow& row = contexts_.back().rows.back();
    (language == "fr" ? row.fr : row.en) = text;
  }

  ShapeNotation& notation_;
  std::vector<ShapeContext>& contexts_;
  std::map<std::string, std::string> lets_;
  std::string said_;  // the rule of the last `say`
  unsigned pattern_;
  std::string condition_;  // of the rules at the context
  bool unless_ = false;
  bool open_ = false;               // the last line was an `at`
  std::vector<std::string> below_;  // prefixes of the paths, one a level
};

}  // namespace

void read_shapes(std::istream& in, const std::string& file, ShapeNotation& notation) {
  Reader reader(notation);
  std::string row;  // with the lines that continue it
  std::size_t row_indent = 0;
  unsigned row_number = 0, number = 0;
  const auto flush = [&] {
    try {
      if (!row.empty()) reader.line(row, row_indent / 2);
    } catch (const std::exception& error) {
      throw Error(file + ":" + std::to_string(row_number) + ": " + error.what());
    }
  };
  for (std::string line; std::getline(in, line);) {
    ++number;
    const auto indent = line.find_first_not_of(' ');
    if (indent == std::string::npos || line[indent] == '#') continue;
    const std::string text = trim(line);
    if (!row.empty() && (text.rfind("and ", 0) == 0 || text.rfind("or ", 0) == 0)) {
      row += " " + text;
      continue;
    }
    flush();
    row = text;
    row_indent = indent;
    row_number = number;
  }
  flush();
}

}  // namespace facteur::schemas::compile
