// Fills an Invoice while a document is read, in document order.
#pragma once

#include <array>
#include <utility>

#include "formats/model.h"

namespace facteur::formats {

class InvoiceBuilder {
 public:
  static constexpr std::uint32_t document = 0;  // the record above all others
  static constexpr std::uint32_t none = 0xFFFFFFFF;

  explicit InvoiceBuilder(Syntax syntax);

  // An XML element, below `parent` (an index returned earlier; the first one is the root). `name`
  // is not copied: static storage.
  std::uint32_t add_element(std::uint32_t parent, const char* name, std::uint32_t ordinal,
                            std::uint32_t line);

  // A node as last child of `parent`; returns its record.
  std::uint32_t add(std::uint32_t parent, Term term, std::uint32_t element);
  // The group that `add` would make, or the one that `group_of` made before its element was met.
  std::uint32_t add_group(std::uint32_t parent, Term term, std::uint32_t element);
  // The nearest group `term` at or above `record` (a sub-line is a line); else the first one in the
  // group that it belongs to, made for the purpose when there is none.
  std::uint32_t group_of(std::uint32_t record, Term term, std::uint32_t element);

  void add_attribute(std::uint32_t record, Attribute name, std::string_view value);
  // The value of this term that stands in the same element as `element`, the latest; `none`.
  std::uint32_t find_beside(std::uint32_t element, Term term) const;
  void set_text(std::uint32_t record, std::string_view text);
  // The text is in the store that finish() gets.
  void set_stored_text(std::uint32_t record, StoredText text);
  void set_term(std::uint32_t record, Term term);
  // Leaves `record` where it is, without a term, and adds the same value to `parent`.
  void move(std::uint32_t record, std::uint32_t parent, Term term);
  std::string_view attribute_of(std::uint32_t record, Attribute name) const;

  Term term_of(std::uint32_t record) const { return invoice_.records_[record].term; }
  std::string_view text_of(std::uint32_t record) const;
  // The text of the first value of this term directly below the document; empty when there is none.
  std::string_view document_text(Term term) const;
  std::string location(std::uint32_t element) const { return invoice_.location_of(element); }
  std::uint32_t ordinal(std::uint32_t element) const { return invoice_.elements_[element].ordinal; }

  std::size_t nodes() const { return invoice_.records_.size(); }

  // `store` holds the texts that are not in memory; null when all are.
  Invoice finish(std::shared_ptr<const TextStore> store) && {
    invoice_.store_ = std::move(store);
    return std::move(invoice_);
  }

 private:
  // BT-n in slot n, BG-n in slot 200 + n, EXT-FR-FE-BG-n in slot 250 + n. Slot 0: not remembered.
  static constexpr std::size_t slots = 300;

  static std::size_t slot(Term term);
  std::uint32_t keep(std::string_view bytes);
  void remember(Term term, std::uint32_t record);
  std::uint32_t find_child(std::uint32_t record, Term term) const;

  struct Implied {
    Term term;
    std::uint32_t parent, record;
  };

  Invoice invoice_;
  std::array<std::uint32_t, slots> at_document_{};  // first record of each term; 0: none
  std::vector<Implied> implied_;
};

}  // namespace facteur::formats
