#include "formats/invoice_builder.h"

#include <algorithm>
#include <stdexcept>

namespace facteur::formats {
namespace {

std::uint32_t size32(std::size_t size) {
  return static_cast<std::uint32_t>(size);
}

}  // namespace

InvoiceBuilder::InvoiceBuilder(Syntax syntax) {
  constexpr std::size_t small_invoice = 4096;  // bytes; also tells an empty value from none
  invoice_.syntax_ = syntax;
  invoice_.bytes_.reserve(small_invoice);
  invoice_.records_.push_back({});
}

std::size_t InvoiceBuilder::slot(Term term) {
  const auto number = static_cast<std::size_t>(term);
  if (number < 200) return number;
  if (number > 1000 && number < 1050) return number - 1000 + 200;
  return number > 3500 && number < 3550 ? number - 3500 + 250 : 0;
}

void InvoiceBuilder::remember(Term term, std::uint32_t record) {
  std::uint32_t& first = at_document_[slot(term)];
  if (first == 0) first = record;
}

std::uint32_t InvoiceBuilder::add_element(std::uint32_t parent, const char* name,
                                          std::uint32_t ordinal, std::uint32_t line) {
  invoice_.elements_.push_back({parent, ordinal, line, name});
  return size32(invoice_.elements_.size() - 1);
}

std::uint32_t InvoiceBuilder::add(std::uint32_t parent, Term term, std::uint32_t element) {
  auto& records = invoice_.records_;
  const std::uint32_t index = size32(records.size());
  Invoice::Record record;
  record.term = term;
  record.parent = parent;
  record.element = element;
  record.first_attribute = size32(invoice_.attributes_.size());
  records.push_back(record);
  Invoice::Record& above = records[parent];
  (above.last_child == 0 ? above.first_child : records[above.last_child].next_sibling) = index;
  above.last_child = index;
  if (parent == document) remember(term, index);
  return index;
}

std::uint32_t InvoiceBuilder::add_group(std::uint32_t parent, Term term, std::uint32_t element) {
  const auto found = std::find_if(implied_.begin(), implied_.end(), [&](const Implied& group) {
    return group.term == term && group.parent == parent;
  });
  if (term == Term::none || found == implied_.end()) return add(parent, term, element);
  const std::uint32_t record = found->record;
  implied_.erase(found);
  invoice_.records_[record].element = element;
  invoice_.records_[record].implied = 0;
  return record;
}

std::uint32_t InvoiceBuilder::find_child(std::uint32_t record, Term term) const {
  if (record == document && slot(term) != 0) return at_document_[slot(term)];
  return Node(&invoice_, record).first(term).index();
}

std::uint32_t InvoiceBuilder::group_of(std::uint32_t record, Term term, std::uint32_t element) {
  const bool line = term == Term::BG_25;
  for (std::uint32_t at = record; at != document; at = invoice_.records_[at].parent) {
    const Term here = term_of(at);
    if (here == term || (line && here == Term::BG_DEX_01)) return at;
  }
  const TermFacts* known = facts(term);
  const bool top = known == nullptr || known->group == Term::none;
  const std::uint32_t parent = top ? document : group_of(record, known->group, element);
  if (const std::uint32_t found = find_child(parent, term)) return found;
  const std::uint32_t group = add(parent, term, element);
  invoice_.records_[group].implied = 1;
  implied_.push_back({term, parent, group});
  return group;
}

// Attributes of one record stand together: those of an earlier record move behind the last one.
void InvoiceBuilder::add_attribute(std::uint32_t record, Attribute name, std::string_view value) {
  Invoice::Record& of = invoice_.records_[record];
  auto& attributes = invoice_.attributes_;
  if (of.first_attribute + of.attribute_count != attributes.size()) {
    const std::uint32_t first = of.first_attribute;
    of.first_attribute = size32(attributes.size());
    for (std::uint32_t i = 0; i < of.attribute_count; ++i) {
      const Invoice::AttributeRecord moved = attributes[first + i];
      attributes.push_back(moved);
    }
  }
  attributes.push_back({name, keep(value), size32(value.size())});
  ++of.attribute_count;
}

std::uint32_t InvoiceBuilder::find_beside(std::uint32_t element, Term term) const {
  const std::uint32_t container = invoice_.elements_[element].parent;
  for (std::size_t i = invoice_.records_.size(); i-- > 1;) {
    const Invoice::Record& record = invoice_.records_[i];
    if (record.element < container) break;
    if (record.term == term && invoice_.elements_[record.element].parent == container) {
      return size32(i);
    }
  }
  return none;
}

void InvoiceBuilder::set_text(std::uint32_t record, std::string_view text) {
  invoice_.records_[record].text_offset = keep(text);
  invoice_.records_[record].text_size = size32(text.size());
}

void InvoiceBuilder::set_stored_text(std::uint32_t record, StoredText text) {
  invoice_.records_[record].text_offset = size32(invoice_.stored_.size());
  invoice_.records_[record].text_size = Invoice::in_store;
  invoice_.stored_.push_back(std::move(text));
}

// Offsets have 32 bits: they reach as far as Limits::bytes should ever allow.
std::uint32_t InvoiceBuilder::keep(std::string_view bytes) {
  const std::size_t offset = invoice_.bytes_.size();
  if (offset + bytes.size() >= Invoice::in_store) throw std::length_error("texts of over 4 GB");
  invoice_.bytes_.append(bytes.data(), bytes.size());
  return size32(offset);
}

void InvoiceBuilder::set_term(std::uint32_t record, Term term) {
  invoice_.records_[record].term = term;
  if (invoice_.records_[record].parent == document) remember(term, record);
}

void InvoiceBuilder::move(std::uint32_t record, std::uint32_t parent, Term term) {
  const Invoice::Record original = invoice_.records_[record];
  Invoice::Record& copy = invoice_.records_[add(parent, term, original.element)];
  copy.text_offset = original.text_offset;
  copy.text_size = original.text_size;
  copy.first_attribute = original.first_attribute;
  copy.attribute_count = original.attribute_count;
  set_term(record, Term::none);
}

std::string_view InvoiceBuilder::text_of(std::uint32_t record) const {
  return Node(&invoice_, record).text();
}

std::string_view InvoiceBuilder::document_text(Term term) const {
  const std::uint32_t record = at_document_[slot(term)];
  return slot(term) != 0 && record != 0 ? text_of(record) : std::string_view();
}

std::string_view InvoiceBuilder::attribute_of(std::uint32_t record, Attribute name) const {
  return Node(&invoice_, record).attribute(name);
}

}  // namespace facteur::formats
