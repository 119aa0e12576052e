#include "gateway/receivables/reminders/template_text.h"

#include <algorithm>

#include "gateway/receivables/reminders/wording.h"

namespace facteur::gateway::receivables::reminders {
namespace {

constexpr std::string_view subject_mark = "subject:";
constexpr std::size_t longest_template = 64 * 1024;

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r") == std::string_view::npos;
}

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") + 1 - begin);
}

int line_breaks(std::string_view text) {
  return static_cast<int>(std::count(text.begin(), text.end(), '\n'));
}

// Passages are collected from a stream of template text, whose line breaks mean something, and of
// values, whose characters do not.
class PassageBuilder {
 public:
  void literal(std::string_view text) {
    while (!text.empty()) {
      const auto end = text.find('\n');
      take(text.substr(0, end));
      if (end == std::string_view::npos) return;
      end_line();
      text.remove_prefix(end + 1);
    }
  }

  void value(std::string_view text) {
    begin_text();
    paragraph_ += text;
    line_empty_ = false;
  }

  void block(const std::string& name) {
    end_paragraph();
    passages_.push_back({Passage::Kind::block, name});
    line_empty_ = false;
  }

  std::vector<Passage> finish() {
    end_paragraph();
    return std::move(passages_);
  }

 private:
  void take(std::string_view text) {
    if (line_empty_ && is_blank(text)) return;
    if (line_empty_ && paragraph_.empty() && text.starts_with("# ")) {
      heading_ = true;
      text.remove_prefix(2);
    }
    begin_text();
    paragraph_ += text;
    line_empty_ = false;
  }

  void begin_text() {
    if (line_empty_ && !paragraph_.empty() && paragraph_.back() != '\n') paragraph_ += ' ';
  }

  void end_line() {
    if (line_empty_) end_paragraph();
    while (!paragraph_.empty() && paragraph_.back() == ' ') paragraph_.pop_back();
    if (!line_empty_ && paragraph_.ends_with('\\')) paragraph_.back() = '\n';
    line_empty_ = true;
  }

  void end_paragraph() {
    const std::string_view text = trimmed(paragraph_);
    if (!text.empty())
      passages_.push_back(
          {heading_ ? Passage::Kind::heading : Passage::Kind::paragraph, std::string(text)});
    paragraph_.clear();
    heading_ = false;
  }

  std::vector<Passage> passages_;
  std::string paragraph_;
  bool line_empty_ = true, heading_ = false;
};

}  // namespace

TemplateText::TemplateText(std::string place, std::string source, MessageLanguage language)
    : place_(std::move(place)), source_(std::move(source)), language_(language) {
  read();
  drop_lines_of_sections();
  check_nesting();
}

std::string TemplateText::place_of(int line, const std::string& name) const {
  return place_ + ":" + std::to_string(line) + (name.empty() ? "" : ": " + name);
}

void TemplateText::complain(int line, const std::string& code, const std::string& name,
                            formats::Text text) {
  problems_.push_back({code, place_of(line, name), std::move(text)});
}

void TemplateText::read() {
  std::string_view rest = source_;
  if (rest.size() > longest_template) {
    complain(1, "TEMPLATE_TOO_LONG", "",
             {"modèle de plus de 64 Ko", "a template of more than 64 KB"});
    return;
  }
  if (!rest.starts_with(subject_mark))
    complain(1, "TEMPLATE_SUBJECT", "",
             {"la première ligne doit commencer par « subject: »",
              "the first line must begin with \"subject:\""});
  int line = 1;
  while (!rest.empty()) {
    const auto begin = rest.find("{{");
    const std::string_view text = rest.substr(0, begin);
    if (!text.empty()) tokens_.push_back({Token::Kind::text, std::string(text), line});
    line += line_breaks(text);
    if (begin == std::string_view::npos) return;
    rest.remove_prefix(begin + 2);
    const auto end = rest.find("}}");
    if (end == std::string_view::npos) {
      complain(line, "TEMPLATE_TAG", "", {"balise {{ sans }}", "a tag {{ without }}"});
      return;
    }
    add_tag(rest.substr(0, end), line);
    line += line_breaks(rest.substr(0, end));
    rest.remove_prefix(end + 2);
  }
}

