#include "formats/readable/display.h"

#include <algorithm>
#include <cctype>
#include <span>

#include "formats/utf8.h"

namespace facteur::formats::readable {
namespace {

struct CodeName {
  std::string_view code, fr, en;
};

constexpr CodeName document_types[] = {
    {"261", "Avoir autofacturé", "Self-billed credit note"},
    {"262", "Avoir pour remise globale", "Global allowance credit note"},
    {"380", "Facture", "Invoice"},
    {"381", "Avoir", "Credit note"},
    {"384", "Facture rectificative", "Corrected invoice"},
    {"386", "Facture d'acompte", "Prepayment invoice"},
    {"389", "Autofacture", "Self-billed invoice"},
    {"393", "Facture affacturée", "Factored invoice"},
    {"396", "Avoir affacturé", "Factored credit note"},
    {"471", "Autofacture rectificative", "Self-billed corrected invoice"},
    {"472", "Facture rectificative affacturée", "Factored corrected invoice"},
    {"500", "Autofacture d'acompte", "Self-billed prepayment invoice"},
    {"501", "Autofacture affacturée", "Self-billed factored invoice"},
    {"503", "Avoir sur acompte", "Prepayment credit note"},
};

constexpr CodeName means[] = {
    {"1", "Non précisé", "Not specified"},
    {"10", "Espèces", "Cash"},
    {"20", "Chèque", "Cheque"},
    {"30", "Virement", "Credit transfer"},
    {"48", "Carte de paiement", "Payment card"},
    {"49", "Prélèvement", "Direct debit"},
    {"54", "Carte de crédit", "Credit card"},
    {"57", "Accord permanent", "Standing agreement"},
    {"58", "Virement SEPA", "SEPA credit transfer"},
    {"59", "Prélèvement SEPA", "SEPA direct debit"},
    {"97", "Compensation", "Clearing between partners"},
};

constexpr CodeName categories[] = {
    {"AE", "Autoliquidation", "Reverse charge"},
    {"E", "Exonéré", "Exempt"},
    {"G", "Exportation", "Export"},
    {"K", "Livraison intracommunautaire", "Intra-Community supply"},
    {"L", "IGIC (Canaries)", "IGIC (Canary Islands)"},
    {"M", "IPSI (Ceuta et Melilla)", "IPSI (Ceuta and Melilla)"},
    {"O", "Hors champ de TVA", "Outside the scope of VAT"},
    {"S", "Taux normal ou réduit", "Standard or reduced rate"},
    {"Z", "Taux zéro", "Zero rate"},
};

constexpr CodeName units[] = {
    {"ANN", "an", "year"},
    {"C62", "unité", "unit"},
    {"CMT", "cm", "cm"},
    {"DAY", "jour", "day"},
    {"E48", "service", "service"},
    {"EA", "pièce", "each"},
    {"GRM", "g", "g"},
    {"H87", "pièce", "piece"},
    {"HUR", "heure", "hour"},
    {"KGM", "kg", "kg"},
    {"KMT", "km", "km"},
    {"KWH", "kWh", "kWh"},
    {"LS", "forfait", "lump sum"},
    {"LTR", "l", "l"},
    {"MIN", "minute", "minute"},
    {"MON", "mois", "month"},
    {"MTK", "m²", "m²"},
    {"MTQ", "m³", "m³"},
    {"MTR", "m", "m"},
    {"NAR", "article", "article"},
    {"SET", "lot", "set"},
    {"TNE", "t", "t"},
    {"WEE", "semaine", "week"},
    {"XBX", "boîte", "box"},
    {"XPP", "pièce", "piece"},
};

constexpr CodeName schemes[] = {
    {"0002", "SIREN", "SIREN"}, {"0009", "SIRET", "SIRET"},
    {"0060", "DUNS", "DUNS"},   {"0088", "GLN", "GLN"},
    {"0223", "TVA", "VAT"},     {"0224", "code routage", "routing code"},
    {"EM", "e-mail", "e-mail"},
};

std::string named(std::span<const CodeName> table, std::string_view code, bool french) {
  const auto found = std::ranges::find(table, code, &CodeName::code);
  return std::string(found == table.end() ? code : french ? found->fr : found->en);
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

constexpr std::size_t longest_value = 20'000;

std::string clipped(std::string_view text, bool french) {
  std::string shown(utf8_prefix(text, longest_value));
  const std::size_t left = text.size() - shown.size();
  if (left == 0) return shown;
  shown += french ? " […] (octets de plus dans le document d'origine : "
                  : " […] (bytes more in the original document: ";
  return shown + std::to_string(left) + ")";
}

std::string attachment(Node node, bool french) {
  const auto size = std::to_string(node.text().size() / 4 * 3);
  return std::string(node.attribute(Attribute::filename)) + " (" +
         std::string(node.attribute(Attribute::mime)) + ", " + size +
         (french ? " octets)" : " bytes)");
}

// Units, currencies, and the schemes of identifiers and classifications.
std::string with_attributes(Node node, std::string text, bool french) {
  if (const auto code = node.attribute(Attribute::unit); !code.empty())
    text.append(" ").append(unit(code, french));
  if (const auto currency = node.attribute(Attribute::currency); !currency.empty())
    text.append(" ").append(currency);
  const bool classified = node.term() == Term::BT_158;
  const auto id = node.attribute(classified ? Attribute::list_id : Attribute::scheme_id);
  if (!id.empty()) text.append(" (").append(scheme(id, french)).append(")");
  return text;
}

}  // namespace

std::string figure(std::string_view lexical, bool french) {
  std::string_view digits = lexical;
  const bool negative = digits.starts_with('-');
  if (negative || digits.starts_with('+')) digits.remove_prefix(1);
  const std::size_t point = digits.find('.');
  const std::string_view whole = digits.substr(0, point);
  const std::string_view fraction = point == digits.npos ? "" : digits.substr(point + 1);
  if (!all_digits(whole) || (!fraction.empty() && !all_digits(fraction)))
    return std::string(lexical);
  std::string text = negative ? "-" : "";
  for (std::size_t i = 0; i < whole.size(); ++i) {
    if (i > 0 && (whole.size() - i) % 3 == 0) text += french ? "\u00A0" : ",";
    text += whole[i];
  }
  if (!fraction.empty()) text.append(french ? "," : ".").append(fraction);
  return text;
}

std::string day(std::string_view iso, bool french) {
  const bool plain = iso.size() == 10 && iso[4] == '-' && iso[7] == '-' &&
                     all_digits(iso.substr(0, 4)) && all_digits(iso.substr(5, 2)) &&
                     all_digits(iso.substr(8, 2));
  if (!plain || !french) return std::string(iso);
  return std::string(iso.substr(8, 2)) + "/" + std::string(iso.substr(5, 2)) + "/" +
         std::string(iso.substr(0, 4));
}

std::string short_figure(std::string_view lexical, std::size_t keep, bool french) {
  const std::size_t point = lexical.find('.');
  if (point != lexical.npos) {
    while (lexical.ends_with('0') && lexical.size() > point + 1 + keep) lexical.remove_suffix(1);
    if (lexical.ends_with('.')) lexical.remove_suffix(1);
  }
  return figure(lexical, french);
}

std::string percentage(std::string_view lexical, bool french) {
  return short_figure(lexical, 0, french) + (french ? "\u00A0%" : "%");
}

std::string document_type(std::string_view code, bool french) {
  return named(document_types, code, french);
}

std::string payment_means(std::string_view code, bool french) {
  return named(means, code, french);
}

std::string vat_category(std::string_view code, bool french) {
  return named(categories, code, french);
}

std::string unit(std::string_view code, bool french) {
  return named(units, code, french);
}

std::string scheme(std::string_view code, bool french) {
  return named(schemes, code, french);
}

std::string shown_value(Node node, bool french) {
  const TermFacts* known = facts(node.term());
  const DataType type = known ? known->type : DataType::text;
  const std::string text = clipped(node.text(), french);
  switch (type) {
    case DataType::binary:
      return attachment(node, french);
    case DataType::date:
      return day(text, french);
    case DataType::percentage:
      return percentage(text, french);
    case DataType::quantity:
      return with_attributes(node, short_figure(text, 0, french), french);
    case DataType::amount:
    case DataType::unit_price:
      return with_attributes(node, figure(text, french), french);
    case DataType::code:
      return text;  // which list it is from is of no use to people
    default:
      return with_attributes(node, text, french);
  }
}

}  // namespace facteur::formats::readable
