#include "formats/writing/term_placer.h"

#include <algorithm>
#include <utility>

namespace facteur::formats {

using schemas::Alternative;
using schemas::Binding;
using schemas::Condition;
using schemas::nothing;

namespace {

// From 2000: not a term (schemas/terms.h).
bool is_mark(std::uint16_t term) {
  return term > 2000 && term < 3000;
}

bool contains(Node group, Node node) {
  while (node && node.index() != group.index()) node = node.parent();
  return static_cast<bool>(node);
}

}  // namespace

TermPlacer::TermPlacer(const schemas::Grammar& grammar, const Invoice& invoice, const Scope& scope,
                       ValueForms& forms)
    : grammar_(grammar),
      invoice_(invoice),
      scope_(scope),
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
      if (lacks_copy(instance.element)) {
        discard(instance.element);
        continue;
      }
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
    if (alternative.attribute != 0) continue;  // see qualify()
    if (!scope_.allows(static_cast<Term>(alternative.term))) continue;
    const std::vector<Node> nodes = candidates(alternative.term, alternative.within, context);
    if (is_mark(alternative.term) && !is_text(binding)) {
      const std::size_t before = found.size();
      structural(needed);
      const bool bare = found.size() == before && forms_.same_syntax() && !nodes.empty();
      if (bare) found.push_back({tree_.add(binding), needed});
      continue;
    }
    for (const Node node : nodes) {
      std::string_view attribute;
      if (claimed_[node.index()] || !own_attribute(binding, i, node, attribute)) continue;
      if (!forms_.is_of(alternative.form, node) || is_excess(node, context)) continue;
      const std::size_t before = found.size();
      carry(binding, node, needed, found);
      if (found.size() > before) tree_[found.back().element].attribute = attribute;
    }
  }
}

// Is another value of the term written already, where there may be but one? CII repeats in each of
// its VAT breakdowns what belongs to the document; what stands outside of its group stands there
// for all groups of the kind.
bool TermPlacer::is_excess(Node node, Node context) const {
  if (forms_.same_syntax() || !scope_.is_single(node.term())) return false;
  std::vector<Node> parents{node.parent()};
  if (!contains(node.parent(), context)) parents = groups(node.parent().term(), context);
  for (const Node parent : parents) {
    for (const Node other : each(parent, node.term())) {
      if (claimed_[other.index()]) return true;
    }
  }
  return false;
}

void TermPlacer::carry(std::uint16_t binding, Node node, const Requirements& needed,
                       Fragments& found) {
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
  const auto text = at.rest_term != 0 ? whole_note(at, node) : forms_.text(node, type_of(binding));
  if (!text) {
    unreadable_[node.index()] = true;
    return discard(fragment.element);
  }
  OutElement& element = tree_[fragment.element];
  element.text = *text;
  if (at.code_attribute != 0) {
    const auto which = static_cast<Attribute>(at.code_attribute - 1);
    if (is_note_code(node.attribute(which))) {
      element.text = forms_.coded(node.attribute(which), *text);
      element.said |= static_cast<std::uint16_t>(1U << static_cast<unsigned>(which));
    }
  }
  if (at.slot != nothing) {
    fragment.requirements.push_back({at.slot, Condition::Test::exact, *text, true});
  }
  attribute_values(fragment.element, node.parent());
  found.push_back(std::move(fragment));
}

std::string_view TermPlacer::whole_note(const Binding& binding, Node note) {
  const Node rest = note.first(static_cast<Term>(binding.rest_term));
  Node code = note.first(static_cast<Term>(binding.code_term));
  if (!is_note_code(code.text())) code = {};
  for (const Node part : {code, rest}) claimed_[part.index()] = true;
  return rest ? forms_.coded(code.text(), rest.text()) : note.text();
}

