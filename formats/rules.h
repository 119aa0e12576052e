// Business rules and the sets that publishers put them into.
//
// A rule is a fact (id, severity, terms, sentence) and a piece of code that stands beside it, in
// formats/rules/. Sets are data: who asks for a set by name, or lists the rules, starts here.
// Everything here is constant and may be read from any thread.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "formats/finding.h"
#include "formats/model.h"

namespace facteur::formats {

class Report;

// A sentence in the two languages that users read; static storage. "{}" stands for the subject.
struct Sentence {
  std::string_view fr;
  std::string_view en;
};

struct Rule {
  std::string_view id;  // as its publisher writes it
  Severity severity = Severity::fatal;
  std::array<Term, 4> terms{};  // most telling first; unused places hold Term::none
  Sentence sentence{};          // what the rule asks for, in our words
  Sentence subject{};           // what "{}" stands for in the sentence: a VAT category
};

// The sentence with its subject put in.
Text text_of(const Rule& rule);

// What the rules of a set are about. A document of another kind is not judged by it.
enum class Subject : std::uint8_t { invoice, status_message };

struct RuleSet {
  std::string_view name;     // as in `--rules`: "en16931"
  std::string_view version;  // of the official artefacts: "1.3.16"
  std::string_view source;   // who publishes them
  Subject subject;
  bool (*called_for)(const Invoice& invoice, std::string_view profile);
  void (*check)(const Invoice& invoice, Report& report);
  std::vector<const Rule*> (*rules)();  // every rule of the set, in the order of their families
  // Another set whose rules the set asks first, but for some, by id in byte order. Null: none.
  const RuleSet* base = nullptr;
  std::span<const std::string_view> (*without)(const Invoice& invoice) = nullptr;
};

// The sets that this version carries, in the order in which they are checked.
std::span<const RuleSet> rule_sets();

// Null when this version does not carry a set of that name.
const RuleSet* find_rule_set(std::string_view name);

// A name that the command line contract knows, carried or not.
bool is_rule_set_name(std::string_view name);

}  // namespace facteur::formats
