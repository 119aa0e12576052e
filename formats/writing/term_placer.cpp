#include "formats/writing/term_placer.h"

#include <algorithm>
#include <utility>

namespace facteur::formats {

using schemas::Alternative;
using schemas::Binding;
using schemas::Condition;
using schemas::nothing;
using schemas::Particle;

TermPlacer::TermPlacer(const schemas::Grammar& grammar, const Invoice& invoice, ValueForms& forms)
    : grammar_(grammar),
      invoice_(invoice),
      forms_(forms),
      probes_(grammar),
      tree_(grammar),
      claimed_(invoice.size()),
      unreadable_(invoice.size()) {}

const schemas::Type& TermPlacer::type_of(std::uint16_t binding) const {
  const std::uint16_t particle = grammar_.bindings[binding].particle;
  return grammar_.types[particle == nothing ? root_type_ : grammar_.particles[particle].type];
}

bool TermPlacer::is_text(std::uint16_t binding) const {
  return type_of(binding).content == schemas::Content::text;
}

bool TermPlacer::is_required(std::uint16_t binding) const {
  return grammar_.particles[grammar_.bindings[binding].particle].minimum > 0;
}

std::uint32_t TermPlacer::place(const schemas::Document& document) {
  root_type_ = document.type;
  Fragments instances(1);
  instances[0].element = tree_.add(document.binding);
  fill(document.binding, invoice_.root(), false, instances);
  settle(document.binding, instances[0]);
  return instances[0].element;
}

// Every element that this binding has in the context of a group: one a value or group that it
// carries, and those that are there only for what stands below them.
void TermPlacer::occurrences(std::uint16_t binding, Node context, Fragments& found) {
  const Binding& at = grammar_.bindings[binding];
  const auto structural = [&](const Requirements& needed) {
    if (is_text(binding)) return;
    Fragments instances(1);
    instances[0] = {tree_.add(binding), needed};
    fill(binding, context, true, instances);
    for (Fragment& instance : instances) {
      if (tree_[instance.element].first_child == 0) continue;
      settle(binding, instance);
      found.push_back(std::move(instance));
    }
  };
  if (at.alternative_count == 0) return structural({});
  for (std::size_t i = 0; i < at.alternative_count; ++i) {
    const Alternative& alternative = grammar_.alternatives[at.first_alternative + i];
    Requirements needed;
    if (!needs(binding, i, needed)) continue;
    if (alternative.term == 0) {
      structural(needed);
      continue;
    }
    for (const Node node : candidates(alternative, context)) {
      std::string_view attribute;
      if (claimed_[node.index()] || !own_attribute(binding, i, node, attribute)) continue;
      const std::size_t before = found.size();
      carry(binding, alternative, node, needed, found);
      if (found.size() > before) tree_[found.back().element].attribute = attribute;
    }
  }
}

void TermPlacer::carry(std::uint16_t binding, const Alternative&, Node node,
                       const Requirements& needed, Fragments& found) {
  Fragment fragment{tree_.add(binding), needed};
  tree_[fragment.element].record = node.index();
  claimed_[node.index()] = true;
  if (is_text(binding)) {
    carry_value(binding, node, std::move(fragment), found);
  } else {
    carry_group(binding, node, std::move(fragment), found);
  }
}

void TermPlacer::carry_value(std::uint16_t binding, Node node, Fragment fragment,
                             Fragments& found) {
  const Binding& at = grammar_.bindings[binding];
  std::optional<std::string_view> text;
  if (at.rest_term != 0) {
    const Node rest = node.first(static_cast<Term>(at.rest_term));
    Node code = node.first(static_cast<Term>(at.code_term));
    if (!is_note_code(code.text())) code = {};
    text = rest ? forms_.coded(code.text(), rest.text()) : node.text();
    for (const Node part : {code, rest}) claimed_[part.index()] = true;
  } else {
    text = forms_.text(node, type_of(binding));
  }
  if (!text) {
    unreadable_[node.index()] = true;
    return discard(fragment.element);
  }
  tree_[fragment.element].text = *text;
  if (at.slot != nothing) {
    fragment.requirements.push_back({at.slot, Condition::Test::exact, *text, true});
  }
  found.push_back(std::move(fragment));
}

void TermPlacer::carry_group(std::uint16_t binding, Node node, Fragment fragment,
                             Fragments& found) {
  Fragments instances;
  instances.push_back(std::move(fragment));
  fill(binding, node, false, instances);
  const bool empty = tree_[instances[0].element].first_child == 0;
  if (empty && node.first_child()) return discard(instances[0].element);
  settle(binding, instances[0]);
  found.push_back(std::move(instances[0]));
}

// Puts all that the context holds for this element into its instances: at first one, more where
// it may repeat.
void TermPlacer::fill(std::uint16_t binding, Node context, bool may_repeat, Fragments& instances) {
  const Binding& at = grammar_.bindings[binding];
  const Requirements inherited = instances[0].requirements;
  Fragments found;
  std::vector<std::uint32_t> counts;
  for (std::uint16_t i = 0; i < at.child_count; ++i) {
    const auto child = static_cast<std::uint16_t>(at.first_child + i);
    found.clear();
    occurrences(child, context, found);
    if (found.empty()) continue;
    const std::uint16_t most = grammar_.particles[grammar_.bindings[child].particle].maximum;
    counts.assign(instances.size(), 0);
    std::size_t open = 0;  // instances before this one are full
    for (Fragment& fragment : found) {
      std::size_t to = open;
      while (to < instances.size() &&
             ((most != schemas::unbounded && counts[to] >= most) ||
              !compatible(instances[to].requirements, fragment.requirements))) {
        ++to;
      }
      if (to == instances.size()) {
        if (!may_repeat || !compatible(inherited, fragment.requirements)) {
          discard(fragment.element);
          continue;
        }
        instances.push_back({tree_.add(binding), inherited});
        counts.push_back(0);
      }
      tree_.insert(instances[to].element, fragment.element);
      auto& requirements = instances[to].requirements;
      requirements.insert(requirements.end(), fragment.requirements.begin(),
                          fragment.requirements.end());
      ++counts[to];
      while (open < instances.size() && most != schemas::unbounded && counts[open] >= most) ++open;
    }
  }
}

// The element has all that the model holds for it: what conditions and the grammar want is added.
void TermPlacer::settle(std::uint16_t binding, Fragment& fragment) {
  if (grammar_.bindings[binding].anchor) {
    auto& requirements = fragment.requirements;
    const auto answered = [&](const Requirement& requirement) {
      const auto* path = probes_.path(binding, requirement.slot);
      if (path == nullptr) return false;
      if (requirement.holds) demand(fragment.element, *path, requirement.value);
      return true;
    };
    requirements.erase(std::remove_if(requirements.begin(), requirements.end(), answered),
                       requirements.end());
  }
  complete(fragment.element);
}

// The element at the end of the path says `text`, unless it carries a value that does already.
void TermPlacer::demand(std::uint32_t element, const std::vector<std::uint16_t>& path,
                        std::string_view text) {
  for (const std::uint16_t step : path) {
    std::uint32_t below = tree_.find(element, step);
    if (below == 0) {
      below = tree_.add(step);
      tree_.insert(element, below);
    }
    element = below;
  }
  if (tree_[element].record == 0) tree_[element].text = text;
}

// Belongs into an element that is written, whatever the model says: a constant (of a term, where
// the model comes from a syntax that has other ones), or structure.
bool TermPlacer::is_wanted(std::uint16_t binding) const {
  const Binding& at = grammar_.bindings[binding];
  if (!at.constant.empty()) return at.alternative_count == 0 || !forms_.same_syntax();
  return at.alternative_count == 0 && is_required(binding) && !is_text(binding);
}

// Adds the constants, and the elements that the grammar wants and no group stands for.
void TermPlacer::complete(std::uint32_t element) {
  const Binding& at = grammar_.bindings[tree_[element].binding];
  for (std::uint16_t i = 0; i < at.child_count; ++i) {
    const auto child = static_cast<std::uint16_t>(at.first_child + i);
    const Binding& row = grammar_.bindings[child];
    std::uint32_t below = tree_.find(element, child);
    if (below == 0) {
      if (!is_wanted(child)) continue;
      below = tree_.add(child);
      tree_[below].text = row.constant;
      tree_.insert(element, below);
    } else if (tree_[below].record != 0) {
      continue;
    }
    if (row.child_count > 0) complete(below);
  }
}

// Takes back what the element and those below it carry.
void TermPlacer::discard(std::uint32_t element) {
  const OutElement& at = tree_[element];
  if (at.record != 0) {
    const Node node(&invoice_, at.record);
    claimed_[at.record] = false;
    if (grammar_.bindings[at.binding].rest_term != 0) {
      for (Node part = node.first_child(); part; part = part.next_sibling()) {
        claimed_[part.index()] = false;
      }
    }
  }
  for (std::uint32_t below = at.first_child; below != 0; below = tree_[below].next_sibling) {
    discard(below);
  }
}

// What a condition compares with: its literal, or the text of a term of the document.
std::string_view TermPlacer::meant(const Condition& condition) const {
  if (condition.test != Condition::Test::same_as_term) return condition.literal;
  return invoice_.root().text(static_cast<Term>(condition.term));
}

// What must stand at slots for this alternative to hold, and none before it.
bool TermPlacer::needs(std::uint16_t binding, std::size_t alternative, Requirements& needed) const {
  const Binding& at = grammar_.bindings[binding];
  for (std::size_t i = 0; i <= alternative; ++i) {
    const std::uint16_t number = grammar_.alternatives[at.first_alternative + i].condition;
    if (number == nothing) return i == alternative;
    const Condition& condition = grammar_.conditions[number];
    if (condition.slot == Binding::own) continue;
    Requirements one{{condition.slot, condition.test, meant(condition), i == alternative}};
    needed.push_back(one[0]);
  }
  return true;
}

// Can the node stand there as far as the element's own attribute decides? `value` becomes what the
// attribute has to say, when the node leaves it open.
bool TermPlacer::own_attribute(std::uint16_t binding, std::size_t alternative, Node node,
                               std::string_view& value) const {
  const Binding& at = grammar_.bindings[binding];
  if (at.own_attribute.empty()) return true;
  const schemas::Type& type = type_of(binding);
  const auto rows = grammar_.attributes.subspan(type.first_attribute, type.attribute_count);
  const auto row = std::find_if(rows.begin(), rows.end(), [&](const schemas::Attribute& candidate) {
    return candidate.name == at.own_attribute;
  });
  std::optional<std::string_view> given;
  if (row != rows.end() && row->carried_as != 0) given = forms_.attribute(node, *row, true);
  for (std::size_t i = 0; i <= alternative; ++i) {
    const std::uint16_t number = grammar_.alternatives[at.first_alternative + i].condition;
    if (number == nothing || grammar_.conditions[number].slot != Binding::own) continue;
    const Condition& condition = grammar_.conditions[number];
    const bool passed = given && passes(condition.test, meant(condition), *given);
    if (i < alternative && passed) return false;
    if (i < alternative || passed) continue;
    if (given) return false;
    value = meant(condition);
  }
  return true;
}

std::vector<Node> TermPlacer::candidates(const Alternative& alternative, Node context) {
  const Term term = static_cast<Term>(alternative.term);
  std::vector<Node> nodes;
  const auto below = [&](Node group) {
    for (const Node node : each(group, term)) nodes.push_back(node);
  };
  if (alternative.within == 0) {
    below(context);
  } else if (alternative.within == Alternative::document) {
    below(invoice_.root());
  } else {
    const Term group = static_cast<Term>(alternative.within);
    Node above = context;
    while (above && above.term() != group) above = above.parent();
    if (above) {
      below(above);
    } else {
      for (const Node node : all(group)) below(node);
    }
  }
  return nodes;
}

const std::vector<Node>& TermPlacer::all(Term term) {
  const auto [place, is_new] = by_term_.try_emplace(term);
  if (!is_new) return place->second;
  for (std::uint32_t i = 1; i < invoice_.size(); ++i) {
    const Node node(&invoice_, i);
    if (node.term() == term) place->second.push_back(node);
  }
  return place->second;
}

}  // namespace facteur::formats
