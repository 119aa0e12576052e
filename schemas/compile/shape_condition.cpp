#include "schemas/compile/shape_condition.h"

#include <cctype>
#include <sstream>
#include <utility>

#include "schemas/grammar.h"

namespace facteur::schemas::compile {
namespace {

using Kind = ShapeCondition::Kind;

std::vector<std::string> split_at(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::istringstream in(text);
  for (std::string part; std::getline(in, part, separator);) parts.push_back(part);
  return parts;
}

class Parser {
 public:
  explicit Parser(const std::string& text) : text_(text) {}

  ShapeCondition condition() {
    ShapeCondition result = any();
    finish();
    return result;
  }

  ShapePath whole_path() {
    ShapePath result = path();
    finish();
    return result;
  }

 private:
  void finish() {
    skip_space();
    if (at_ != text_.size()) throw Error("not understood: " + text_.substr(at_));
  }

  void skip_space() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
  }

  bool take(const std::string& token) {
    skip_space();
    if (text_.compare(at_, token.size(), token) != 0) return false;
    at_ += token.size();
    return true;
  }

  // The next word, not taken: up to a space or a bracket that closes.
  std::string peek_word() {
    skip_space();
    return text_.substr(at_, text_.find_first_of(" )]", at_) - at_);
  }

  bool take_word(const std::string& word) { return peek_word() == word && take(word); }

  ShapeCondition joined(Kind kind, const char* word, ShapeCondition (Parser::*part)()) {
    ShapeCondition first = (this->*part)();
    if (peek_word() != word) return first;
    ShapeCondition result;
    result.kind = kind;
    result.parts.push_back(std::move(first));
    while (take_word(word)) result.parts.push_back((this->*part)());
    return result;
  }
  ShapeCondition any() { return joined(Kind::any, "or", &Parser::all); }
  ShapeCondition all() { return joined(Kind::all, "and", &Parser::negated); }

  ShapeCondition negated() {
    if (!take_word("not")) return primary();
    ShapeCondition result;
    result.kind = Kind::negate;
    result.parts.push_back(negated());
    return result;
  }

  ShapeCondition primary() {
    ShapeCondition result;
    if (take("(")) {
      result = any();
      if (!take(")")) throw Error("expected )");
      return result;
    }
    if (take_word("inside")) {
      result.kind = Kind::inside;
      result.path = path();
      return result;
    }
    const std::string word = peek_word();
    result.maximum = unbounded;
    if (parse_range(word, result.minimum, result.maximum)) take(word);
    result.path = path();
    while (take("| ")) result.others.push_back(path());
    comparison(result);
    return result;
  }

  void comparison(ShapeCondition& result) {
    for (const char* word : {"=", "!=", "decimals", "date", "in", "is", "noted"}) {
      if (!take_word(word)) continue;
      result.comparison = word;
      result.literal = literal();
      const bool boolean = result.literal == "true()" || result.literal == "false()";
      if (word == std::string("=") && boolean) {
        result.comparison = "boolean";
        result.literal.resize(result.literal.size() - 2);
      }
      return;
    }
  }

  std::string literal() {
    if (take("'")) {
      const auto end = text_.find('\'', at_);
      if (end == std::string::npos) throw Error("expected '");
      const std::string result = text_.substr(at_, end - at_);
      at_ = end + 1;
      return result;
    }
    skip_space();
    auto end = text_.find_first_of(" ()]", at_);
    if (end != std::string::npos && text_.compare(end, 2, "()") == 0) end += 2;
    const std::string result = text_.substr(at_, end - at_);
    if (result.empty()) throw Error("expected a literal");
    at_ += result.size();
    return result;
  }

  ShapePath path() {
    ShapePath result;
    skip_space();
    result.anywhere = take("//");
    result.absolute = !result.anywhere && take("/");
    const bool itself = text_.compare(at_, 1, ".") == 0;
    if (itself) ++at_;
    if (!itself || (text_.compare(at_, 1, "/") == 0 && ++at_)) {
      do {
        if (!part(result)) throw Error("a path has an attribute or function in the middle");
      } while (at_ < text_.size() && text_[at_] == '/' && ++at_);
    }
    return result;
  }

  // A step, attribute or function. False where none may follow what is there.
  bool part(ShapePath& path) {
    const std::string word = name();
    if (word == "upper()") return path.upper = true;
    if (word == "normal()") return path.normal = true;
    if (word == "distinct()") return path.distinct = true;
    if (!path.attribute.empty() || path.upper || path.normal || path.distinct) return false;
    if (word[0] == '@') {
      path.attribute = word.substr(1);
      return true;
    }
    ShapeStep& step = path.steps.emplace_back();
    step.names = split_at(word, '|');
    if (at_ < text_.size() && text_[at_] == '[') {
      ++at_;
      step.predicate = std::make_shared<ShapeCondition>(any());
      if (!take("]")) throw Error("expected ]");
    }
    return true;
  }

  std::string name() {
    const auto begin = at_;
    const auto is_name = [](char c) {
      return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
             std::string("_:-*@|").find(c) != std::string::npos;
    };
    while (at_ < text_.size() && is_name(text_[at_])) ++at_;
    if (text_.compare(at_, 2, "()") == 0) at_ += 2;
    if (at_ == begin) throw Error("expected a name at: " + text_.substr(at_));
    return text_.substr(begin, at_ - begin);
  }

  const std::string& text_;
  std::size_t at_ = 0;
};

}  // namespace

bool parse_range(const std::string& word, unsigned& minimum, unsigned& maximum) {
  if (word.empty() || std::isdigit(static_cast<unsigned char>(word[0])) == 0) return false;
  const auto dots = word.find("..");
  minimum = static_cast<unsigned>(std::stoul(word.substr(0, dots)));
  maximum = minimum;
  if (dots != std::string::npos) {
    const std::string last = word.substr(dots + 2);
    maximum = last == "n" ? unbounded : static_cast<unsigned>(std::stoul(last));
  }
  return true;
}

ShapePath parse_path(const std::string& text) {
  return Parser(text).whole_path();
}

ShapeCondition parse_condition(const std::string& text) {
  return Parser(text).condition();
}

}  // namespace facteur::schemas::compile
