#include "schemas/compile/profile_notation.h"

#include <sstream>

#include "schemas/compile/shape_condition.h"
#include "schemas/grammar.h"

namespace facteur::schemas::compile {
namespace {

using Kind = ShapeCondition::Kind;
using Steps = std::vector<ShapeStep>;

constexpr std::size_t profiles = 5;

void expect(bool good, const char* what) {
  if (!good) throw Error(what);
}

// The element whose children come next. The rules about them belong to the scope that opens at
// `scope`; `below` leads from there to the element. Scopes cannot open on a condition: below an
// element with one, the scope stays there, and its rules hold only `when` the condition does.
struct Place {
  ShapePath scope;
  Steps below;
  std::shared_ptr<ShapeCondition> when;
};

// What a row says, cut into its parts.
struct Row {
  std::string name;
  std::vector<std::string> columns;
  std::string number;
};

bool is_number(const std::string& word) {
  return word.size() > 1 && word.find_first_not_of("0123456789") == std::string::npos;
}

Row split(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(word);
  const bool codes = words.front() == "in";
  Row row;
  if (!codes && words.size() > profiles && is_number(words.back())) {
    row.number = words.back();
    words.pop_back();
  }
  const auto is_column = [&](const std::string& word) {
    return word == "." || (codes ? is_number(word) : word.size() == 1);
  };
  while (row.columns.size() < profiles && words.size() > 1 && is_column(words.back())) {
    row.columns.insert(row.columns.begin(), words.back());
    words.pop_back();
  }
  expect(row.columns.empty() || row.columns.size() == profiles, "too few columns");
  for (const std::string& word : words) row.name += (row.name.empty() ? "" : " ") + word;
  return row;
}

ShapeCondition counted(Steps steps, unsigned minimum, unsigned maximum) {
  ShapeCondition condition;
  condition.path.steps = std::move(steps);
  condition.minimum = minimum;
  condition.maximum = maximum;
  return condition;
}

ShapeCondition negated(ShapeCondition condition) {
  ShapeCondition result;
  result.kind = Kind::negate;
  result.parts.push_back(std::move(condition));
  return result;
}

ShapeCondition joined(Kind kind, ShapeCondition first, ShapeCondition second) {
  ShapeCondition result;
  result.kind = kind;
  result.parts.push_back(std::move(first));
  result.parts.push_back(std::move(second));
  return result;
}

// The step, but only of elements for which the condition holds too.
ShapeStep narrowed(ShapeStep step, ShapeCondition condition) {
  if (step.predicate) condition = joined(Kind::all, *step.predicate, std::move(condition));
  step.predicate = std::make_shared<ShapeCondition>(std::move(condition));
  return step;
}

struct Symbol {
  char column;
  const char* kind;  // of ShapeRule
  unsigned minimum, maximum;
};
constexpr Symbol symbols[] = {
    {'-', "absent", 0, 0},  {'1', "exactly", 1, 1}, {'+', "at_least", 1, unbounded},
    {'?', "at_most", 0, 1}, {'2', "at_most", 0, 2},
};

class Reader {
 public:
  explicit Reader(ShapeNotation& notation) : notation_(notation) {}

  void line(const std::string& text, std::size_t level) {
    expect(level <= open_.size(), "indented too far");
    open_.resize(level);
    const Row row = split(text);
    if (level == 0) {
      open_.push_back({{}, {}, {parse_path(row.name), {}, nullptr}, {}});
    } else if (row.name.rfind("in ", 0) == 0) {
      codes(row);
    } else if (row.name[0] == '@') {
      attribute(row);
    } else {
      element(row);
    }
  }

 private:
  // An element or attribute whose rows may come next.
  struct Open {
    Place parent;
    ShapeStep step;
    Place own;
    std::string attribute;
  };

  const Symbol* symbol_of(const Row& row) const {
    if (row.columns.empty()) return nullptr;
    const char column = row.columns[notation_.column][0];
    for (const Symbol& symbol : symbols) {
      if (symbol.column == column) return &symbol;
    }
    expect(column == '.', "a column is one of . - 1 ? + 2");
    return nullptr;
  }

  void element(const Row& row) {
    const Place parent = open_.back().own;
    const ShapePath path = parse_path(row.name);
    expect(path.steps.size() == 1 && path.attribute.empty(), "expected one element");
    const ShapeStep& step = path.steps.front();
    open_.push_back({parent, step, place_below(parent, step), ""});
    const Symbol* symbol = symbol_of(row);
    if (symbol == nullptr) return;
    const bool unused = symbol->maximum == 0;
    ShapeRow rule = rule_of(unused ? "FACTEUR-FX-ELEMENT" : id_of(row.number), *symbol);
    rule.path = shown(parent.below) + spoken(row.name);
    if (parent.below.empty() || unused) {
      Steps steps = parent.below;
      steps.push_back(step);
      rule.condition = counted(std::move(steps), symbol->minimum, symbol->maximum);
    } else {
      Steps steps = parent.below;
      steps.back() =
          narrowed(steps.back(), negated(counted({step}, symbol->minimum, symbol->maximum)));
      rule.condition = counted(std::move(steps), 0, 0);
    }
    add(parent, std::move(rule));
  }

