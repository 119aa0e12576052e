#include "schemas/compile/shape_program.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "schemas/grammar.h"

namespace facteur::schemas::compile {
namespace {

using Steps = std::vector<ShapeStep>;
constexpr ShapeGuard always{no_shape, false};

std::uint16_t narrow(std::size_t value) {
  if (value >= no_shape) throw Error("a table of shapes has too many rows");
  return static_cast<std::uint16_t>(value);
}

// Where a scope opens: the paths that lead to its element.
struct Anchor {
  bool anchored;
  Steps steps;
};
using Anchors = std::vector<Anchor>;

Steps joined(const Steps& first, const Steps& second) {
  Steps all = first;
  all.insert(all.end(), second.begin(), second.end());
  return all;
}

std::string spelled(const Steps& steps) {
  std::string text;
  for (const ShapeStep& step : steps) {
    for (const std::string& name : step.names) text += name + "|";
    text += "/";
  }
  return text;
}

class Builder {
 public:
  explicit Builder(const ShapeNotation& notation)
      : notation_(notation), contexts_(notation.contexts) {}

  ShapeProgram build() {
    collect_attributes();
    for (const auto& [name, path] : notation_.notes) add_note(name, path);
    for (const ShapeContext& context : contexts_) add(context);
    if (!notation_.empty_values.empty()) add_empty_values();
    return std::move(program_);
  }

 private:
  // A scope under construction: rules and predicates put their registers into it.
  struct Scope {
    std::uint16_t index;
    Anchors anchors;
  };

  void collect_attributes() {
    std::set<std::string> names;
    for (const ShapeContext& context : contexts_) {
      for (const ShapeRow& row : context.rows) collect(row.condition, names);
    }
    program_.attributes.assign(names.begin(), names.end());
  }
  void collect(const ShapeCondition& condition, std::set<std::string>& names) {
    collect(condition.path, names);
    for (const ShapePath& path : condition.others) collect(path, names);
    for (const ShapeCondition& part : condition.parts) collect(part, names);
  }
  void collect(const ShapePath& path, std::set<std::string>& names) {
    if (!path.attribute.empty()) names.insert(path.attribute);
    for (const ShapeStep& step : path.steps) {
      if (step.predicate) collect(*step.predicate, names);
    }
  }
  std::uint16_t attribute(const std::string& name) const {
    if (name.empty()) return no_shape;
    const auto& all = program_.attributes;
    return narrow(static_cast<std::size_t>(std::find(all.begin(), all.end(), name) - all.begin()));
  }

  Scope new_scope(Anchors anchors, const ShapeGuard& guard, unsigned pattern) {
    const std::uint16_t index = narrow(program_.scopes.size());
    program_.scopes.emplace_back();
    const std::uint16_t opening = narrow(program_.openings.size());
    program_.openings.push_back({{index, guard}, pattern});
    for (const Anchor& anchor : anchors) {
      program_.patterns.push_back({anchor.anchored, anchor.steps, true, opening});
    }
    return {index, std::move(anchors)};
  }

  void add(const ShapeContext& context) {
    Anchors anchors;
    for (const ShapePath& path : context.paths) anchors.push_back({path.absolute, path.steps});
    const ShapeGuard guard =
        context.guarded ? guard_of(context.guard, context.guard_inside) : always;
    const Scope scope = new_scope(std::move(anchors), guard, context.pattern);
    for (const ShapeRow& row : context.rows) add(row, scope);
  }

  // A register that counts nothing: its test remembers what it sees.
  void add_note(const std::string& name, const ShapePath& path) {
    const Scope scope = new_scope({{path.absolute, path.steps}}, always, 0);
    ShapeCondition itself;
    itself.comparison = "note";
    itself.literal = name;
    target(itself, scope, always, no_shape, 0);
  }

