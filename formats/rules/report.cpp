#include "formats/rules/report.h"

#include <algorithm>
#include <utility>

namespace facteur::formats {
namespace {

constexpr std::string_view no_break_space = "\xC2\xA0";

std::string with_subject(std::string_view sentence, std::string_view subject) {
  std::string text(sentence);
  const auto at = text.find("{}");
  if (at != std::string::npos) text.replace(at, 2, subject);
  return text;
}

std::string grouped(Decimal value, std::string_view group_mark, std::string_view decimal_mark) {
  const std::string digits = value.scale() <= 2 ? value.money() : value.to_string();
  const std::size_t point = std::min(digits.find('.'), digits.size());
  const std::size_t first = digits.front() == '-' ? 1 : 0;
  std::string text = digits.substr(0, first);
  for (std::size_t i = first; i < point; ++i) {
    if (i > first && (point - i) % 3 == 0) text += group_mark;
    text += digits[i];
  }
  std::string fraction = point < digits.size() ? digits.substr(point + 1) : "";
  if (fraction.size() < 2) fraction.append(2 - fraction.size(), '0');
  text += decimal_mark;
  return text += fraction;
}

// "Nom du vendeur (BT-27)"
std::string named(Term term, std::string_view TermFacts::*language) {
  const TermFacts* facts_of_term = facts(term);
  if (facts_of_term == nullptr) return name(term);
  return std::string(facts_of_term->*language) + " (" + name(term) + ")";
}

std::string equation(const Report::Side& is, const Report::Side& should_be, std::string_view but,
                     std::string_view no_value, std::string_view difference,
                     std::string (*amount)(Decimal)) {
  const auto shown = [&](const Report::Side& side) {
    return std::string(side.formula) + " = " +
           (side.value ? amount(*side.value) : std::string(no_value));
  };
  std::string text = shown(is) + std::string(but) + shown(should_be);
  if (const auto gap = is.value - should_be.value) {
    text += " (" + std::string(difference) + amount(*gap) + ")";
  }
  return text += ".";
}

}  // namespace

Text text_of(const Rule& rule) {
  return {with_subject(rule.sentence.fr, rule.subject.fr),
          with_subject(rule.sentence.en, rule.subject.en)};
}

bool Report::has(std::string_view rule) const {
  return std::binary_search(chosen_.begin(), chosen_.end(), rule) == only_chosen_;
}

bool Report::has_room_for(const Rule& rule) {
  if (!has(rule.id)) return false;
  const auto count = std::find_if(counts_.begin(), counts_.end(),
                                  [&](const Count& c) { return c.rule == rule.id; });
  if (count == counts_.end()) {
    counts_.push_back({rule.id, 1});
    return true;  // the first of its rule is always kept: the verdict names every broken rule
  }
  ++count->found;
  if (count->found <= kept_for_each_rule && findings_.size() < kept_in_all) return true;
  ++beyond_;
  if (count->found == kept_for_each_rule + 1) {
    crowded_.insert(crowded_.end(), rule.terms.begin(), rule.terms.end());
  }
  return false;
}

void Report::add(const Rule& rule, Node place, const Text& detail) {
  if (!has_room_for(rule)) return;
  Finding& finding = keep(rule, place.location(), place.line());
  if (!detail.fr.empty()) finding.message.fr += " " + detail.fr;
  if (!detail.en.empty()) finding.message.en += " " + detail.en;
}

void Report::add_at(const Rule& rule, std::string location, std::uint32_t line) {
  if (has_room_for(rule)) keep(rule, std::move(location), line);
}

Finding& Report::keep(const Rule& rule, std::string location, std::uint32_t line) {
  Finding& finding = findings_.emplace_back();
  finding.set = set_;
  finding.rule = rule.id;
  finding.severity = rule.severity;
  for (const Term term : rule.terms) {
    if (term != Term::none) finding.terms.push_back(term);
  }
  finding.location = std::move(location);
  finding.line = line;
  finding.message = text_of(rule);
  return finding;
}

bool Report::others_said(Term term, std::string_view location) const {
  const auto end = crowded_.begin() + static_cast<std::ptrdiff_t>(crowded_before_);
  if (std::find(crowded_.begin(), end, term) != end) return true;
  return std::any_of(findings_.begin(), findings_.end(), [&](const Finding& finding) {
    return finding.set != set_ && finding.location == location &&
           std::find(finding.terms.begin(), finding.terms.end(), term) != finding.terms.end();
  });
}

bool Report::has_found(std::string_view rule, std::string_view location) const {
  return std::any_of(findings_.begin(), findings_.end(), [&](const Finding& finding) {
    return finding.rule == rule && finding.set == set_ && finding.location.starts_with(location);
  });
}

void Report::add_missing(const Rule& rule, Node group, Term wanted, Term otherwise) {
  Text detail{"Il manque : " + named(wanted, &TermFacts::fr),
              "Missing: " + named(wanted, &TermFacts::en)};
  if (otherwise != Term::none) {
    detail.fr += " ou " + named(otherwise, &TermFacts::fr);
    detail.en += " or " + named(otherwise, &TermFacts::en);
  }
  detail.fr += ".";
  detail.en += ".";
  add(rule, group, detail);
}

void Report::add_value(const Rule& rule, Node place, std::string_view value, const Text& why) {
  const std::string quoted = quotable(value);
  const auto and_why = [](const std::string& reason) { return reason.empty() ? "" : " " + reason; };
  add(rule, place,
      {"Valeur reçue : «" + std::string(no_break_space) + quoted + std::string(no_break_space) +
           "»." + and_why(why.fr),
       "Received: \"" + quoted + "\"." + and_why(why.en)});
}

void Report::add_equation(const Rule& rule, Node place, const Side& is, const Side& should_be) {
  add(rule, place,
      {equation(is, should_be, " mais ", "valeur absente", "écart ", amount_fr),
       equation(is, should_be, " but ", "no value", "difference ", amount_en)});
}

std::string amount_fr(Decimal value) {
  return grouped(value, no_break_space, ",");
}
std::string amount_en(Decimal value) {
  return grouped(value, ",", ".");
}

std::string quotable(std::string_view text, std::size_t longest) {
  std::string result;
  std::size_t characters = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool starts_character = (byte & 0xC0) != 0x80;
    if (starts_character && ++characters > longest) return result + "…";
    result += byte < 0x20 || byte == 0x7F ? ' ' : c;
  }
  return result;
}

}  // namespace facteur::formats
