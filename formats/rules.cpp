#include "formats/rules.h"

#include <algorithm>

#include "formats/rules/cdar.h"
#include "formats/rules/extended.h"
#include "formats/rules/facturx.h"
#include "formats/rules/families.h"
#include "formats/rules/french.h"
#include "formats/rules/peppol.h"
#include "formats/rules/xrechnung.h"
#include "formats/shape_rules.h"
#include "schemas/code_lists.h"

namespace facteur::formats {
namespace {

constexpr std::string_view rule_set_names[] = {"en16931", "fr-ctc",    "extended-ctc-fr", "cdar",
                                               "peppol",  "xrechnung", "facturx",         "pdfa3"};

bool extended_called_for(const Invoice&, std::string_view profile) {
  return profile == "urn:cen.eu:en16931:2017#conformant#urn.cpro.gouv.fr:1p0:extended-ctc-fr";
}

// Most profiles only narrow the core. Those of Factur-X and EXTENDED-CTC-FR widen it too, and say
// themselves which of its rules they keep.
bool en16931_called_for(const Invoice& invoice, std::string_view profile) {
  return !extended_called_for(invoice, profile) && !facturx::called_for(invoice, profile);
}

void check_en16931(const Invoice& invoice, Report& report) {
  en16931::check(invoice, {}, report);
}

std::vector<const Rule*> en16931_rules() {
  std::vector<const Rule*> rules;
  en16931::list_rules({}, rules);
  list_shape_rules("en16931", rules);
  return rules;
}

// The reform speaks through the billing frame (BT-23), whatever the profile.
bool french_called_for(const Invoice& invoice, std::string_view) {
  return codes::french_frames.contains(invoice.root().first(Term::BG_2).text(Term::BT_23));
}

// Every message: that its profile (MDT-3) is one of the reform's is a rule of the set.
bool cdar_called_for(const Invoice&, std::string_view) {
  return true;
}

std::vector<const Rule*> cdar_rules() {
  std::vector<const Rule*> rules;
  list_shape_rules("cdar", rules);
  cdar::list_rules(rules);
  return rules;
}

bool peppol_called_for(const Invoice& invoice, std::string_view profile) {
  return invoice.syntax() != Syntax::cii &&
         profile.starts_with(
             "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0");
}

std::vector<const Rule*> peppol_rules() {
  std::vector<const Rule*> rules;
  list_shape_rules("peppol", rules);
  peppol::list_rules(rules);
  return rules;
}

bool xrechnung_called_for(const Invoice&, std::string_view profile) {
  return profile.starts_with(
      "urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0");
}

std::vector<const Rule*> xrechnung_rules() {
  std::vector<const Rule*> rules;
  list_shape_rules("xrechnung", rules);
  xrechnung::list_rules(rules);
  return rules;
}

std::vector<const Rule*> facturx_rules() {
  std::vector<const Rule*> rules;
  facturx::list_rules(rules);
  return rules;
}

constexpr RuleSet en16931_set{"en16931",          "1.3.16",      "CEN/TC 434", Subject::invoice,
                              en16931_called_for, check_en16931, en16931_rules};

constexpr RuleSet sets[] = {
    en16931_set,
    {"fr-ctc", "1.4.0.03", "FNFE-MPE", Subject::invoice, french_called_for, french::check,
     french::list_rules},
    {"extended-ctc-fr", "1.4.0.03", "FNFE-MPE", Subject::invoice, extended_called_for,
     extended::check, extended::list_rules, &en16931_set, extended::without},
    {"cdar", "1.4.0.03", "FNFE-MPE", Subject::status_message, cdar_called_for, cdar::check,
     cdar_rules},
    {"peppol", "2026.5", "OpenPeppol", Subject::invoice, peppol_called_for, peppol::check,
     peppol_rules},
    {"xrechnung", "3.0.2", "KoSIT", Subject::invoice, xrechnung_called_for, xrechnung::check,
     xrechnung_rules},
    {"facturx", "1.09", "FNFE-MPE, FeRD", Subject::invoice, facturx::called_for, facturx::check,
     facturx_rules},
};

}  // namespace

std::span<const RuleSet> rule_sets() {
  return sets;
}

const RuleSet* find_rule_set(std::string_view name) {
  const auto found = std::find_if(std::begin(sets), std::end(sets),
                                  [&](const RuleSet& s) { return s.name == name; });
  return found == std::end(sets) ? nullptr : found;
}

bool is_rule_set_name(std::string_view name) {
  return std::find(std::begin(rule_set_names), std::end(rule_set_names), name) !=
         std::end(rule_set_names);
}

}  // namespace facteur::formats
