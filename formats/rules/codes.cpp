// Codes belong to their lists: BR-CL of the CEN artefacts 1.3.16.
#include "formats/rules/by_term.h"
#include "formats/rules/families.h"
#include "formats/rules/in.h"
#include "formats/rules/values.h"
#include "schemas/code_lists.h"

namespace facteur::formats::en16931 {
namespace {

using enum Term;

// What holds the code: the text of the term, or an attribute. `asked_if_present` attributes may be
// absent; the others may not.
enum class Where : std::uint8_t {
  text,
  upper_case_text,
  currency,
  scheme,
  list,
  unit,
  mime,
  subject
};

struct Kind {
  Rule rule;
  Where where;
  const CodeList* list;
};

struct Row {
  Term term;
  std::uint8_t kind;  // index into kinds
  In in = In::both;
};

constexpr auto fatal = Severity::fatal;

// clang-format off
enum : std::uint8_t { cl01, cl03, cl04, cl05, cl06, cl06_cii, cl07, cl07_text, cl08, cl08_line, cl10, cl11, cl13, cl14, cl15, cl16, cl17, cl18, cl19,
                      cl20, cl21, cl22, cl23, cl24, cl25, cl26, kind_count };

constexpr std::array<Kind, kind_count> kinds{{
  {{"BR-CL-01", fatal, {BT_3}, {"Le type de document appartient à la liste UNTDID 1001 permise.", "The document type is one of those allowed from UNTDID 1001."}}, Where::text, &codes::invoice_types},
  {{"BR-CL-03", fatal, {BT_5}, {"La devise d'un montant est un code ISO 4217.", "The currency of an amount is an ISO 4217 code."}}, Where::currency, &codes::currencies},
  {{"BR-CL-04", fatal, {BT_5}, {"La devise de la facture est un code ISO 4217.", "The invoice currency is an ISO 4217 code."}}, Where::text, &codes::currencies},
  {{"BR-CL-05", fatal, {BT_6}, {"La devise de comptabilisation de la TVA est un code ISO 4217.", "The VAT accounting currency is an ISO 4217 code."}}, Where::text, &codes::currencies},
  {{"BR-CL-06", fatal, {BT_8}, {"Le code d'exigibilité de la TVA est 3, 35 ou 432.", "The VAT point date code is 3, 35 or 432."}}, Where::text, &codes::tax_point_dates},
  {{"BR-CL-06", fatal, {BT_8}, {"Le code d'exigibilité de la TVA est 5, 29 ou 72.", "The VAT point date code is 5, 29 or 72."}}, Where::text, &codes::tax_point_dates_cii},
  {{"BR-CL-07", fatal, {BT_18, BT_128}, {"Le schéma d'un identifiant d'objet facturé appartient à la liste UNTDID 1153.", "The scheme of an invoiced object identifier belongs to UNTDID 1153."}}, Where::scheme, &codes::object_schemes},
  {{"BR-CL-07", fatal, {BT_18, BT_128}, {"Le schéma d'un identifiant d'objet facturé appartient à la liste UNTDID 1153.", "The scheme of an invoiced object identifier belongs to UNTDID 1153."}}, Where::text, &codes::object_schemes},
  {{"BR-CL-08", fatal, {BT_21, BG_1}, {"Le code sujet d'une note appartient à la liste UNTDID 4451.", "The subject code of a note belongs to UNTDID 4451."}}, Where::text, &codes::note_subjects},
  {{"BR-CL-08", fatal, {BT_21, BG_1}, {"Le code sujet d'une note appartient à la liste UNTDID 4451.", "The subject code of a note belongs to UNTDID 4451."}}, Where::subject, &codes::note_subjects},
  {{"BR-CL-10", fatal, {BT_29, BT_46, BT_60}, {"Le schéma d'un identifiant de partie appartient à la liste ISO 6523.", "The scheme of a party identifier belongs to ISO 6523."}}, Where::scheme, &codes::identifier_schemes},
  {{"BR-CL-11", fatal, {BT_30, BT_47, BT_61}, {"Le schéma d'un identifiant légal appartient à la liste ISO 6523 (0002 pour un SIREN).", "The scheme of a legal registration identifier belongs to ISO 6523 (0002 for a SIREN)."}}, Where::scheme, &codes::identifier_schemes},
  {{"BR-CL-13", fatal, {BT_158}, {"La liste d'un code de classification d'article appartient à UNTDID 7143.", "The list of an item classification code belongs to UNTDID 7143."}}, Where::list, &codes::item_classifications},
  {{"BR-CL-14", fatal, {BT_40, BT_55, BT_69, BT_80}, {"Un code pays est un code ISO 3166-1 à deux lettres.", "A country code is a two-letter ISO 3166-1 code."}}, Where::text, &codes::countries},
  {{"BR-CL-15", fatal, {BT_159}, {"Le pays d'origine est un code ISO 3166-1 à deux lettres.", "The country of origin is a two-letter ISO 3166-1 code."}}, Where::text, &codes::countries},
  {{"BR-CL-16", fatal, {BT_81}, {"Le moyen de paiement appartient à la liste UNTDID 4461.", "The means of payment belongs to UNTDID 4461."}}, Where::text, &codes::payment_means},
  {{"BR-CL-17", fatal, {BT_118, BT_95, BT_102}, {"Une catégorie de TVA est S, Z, E, AE, K, G, O, L, M ou B.", "A VAT category is S, Z, E, AE, K, G, O, L, M or B."}}, Where::text, &codes::vat_categories},
  {{"BR-CL-18", fatal, {BT_151}, {"La catégorie de TVA d'une ligne est S, Z, E, AE, K, G, O, L, M ou B.", "The VAT category of a line is S, Z, E, AE, K, G, O, L, M or B."}}, Where::text, &codes::vat_categories},
  {{"BR-CL-19", fatal, {BT_98, BT_140}, {"Le code de motif d'une remise appartient à la liste UNTDID 5189.", "The reason code of an allowance belongs to UNTDID 5189."}}, Where::text, &codes::allowance_reasons},
  {{"BR-CL-20", fatal, {BT_105, BT_145}, {"Le code de motif de frais appartient à la liste UNTDID 7161.", "The reason code of a charge belongs to UNTDID 7161."}}, Where::text, &codes::charge_reasons},
  {{"BR-CL-21", fatal, {BT_157}, {"Le schéma de l'identifiant standard d'article appartient à la liste ISO 6523.", "The scheme of an item's standard identifier belongs to ISO 6523."}}, Where::scheme, &codes::identifier_schemes},
  {{"BR-CL-22", fatal, {BT_121}, {"Le code de motif d'exonération appartient à la liste VATEX.", "The VAT exemption reason code belongs to the VATEX list."}}, Where::upper_case_text, &codes::exemption_reasons},
  {{"BR-CL-23", fatal, {BT_130, BT_150}, {"L'unité de mesure appartient aux recommandations UN/ECE 20 et 21.", "The unit of measure belongs to UN/ECE Recommendations 20 and 21."}}, Where::unit, &codes::units},
  {{"BR-CL-24", fatal, {BT_125}, {"Un document joint est un PDF, PNG, JPEG, CSV, XLSX ou ODS.", "An attached document is a PDF, PNG, JPEG, CSV, XLSX or ODS."}}, Where::mime, &codes::media_types},
  {{"BR-CL-25", fatal, {BT_34, BT_49}, {"Le schéma d'une adresse électronique appartient à la liste EAS.", "The scheme of an electronic address belongs to the EAS list."}}, Where::scheme, &codes::address_schemes},
  {{"BR-CL-26", fatal, {BT_71}, {"Le schéma d'un identifiant de lieu de livraison appartient à la liste ISO 6523.", "The scheme of a delivery location identifier belongs to ISO 6523."}}, Where::scheme, &codes::identifier_schemes},
}};

// The official contexts name elements wherever they stand: hence the terms of the French extension.
constexpr auto ubl = In::ubl, cii = In::cii;
constexpr auto rows = std::to_array<Row>({
  {BT_3, cl01}, {BT_5, cl04}, {BT_6, cl05},
  {BT_8, cl06, ubl}, {EXT_FR_FE_180, cl06, ubl}, {BT_8, cl06_cii, cii}, {EXT_FR_FE_180, cl06_cii, cii},
  {BT_18, cl07, ubl}, {BT_128, cl07, ubl}, {EXT_FR_FE_01, cl07_text, cii}, {BT_21, cl08, cii}, {BT_127, cl08_line, cii},
  {BT_92, cl03, ubl}, {BT_93, cl03, ubl}, {BT_99, cl03, ubl}, {BT_100, cl03, ubl}, {BT_106, cl03, ubl}, {BT_107, cl03, ubl},
  {BT_108, cl03, ubl}, {BT_109, cl03, ubl}, {BT_110, cl03}, {BT_111, cl03}, {BT_112, cl03, ubl}, {BT_113, cl03, ubl},
  {BT_114, cl03, ubl}, {BT_115, cl03, ubl}, {BT_116, cl03, ubl}, {BT_117, cl03, ubl}, {BT_131, cl03, ubl}, {BT_136, cl03, ubl},
  {BT_137, cl03, ubl}, {BT_141, cl03, ubl}, {BT_142, cl03, ubl}, {BT_146, cl03, ubl}, {BT_147, cl03, ubl}, {BT_148, cl03, ubl},
  {EXT_FR_FE_181, cl03}, {EXT_FR_FE_182, cl03},
  {BT_29, cl10}, {BT_46, cl10}, {BT_60, cl10}, {EXT_FR_FE_06, cl10}, {EXT_FR_FE_46, cl10}, {EXT_FR_FE_69, cl10},
  {EXT_FR_FE_92, cl10}, {EXT_FR_FE_115, cl10}, {EXT_FR_FE_166, cl10},
  {BT_30, cl11}, {BT_47, cl11}, {BT_61, cl11}, {EXT_FR_FE_08, cl11}, {EXT_FR_FE_48, cl11}, {EXT_FR_FE_71, cl11},
  {EXT_FR_FE_94, cl11}, {EXT_FR_FE_117, cl11}, {EXT_FR_FE_167, cl11},
  {BT_1, cl11, cii}, {BT_11, cl11, cii}, {BT_19, cl11, cii}, {BT_23, cl11, cii}, {BT_24, cl11, cii}, {BT_87, cl11, cii},
  {BT_133, cl11, cii}, {BT_159, cl11, cii},
  {BT_40, cl14}, {BT_55, cl14}, {BT_69, cl14}, {BT_80, cl14}, {EXT_FR_FE_21, cl14}, {EXT_FR_FE_38, cl14}, {EXT_FR_FE_61, cl14},
  {EXT_FR_FE_84, cl14}, {EXT_FR_FE_107, cl14}, {EXT_FR_FE_130, cl14}, {EXT_FR_FE_157, cl14}, {EXT_FR_FE_177, cl14}, {BT_159, cl15},
  {BT_158, cl13}, {BT_157, cl21}, {BT_71, cl26}, {EXT_FR_FE_146, cl26},
  {BT_34, cl25}, {BT_49, cl25}, {EXT_FR_FE_12, cl25}, {EXT_FR_FE_29, cl25}, {EXT_FR_FE_52, cl25}, {EXT_FR_FE_75, cl25},
  {EXT_FR_FE_98, cl25}, {EXT_FR_FE_121, cl25},
  {BT_81, cl16}, {BT_95, cl17}, {BT_102, cl17}, {BT_118, cl17, ubl}, {BT_118, cl18, cii}, {BT_151, cl18}, {BT_121, cl22},
  {EXT_FR_FE_179, cl22}, {EXT_FR_FE_188, cl22}, {EXT_FR_FE_190, cl22},
  {BT_98, cl19}, {BT_140, cl19}, {EXT_FR_FE_196, cl19, ubl}, {BT_105, cl20}, {BT_145, cl20},
  {BT_129, cl23}, {BT_149, cl23}, {gross_quantity, cl23}, {BT_125, cl24},
});
// clang-format on

constexpr ByTerm<rows.size()> rows_of(rows, [](const Row& row) { return row.term; });

bool holds_attribute(Node node, Attribute attribute, const CodeList& list) {
  return !node.has_attribute(attribute) || list.contains(trim_xml_space(node.attribute(attribute)));
}

bool holds_without_case(std::string_view code, const CodeList& list) {
  std::array<char, 64> upper;
  if (code.size() > upper.size()) return false;
  for (std::size_t i = 0; i < code.size(); ++i) {
    upper[i] = code[i] >= 'a' && code[i] <= 'z' ? static_cast<char>(code[i] - 'a' + 'A') : code[i];
  }
  return list.contains({upper.data(), code.size()});
}

// An absent attribute breaks no rule of this family, except for the currency of an amount.
bool holds(const Kind& kind, const CodeList& list, Node node) {
  switch (kind.where) {
    case Where::text:
      return list.contains(code_of(node));
    case Where::upper_case_text:
      return holds_without_case(code_of(node), list);
    case Where::subject:
      return holds_attribute(node, Attribute::subject, list);
    case Where::currency:  // CII does not ask for one
      if (is_cii(node)) return holds_attribute(node, Attribute::currency, list);
      return list.contains(trim_xml_space(node.attribute(Attribute::currency)));
    case Where::scheme:
      return holds_attribute(node, Attribute::scheme_id, list);
    case Where::list:
      return holds_attribute(node, Attribute::list_id, list);
    case Where::unit:
      return holds_attribute(node, Attribute::unit, list);
    case Where::mime:  // compared as written
      return !node.has_attribute(Attribute::mime) || list.contains(node.attribute(Attribute::mime));
  }
  return true;
}

std::string_view quoted_part(const Kind& kind, Node node) {
  switch (kind.where) {
    case Where::text:
    case Where::upper_case_text:
      return node.text();
    case Where::subject:
      return node.attribute(Attribute::subject);
    case Where::currency:
      return node.attribute(Attribute::currency);
    case Where::scheme:
      return node.attribute(Attribute::scheme_id);
    case Where::list:
      return node.attribute(Attribute::list_id);
    case Where::unit:
      return node.attribute(Attribute::unit);
    case Where::mime:
      return node.attribute(Attribute::mime);
  }
  return {};
}

// In CII a rule reaches identifiers by the name of their element: BR-CL-11 all ram:ID, BR-CL-10 and
// BR-CL-26 ram:GlobalID, but not that of the place to which a line is delivered.
std::uint8_t kind_in_cii(std::uint8_t kind, Node node) {
  if (kind != cl10 && kind != cl26) return kind;
  const std::string place = node.location();
  if (place.find("ram:GlobalID[") == std::string::npos) return cl11;
  return node.term() == EXT_FR_FE_146 ? std::uint8_t{kind_count} : kind;
}

// In UBL, all that stands within the seller or the payee may be known to SEPA.
bool is_sepa_creditor(Node node) {
  if (is_cii(node) || trim_xml_space(node.attribute(Attribute::scheme_id)) != "SEPA") return false;
  const std::string place = node.location();
  return place.find("/cac:AccountingSupplierParty[") != std::string::npos ||
         place.find("/cac:PayeeParty[") != std::string::npos;
}

// Exceptions to the lists: a credit note of UBL has its own types, CII has all types in one list;
// and its countries are of another year.
bool holds_in_place(std::uint8_t kind, const CodeList& list, Node node) {
  const Syntax syntax = node.invoice()->syntax();
  const auto country_of_cii = [&](std::string_view code) {
    return code == "AN" || (code != "SS" && list.contains(code));
  };
  switch (kind) {
    case cl01:
      if (syntax == Syntax::ubl_credit_note)
        return codes::credit_note_types.contains(code_of(node));
      return list.contains(code_of(node)) ||
             (syntax == Syntax::cii && codes::credit_note_types.contains(code_of(node)));
    case cl10:
      return holds(kinds[kind], list, node) || is_sepa_creditor(node);
    case cl14:
    case cl15:  // in CII an identifier with a scheme is one for BR-CL-11
      if (kind == cl15 && syntax == Syntax::cii && node.has_attribute(Attribute::scheme_id)) {
        return true;
      }
      return syntax == Syntax::cii ? country_of_cii(code_of(node)) : list.contains(code_of(node));
    default:
      return holds(kinds[kind], list, node);
  }
}

}  // namespace

void list_code_rules(Rules& list) {
  for (const Kind& kind : kinds) {
    const bool listed = list.back()->id == kind.rule.id || kind.rule.id == "BR-CL-08";
    if (!listed) list.push_back(&kind.rule);  // BR-CL-08 stands in the family of forms
  }
}

void check_codes(Node node, Report& report) {
  rows_of.each(node.term(), [&](std::size_t row) {
    if (!applies(rows[row].in, node)) return;
    std::uint8_t number = rows[row].kind;
    if (holds_in_place(number, *kinds[number].list, node)) return;
    if (is_cii(node)) number = kind_in_cii(number, node);
    if (number == kind_count) return;
    const Kind& kind = kinds[number];
    report.add_value(kind.rule, node, quoted_part(kind, node));
  });
}

}  // namespace facteur::formats::en16931
