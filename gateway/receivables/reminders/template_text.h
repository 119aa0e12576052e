// A template of a message: the words, with the places where facts go in. Pure.
//
// The notation is a part of mustache, read strictly, since a reminder with a hole in it must not
// leave: a name that nobody knows, or one without a value in this message, is a problem with
// template, line and name.
//
//   subject: ...          the first line
//   {{name}}              the value; it must have one
//   {{#name}}...{{/name}} only where it has a value;  {{^name}}...{{/name}}  only where it has none
//   {{> block}}           a table, on a line of its own; nothing where it has no rows
//
// Paragraphs are parted by empty lines. The lines of a paragraph are joined, but for one that ends
// with a backslash. "# " begins a heading. A line with nothing but the tag of a section leaves no
// trace. In French the spaces of typography are set: before : ; ? ! and inside « ».
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/receivables/reminders/message.h"

namespace facteur::gateway::receivables::reminders {

// Values by name; a name that is known and has no value holds nothing. Values are texts of
// strangers: they stay text, and their control characters become spaces.
using Values = std::map<std::string, std::optional<std::string>, std::less<>>;

struct Passage {
  enum class Kind { paragraph, heading, block };
  Kind kind = Kind::paragraph;
  std::string text;  // of a block, its name; else with \n where a line ends
  bool operator==(const Passage&) const = default;
};

struct Wording {
  std::string subject;
  std::vector<Passage> passages;
};

// Immutable once made; safe from any thread.
class TemplateText {
 public:
  // `place`: what it is called in problems, "fr/firm.mustache". Bytes that are no template make one
  // that renders to problems only.
  TemplateText(std::string place, std::string source, MessageLanguage language);

  // What is wrong with it whatever the facts: tags that do not close, names not among `names`,
  // blocks not among `blocks`, no subject.
  std::vector<Problem> check(const std::set<std::string, std::less<>>& names,
                             const std::set<std::string, std::less<>>& blocks) const;

  // Appends a problem for each value that is missing; then the wording is of no use.
  Wording render(const Values& values, std::vector<Problem>& problems) const;

  const std::string& source() const { return source_; }

 private:
  struct Token {
    enum class Kind { text, value, open, open_inverted, close, block };
    Kind kind;
    std::string text;
    int line;
  };

  void read();
  void add_tag(std::string_view tag, int line);
  void drop_lines_of_sections();
  void check_nesting();
  void complain(int line, const std::string& code, const std::string& name, formats::Text text);
  std::string place_of(int line, const std::string& name) const;

  std::string place_, source_;
  MessageLanguage language_;
  std::vector<Token> tokens_;
  std::vector<Problem> problems_;  // found while reading
};

}  // namespace facteur::gateway::receivables::reminders
