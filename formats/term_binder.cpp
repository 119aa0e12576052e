#include "formats/term_binder.h"

#include <algorithm>

#include "formats/xml_space.h"

namespace facteur::formats {
namespace {

using schemas::Alternative;
using schemas::Binding;
using schemas::Condition;
using schemas::nothing;

Term as_term(std::uint16_t number) {
  return static_cast<Term>(number);
}

Attribute as_attribute(std::uint8_t number) {
  return static_cast<Attribute>(number - 1);
}

std::string upper(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return result;
}

bool same_boolean(std::string_view text, std::string_view literal) {
  const std::string_view value = trim_xml_space(text);
  return literal == "true" ? value == "true" || value == "1" : value == "false" || value == "0";
}

// "#AAI#text": 5, the size of what comes before the text. 0: no code.
std::size_t code_size(std::string_view text) {
  if (text.size() < 5 || text[0] != '#' || text[4] != '#') return 0;
  const auto letter = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); };
  return letter(text[1]) && letter(text[2]) && letter(text[3]) ? 5 : 0;
}

}  // namespace

std::uint16_t TermBinder::child(std::uint16_t binding, std::uint16_t name) const {
  if (binding == nothing || name == nothing) return nothing;
  const Binding& parent = grammar_.bindings[binding];
  for (std::uint16_t i = 0; i < parent.child_count; ++i) {
    const auto index = static_cast<std::uint16_t>(parent.first_child + i);
    if (grammar_.bindings[index].name == name) return index;
  }
  return nothing;
}

Place TermBinder::open(const Place& parent, std::uint16_t binding, std::uint32_t element,
                       std::uint16_t type, std::span<const AttributeView> attributes) {
  Place place;
  place.group = parent.group;
  place.element = element;
  place.binding = binding;
  const Binding& row = grammar_.bindings[binding];
  const Own own = carry(place, row, attributes);
  if (attributes.empty()) return place;
  if (place.record != InvoiceBuilder::none) carry_attributes(place, type, own, attributes);
  if (row.child_count > 0) carry_attribute_values(place, row, attributes);
  return place;
}

TermBinder::Own TermBinder::carry(Place& place, const Binding& binding,
                                  std::span<const AttributeView> attributes) {
  Own own;
  if (binding.alternative_count == 0) return own;
  const auto found = std::find_if(attributes.begin(), attributes.end(), [&](const auto& attribute) {
    return attribute.name == binding.own_attribute;
  });
  if (found != attributes.end()) own.attribute = &*found;
  const auto number = static_cast<std::uint16_t>(&binding - grammar_.bindings.data());
  if (binding.waits || binding.late) {
    place.record = builder_.add(place.group, Term::none, place.element);
    if (binding.late) {
      late_.push_back(
          {number, place.record, std::string(own.attribute ? own.attribute->value : "")});
    } else {
      pending_.push_back({number, place.record, place.group, place.element});
    }
    if (binding.child_count > 0) place.group = place.record;
    return own;
  }
  const Alternative* chosen = choose(binding, own.attribute ? &own.attribute->value : nullptr);
  if (chosen == nullptr || chosen->term == 0 || chosen->attribute != 0) return own;
  own.spent = chosen->condition != nothing &&
              grammar_.conditions[chosen->condition].test != Condition::Test::same_as_term;
  const std::uint32_t parent = parent_for(*chosen, place.group, place.element);
  if (is_group(as_term(chosen->term))) {
    place.record = builder_.add_group(parent, as_term(chosen->term), place.element);
    place.group = place.record;
  } else {
    place.record = builder_.add(parent, as_term(chosen->term), place.element);
  }
  return own;
}

std::uint32_t TermBinder::parent_for(const Alternative& alternative, std::uint32_t group,
                                     std::uint32_t element) {
  if (alternative.within == 0) return group;
  if (alternative.within == Alternative::document) return InvoiceBuilder::document;
  return builder_.group_of(group, as_term(alternative.within), element);
}

void TermBinder::carry_attributes(const Place& place, std::uint16_t type, Own own,
                                  std::span<const AttributeView> attributes) {
  const schemas::Type& rules = grammar_.types[type];
  const Binding& binding = grammar_.bindings[place.binding];
  for (const AttributeView& attribute : attributes) {
    if (!attribute.name_space.empty() || (own.spent && &attribute == own.attribute)) continue;
    for (std::uint16_t i = 0; i < rules.attribute_count; ++i) {
      const schemas::Attribute& rule = grammar_.attributes[rules.first_attribute + i];
      if (rule.name != attribute.name || rule.carried_as == 0) continue;
      if (is_value(binding, rule.name)) continue;
      builder_.add_attribute(place.record, as_attribute(rule.carried_as), attribute.value);
    }
  }
}

// Attributes that are values of their own.
void TermBinder::carry_attribute_values(const Place& place, const Binding& binding,
                                        std::span<const AttributeView> attributes) {
  for (const Binding& row : grammar_.bindings.subspan(binding.first_child, binding.child_count)) {
    if (row.name != nothing) continue;
    for (const AttributeView& attribute : attributes) {
      if (attribute.name != row.own_attribute) continue;
      const Alternative& value = grammar_.alternatives[row.first_alternative];
      const std::uint32_t parent = parent_for(value, place.group, place.element);
      const std::uint32_t record = builder_.add(parent, as_term(value.term), place.element);
      builder_.set_text(record, attribute.value);
    }
  }
}