  void add(const ShapeRow& row, const Scope& scope) {
    const ShapeCondition& wanted = row.condition;
    const char* kind = "other";
    if (!row.kind.empty()) {
      kind = row.kind.c_str();
    } else if (row.never) {
      kind = "never";
    } else if (!row.holds) {
      kind = wanted.maximum == 0           ? "absent"
             : wanted.minimum == 0         ? "at_most"
             : wanted.maximum == unbounded ? "at_least"
                                           : "exactly";
    }
    const std::uint16_t rule = narrow(program_.rules.size());
    unsigned count = wanted.maximum == unbounded ? wanted.minimum : wanted.maximum;
    if (!row.kind.empty()) count = row.count;
    const auto [fr, en] = sentences_of(row);
    const bool silent = fr.empty() || en.empty();
    if (row.holds && row.kind.empty() && silent) throw Error(row.id + " says nothing");
    program_.rules.push_back(
        {row.id, row.path, fr, en, row.document_condition, row.unless, row.severity, kind, count});
    if (row.never) return;
    const ShapeGuard guard = row.guarded ? guard_of(row.guard, row.guard_inside) : always;
    if (!row.holds && wanted.minimum == 0) {
      target(wanted, scope, guard, rule, wanted.maximum);
      return;
    }
    ShapeCheck check = tokens_of(wanted, scope, guard);
    check.rule = rule;
    program_.scopes[scope.index].checks.push_back(check);
  }

  ShapeNotation::Sentence sentences_of(const ShapeRow& row) const {
    const auto said = notation_.sentences.find(row.id);
    const bool own = !row.fr.empty() || said == notation_.sentences.end();
    return own ? ShapeNotation::Sentence{row.fr, row.en} : said->second;
  }

  // Scopes that only tell where an element is: one for each path.
  ShapeGuard guard_of(const ShapePath& path, bool inside) {
    const std::string key = (path.absolute ? "/" : "") + spelled(path.steps);
    const auto known = places_.find(key);
    if (known != places_.end()) return {known->second, inside};
    const Scope scope = new_scope({{path.absolute, path.steps}}, always, 0);
    places_.emplace(key, scope.index);
    return {scope.index, inside};
  }

  ShapeCheck tokens_of(const ShapeCondition& condition, const Scope& scope,
                       const ShapeGuard& guard) {
    ShapeCheck check{};
    std::vector<ShapeToken> tokens;
    compile(condition, scope, guard, tokens);
    check.first_token = narrow(program_.tokens.size());
    check.token_count = narrow(tokens.size());
    check.rule = check.target = check.source = no_shape;
    program_.tokens.insert(program_.tokens.end(), tokens.begin(), tokens.end());
    return check;
  }

  void compile(const ShapeCondition& condition, const Scope& scope, const ShapeGuard& guard,
               std::vector<ShapeToken>& out) {
    using Kind = ShapeToken::Kind;
    switch (condition.kind) {
      case ShapeCondition::Kind::target: {
        const auto counted = target(condition, scope, guard, no_shape, 0);
        out.push_back({Kind::range, counted, static_cast<std::uint16_t>(condition.minimum),
                       static_cast<std::uint16_t>(condition.maximum)});
        return;
      }
      case ShapeCondition::Kind::inside:
        out.push_back({Kind::inside, guard_of(condition.path, true).scope, 0, 0});
        return;
      default:
        break;
    }
    for (std::size_t i = 0; i < condition.parts.size(); ++i) {
      compile(condition.parts[i], scope, guard, out);
      if (condition.kind == ShapeCondition::Kind::negate) out.push_back({Kind::negate, 0, 0, 0});
      if (i == 0) continue;
      const bool all = condition.kind == ShapeCondition::Kind::all;
      out.push_back({all ? Kind::all : Kind::any, 0, 0, 0});
    }
  }

  // A register of `scope` that counts the target; beyond `maximum`, `rule` is found.
  std::uint16_t target(const ShapeCondition& condition, const Scope& scope, const ShapeGuard& guard,
                       std::uint16_t rule, unsigned maximum) {
    const std::uint16_t index = narrow(program_.registers.size());
    program_.registers.push_back({scope.index, program_.scopes[scope.index].register_count++, rule,
                                  static_cast<std::uint16_t>(maximum)});
    count(condition, scope, guard, index);
    for (const ShapePath& path : condition.others) {
      ShapeCondition other = condition;
      other.path = path;
      count(other, scope, guard, index);
    }
    return index;
  }

