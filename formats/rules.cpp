#include "formats/rules.h"

#include <algorithm>

#include "formats/pdfa/judge.h"
#include "formats/rules/cdar.h"
#include "formats/rules/extended.h"
#include "formats/rules/facturx.h"
#include "formats/rules/families.h"
#include "formats/rules/french.h"
#include "formats/rules/own.h"
#include "formats/rules/peppol.h"
#include "formats/rules/xrechnung.h"
#include "formats/shape_rules.h"
#include "formats/typed.h"
#include "schemas/code_lists.h"

namespace facteur::formats {
namespace {

constexpr std::string_view rule_set_names[] = {"en16931", "fr-ctc",      "extended-ctc-fr", "cdar",
                                               "peppol",  "xrechnung",   "facturx",         "pdfa3",
                                               "facteur", "facteur-cdar"};

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

// Every message: that its profile (MDT-3) is one of the reform's is a rule of the set `cdar`. And
// every document by the checks of our own.
bool always_called_for(const Invoice&, std::string_view) {
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

// Whether a PDF is judged is for its metadata to say, not for the invoice (facturx/read_invoice.h).
bool never_called_for(const Invoice&, std::string_view) {
  return false;
}

// The dates: CEF's for the code lists that 1.3.16 holds; FNFE's release 1.4.0.03; OpenPeppol's,
// from which 2026.5 replaces its predecessor; the day XRechnung 3.0 came into force; that in the
// release of Factur-X 1.09.2.
constexpr RuleSet en16931_set{.name = "en16931",
                              .version = "1.3.16",
                              .valid_from = "2026-05-15",
                              .title = {"Norme européenne EN 16931", "European standard EN 16931"},
                              .source = "CEN/TC 434",
                              .called_for = en16931_called_for,
                              .check = check_en16931,
                              .rules = en16931_rules};

// Versions of one name stand together, oldest first.
constexpr RuleSet sets[] = {
    en16931_set,
    {.name = "fr-ctc",
     .version = "1.4.0.03",
     .valid_from = "2026-08-04",
     .title = {"Réforme française, flux 2", "French reform, flow 2"},
     .source = "FNFE-MPE",
     .called_for = french_called_for,
     .check = french::check,
     .rules = french::list_rules},
    {.name = "extended-ctc-fr",
     .version = "1.4.0.03",
     .valid_from = "2026-08-04",
     .title = {"Réforme française, profil EXTENDED-CTC-FR",
               "French reform, profile EXTENDED-CTC-FR"},
     .source = "FNFE-MPE",
     .called_for = extended_called_for,
     .check = extended::check,
     .rules = extended::list_rules,
     .base = &en16931_set,
     .without = extended::without},
    {.name = "cdar",
     .version = "1.4.0.03",
     .valid_from = "2026-08-04",
     .title = {"Réforme française, messages de cycle de vie", "French reform, life-cycle messages"},
     .source = "FNFE-MPE",
     .subject = Subject::status_message,
     .syntaxes = Syntaxes::cdar,
     .called_for = always_called_for,
     .check = cdar::check,
     .rules = cdar_rules},
    {.name = "peppol",
     .version = "2026.5",
     .valid_from = "2026-08-17",
     .title = {"Peppol BIS Billing 3", "Peppol BIS Billing 3"},
     .source = "OpenPeppol",
     .syntaxes = Syntaxes::ubl,
     .called_for = peppol_called_for,
     .check = peppol::check,
     .rules = peppol_rules},
    {.name = "xrechnung",
     .version = "3.0.2",
     .valid_from = "2024-02-01",
     .title = {"XRechnung 3.0, Allemagne", "XRechnung 3.0, Germany"},
     .source = "KoSIT",
     .called_for = xrechnung_called_for,
     .check = xrechnung::check,
     .rules = xrechnung_rules},
    {.name = "facturx",
     .version = "1.09",
     .valid_from = "2026-09-01",
     .title = {"Profils de Factur-X", "Profiles of Factur-X"},
     .source = "FNFE-MPE, FeRD",
     .syntaxes = Syntaxes::cii,
     .called_for = facturx::called_for,
     .check = facturx::check,
     .rules = facturx_rules},
    {.name = "pdfa3",
     .version = "2012",
     .valid_from = "2012-10-17",
     .title = {"PDF/A-3b, archivage du PDF", "PDF/A-3b, archiving of the PDF"},
     .source = "ISO 19005-3",
     .subject = Subject::pdf_file,
     .syntaxes = Syntaxes::none,
     .called_for = never_called_for,
     .check = nullptr,
     .rules = pdfa::pdfa_rules},
    // Ours come last: they say nothing twice.
    {.name = "facteur",
     .version = "1",
     .valid_from = "2026-11-22",
     .title = {"Ce que les règles officielles ne voient pas", "What the official rules do not see"},
     .source = "Facteur",
     .called_for = always_called_for,
     .check = own::check,
     .rules = own::list_rules},
    {.name = "facteur-cdar",
     .version = "1",
     .valid_from = "2026-11-22",
     .title = {"Ce que les règles officielles des messages ne voient pas",
               "What the official rules of messages do not see"},
     .source = "Facteur",
     .subject = Subject::status_message,
     .syntaxes = Syntaxes::cdar,
     .called_for = always_called_for,
     .check = own::check_message,
     .rules = own::list_message_rules},
};

}  // namespace

std::span<const RuleSet> rule_sets() {
  return sets;
}

const RuleSet* find_rule_set(std::string_view name) {
  const auto at = name.find('@');
  const std::string_view version = at == name.npos ? "" : name.substr(at + 1);
  const RuleSet* found = nullptr;
  for (const RuleSet& set : sets) {
    const bool asked = at == name.npos || set.version == version;
    if (set.name == name.substr(0, at) && asked) found = &set;
  }
  return found;
}

const RuleSet* version_on(std::span<const RuleSet> all, std::string_view name,
                          std::string_view day) {
  const RuleSet* chosen = nullptr;
  for (const RuleSet& set : all) {
    if (set.name != name) continue;
    if (chosen == nullptr || day.empty() || set.valid_from <= day) chosen = &set;
  }
  return chosen;
}

std::vector<const RuleSet*> rule_sets_for(const Invoice& invoice, std::string_view profile) {
  const auto issued = date(invoice.root().first(Term::BT_2));
  const std::string day = issued ? issued->to_string() : "";
  std::vector<const RuleSet*> called;
  for (const RuleSet& set : sets) {
    if (version_on(sets, set.name, day) == &set && set.called_for(invoice, profile)) {
      called.push_back(&set);
    }
  }
  return called;
}

bool is_rule_set_name(std::string_view name) {
  return std::find(std::begin(rule_set_names), std::end(rule_set_names), name) !=
         std::end(rule_set_names);
}

}  // namespace facteur::formats
