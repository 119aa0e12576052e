#include "formats/pattern.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "formats/utf8.h"

namespace facteur::formats {
namespace {

constexpr unsigned deepest_group = 20;
constexpr char32_t last_character = 0x10FFFF;
constexpr std::string_view signs = "|()[]{}?*+.^$\\";

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_letter(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

}  // namespace

bool Pattern::Position::takes(char32_t character) const {
  const bool listed = std::any_of(ranges.begin(), ranges.end(), [=](const auto& range) {
    return range.first <= character && character <= range.second;
  });
  return listed != others;
}

bool Pattern::matches(std::string_view value) const {
  if (value.size() > longest_value) return false;
  if (value.empty()) return matches_empty_;
  Positions expected = first_, reached;
  while (!value.empty() && expected.any()) {
    const char32_t character = take_code_point(value);
    reached.reset();
    Positions next;
    for (std::size_t i = 0; i < positions_.size(); ++i) {
      if (!expected[i] || !positions_[i].takes(character)) continue;
      reached.set(i);
      next |= positions_[i].follow;
    }
    expected = next;
  }
  return value.empty() && (reached & last_).any();
}

// Recursive descent that builds the automaton as it reads. What repeats is read as often as it
// repeats: each reading adds positions of its own, and their number is bounded.
class PatternParser {
 public:
  explicit PatternParser(std::string_view text) : text_(text) {}

  std::variant<Pattern, PatternFault> parse() {
    const Part whole = alternatives();
    if (!fault_ && at_ < text_.size()) {
      fail("cette parenthèse ne ferme rien ; écrivez \\) pour le signe lui-même",
           "this parenthesis closes nothing; write \\) for the sign itself");
    }
    if (fault_) return *fault_;
    pattern_.first_ = whole.first;
    pattern_.last_ = whole.last;
    pattern_.matches_empty_ = whole.empty;
    return std::move(pattern_);
  }

 private:
  using Positions = Pattern::Positions;
  using Position = Pattern::Position;

  // A piece of the automaton: where it begins, where it may end, and whether nothing will do.
  struct Part {
    Positions first, last;
    bool empty = false;
  };

  struct Repetition {
    std::size_t least = 1, most = 1;
    bool open_ended = false;  // no `most`
  };

  Part alternatives() {
    if (++depth_ > deepest_group) {
      fail("trop de parenthèses imbriquées", "too many nested parentheses");
    }
    Part any = sequence();
    while (!fault_ && take('|')) {
      const Part other = sequence();
      any.first |= other.first;
      any.last |= other.last;
      any.empty = any.empty || other.empty;
    }
    --depth_;
    return any;
  }

  Part sequence() {
    if (at_ >= text_.size() || text_[at_] == '|' || text_[at_] == ')') {
      fail("il manque quelque chose ici ; « ? » dit qu'une partie est facultative",
           "something is missing here; \"?\" says that a part is optional");
      return {};
    }
    Part all{{}, {}, true};
    while (!fault_ && at_ < text_.size() && text_[at_] != '|' && text_[at_] != ')') {
      append(all, piece());
    }
    return all;
  }

  Part piece() {
    const std::size_t begin = at_;
    Part once = atom();
    const Repetition repetition = fault_ ? Repetition() : read_repetition();
    const std::size_t end = at_;
    const std::size_t copies = std::max({repetition.least, repetition.most, std::size_t{1}});
    Part all{{}, {}, true};
    for (std::size_t copy = 1; copy <= copies && !fault_; ++copy) {
      if (copy > 1) {
        at_ = begin;
        once = atom();
      }
      if (repetition.open_ended && copy == copies) connect(once.last, once.first);
      if (copy > repetition.least) once.empty = true;
      append(all, once);
    }
    if (!fault_) at_ = end;
    return all;
  }

  Repetition read_repetition() {
    if (take('?')) return {0, 1, false};
    if (take('*')) return {0, 0, true};
    if (take('+')) return {1, 0, true};
    if (!take('{')) return {1, 1, false};
    Repetition repetition;
    repetition.least = repetition.most = number();
    if (!fault_ && take(',')) {
      repetition.open_ended = at_ < text_.size() && text_[at_] == '}';
      repetition.most = repetition.open_ended ? 0 : number();
    }
    const bool some =
        repetition.open_ended || (repetition.most > 0 && repetition.most >= repetition.least);
    if (!fault_ && (!take('}') || !some)) {
      fail("une répétition s'écrit {n}, {n,} ou {n,m}",
           "a repetition is written {n}, {n,} or {n,m}");
    }
    return repetition;
  }

