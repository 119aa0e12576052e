#include "formats/draft.h"

#include <algorithm>
#include <iterator>

#include "formats/invoice_builder.h"

namespace facteur::formats {
namespace {

constexpr Attribute all_attributes[] = {
    Attribute::scheme_id, Attribute::scheme_version, Attribute::list_id, Attribute::list_version,
    Attribute::currency,  Attribute::unit,           Attribute::mime,    Attribute::filename,
    Attribute::label,     Attribute::format};

Draft copy_of(Node node) {
  Draft draft{node.term(), std::string(node.text()), {}, {}};
  for (const Attribute which : all_attributes) {
    if (node.has_attribute(which)) draft.attributes.emplace_back(which, node.attribute(which));
  }
  if (const StoredText* stored = node.stored()) draft.stored = *stored;
  for (Node child = node.first_child(); child; child = child.next_sibling())
    draft.children.push_back(copy_of(child));
  return draft;
}

void build(const Draft& parent, std::uint32_t record, InvoiceBuilder& builder) {
  for (const Draft& child : parent.children) {
    const std::uint32_t made = builder.add(record, child.term, 0);
    if (child.stored) {
      builder.set_stored_text(made, *child.stored);
    } else if (!child.text.empty()) {
      builder.set_text(made, child.text);
    }
    for (const auto& [which, value] : child.attributes) builder.add_attribute(made, which, value);
    build(child, made, builder);
  }
}

auto place_for(std::vector<Draft>& children, Term term) {
  auto place = children.end();
  while (place != children.begin() && term < std::prev(place)->term) --place;
  return place;
}

const char* root_of(Syntax syntax) {
  switch (syntax) {
    case Syntax::ubl_invoice:
      return "Invoice";
    case Syntax::ubl_credit_note:
      return "CreditNote";
    case Syntax::cii:
      return "rsm:CrossIndustryInvoice";
    case Syntax::cdar:
      return "rsm:CrossDomainAcknowledgementAndResponse";
    case Syntax::flux10:
      return "Report";
    case Syntax::json:
      return "Invoice";
  }
  return "";
}

}  // namespace

const Draft* Draft::first(Term wanted) const {
  const auto found = std::ranges::find(children, wanted, &Draft::term);
  return found == children.end() ? nullptr : &*found;
}

Draft* Draft::first(Term wanted) {
  return const_cast<Draft*>(std::as_const(*this).first(wanted));
}

std::string_view Draft::text_of(Term wanted) const {
  const Draft* found = first(wanted);
  return found ? std::string_view(found->text) : std::string_view();
}

std::string_view Draft::attribute(Attribute which) const {
  for (const auto& [name, value] : attributes) {
    if (name == which) return value;
  }
  return {};
}

Draft& Draft::add(Term added, std::string value) {
  return *children.insert(place_for(children, added), Draft{added, std::move(value), {}, {}});
}

void Draft::add_all(std::vector<Draft> added) {
  if (added.empty()) return;
  children.insert(place_for(children, added.front().term), std::make_move_iterator(added.begin()),
                  std::make_move_iterator(added.end()));
}

Draft draft_of(const Invoice& invoice) {
  return copy_of(invoice.root());
}

Invoice invoice_of(const Draft& document, Syntax syntax, std::shared_ptr<const TextStore> store) {
  InvoiceBuilder builder(syntax);
  builder.add_element(0, root_of(syntax), 1, 1);
  build(document, InvoiceBuilder::document, builder);
  return std::move(builder).finish(std::move(store));
}

}  // namespace facteur::formats
