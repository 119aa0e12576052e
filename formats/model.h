// The semantic model of an invoice (schemas/terms.tsv): a tree of groups (BG) that hold values
// (BT).
//
// Values keep what the sender wrote (lexical form, order, line) beside what it means. Rules read it
// by term: `invoice.root().first(Term::BG_4).text(Term::BT_27)`; views list it node by node. What a
// value means, whatever the syntax: formats/typed.h.
//
// A term stands in the group that schemas/terms.tsv names, whatever element the syntax writes it
// in; in particular
// - BT-90 in BG-19, though UBL writes it with the party that bears it (Node::inside tells which),
//   and BT-83, BT-86, BT-89 in their groups of BG-16, though CII writes them elsewhere;
// - BT-7 and BT-8 below the document, though CII repeats them in each breakdown and UBL writes BT-8
//   in a period: as often as they are written;
// - BT-82 is a value, though UBL writes it as an attribute; what terms.tsv marks with "@"
//   (BT-130, BT-150, schemes, media types ...) is an attribute of its value, though CII writes some
//   as elements;
// - a VAT category (BT-95, BT-102, BT-118, BT-151) is read whatever tax scheme qualifies it, and
//   Term::tax_scheme beside it names that scheme;
// - sub-lines of UBL (BG-DEX-01) hold the terms of a line; those of CII and of the French extension
//   are lines that name their parent (EXT-FR-FE-162);
// - dates are as written ("2026-11-21", or "20261121" with Attribute::format "102"), VAT point date
//   codes too (UBL 3, 35, 432; CII 5, 29, 72).
// Nodes with Term::none may occur: elements whose meaning their neighbours deny (an
// AllowanceCharge without a readable ChargeIndicator). A group may be implied: its members are
// written, an element of its own is not.
//
// An Invoice owns all its bytes. Value and Group are cheap handles (pointer and index) that stay
// valid while the Invoice lives and is not changed. Reading one Invoice from several threads is
// safe; building one is not.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/growing_array.h"
#include "formats/text_store.h"
#include "schemas/terms.h"

namespace facteur::formats {

using facteur::Attribute;

class Invoice;

// A node of the tree: one business term, or one group. Null when the term is absent.
class Node {
 public:
  Node() = default;
  Node(const Invoice* invoice, std::uint32_t index) : invoice_(invoice), index_(index) {}

  explicit operator bool() const { return invoice_ != nullptr; }
  Term term() const;
  // As written. Empty for null and for groups, but for BG-1: the whole note, its code included.
  // Empty too for a text that is kept in a store.
  std::string_view text() const;
  // Where the text is when it is an attachment too long to be in memory; else null.
  const StoredText* stored() const;
  // The text, be it in memory or in a store; this node's Invoice must outlive the source.
  std::unique_ptr<ByteSource> open_text() const;
  std::string_view attribute(Attribute which) const;  // empty when absent
  bool has_attribute(Attribute which) const;
  std::uint32_t line() const;    // 1-based
  std::string location() const;  // "/Invoice/cac:TaxTotal[1]/cbc:TaxAmount[1]"
  Node parent() const;
  Node first_child() const;
  Node next_sibling() const;  // document order

  // The first child with this term, or a null node.
  Node first(Term term) const;
  // The next sibling with the same term, or a null node: for repeated terms and groups.
  Node next() const;
  // The text of first(term); empty when absent.
  std::string_view text(Term term) const { return first(term).text(); }
  // True when both stand directly in the same XML element: two values of one cac:TaxTotal, say,
  // which the model has no group for.
  bool beside(Node other) const;
  // True when the element of this node stands somewhere inside that of `group`.
  bool inside(Node group) const;
  // Does an element of this name, as the grammar writes it, stand directly in that of this node?
  // Only of elements that the tree of terms knows; they need not carry anything.
  bool has_element(std::string_view name) const;
  // A group that the syntax has no element for, or whose element is missing.
  bool implied() const;
  std::uint32_t index() const { return index_; }
  const Invoice* invoice() const { return invoice_; }

 private:
  const Invoice* invoice_ = nullptr;
  std::uint32_t index_ = 0;
};

// for (Node line : each(root, Term::BG_25)) ...
class Each {
 public:
  struct Iterator {
    Node node;
    Node operator*() const { return node; }
    Iterator& operator++() {
      node = node.next();
      return *this;
    }
    bool operator!=(const Iterator& other) const {
      return static_cast<bool>(node) != static_cast<bool>(other.node);
    }
  };
  Each(Node parent, Term term) : first_(parent.first(term)) {}
  Iterator begin() const { return {first_}; }
  Iterator end() const { return {}; }

 private:
  Node first_;
};
inline Each each(Node parent, Term term) {
  return {parent, term};
}

enum class Syntax : std::uint8_t { ubl_invoice, ubl_credit_note, cii, cdar, flux10, json };

class Invoice {
 public:
  Syntax syntax() const { return syntax_; }
  // How many nodes there are, the document included; their indexes are 0 to size() - 1.
  std::size_t size() const { return records_.size(); }
  // The document itself: parent of the terms at document level and of BG-1 .. BG-25.
  Node root() const { return {this, 0}; }
  // Where the texts are that are not in memory; null when all are.
  const std::shared_ptr<const TextStore>& store() const { return store_; }

 private:
  friend class Node;
  friend class InvoiceBuilder;

  struct Record {
    Term term = Term::none;
    std::uint16_t attribute_count : 15 = 0;
    std::uint16_t implied : 1 = 0;
    std::uint32_t parent = 0, first_child = 0, last_child = 0, next_sibling = 0;  // 0: none
    std::uint32_t text_offset = 0, text_size = 0;
    std::uint32_t first_attribute = 0;
    std::uint32_t element = 0;  // index into elements_
  };
  struct AttributeRecord {
    Attribute name;
    std::uint32_t offset, size;
  };
  // One XML element of the document, mapped or not: enough to write its location.
  struct Element {
    std::uint32_t parent = 0;
    std::uint32_t ordinal = 1;  // among siblings of the same name, 1-based
    std::uint32_t line = 0;
    const char* name = nullptr;  // "cac:TaxTotal", static storage (from the syntax table)
  };

  std::string location_of(std::uint32_t element) const;

  // As text_size: the text is stored_[text_offset].
  static constexpr std::uint32_t in_store = 0xFFFFFFFF;

  std::string_view bytes_at(std::uint32_t offset, std::uint32_t size) const {
    return {bytes_.data() + offset, size};
  }

  Syntax syntax_ = Syntax::ubl_invoice;
  GrowingArray<Record> records_;  // records_[0] is the document
  GrowingArray<AttributeRecord> attributes_;
  GrowingArray<Element> elements_;
  GrowingArray<char> bytes_;  // every text and attribute value, back to back
  std::vector<StoredText> stored_;
  std::shared_ptr<const TextStore> store_;
};

}  // namespace facteur::formats