  void attribute(const Row& row) {
    const Open element = open_.back();
    open_.push_back(element);
    open_.back().attribute = row.name.substr(1);
    const Symbol* symbol = symbol_of(row);
    if (symbol == nullptr) return;
    const bool unused = symbol->maximum == 0;
    expect(unused || symbol->column == '1', "an attribute is - or 1");
    ShapeRow rule = rule_of(unused ? "FACTEUR-FX-ATTRIBUTE" : id_of(row.number), *symbol);
    Steps steps = steps_to(element);
    rule.path = shown(steps) + spoken(row.name);
    ShapeCondition present = counted({}, 1, unbounded);
    present.path.attribute = row.name.substr(1);
    if (unused) {
      present.path.steps = std::move(steps);
      present.minimum = present.maximum = 0;
      rule.condition = std::move(present);
    } else {
      steps.back() = narrowed(steps.back(), negated(std::move(present)));
      rule.condition = counted(std::move(steps), 0, 0);
    }
    add(element.parent, std::move(rule));
  }

  void codes(const Row& row) {
    const std::string number = row.columns.at(notation_.column);
    if (number == ".") return;
    const Open& owner = open_.back();
    const std::string list = row.name.substr(3);
    const auto local = notation_.codes.find(list);
    const ShapeCodes codes =
        local != notation_.codes.end() ? local->second : ShapeCodes{true, list + " "};
    ShapeRow rule;
    rule.id = id_of(number);
    rule.severity = "fatal";
    rule.kind = "code";
    const Steps steps = steps_to(owner);
    rule.path = shown(steps);
    rule.path.pop_back();
    if (!owner.attribute.empty()) rule.path += "/@" + owner.attribute;
    rule.condition = counted(steps, 0, 0);
    rule.condition.path.attribute = owner.attribute;
    rule.condition.comparison = codes.listed ? "not listed" : "not in";
    rule.condition.literal = codes.literal;
    add(owner.parent, std::move(rule));
  }

  static Place place_below(const Place& parent, const ShapeStep& step) {
    Place place = parent;
    if (parent.when) {
      place.below.push_back(step);
      return place;
    }
    place.scope.steps.push_back(step);
    place.scope.steps.back().predicate = nullptr;
    place.when = step.predicate;
    return place;
  }

  static Steps steps_to(const Open& element) {
    Steps steps = element.parent.below;
    steps.push_back(element.step);
    return steps;
  }

  // A condition as people read it: "noted" is a comparison with a value met before.
  std::string spoken(std::string name) {
    const std::string mark = " noted ";
    for (auto at = name.find(mark); at != std::string::npos; at = name.find(mark)) {
      name.replace(at, mark.size(), " = ");
    }
    return name;
  }

  static std::string shown(const Steps& steps) {
    std::string text;
    for (const ShapeStep& step : steps) text += step.names.front() + "/";
    return text;
  }

  static std::string id_of(const std::string& number) {
    expect(is_number(number) && number.size() <= 6, "expected the number of a rule");
    return "FX-SCH-A-" + std::string(6 - number.size(), '0') + number;
  }

  static ShapeRow rule_of(std::string id, const Symbol& symbol) {
    ShapeRow rule;
    rule.id = std::move(id);
    rule.severity = "fatal";
    rule.kind = symbol.kind;
    rule.count = symbol.maximum == unbounded ? symbol.minimum : symbol.maximum;
    return rule;
  }

  void add(const Place& place, ShapeRow rule) {
    if (place.when) {
      rule.condition = joined(Kind::any, negated(*place.when), std::move(rule.condition));
      rule.holds = true;
    }
    context_of(place.scope).rows.push_back(std::move(rule));
  }

  ShapeContext& context_of(const ShapePath& scope) {
    std::string key;
    for (const ShapeStep& step : scope.steps) key += step.names.front() + "/";
    const auto [known, fresh] = contexts_.emplace(key, notation_.contexts.size());
    if (fresh) notation_.contexts.emplace_back().paths.push_back(scope);
    return notation_.contexts[known->second];
  }

  ShapeNotation& notation_;
  std::vector<Open> open_;
  std::map<std::string, std::size_t> contexts_;
};

}  // namespace

void read_profiles(std::istream& in, const std::string& file, ShapeNotation& notation) {
  Reader reader(notation);
  unsigned number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    const auto indent = line.find_first_not_of(' ');
    if (indent == std::string::npos || line[indent] == '#') continue;
    try {
      reader.line(line.substr(indent), indent / 2);
    } catch (const std::exception& error) {
      throw Error(file + ":" + std::to_string(number) + ": " + error.what());
    }
  }
}

}  // namespace facteur::schemas::compile