  void count(const ShapeCondition& condition, const Scope& scope, const ShapeGuard& guard,
             std::uint16_t into) {
    const ShapePath& path = condition.path;
    const auto predicated = std::find_if(path.steps.begin(), path.steps.end(),
                                         [](const ShapeStep& step) { return step.predicate; });
    if (predicated != path.steps.end()) return count_if(condition, scope, guard, into);
    ShapeCount row{};
    row.attribute = attribute(path.attribute);
    row.target = into;
    row.test = test(condition);
    row.guard = guard;
    const bool far = path.anywhere || path.absolute;
    row.distance = far ? ShapeCount::any_distance : static_cast<std::uint8_t>(path.steps.size());
    if (path.anywhere && path.steps.empty()) {
      program_.everywhere.push_back(row);
      return;
    }
    const std::uint16_t index = narrow(program_.counts.size());
    program_.counts.push_back(row);
    for (const Anchor& anchor : reached(path, scope)) {
      program_.patterns.push_back({anchor.anchored, anchor.steps, false, index});
    }
  }

  static Anchors reached(const ShapePath& path, const Scope& scope) {
    if (path.anywhere) return {{false, path.steps}};
    if (path.absolute) return {{true, path.steps}};
    Anchors all;
    for (const Anchor& anchor : scope.anchors) {
      all.push_back({anchor.anchored, joined(anchor.steps, path.steps)});
    }
    return all;
  }

  // The element of the first step with a predicate becomes a scope: when it closes and the
  // predicate holds, what was counted inside it counts outside.
  void count_if(const ShapeCondition& condition, const Scope& scope, const ShapeGuard& guard,
                std::uint16_t into) {
    ShapePath head = condition.path;
    ShapeCondition rest = condition;
    std::size_t steps = 0;
    while (!head.steps[steps].predicate) ++steps;
    ++steps;
    head.steps.resize(steps);
    const auto predicate = head.steps.back().predicate;
    head.steps.back().predicate = nullptr;
    auto& tail = rest.path.steps;
    tail.erase(tail.begin(), tail.begin() + static_cast<std::ptrdiff_t>(steps));
    rest.path.anywhere = rest.path.absolute = false;

    const bool far = head.anywhere || head.absolute;
    const Scope inner = new_scope(reached(head, scope), guard, 0);
    ShapeCheck check = tokens_of(*predicate, inner, always);
    check.target = into;
    check.distance = far ? ShapeCount::any_distance : static_cast<std::uint8_t>(steps);
    const bool itself = tail.empty() && rest.path.attribute.empty() && rest.comparison.empty();
    if (!itself) check.source = target(rest, inner, always, no_shape, 0);
    program_.scopes[inner.index].checks.push_back(check);
  }

  std::uint16_t test(const ShapeCondition& condition) {
    const std::string& comparison = condition.comparison;
    const bool negated = comparison == "!=" || comparison.rfind("not ", 0) == 0;
    ShapeTestRow row{"any", "as_is", negated, condition.literal};
    if (condition.path.upper) row.fold = "upper";
    if (condition.path.normal) row.fold = "normal";
    if (condition.path.distinct) row.kind = "distinct";
    if (comparison == "=" || comparison == "!=") row.kind = "equal";
    if (comparison == "decimals") row.kind = "decimals";
    if (comparison == "date") row.kind = "date_102";
    if (comparison == "boolean") row.kind = "boolean";
    if (comparison == "in" || comparison == "not in") row.kind = "among";
    if (comparison == "listed" || comparison == "not listed") row.kind = "listed";
    if (comparison == "is") row.kind = "form";
    if (comparison == "note" || comparison == "noted") row.kind = comparison;
    const auto known = std::find(program_.tests.begin(), program_.tests.end(), row);
    if (known != program_.tests.end()) {
      return narrow(static_cast<std::size_t>(known - program_.tests.begin()));
    }
    program_.tests.push_back(row);
    return narrow(program_.tests.size() - 1);
  }

  void add_empty_values() {
    program_.empty_values = narrow(program_.rules.size());
    ShapeRuleRow row{};
    row.id = notation_.empty_values;
    row.fr = "Un élément a un contenu.";
    row.en = "An element has a content.";
    row.severity = notation_.empty_values_severity;
    row.kind = "other";
    program_.rules.push_back(row);
  }

  const ShapeNotation& notation_;
  const std::vector<ShapeContext>& contexts_;
  ShapeProgram program_;
  std::map<std::string, std::uint16_t> places_;
};

}  // namespace

ShapeProgram build_program(const ShapeNotation& notation) {
  return Builder(notation).build();
}

}  // namespace facteur::schemas::compile