// Values that the syntax writes as attributes of this element.
void TermPlacer::attribute_values(std::uint32_t element, Node context) {
  const Binding& at = grammar_.bindings[tree_[element].binding];
  for (std::uint16_t i = 0; i < at.child_count; ++i) {
    const auto row = static_cast<std::uint16_t>(at.first_child + i);
    const Binding& attribute = grammar_.bindings[row];
    if (attribute.name != nothing) continue;
    const Alternative& value = grammar_.alternatives[attribute.first_alternative];
    for (const Node node : candidates(value.term, value.within, context)) {
      if (claimed_[node.index()] || is_excess(node, invoice_.root())) continue;
      claimed_[node.index()] = true;
      const std::uint32_t below = tree_.add(row);
      tree_[below].record = node.index();
      tree_[below].text = node.text();
      tree_.insert(element, below);
      break;
    }
  }
}

void TermPlacer::carry_group(std::uint16_t binding, Node node, Fragment fragment,
                             Fragments& found) {
  Fragments instances;
  instances.push_back(std::move(fragment));
  fill(binding, node, false, instances);
  // A group that says nothing is kept only where it is written as it was read.
  const bool empty = tree_[instances[0].element].first_child == 0;
  if (empty && (node.first_child() || !forms_.same_syntax())) return discard(instances[0].element);
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
    if (grammar_.bindings[child].name != nothing) occurrences(child, context, found);
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
  if (instances.size() > 1 && forms_.same_syntax()) spread(binding, instances);
  for (Fragment& instance : instances) {
    if (tree_[instance.element].first_child != 0) add_company(binding, context, instance);
  }
}

// Values that may repeat all found room in the first instance: those that were read in a later one
// go back there, each to the values that stood behind it. (CII payment terms: a text with its
// date.)
void TermPlacer::spread(std::uint16_t binding, Fragments& instances) {
  constexpr std::size_t most = 1000;  // insertion walks over those that stand there: n² of them
  const Binding& at = grammar_.bindings[binding];
  for (std::uint16_t i = 0; i < at.child_count; ++i) {
    const auto child = static_cast<std::uint16_t>(at.first_child + i);
    const Binding& row = grammar_.bindings[child];
    if (row.name == nothing || !is_text(child) ||
        grammar_.particles[row.particle].maximum != schemas::unbounded)
      continue;
    std::size_t to = 0;
    std::uint32_t behind = tree_.value_behind(instances[to].element, child);
    const auto later = tree_.take_later(instances[to].element, child, behind, most);
    for (const std::uint32_t element : later) {
      while (to + 1 < instances.size() && tree_[element].record > behind)
        behind = tree_.value_behind(instances[++to].element, child);
      tree_.insert(instances[to].element, element);
    }
  }
}

// What is written beside values: what qualifies them, and what repeats them.
void TermPlacer::add_company(std::uint16_t binding, Node context, Fragment& instance) {
  const Binding& at = grammar_.bindings[binding];
  for (std::uint16_t i = 0; i < at.child_count; ++i) {
    const auto child = static_cast<std::uint16_t>(at.first_child + i);
    const Binding& row = grammar_.bindings[child];
    if (row.name == nothing) continue;
    for (std::size_t j = 0; j < row.alternative_count; ++j) {
      if (grammar_.alternatives[row.first_alternative + j].attribute != 0)
        qualify(child, j, instance);
    }
    if (row.copied_term != 0) copy(child, context, instance);
  }
}

// Says an attribute of a value beside it, where the syntax has an element for that.
void TermPlacer::qualify(std::uint16_t binding, std::size_t number, Fragment& instance) {
  const Alternative& alternative =
      grammar_.alternatives[grammar_.bindings[binding].first_alternative + number];
  const auto which = static_cast<Attribute>(alternative.attribute - 1);
  Requirements needed;
  if (!needs(binding, number, needed) || !compatible(instance.requirements, needed)) return;
  for (std::uint32_t at = tree_[instance.element].first_child; at != 0;
       at = tree_[at].next_sibling) {
    const Node value(&invoice_, tree_[at].record);
    if (value.term() != static_cast<Term>(alternative.term) || !value.has_attribute(which))
      continue;
    tree_[at].said |= static_cast<std::uint16_t>(1U << static_cast<unsigned>(which));
    const std::uint32_t element = tree_.add(binding);
    tree_[element].text = value.attribute(which);
    tree_.insert(instance.element, element);
    instance.requirements.insert(instance.requirements.end(), needed.begin(), needed.end());
    return;
  }
}

