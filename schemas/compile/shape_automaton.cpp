#include "schemas/compile/shape_automaton.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace facteur::schemas::compile {
namespace {

using Symbol = std::uint16_t;  // a name of the grammar, or after them an ending of unknown ones

bool ends_with(const std::string& text, const std::string& ending) {
  return text.size() >= ending.size() &&
         text.compare(text.size() - ending.size(), ending.size(), ending) == 0;
}

// Does a name fit what a step says: a name, "ram:*Amount" or "*Amount"?
bool fits(const std::string& name, const std::string& wanted) {
  const auto star = wanted.find('*');
  if (star == std::string::npos) return name == wanted;
  return name.compare(0, star, wanted, 0, star) == 0 && ends_with(name, wanted.substr(star + 1));
}

// Paths that begin alike share their nodes.
struct TrieNode {
  std::map<Symbol, std::size_t> children;
  std::vector<const ShapePattern*> ends;
};

class Builder {
 public:
  Builder(const ShapeProgram& program, const std::vector<std::string>& names)
      : program_(program), names_(names) {}

  ShapeAutomaton build() {
    collect_endings();
    for (const ShapePattern& pattern : program_.patterns) add(pattern);
    state_of({});  // the state of elements that no rule looks at comes first
    automaton_.start = state_of({anchored});
    const std::size_t symbols = names_.size() + automaton_.endings.size();
    for (std::size_t symbol = 0; symbol < symbols; ++symbol) {
      automaton_.otherwise.push_back(state_of(floating_step(static_cast<Symbol>(symbol))));
    }
    for (std::size_t i = 0; i < automaton_.states.size(); ++i) connect(i);
    return std::move(automaton_);
  }

 private:
  using Nodes = std::set<std::size_t>;
  static constexpr std::size_t anchored = 0, floating = 1;  // the roots of the two tries

  void collect_endings() {
    std::set<std::string> endings;
    for (const ShapePattern& pattern : program_.patterns) {
      for (const ShapeStep& step : pattern.steps) {
        for (const auto* names : {&step.names, &step.except}) {
          for (const std::string& name : *names) {
            if (name[0] == '*') endings.insert(name.substr(1));
          }
        }
      }
    }
    automaton_.endings.assign(endings.begin(), endings.end());
    std::stable_sort(automaton_.endings.begin(), automaton_.endings.end(),
                     [](const auto& a, const auto& b) { return a.size() > b.size(); });
  }

  std::vector<Symbol> symbols_of(const ShapeStep& step) const {
    std::vector<Symbol> symbols;
    const auto among = [](const std::string& name, const std::vector<std::string>& wanted) {
      return std::any_of(wanted.begin(), wanted.end(),
                         [&](const std::string& w) { return fits(name, w); });
    };
    const std::size_t count = names_.size() + automaton_.endings.size();
    for (std::size_t i = 0; i < count; ++i) {
      const std::string& name =
          i < names_.size() ? names_[i] : automaton_.endings[i - names_.size()];
      if (among(name, step.names) && !among(name, step.except)) {
        symbols.push_back(static_cast<Symbol>(i));
      }
    }
    if (symbols.empty()) throw Error("no element is called " + step.names.front());
    return symbols;
  }

  void add(const ShapePattern& pattern) {
    Nodes at{pattern.anchored ? anchored : floating};
    for (const ShapeStep& step : pattern.steps) {
      Nodes next;
      for (const Symbol symbol : symbols_of(step)) {
        for (const std::size_t node : at) next.insert(child(node, symbol));
      }
      at = std::move(next);
    }
    for (const std::size_t node : at) trie_[node].ends.push_back(&pattern);
  }

  std::size_t child(std::size_t node, Symbol symbol) {
    const auto [place, fresh] = trie_[node].children.emplace(symbol, trie_.size());
    const std::size_t found = place->second;
    if (fresh) trie_.emplace_back();
    return found;
  }

  Nodes floating_step(Symbol symbol) const {
    const auto& children = trie_[floating].children;
    const auto found = children.find(symbol);
    return found == children.end() ? Nodes{} : Nodes{found->second};
  }

  std::uint16_t state_of(const Nodes& nodes) {
    const auto known = numbers_.find(nodes);
    if (known != numbers_.end()) return known->second;
    if (automaton_.states.size() >= no_shape) throw Error("too many states");
    const auto number = static_cast<std::uint16_t>(automaton_.states.size());
    numbers_.emplace(nodes, number);
    members_.push_back(nodes);
    automaton_.states.push_back(state(nodes));
    return number;
  }

  // What elements of a state are to do.
  ShapeStateRow state(const Nodes& nodes) const {
    std::set<std::uint16_t> openings, counts;
    for (const std::size_t node : nodes) {
      for (const ShapePattern* end : trie_[node].ends) {
        (end->opens ? openings : counts).insert(end->index);
      }
    }
    ShapeStateRow row;
    std::set<unsigned> patterns;
    for (const std::uint16_t index : openings) {
      const unsigned pattern = program_.openings[index].pattern;
      if (pattern == 0) {
        row.openings.insert(row.openings.begin(), index);  // what guards look at comes first
      } else if (patterns.insert(pattern).second) {
        row.openings.push_back(index);
      }
    }
    row.counts.assign(counts.begin(), counts.end());
    std::stable_partition(row.counts.begin(), row.counts.end(), [this](std::uint16_t index) {
      return program_.counts[index].attribute != no_shape;
    });
    return row;
  }

  void connect(std::size_t number) {
    const Nodes nodes = members_[number];
    std::set<Symbol> symbols;
    for (const std::size_t node : nodes) {
      for (const auto& [symbol, next] : trie_[node].children) symbols.insert(symbol);
    }
    for (const Symbol symbol : symbols) {
      Nodes next = floating_step(symbol);
      for (const std::size_t node : nodes) {
        const auto found = trie_[node].children.find(symbol);
        if (found != trie_[node].children.end()) next.insert(found->second);
      }
      const std::uint16_t state = state_of(next);
      automaton_.states[number].edges.push_back({symbol, state});
    }
  }

  const ShapeProgram& program_;
  const std::vector<std::string>& names_;
  ShapeAutomaton automaton_;
  std::vector<TrieNode> trie_ = std::vector<TrieNode>(2);
  std::map<Nodes, std::uint16_t> numbers_;
  std::vector<Nodes> members_;  // of each state
};

}  // namespace

ShapeAutomaton build_shape_automaton(const ShapeProgram& program,
                                     const std::vector<std::string>& names) {
  return Builder(program, names).build();
}

}  // namespace facteur::schemas::compile
