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
#include "schemas/code_lists.h"

namespace facteur::formats {

class Report;

// A sentence in the two languages that users read; static storage. "{}" stands for the subject.
struct Sentence {
  std::string_view fr;
  std::string_view en;
};

// The syntaxes that a rule or a set is about, as bits.
enum class Syntaxes : std::uint8_t { none = 0, ubl = 1, cii = 2, both = 3, cdar = 4, all = 7 };
constexpr Syntaxes operator|(Syntaxes a, Syntaxes b) {
  return static_cast<Syntaxes>(static_cast<unsigned>(a) | static_cast<unsigned>(b));
}
constexpr Syntaxes operator&(Syntaxes a, Syntaxes b) {
  return static_cast<Syntaxes>(static_cast<unsigned>(a) & static_cast<unsigned>(b));
}

struct Rule {
  std::string_view id;  // as its publisher writes it
  Severity severity = Severity::fatal;
  std::array<Term, 4> terms{};        // most telling first; unused places hold Term::none
  Sentence sentence{};                // what the rule asks for, in our words
  Sentence subject{};                 // what "{}" stands for in the sentence: a VAT category
  Syntaxes syntaxes = Syntaxes::all;  // where it is asked, within those of its set
};

// The sentence with its subject put in.
Text text_of(const Rule& rule);

// What the rules of a set are about. A document of another kind is not judged by it.
// pdf_file: a PDF as a file, whatever is in it; such a set is not asked of a model (read.h).
enum class Subject : std::uint8_t { invoice, status_message, pdf_file };

// When a document calls for a set: when all that is said here is true of it. A document of a syntax
// that the set is not about (RuleSet::syntaxes) never does.
struct Call {
  std::span<const std::string_view> profiles = {};  // BT-24 is one of these; empty: any
  std::string_view profile_begins = {};             // BT-24 begins so
  const CodeList* frames = nullptr;                 // BT-23 is in this list
  std::span<const std::string_view> unless = {};    // none of these sets is called for
  Sentence said{};                                  // the same, in words
};

// One version of a set. Several may stand side by side under one name.
struct RuleSet {
  std::string_view name;        // as in `--rules`: "en16931"
  std::string_view version;     // of the official artefacts: "1.3.16"
  std::string_view valid_from;  // YYYY-MM-DD: from this day on its publisher wants it used
  Sentence title{};
  std::string_view source;  // who publishes them
  Subject subject = Subject::invoice;
  Syntaxes syntaxes = Syntaxes::both;
  Call call{};
  void (*check)(const Invoice& invoice, Report& report);  // null for pdf_file
  std::vector<const Rule*> (*rules)();  // every rule of the set, in the order of their families
  // Another set whose rules the set asks first, but for some, by id in byte order. Null: none.
  const RuleSet* base = nullptr;
  std::span<const std::string_view> (*without)(const Invoice& invoice) = nullptr;
};

// The sets that this version carries, in the order in which they are checked.
std::span<const RuleSet> rule_sets();

// By name, "en16931", its newest version; or by name and version, "en16931@1.3.16". Null when this
// version of Facteur does not carry it.
const RuleSet* find_rule_set(std::string_view name);

// The sets that an invoice's profile (BT-24) and frame (BT-23) call for, each in the version that
// was to be used on the day of issue (BT-2): for a day before all of them, the oldest; without a
// day, the newest.
std::vector<const RuleSet*> rule_sets_for(const Invoice& invoice, std::string_view profile);
// The same choice among the versions that `sets` holds of one name. Null when it holds none.
const RuleSet* version_on(std::span<const RuleSet> sets, std::string_view name,
                          std::string_view day);

// A name that the command line contract knows, carried or not.
bool is_rule_set_name(std::string_view name);

}  // namespace facteur::formats