  std::size_t number() {
    std::size_t value = 0;
    const char* end = text_.data() + text_.size();
    const auto [stop, error] = std::from_chars(text_.data() + at_, end, value);
    at_ = static_cast<std::size_t>(stop - text_.data());
    if (error != std::errc() || value > Pattern::most_positions) {
      fail("un nombre de 0 à 256 manque ici", "a number from 0 to 256 is missing here");
      return 0;
    }
    return value;
  }

  Part atom() {
    if (take('(')) {
      const Part inner = alternatives();
      if (!fault_ && !take(')')) {
        fail("la parenthèse n'est pas fermée", "the parenthesis is not closed");
      }
      return inner;
    }
    Position position;
    if (take('[')) {
      read_class(position);
    } else if (take('.')) {
      position.others = true;
    } else if (take('\\')) {
      position.ranges.push_back(escaped());
    } else if (signs.find(text_[at_]) != signs.npos) {
      fail(
          "ce signe n'a pas de sens ici ; écrivez-le avec \\ devant pour le signe lui-même (un "
          "motif vaut toujours pour toute la valeur, sans ^ ni $)",
          "this sign makes no sense here; write it with \\ before it for the sign itself (a "
          "pattern always is about the whole value, without ^ and $)");
    } else {
      const char32_t character = next();
      position.ranges.emplace_back(character, character);
    }
    return fault_ ? Part{} : add(std::move(position));
  }

  void read_class(Position& position) {
    position.others = take('^');
    while (!fault_ && at_ < text_.size() && text_[at_] != ']') {
      auto range = take('\\') ? escaped() : one(next());
      const bool goes_on = at_ + 1 < text_.size() && text_[at_] == '-' && text_[at_ + 1] != ']';
      if (goes_on && range.first == range.second) {
        ++at_;
        range.second = (take('\\') ? escaped() : one(next())).first;
      }
      if (range.second < range.first) {
        fail("cette étendue va à l'envers", "this range runs backwards");
      }
      position.ranges.push_back(range);
    }
    if (!fault_ && (!take(']') || position.ranges.empty())) {
      fail("une classe s'écrit [A-Z0-9] : elle est vide, ou n'est pas fermée",
           "a class is written [A-Z0-9]: it is empty, or not closed");
    }
  }

  static std::pair<char32_t, char32_t> one(char32_t character) { return {character, character}; }

  std::pair<char32_t, char32_t> escaped() {
    if (take('d')) return {U'0', U'9'};
    const bool is_sign = at_ < text_.size() && !is_letter(text_[at_]) && !is_digit(text_[at_]) &&
                         static_cast<unsigned char>(text_[at_]) < 0x80;
    if (!is_sign) {
      fail("après \\ vient d (un chiffre) ou un signe", "after \\ comes d (a digit) or a sign");
      return one(last_character);
    }
    return one(next());
  }

  char32_t next() {
    std::string_view rest = text_.substr(at_);
    const char32_t character = take_code_point(rest);
    at_ = text_.size() - rest.size();
    return character;
  }

  bool take(char sign) {
    if (at_ >= text_.size() || text_[at_] != sign) return false;
    ++at_;
    return true;
  }

  Part add(Position position) {
    const std::size_t index = pattern_.positions_.size();
    if (index == Pattern::most_positions) {
      fail("le motif est trop long : 256 caractères au plus, répétitions comprises",
           "the pattern is too long: at most 256 characters, repetitions included");
      return {};
    }
    pattern_.positions_.push_back(std::move(position));
    Part part;
    part.first.set(index);
    part.last.set(index);
    return part;
  }

  void connect(const Positions& from, const Positions& to) {
    for (std::size_t i = 0; i < pattern_.positions_.size(); ++i) {
      if (from[i]) pattern_.positions_[i].follow |= to;
    }
  }

  void append(Part& all, const Part& next) {
    connect(all.last, next.first);
    if (all.empty) all.first |= next.first;
    all.last = next.empty ? all.last | next.last : next.last;
    all.empty = all.empty && next.empty;
  }

  void fail(std::string_view fr, std::string_view en) {
    if (!fault_)
      fault_ = PatternFault{std::min(at_, text_.size()), {std::string(fr), std::string(en)}};
  }

  std::string_view text_;
  std::size_t at_ = 0;
  unsigned depth_ = 0;
  Pattern pattern_;
  std::optional<PatternFault> fault_;
};

std::variant<Pattern, PatternFault> Pattern::compile(std::string_view pattern) {
  return PatternParser(pattern).parse();
}

}  // namespace facteur::formats