void TemplateText::add_tag(std::string_view tag, int line) {
  using Kind = Token::Kind;
  const char mark = tag.empty() ? ' ' : tag.front();
  const Kind kind = mark == '#'   ? Kind::open
                    : mark == '^' ? Kind::open_inverted
                    : mark == '/' ? Kind::close
                    : mark == '>' ? Kind::block
                                  : Kind::value;
  if (kind != Kind::value) tag.remove_prefix(1);
  tokens_.push_back({kind, std::string(trimmed(tag)), line});
}

// A section tag between two line breaks takes the second of them with it.
void TemplateText::drop_lines_of_sections() {
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    using Kind = Token::Kind;
    const Kind kind = tokens_[i].kind;
    if (kind != Kind::open && kind != Kind::open_inverted && kind != Kind::close) continue;
    if (i == 0 || i + 1 == tokens_.size()) continue;
    const Token& before = tokens_[i - 1];
    Token& after = tokens_[i + 1];
    const bool starts_line = before.kind != Kind::text ? false : before.text.ends_with('\n');
    // The tag before was alone on its line and has just taken this line's beginning.
    const bool continues = before.kind == Kind::text && before.text.empty();
    if ((starts_line || continues) && after.kind == Kind::text && after.text.starts_with('\n'))
      after.text.erase(0, 1);
  }
}

void TemplateText::check_nesting() {
  std::vector<const Token*> open;
  for (const Token& token : tokens_) {
    if (token.kind == Token::Kind::open || token.kind == Token::Kind::open_inverted)
      open.push_back(&token);
    if (token.kind != Token::Kind::close) continue;
    if (open.empty() || open.back()->text != token.text) {
      complain(token.line, "TEMPLATE_TAG", token.text,
               {"cette section n'est pas celle qui est ouverte",
                "this section is not the one that is open"});
      return;
    }
    open.pop_back();
  }
  if (!open.empty())
    complain(open.back()->line, "TEMPLATE_TAG", open.back()->text,
             {"section jamais fermée", "a section that is never closed"});
}

std::vector<Problem> TemplateText::check(const std::set<std::string, std::less<>>& names,
                                         const std::set<std::string, std::less<>>& blocks) const {
  std::vector<Problem> problems = problems_;
  for (const Token& token : tokens_) {
    if (token.kind == Token::Kind::text) continue;
    const bool is_block = token.kind == Token::Kind::block;
    if ((is_block ? blocks : names).contains(token.text)) continue;
    problems.push_back({"UNKNOWN_VARIABLE",
                        place_of(token.line, token.text),
                        {"aucune variable ni aucun tableau de ce nom",
                         "there is no variable and no table of this name"}});
  }
  return problems;
}

Wording TemplateText::render(const Values& values, std::vector<Problem>& problems) const {
  problems.insert(problems.end(), problems_.begin(), problems_.end());
  if (!problems_.empty()) return {};
  PassageBuilder body;
  std::vector<bool> shown;  // of the sections that are open, whether each is
  const auto hidden = [&] { return std::find(shown.begin(), shown.end(), false) != shown.end(); };
  for (const Token& token : tokens_) {
    if (token.kind == Token::Kind::close) {
      shown.pop_back();
      continue;
    }
    const auto value = values.find(token.text);
    const bool has_value = value != values.end() && value->second;
    if (token.kind == Token::Kind::open || token.kind == Token::Kind::open_inverted) {
      shown.push_back(has_value == (token.kind == Token::Kind::open));
    } else if (hidden()) {
      continue;
    } else if (token.kind == Token::Kind::text) {
      body.literal(is_french(language_) ? with_french_spaces(token.text) : token.text);
    } else if (token.kind == Token::Kind::block) {
      body.block(token.text);
    } else if (has_value) {
      body.value(one_line(*value->second));
    } else {
      problems.push_back({"MISSING_VARIABLE",
                          place_of(token.line, token.text),
                          {"cette variable n'a pas de valeur pour ce message",
                           "this variable has no value in this message"}});
    }
  }
  Wording wording{{}, body.finish()};
  // read() saw that the first paragraph is the subject.
  wording.subject = trimmed(std::string_view(wording.passages.front().text)
                                .substr(wording.passages.front().text.find(':') + 1));
  wording.passages.erase(wording.passages.begin());
  return wording;
}

}  // namespace facteur::gateway::receivables::reminders