void TermPlacer::copy(std::uint16_t binding, Node context, Fragment& instance) {
  const Binding& at = grammar_.bindings[binding];
  const bool is_term = at.alternative_count > 0;
  if ((is_term && forms_.same_syntax()) || tree_.find(instance.element, binding) != 0) return;
  const std::uint16_t within =
      is_term ? grammar_.alternatives[at.first_alternative].within : Alternative::document;
  const auto nodes = candidates(at.copied_term, within, context);
  if (nodes.empty()) return;
  auto text = forms_.text(nodes[0], type_of(binding));
  if (at.added_term != 0) {
    const auto others = candidates(at.added_term, within, context);
    if (others.empty()) return;
    text = forms_.total(nodes[0], others[0], at.subtracts);
  }
  if (!text) return;
  const std::uint32_t element = tree_.add(binding);
  tree_[element].record = nodes[0].index();
  tree_[element].text = *text;
  tree_[element].copy = true;
  tree_.insert(instance.element, element);
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
      if (row.name == nothing || !is_wanted(child)) continue;
      below = tree_.add(child);
      tree_[below].text = row.constant;
      tree_.insert(element, below);
    } else if (tree_[below].record != 0) {
      continue;
    }
    if (row.child_count > 0) complete(below);
  }
}

// Does the grammar demand here what is copied from elsewhere, and there is nothing to copy?
bool TermPlacer::lacks_copy(std::uint32_t element) const {
  if (forms_.same_syntax()) return false;
  const Binding& at = grammar_.bindings[tree_[element].binding];
  for (std::uint16_t i = 0; i < at.child_count; ++i) {
    const auto child = static_cast<std::uint16_t>(at.first_child + i);
    const bool wanted = grammar_.bindings[child].copied_term != 0 && is_required(child);
    if (wanted && tree_.find(element, child) == 0) return true;
  }
  return false;
}

// Takes back what the element and those below it carry.
void TermPlacer::discard(std::uint32_t element) {
  const OutElement& at = tree_[element];
  if (at.record != 0 && !at.copy) {
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
    // What another syntax says there means something else.
    const bool foreign = !forms_.same_syntax() && condition.test != Condition::Test::same_as_term;
    if (given && !foreign) return false;
    value = meant(condition);
  }
  return true;
}

// The groups of this term that a member written in this context would join.
std::vector<Node> TermPlacer::groups(Term group, Node context) const {
  for (Node above = context; above; above = above.parent()) {
    const bool sub_line = group == Term::BG_25 && above.term() == Term::BG_DEX_01;
    if (above.term() == group || sub_line) return {above};
  }
  const TermFacts* known = facts(group);
  std::vector<Node> around{invoice_.root()};
  if (known != nullptr && known->group != Term::none) around = groups(known->group, context);
  std::vector<Node> found;
  for (const Node parent : around) {
    for (const Node node : each(parent, group)) found.push_back(node);
  }
  return found;
}

std::vector<Node> TermPlacer::candidates(std::uint16_t term, std::uint16_t within,
                                         Node context) const {
  std::vector<Node> parents{context};
  if (within == Alternative::document) parents = {invoice_.root()};
  if (within > Alternative::document) parents = groups(static_cast<Term>(within), context);
  std::vector<Node> nodes;
  for (const Node parent : parents) {
    for (const Node node : each(parent, static_cast<Term>(term))) nodes.push_back(node);
  }
  return nodes;
}

}  // namespace facteur::formats
