#include "schemas/compile/automaton.h"

#include <algorithm>
#include <utility>

namespace facteur::schemas::compile {
namespace {

using Positions = std::vector<std::size_t>;

// What Glushkov's construction needs to know of a part of the model.
struct Part {
  Positions first, last;
  bool nullable = true;
};

void append(Positions& to, const Positions& from) {
  to.insert(to.end(), from.begin(), from.end());
}

class Builder {
 public:
  Automaton build(const std::vector<ContentRow>& rows) {
    automaton_.states.emplace_back();
    const Part all = sequence(rows);
    automaton_.states[0] = {all.first, all.nullable};
    for (const std::size_t position : all.last) automaton_.states[position + 1].accepting = true;
    for (auto& state : automaton_.states) {
      auto& next = state.successors;
      std::sort(next.begin(), next.end());
      next.erase(std::unique(next.begin(), next.end()), next.end());
    }
    return std::move(automaton_);
  }

 private:
  void connect(const Positions& from, const Positions& to) {
    for (const std::size_t position : from) append(automaton_.states[position + 1].successors, to);
  }

  Part sequence(const std::vector<ContentRow>& rows) {
    Part whole;
    for (const ContentRow& row : rows) {
      const Part next = part(row);
      connect(whole.last, next.first);
      if (whole.nullable) append(whole.first, next.first);
      if (!next.nullable) whole.last.clear();
      append(whole.last, next.last);
      whole.nullable = whole.nullable && next.nullable;
    }
    return whole;
  }

  Part choice(const std::vector<ContentRow>& rows) {
    Part whole;
    whole.nullable = false;
    for (const ContentRow& row : rows) {
      const Part option = part(row);
      append(whole.first, option.first);
      append(whole.last, option.last);
      whole.nullable = whole.nullable || option.nullable;
    }
    return whole;
  }

  Part leaf(const ContentRow& row) {
    const std::size_t position = automaton_.rows.size();
    automaton_.rows.push_back(&row);
    automaton_.states.emplace_back();
    return {{position}, {position}, false};
  }

  Part part(const ContentRow& row) {
    if (row.minimum > 1 || row.maximum > 1) throw Error(row.name + ": only 0, 1 and n occurrences");
    Part part = row.name == "sequence" ? sequence(row.rows)
                : row.name == "choice" ? choice(row.rows)
                                       : leaf(row);
    if (row.minimum == 0) part.nullable = true;
    if (row.maximum == 0) connect(part.last, part.first);
    return part;
  }

  Automaton automaton_;
};

}  // namespace

Automaton build_automaton(const std::vector<ContentRow>& rows) {
  return Builder().build(rows);
}

}  // namespace facteur::schemas::compile
