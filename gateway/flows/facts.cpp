#include "gateway/flows/facts.h"

#include <algorithm>
#include <array>

#include "formats/typed.h"

namespace facteur::gateway::flows {
namespace {

using formats::Attribute;
using formats::Node;

constexpr std::array<std::string_view, 7> self_billed_types = {"389", "501", "500", "471",
                                                               "473", "261", "502"};

template <std::size_t N>
bool among(const std::array<std::string_view, N>& list, std::string_view value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

std::string trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1));
}

std::optional<std::string> optional_text(Node node) {
  auto text = trimmed(node.text());
  return text.empty() ? std::nullopt : std::optional(std::move(text));
}

// A date as ISO 8601 without a zone; as written when it is none, for people to see.
std::string civil_date(Node node) {
  const auto date = formats::date(node);
  return date ? date->to_string() : trimmed(node.text());
}

std::optional<std::string> optional_date(Node node) {
  auto text = civil_date(node);
  return text.empty() ? std::nullopt : std::optional(std::move(text));
}

std::string amount(Node node) {
  const auto value = formats::decimal(node);
  return value ? value->to_string() : "0";
}

directory::Party party(Node group, Term address, Term legal, Term vat) {
  const Node address_node = group.first(address), legal_node = group.first(legal);
  return {trimmed(address_node.attribute(Attribute::scheme_id)), trimmed(address_node.text()),
          trimmed(legal_node.attribute(Attribute::scheme_id)), trimmed(legal_node.text()),
          trimmed(group.text(vat))};
}

std::vector<VatFacts> vat_of(Node root) {
  std::vector<VatFacts> lines;
  for (const Node line : formats::each(root, Term::BG_23)) {
    const auto total = formats::Decimal::parse(amount(line.first(Term::BT_116))) +
                       formats::Decimal::parse(amount(line.first(Term::BT_117)));
    if (!total) continue;
    lines.push_back(
        {trimmed(line.text(Term::BT_118)), amount(line.first(Term::BT_119)), total->to_string()});
  }
  return lines;
}

// The most certain name of a company: its SIREN, also out of a SIRET or a French VAT number; else
// the first identifier that it has; else its name.
std::string company_key(const directory::Party& party, std::string_view name) {
  if (party.legal_scheme == "0002") return "0002:" + party.legal_id;
  if (party.legal_scheme == "0009" && party.legal_id.size() == 14)
    return "0002:" + party.legal_id.substr(0, 9);
  if (party.vat.size() == 13 && party.vat.starts_with("FR")) return "0002:" + party.vat.substr(4);
  if (!party.vat.empty()) return "vat:" + party.vat;
  if (!party.legal_id.empty()) return party.legal_scheme + ":" + party.legal_id;
  if (!party.address.empty()) return party.address_scheme + ":" + party.address;
  return "name:" + std::string(name);
}

}  // namespace

bool InvoiceFacts::self_billed() const {
  return among(self_billed_types, type_code);
}

InvoiceFacts read_facts(const formats::Invoice& invoice) {
  const Node root = invoice.root();
  const Node seller = root.first(Term::BG_4), buyer = root.first(Term::BG_7);
  const Node totals = root.first(Term::BG_22);

  InvoiceFacts facts;
  facts.number = trimmed(root.text(Term::BT_1));
  facts.issue_date = civil_date(root.first(Term::BT_2));
  if (const auto date = formats::Date::parse(facts.issue_date)) facts.issue_year = date->year();
  facts.type_code = trimmed(root.text(Term::BT_3));
  facts.currency = trimmed(root.text(Term::BT_5));
  facts.total = amount(totals.first(Term::BT_112));
  facts.payable = amount(totals.first(Term::BT_115));
  facts.due_date = optional_date(root.first(Term::BT_9));
  facts.delivery_date = optional_date(root.first(Term::BG_13).first(Term::BT_72));
  facts.payment_terms = optional_text(root.first(Term::BT_20));
  facts.buyer_contact = optional_text(buyer.first(Term::BG_9).first(Term::BT_58));
  facts.profile = trimmed(root.first(Term::BG_2).text(Term::BT_24));
  facts.business_process = trimmed(root.first(Term::BG_2).text(Term::BT_23));
  facts.vat_point = trimmed(root.text(Term::BT_8));
  facts.vat = vat_of(root);
  facts.seller_name = trimmed(seller.text(Term::BT_27));
  facts.buyer_name = trimmed(buyer.text(Term::BT_44));
  facts.seller = party(seller, Term::BT_34, Term::BT_30, Term::BT_31);
  facts.buyer = party(buyer, Term::BT_49, Term::BT_47, Term::BT_48);
  facts.seller_key = company_key(facts.seller, facts.seller_name);
  facts.buyer_key = company_key(facts.buyer, facts.buyer_name);
  return facts;
}

}  // namespace facteur::gateway::flows
