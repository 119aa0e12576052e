// Where rules put what they find, and how values are written in messages.
//
// A Report keeps a bounded number of findings, in all and for each rule of a set, and counts the
// rest: an invoice with ten thousand wrong lines is told so, not ten thousand times. It allocates
// nothing before the first finding. Used by one thread at a time.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formats/decimal.h"
#include "formats/finding.h"
#include "formats/model.h"
#include "formats/rules.h"

namespace facteur::formats {

class Report {
 public:
  static constexpr std::size_t kept_for_each_rule = 10;
  static constexpr std::size_t kept_in_all = 500;

  // The set that the findings to come belong to; its name and those of its rules outlive them.
  void begin_set(std::string_view set) {
    set_ = set;
    counts_.clear();  // another set may have rules of the same ids
    crowded_before_ = crowded_.size();
    leave_out({});
  }

  // Rules (by id, sorted; static storage) that the set does not have: they are not reported, until
  // another set begins.
  void leave_out(std::span<const std::string_view> rules) {
    chosen_ = rules;
    only_chosen_ = false;
  }
  // The same for a set that has none but these.
  void keep_only(std::span<const std::string_view> rules) {
    chosen_ = rules;
    only_chosen_ = true;
  }
  bool has(std::string_view rule) const;  // may it be reported

  // The rule does not hold at `place`. The message is the sentence of the rule, then `detail`.
  void add(const Rule& rule, Node place, const Text& detail = {});

  // The same where the place is an element that the model does not hold.
  void add_at(const Rule& rule, std::string location, std::uint32_t line);

  // Findings that were counted elsewhere, but not kept.
  void count_beyond(std::size_t count) { beyond_ += count; }

  // `group` lacks a term, or one of two. The message calls them by their names.
  void add_missing(const Rule& rule, Node group, Term wanted, Term otherwise = Term::none);

  // The value of `place` is not what the rule asks for: the message quotes it, then says `why`.
  void add_value(const Rule& rule, Node place, std::string_view value, const Text& why = {});

  // An equation does not hold: the message shows both sides and the difference. A side without a
  // value is one of which an operand is missing.
  struct Side {
    std::string_view formula;  // "BT-109 + BT-110"
    MaybeDecimal value;
  };
  void add_equation(const Rule& rule, Node place, const Side& is, const Side& should_be);

  // Has another set found something about that term in that very element? True of every element
  // once the findings about a term are too many to be kept.
  bool others_said(Term term, std::string_view location) const;

  // Has this set a finding of that rule at, or in, the element of that location?
  bool has_found(std::string_view rule, std::string_view location) const;

  std::vector<Finding> take() { return std::move(findings_); }
  std::size_t beyond() const { return beyond_; }

 private:
  bool has_room_for(const Rule& rule);
  Finding& keep(const Rule& rule, std::string location, std::uint32_t line);

  struct Count {
    std::string_view rule;
    std::size_t found;
  };
  std::string_view set_;
  std::span<const std::string_view> chosen_;
  bool only_chosen_ = false;
  std::vector<Finding> findings_;
  std::vector<Count> counts_;
  std::vector<Term> crowded_;       // terms of findings that were not kept
  std::size_t crowded_before_ = 0;  // how many of them before this set began
  std::size_t beyond_ = 0;
};

// "1 234,50" (no-break spaces) and "1,234.50": at least two decimals, never fewer than the value
// has.
std::string amount_fr(Decimal value);
std::string amount_en(Decimal value);

// Foreign text made fit to be quoted: at most `longest` characters, no control characters.
std::string quotable(std::string_view text, std::size_t longest = 60);

}  // namespace facteur::formats
