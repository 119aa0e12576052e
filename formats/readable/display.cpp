#include "formats/readable/display.h"

#include <algorithm>
#include <initializer_list>
#include <span>

#include "formats/register_numbers.h"
#include "formats/typed.h"
#include "formats/utf8.h"
#include "schemas/code_lists.h"

namespace facteur::formats::readable {
namespace {

struct CodeName {
  std::string_view code, fr, en;
};

// Symbols and short words where the list has long ones.
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
    {"0002", "SIREN", "SIREN"},
    {"0009", "SIRET", "SIRET"},
    {"0060", "DUNS", "DUNS"},
    {"0088", "GLN", "GLN"},
    {"0223", "TVA", "VAT"},
    {"0224", "code routage", "routing code"},
    {"0225", "annuaire français", "French directory"},
    {"EM", "e-mail", "e-mail"},
};

// The list says of these, besides, that French invoices must have them.
constexpr CodeName notes[] = {
    {"AAB", "Escompte", "Early payment discount"},
    {"PMD", "Pénalités de retard", "Late payment penalties"},
    {"PMT", "Indemnité forfaitaire de recouvrement", "Fixed recovery indemnity"},
};

// What schemas/terms.h marks beside the terms.
struct MarkName {
  Term term;
  std::string_view fr, en;
};
constexpr MarkName marks[] = {
    {Term::gross_quantity, "Prix brut pour", "Gross price for"},
    {Term::logistics_amount, "Frais logistiques", "Logistics charge"},
    {Term::logistics_category, "Catégorie de TVA des frais logistiques",
     "Logistics charge VAT category"},
    {Term::logistics_rate, "Taux de TVA des frais logistiques", "Logistics charge VAT rate"},
    {Term::logistics_reason, "Motif des frais logistiques", "Logistics charge reason"},
    {Term::logistics_reason_code, "Code motif des frais logistiques",
     "Logistics charge reason code"},
    {Term::adjustment_amount, "Ajustement financier", "Financial adjustment"},
};

// What the list calls the code, the code itself where it calls it nothing.
std::string named(const CodeList& list, std::string_view code, bool french) {
  const CodeRow* row = list.find(code);
  const std::string_view name = row ? row->name(french) : std::string_view();
  return std::string(name.empty() ? code : name);
}

const CodeName* short_name(std::span<const CodeName> table, std::string_view code) {
  const auto found = std::ranges::find(table, code, &CodeName::code);
  return found == table.end() ? nullptr : &*found;
}

// The list of a coded term that is shown with its name beside it.
const CodeList* list_of(Term term, std::string_view code) {
  using enum Term;
  switch (term) {
    case BT_8:
    case EXT_FR_FE_180:
      return codes::tax_point_dates.find(code) ? &codes::tax_point_dates
                                               : &codes::tax_point_dates_cii;
    case BT_21:
      return codes::french_notes.find(code) ? &codes::french_notes : &codes::note_subjects;
    case BT_23:
      return &codes::french_frames;
    case BT_98:
    case BT_140:
      return &codes::allowance_reasons;
    case BT_105:
    case BT_145:
      return &codes::charge_reasons;
    case BT_121:
      return &codes::exemption_reasons;
    case BT_40:
    case BT_55:
    case BT_69:
    case BT_80:
    case BT_159:
      return &codes::countries;
    default:
      return nullptr;
  }
}

// "VATEX-EU-AE (Autoliquidation)"
std::string coded(Term term, const std::string& code, bool french) {
  if (const CodeName* note = term == Term::BT_21 ? short_name(notes, code) : nullptr)
    return std::string(french ? note->fr : note->en) + " (" + code + ")";
  const CodeList* list = list_of(term, code);
  if (list == nullptr || list->find(code) == nullptr) return code;
  return code + " (" + named(*list, code, french) + ")";
}

DataType type_of(Term term) {
  if (const TermFacts* known = facts(term)) return known->type;
  if (term == Term::logistics_amount || term == Term::adjustment_amount) return DataType::amount;
  if (term == Term::gross_quantity) return DataType::quantity;
  return term == Term::logistics_rate ? DataType::percentage : DataType::text;
}

// ISO 4217: the currencies whose minor unit is not in use.
constexpr std::string_view without_cents[] = {"BIF", "CLP", "DJF", "GNF", "ISK", "JPY",
                                              "KMF", "KRW", "PYG", "RWF", "UGX", "VND",
                                              "VUV", "XAF", "XOF", "XPF"};

bool has_cents(std::string_view currency) {
  return std::ranges::find(without_cents, currency) == std::end(without_cents);
}

constexpr std::size_t longest_value = 100'000;

std::string clipped(std::string_view text, bool french) {
  std::string shown(utf8_prefix(text, longest_value));
  const std::size_t left = text.size() - shown.size();
  if (left == 0) return shown;
  shown += french ? " […] (octets de plus dans le document d'origine : "
                  : " […] (bytes more in the original document: ";
  return shown + std::to_string(left) + ")";
}

// Four characters of base64 are three bytes; white space between them hardly counts.
std::string attachment(Node node, bool french) {
  const StoredText* stored = node.stored();
  const std::uint64_t written = stored ? stored->bytes : node.text().size();
  const std::string size = figure(std::to_string(written / 4 * 3), french);
  return std::string(node.attribute(Attribute::filename)) + " (" +
         std::string(node.attribute(Attribute::mime)) + ", " + size +
         (french ? " octets)" : " bytes)");
}

// "123456782" by {3, 3, 3}: "123 456 782".
std::string spaced(std::string_view digits, std::initializer_list<std::size_t> groups) {
  std::string text;
  for (const std::size_t size : groups) {
    if (!text.empty()) text += "\u00A0";
    text += digits.substr(0, size);
    digits.remove_prefix(size);
  }
  return text;
}

// Units, currencies, and the schemes of identifiers and classifications.
std::string with_attributes(Node node, std::string text, bool french) {
  if (const auto code = node.attribute(Attribute::unit); !code.empty())
    text.append(" ").append(unit(code, french));
  if (const auto currency = node.attribute(Attribute::currency); !currency.empty())
    text = with_currency(std::move(text), currency, french);
  const bool classified = node.term() == Term::BT_158;
  const auto id = node.attribute(classified ? Attribute::list_id : Attribute::scheme_id);
  const auto version = node.attribute(Attribute::list_version);
  if (!id.empty() || !version.empty()) {
    text.append(" (").append(scheme(id, french));
    if (!version.empty()) text.append(id.empty() ? "" : " ").append(version);
    text.append(")");
  }
  if (const auto subject = node.attribute(Attribute::subject); !subject.empty())
    text.insert(0, std::string(subject) + (french ? " : " : ": "));
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

std::string with_currency(std::string figure, std::string_view currency, bool french) {
  if (currency != "EUR") return figure.append("\u00A0").append(currency);
  if (french) return figure + "\u00A0€";
  return figure.insert(figure.starts_with('-') ? 1 : 0, "€");
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
  return named(
      codes::credit_note_types.contains(code) ? codes::credit_note_types : codes::invoice_types,
      code, french);
}

std::string payment_means(std::string_view code, bool french) {
  return named(codes::payment_means, code, french);
}

std::string vat_category(std::string_view code, bool french) {
  return named(codes::vat_categories, code, french);
}

std::string unit(std::string_view code, bool french) {
  if (const CodeName* known = short_name(units, code))
    return std::string(french ? known->fr : known->en);
  return named(codes::units, code, french);
}

std::string country_name(std::string_view code, bool french) {
  return named(codes::countries, code, french);
}

std::string grouped_identifier(std::string_view id, std::string_view scheme) {
  if (!all_digits(id)) return std::string(id);
  if (scheme == "0002" && id.size() == 9) return spaced(id, {3, 3, 3});
  if (scheme == "0009" && id.size() == 14) return spaced(id, {3, 3, 3, 5});
  return std::string(id);
}

std::string grouped_iban(std::string_view number) {
  if (!is_iban(number)) return std::string(number);
  std::string text;
  std::size_t count = 0;
  for (const char c : number) {
    if (c == ' ') continue;
    if (count > 0 && count % 4 == 0) text += "\u00A0";
    text += c;
    ++count;
  }
  return text;
}

std::string scheme(std::string_view code, bool french) {
  const CodeName* known = short_name(schemes, code);
  return std::string(!known ? code : french ? known->fr : known->en);
}

std::string label(Term term, bool french) {
  if (const TermFacts* known = facts(term)) return std::string(known->short_name(french));
  const auto mark = std::ranges::find(marks, term, &MarkName::term);
  if (mark == std::end(marks)) return {};
  return std::string(french ? mark->fr : mark->en);
}

std::string amount_figure(Node node, bool french) {
  const std::string_view text = node.text();
  const std::size_t point = text.find('.');
  const std::size_t decimals = point == text.npos ? 0 : text.size() - point - 1;
  if (decimals > 2 && type_of(node.term()) == DataType::unit_price)
    return short_figure(text, 2, french);
  if (decimals >= 2 || !formats::decimal(node) || !has_cents(node.attribute(Attribute::currency)))
    return figure(text, french);
  std::string padded(text);
  if (point == text.npos) padded += '.';
  return figure(padded.append(2 - decimals, '0'), french);
}

std::string shown_value(Node node, bool french) {
  const DataType type = type_of(node.term());
  const std::string text = clipped(node.text(), french);
  switch (type) {
    case DataType::binary:
      return attachment(node, french);
    case DataType::date: {
      const auto read = date(node);
      return day(read ? read->to_string() : text, french);
    }
    case DataType::percentage:
      return percentage(text, french);
    case DataType::quantity:
      return with_attributes(node, short_figure(text, 0, french), french);
    case DataType::amount:
    case DataType::unit_price:
      return with_attributes(node, amount_figure(node, french), french);
    case DataType::number:
      return with_attributes(node, figure(text, french), french);
    case DataType::code:
      return coded(node.term(), text, french);  // the list it is from is of no use to people
    case DataType::text:
      if (list_of(node.term(), text)) return coded(node.term(), text, french);
      return with_attributes(node, text, french);
    default:
      return with_attributes(node, text, french);
  }
}

}  // namespace facteur::formats::readable