bool TermBinder::is_value(const Binding& binding, std::string_view attribute) const {
  const auto rows = grammar_.bindings.subspan(binding.first_child, binding.child_count);
  return std::any_of(rows.begin(), rows.end(), [&](const Binding& row) {
    return row.name == nothing && row.own_attribute == attribute;
  });
}

// The text goes to the value beside `element`; without such a value it has nothing to qualify.
void TermBinder::qualify(const Alternative& alternative, std::uint32_t element,
                         std::string_view text) {
  const std::uint32_t value = builder_.find_beside(element, as_term(alternative.term));
  if (value == InvoiceBuilder::none) return;
  builder_.add_attribute(value, as_attribute(alternative.attribute), text);
}

bool TermBinder::wants_text(const Place& place) const {
  if (place.binding == nothing) return false;
  if (place.record != InvoiceBuilder::none) return true;
  const Binding& binding = grammar_.bindings[place.binding];
  return binding.slot != nothing || binding.alternative_count > 0;
}

void TermBinder::close(const Place& place, std::string_view text) {
  if (place.binding == nothing) return;
  const Binding& binding = grammar_.bindings[place.binding];
  if (place.record != InvoiceBuilder::none) {
    const std::size_t code = binding.code_attribute != 0 ? code_size(text) : 0;
    builder_.set_text(place.record, text.substr(code));
    if (code > 0) {
      builder_.add_attribute(place.record, as_attribute(binding.code_attribute),
                             text.substr(1, code - 2));
    }
    if (binding.rest_term != 0) split(place, binding, text);
  } else if (binding.alternative_count > 0 && !text.empty()) {
    const Alternative* chosen = choose(binding, nullptr);
    if (chosen != nullptr && chosen->attribute != 0) qualify(*chosen, place.element, text);
  }
  if (binding.slot != nothing) {
    constexpr std::size_t longest = 100;  // of a code that a condition compares
    const bool taken = std::any_of(slots_.begin(), slots_.end(),
                                   [&](const Slot& slot) { return slot.number == binding.slot; });
    if (!taken) slots_.push_back({binding.slot, std::string(text.substr(0, longest))});
  }
  if (binding.anchor) settle();
  if (place.element == 0 && !late_.empty()) settle_late();
}

void TermBinder::split(const Place& place, const Binding& binding, std::string_view text) {
  const std::size_t size = code_size(text);
  if (size > 0) {
    const auto code = builder_.add(place.record, as_term(binding.code_term), place.element);
    builder_.set_text(code, text.substr(1, size - 2));
  }
  const auto rest = builder_.add(place.record, as_term(binding.rest_term), place.element);
  builder_.set_text(rest, text.substr(size));
}

// The first alternative that holds; null when none does.
const Alternative* TermBinder::choose(const Binding& binding,
                                      const std::string_view* own_attribute) const {
  for (std::uint16_t i = 0; i < binding.alternative_count; ++i) {
    const Alternative& alternative = grammar_.alternatives[binding.first_alternative + i];
    if (alternative.condition == nothing) return &alternative;
    const Condition& condition = grammar_.conditions[alternative.condition];
    if (condition.slot == Binding::own) {
      if (own_attribute != nullptr && holds(condition, *own_attribute)) return &alternative;
      continue;
    }
    for (const Slot& slot : slots_) {
      if (slot.number == condition.slot && holds(condition, slot.text)) return &alternative;
    }
  }
  return nullptr;
}

bool TermBinder::holds(const Condition& condition, std::string_view text) const {
  switch (condition.test) {
    case Condition::Test::exact:
      return text == condition.literal;
    case Condition::Test::boolean:
      return same_boolean(text, condition.literal);
    case Condition::Test::folded:
      return upper(trim_xml_space(text)) == condition.literal;
    case Condition::Test::same_as_term:
      return text == builder_.document_text(as_term(condition.term));
  }
  return false;
}

// The anchor closes: what waited for it gets its term.
void TermBinder::settle() {
  for (const Pending& waiting : pending_) {
    const Alternative* chosen = choose(grammar_.bindings[waiting.binding], nullptr);
    if (chosen == nullptr || chosen->term == 0) continue;
    if (chosen->attribute != 0) {
      qualify(*chosen, waiting.element, std::string(builder_.text_of(waiting.record)));
    } else if (chosen->within == 0) {
      builder_.set_term(waiting.record, as_term(chosen->term));
    } else {
      const std::uint32_t parent = parent_for(*chosen, waiting.group, waiting.element);
      builder_.move(waiting.record, parent, as_term(chosen->term));
    }
  }
  pending_.clear();
  slots_.clear();
}

void TermBinder::settle_late() {
  for (const Late& late : late_) {
    const std::string_view own = late.own_attribute;
    const Alternative* chosen = choose(grammar_.bindings[late.binding], &own);
    if (chosen != nullptr) builder_.set_term(late.record, as_term(chosen->term));
  }
}

}  // namespace facteur::formats
