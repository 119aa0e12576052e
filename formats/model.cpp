#include "formats/model.h"

namespace facteur::formats {

Term Node::term() const {
  return invoice_ ? invoice_->records_[index_].term : Term::none;
}

std::string_view Node::text() const {
  if (!invoice_) return {};
  const auto& record = invoice_->records_[index_];
  if (record.text_size == Invoice::in_store) return {};
  return invoice_->bytes_at(record.text_offset, record.text_size);
}

const StoredText* Node::stored() const {
  if (!invoice_) return nullptr;
  const auto& record = invoice_->records_[index_];
  return record.text_size == Invoice::in_store ? &invoice_->stored_[record.text_offset] : nullptr;
}

std::unique_ptr<ByteSource> Node::open_text() const {
  if (const StoredText* text = stored()) return invoice_->store_->open(*text);
  return std::make_unique<MemorySource>(text());
}

std::string_view Node::attribute(Attribute which) const {
  if (!invoice_) return {};
  const auto& record = invoice_->records_[index_];
  for (std::uint32_t i = 0; i < record.attribute_count; ++i) {
    const auto& attribute = invoice_->attributes_[record.first_attribute + i];
    if (attribute.name != which) continue;
    return invoice_->bytes_at(attribute.offset, attribute.size);
  }
  return {};
}

bool Node::has_attribute(Attribute which) const {
  return attribute(which).data() != nullptr;
}

std::uint32_t Node::line() const {
  return invoice_ ? invoice_->elements_[invoice_->records_[index_].element].line : 0;
}

std::string Node::location() const {
  return invoice_ ? invoice_->location_of(invoice_->records_[index_].element) : std::string();
}

Node Node::parent() const {
  return invoice_ && index_ != 0 ? Node(invoice_, invoice_->records_[index_].parent) : Node();
}

Node Node::first_child() const {
  if (!invoice_) return {};
  const std::uint32_t child = invoice_->records_[index_].first_child;
  return child != 0 ? Node(invoice_, child) : Node();
}

Node Node::next_sibling() const {
  if (!invoice_) return {};
  const std::uint32_t sibling = invoice_->records_[index_].next_sibling;
  return sibling != 0 ? Node(invoice_, sibling) : Node();
}

Node Node::first(Term term) const {
  Node node = first_child();
  while (node && node.term() != term) node = node.next_sibling();
  return node;
}

Node Node::next() const {
  Node node = next_sibling();
  while (node && node.term() != term()) node = node.next_sibling();
  return node;
}

bool Node::beside(Node other) const {
  if (!invoice_ || invoice_ != other.invoice_) return false;
  const auto container = [this](Node node) {
    return invoice_->elements_[invoice_->records_[node.index_].element].parent;
  };
  return container(*this) == container(other);
}

bool Node::inside(Node group) const {
  if (!invoice_ || invoice_ != group.invoice_) return false;
  const std::uint32_t outer = invoice_->records_[group.index_].element;
  std::uint32_t at = invoice_->records_[index_].element;
  while (at > outer) at = invoice_->elements_[at].parent;
  return at == outer;
}

bool Node::has_element(std::string_view name) const {
  if (!invoice_) return false;
  const auto& elements = invoice_->elements_;
  const std::uint32_t outer = invoice_->records_[index_].element;
  for (std::uint32_t at = outer + 1; at < elements.size() && elements[at].parent >= outer; ++at) {
    if (elements[at].parent == outer && name == elements[at].name) return true;
  }
  return false;
}

bool Node::implied() const {
  return invoice_ && invoice_->records_[index_].implied != 0;
}

std::string Invoice::location_of(std::uint32_t element) const {
  if (elements_.empty()) return {};
  if (element == 0) {
    const std::string_view name = elements_[0].name;
    return std::string("/").append(name.substr(name.find(':') + 1));
  }
  const Element& at = elements_[element];
  return location_of(at.parent) + "/" + at.name + "[" + std::to_string(at.ordinal) + "]";
}

}  // namespace facteur::formats
