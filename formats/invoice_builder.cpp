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
  if (number <= 165) return number;
  return number > 1000 && number <= 1032 ? number - 1000 + 165 : 0;
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
  if (parent == document && at_document_[slot(term)] == 0) at_document_[slot(term)] = index;
  return index;
}

std::uint32_t InvoiceBuilder::add_group(std::uint32_t parent, Term term, std::uint32_t element) {
  const auto found = std::find_if(implied_.begin(), implied_.end(),
                                  [term](const Implied& group) { return group.term == term; });
  if (term == Term::none || found == implied_.end()) return add(parent, term, element);
  const std::uint32_t record = found->record;
  implied_.erase(found);
  invoice_.records_[record].element = element;
  return record;
}

std::uint32_t InvoiceBuilder::group_of(std::uint32_t record, Term term, std::uint32_t element) {
  for (std::uint32_t at = record; at != document; at = invoice_.records_[at].parent) {
    if (term_of(at) == term) return at;
  }
  if (const auto at = at_document_[slot(term)]; term != Term::none && at != 0) return at;
  const std::uint32_t group = add(document, term, element);
  implied_.push_back({term, group});
  return group;
}

void InvoiceBuilder::add_attribute(std::uint32_t record, Attribute name, std::string_view value) {
  invoice_.attributes_.push_back({name, keep(value), size32(value.size())});
  ++invoice_.records_[record].attribute_count;
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
  if (invoice_.records_[record].parent != document) return;
  if (at_document_[slot(term)] == 0) at_document_[slot(term)] = record;
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
  return term != Term::none && record != 0 ? text_of(record) : std::string_view();
}

}  // namespace facteur::formats
