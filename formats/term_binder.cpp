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

bool is_group(std::uint16_t term) {
  return term > 1000 && term < 2000;
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
  carry(place, grammar_.bindings[binding], attributes);
  if (place.record != InvoiceBuilder::none) carry_attributes(place.record, type, attributes);
  return place;
}

void TermBinder::carry(Place& place, const Binding& binding,
                       std::span<const AttributeView> attributes) {
  if (binding.alternative_count == 0) return;
  if (binding.waits) {
    place.record = builder_.add(place.group, Term::none, place.element);
    pending_.push_back({static_cast<std::uint16_t>(&binding - grammar_.bindings.data()),
                        place.record, place.group, place.element});
    if (binding.child_count > 0) place.group = place.record;
    return;
  }
  const auto own = std::find_if(attributes.begin(), attributes.end(), [&](const auto& attribute) {
    return attribute.name == binding.own_attribute;
  });
  const Alternative* chosen = choose(binding, own == attributes.end() ? nullptr : &own->value);
  if (chosen == nullptr || chosen->term == 0) return;
  std::uint32_t parent = place.group;
  if (chosen->within == Alternative::document) {
    parent = InvoiceBuilder::document;
  } else if (chosen->within != 0) {
    parent = builder_.group_of(place.group, as_term(chosen->within), place.element);
  }
  if (is_group(chosen->term)) {
    place.record = builder_.add_group(parent, as_term(chosen->term), place.element);
    place.group = place.record;
  } else {
    place.record = builder_.add(parent, as_term(chosen->term), place.element);
  }
}

void TermBinder::carry_attributes(std::uint32_t record, std::uint16_t type,
                                  std::span<const AttributeView> attributes) {
  const schemas::Type& rules = grammar_.types[type];
  for (const AttributeView& attribute : attributes) {
    if (!attribute.name_space.empty()) continue;
    for (std::uint16_t i = 0; i < rules.attribute_count; ++i) {
      const schemas::Attribute& rule = grammar_.attributes[rules.first_attribute + i];
      if (rule.name != attribute.name || rule.carried_as == 0) continue;
      builder_.add_attribute(record, static_cast<Attribute>(rule.carried_as - 1), attribute.value);
    }
  }
}

bool TermBinder::wants_text(const Place& place) const {
  return place.binding != nothing &&
         (place.record != InvoiceBuilder::none || grammar_.bindings[place.binding].slot != nothing);
}

void TermBinder::close(const Place& place, std::string_view text) {
  if (place.binding == nothing) return;
  const Binding& binding = grammar_.bindings[place.binding];
  if (place.record != InvoiceBuilder::none) {
    builder_.set_text(place.record, text);
    if (binding.rest_term != 0) split(place, binding, text);
  }
  if (binding.slot != nothing) {
    constexpr std::size_t longest = 100;  // of a code that a condition compares
    const bool taken = std::any_of(slots_.begin(), slots_.end(),
                                   [&](const Slot& slot) { return slot.number == binding.slot; });
    if (!taken) slots_.push_back({binding.slot, std::string(text.substr(0, longest))});
  }
  if (binding.anchor) settle();
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
    if (chosen->within == 0) {
      builder_.set_term(waiting.record, as_term(chosen->term));
      continue;
    }
    const std::uint32_t parent =
        chosen->within == Alternative::document
            ? InvoiceBuilder::document
            : builder_.group_of(waiting.group, as_term(chosen->within), waiting.element);
    builder_.move(waiting.record, parent, as_term(chosen->term));
  }
  pending_.clear();
  slots_.clear();
}

}  // namespace facteur::formats
