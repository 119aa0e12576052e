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
#include "formats/xml_space.h"
#include "schemas/code_lists.h"

namespace facteur::formats {
namespace {

constexpr std::string_view rule_set_names[] = {"en16931", "fr-ctc",      "extended-ctc-fr", "cdar",
                                               "peppol",  "xrechnung",   "facturx",         "pdfa3",
                                               "facteur", "facteur-cdar"};

void check_en16931(const Invoice& invoice, Report& report) {
  en16931::check(invoice, {}, report);
}

std::vector<const Rule*> en16931_rules() {
  std::vector<const Rule*> rules;
  en16931::list_rules({}, rules);
  list_shape_rules("en16931", rules);
  return rules;
}

std::vector<const Rule*> cdar_rules() {
  std::vector<const Rule*> rules;
  list_shape_rules("cdar", rules);
  cdar::list_rules(rules);
  return rules;
}

std::vector<const Rule*> peppol_rules() {
  std::vector<const Rule*> rules;
  list_shape_rules("peppol", rules);
  peppol::list_rules(rules);
  return rules;
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

constexpr std::string_view extended_profile[] = {
    "urn:cen.eu:en16931:2017#conformant#urn.cpro.gouv.fr:1p0:extended-ctc-fr"};
constexpr std::string_view sets_that_widen_the_core[] = {"extended-ctc-fr", "facturx"};

// Most profiles only narrow the core. Those of Factur-X and EXTENDED-CTC-FR widen it too, and say
// themselves which of its rules they keep.
constexpr Call calls_en16931{
    .unless = sets_that_widen_the_core,
    .said = {"Toute facture, sauf celles qui appellent extended-ctc-fr ou facturx : ces jeux "
             "disent eux-mêmes quelles règles du cœur ils gardent.",
             "Every invoice but those that call for extended-ctc-fr or facturx: these sets say "
             "themselves which rules of the core they keep."}};
// The reform speaks through the billing frame, whatever the profile.
constexpr Call calls_french{.frames = &codes::french_frames,
                            .said = {"Le cadre de facturation (BT-23) est un de ceux de la réforme "
                                     ": S1, B2, M4, ... (facteur codes french_frames).",
                                     "The billing frame (BT-23) is one of the reform's: S1, B2, "
                                     "M4, ... (facteur codes french_frames)."}};
constexpr Call calls_extended{
    .profiles = extended_profile,
    .said = {"Le profil (BT-24) est EXTENDED-CTC-FR.", "The profile (BT-24) is EXTENDED-CTC-FR."}};
// That the profile of a message (MDT-3) is one of the reform's is a rule of the set.
constexpr Call calls_cdar{
    .said = {"Tout message de cycle de vie (CDAR).", "Every life-cycle message (CDAR)."}};
constexpr Call calls_peppol{
    .profile_begins = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0",
    .said = {"Le profil (BT-24) d'un document UBL est celui de Peppol BIS Billing 3.",
             "The profile (BT-24) of a UBL document is that of Peppol BIS Billing 3."}};
constexpr Call calls_xrechnung{
    .profile_begins = "urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0",
    .said = {"Le profil (BT-24) est XRechnung 3.0, avec ou sans extension.",
             "The profile (BT-24) is XRechnung 3.0, with or without extension."}};
// A PDF calls for the rules of Factur-X by being one: verdict.cpp.
constexpr Call calls_facturx{
    .profiles = facturx::profile_names,
    .said = {
        "Le profil (BT-24) d'un document CII est MINIMUM, BASIC WL, BASIC ou EXTENDED ; ou le "
        "document est dans un PDF, sous le profil EN 16931 ou un profil que personne d'autre ne "
        "publie.",
        "The profile (BT-24) of a CII document is MINIMUM, BASIC WL, BASIC or EXTENDED; or the "
        "document is in a PDF, of the profile EN 16931 or one that nobody else publishes."}};
// Of a PDF, not of the invoice in it: facturx/read_invoice.h.
constexpr Call calls_pdfa{
    .said = {"Un PDF hybride dont les métadonnées annoncent PDF/A-3 : les écarts sont des "
             "avertissements.",
             "A hybrid PDF whose metadata claim PDF/A-3: departures are warnings."}};
constexpr Call calls_own{.said = {"Toute facture.", "Every invoice."}};
constexpr Call calls_own_cdar{
    .said = {"Tout message de cycle de vie (CDAR).", "Every life-cycle message (CDAR)."}};

// The dates: CEF's for the code lists that 1.3.16 holds; FNFE's release 1.4.0.03; OpenPeppol's,
// from which 2026.5 replaces its predecessor; the day from which XRechnung 3.0 took the
// place of 2.3 (the corrections of 3.0.2 changed no rule's date); that in the release of Factur-X
// 1.09.2.
constexpr RuleSet en16931_set{.name = "en16931",
                              .version = "1.3.16",
                              .valid_from = "2026-05-15",
                              .title = {"Norme européenne EN 16931", "European standard EN 16931"},
                              .source = "CEN/TC 434",
                              .call = calls_en16931,
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
     .call = calls_french,
     .check = french::check,
     .rules = french::list_rules},
    {.name = "extended-ctc-fr",
     .version = "1.4.0.03",
     .valid_from = "2026-08-04",
     .title = {"Réforme française, profil EXTENDED-CTC-FR",
               "French reform, profile EXTENDED-CTC-FR"},
     .source = "FNFE-MPE",
     .call = calls_extended,
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
     .call = calls_cdar,
     .check = cdar::check,
     .rules = cdar_rules},
    {.name = "peppol",
     .version = "2026.5",
     .valid_from = "2026-08-17",
     .title = {"Peppol BIS Billing 3", "Peppol BIS Billing 3"},
     .source = "OpenPeppol",
     .syntaxes = Syntaxes::ubl,
     .call = calls_peppol,
     .check = peppol::check,
     .rules = peppol_rules},
    {.name = "xrechnung",
     .version = "3.0.2",
     .valid_from = "2024-02-01",
     .title = {"XRechnung 3.0, Allemagne", "XRechnung 3.0, Germany"},
     .source = "KoSIT",
     .call = calls_xrechnung,
     .check = xrechnung::check,
     .rules = xrechnung_rules},
    {.name = "facturx",
     .version = "1.09",
     .valid_from = "2026-09-01",
     .title = {"Profils de Factur-X", "Profiles of Factur-X"},
     .source = "FNFE-MPE, FeRD",
     .syntaxes = Syntaxes::cii,
     .call = calls_facturx,
     .check = facturx::check,
     .rules = facturx_rules},
    {.name = "pdfa3",
     .version = "2012",
     .valid_from = "2012-10-17",
     .title = {"PDF/A-3b, archivage du PDF", "PDF/A-3b, archiving of the PDF"},
     .source = "ISO 19005-3",
     .subject = Subject::pdf_file,
     .syntaxes = Syntaxes::none,
     .call = calls_pdfa,
     .check = nullptr,
     .rules = pdfa::pdfa_rules},
    // Ours come last: they say nothing twice.
    {.name = "facteur",
     .version = "1",
     .valid_from = "2026-11-22",
     .title = {"Ce que les règles officielles ne voient pas", "What the official rules do not see"},
     .source = "Facteur",
     .call = calls_own,
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
     .call = calls_own_cdar,
     .check = own::check_message,
     .rules = own::list_message_rules},
};

bool has_syntax(Syntaxes syntaxes, Syntax syntax) {
  const Syntaxes one = syntax == Syntax::cii    ? Syntaxes::cii
                       : syntax == Syntax::cdar ? Syntaxes::cdar
                                                : Syntaxes::ubl;
  return (syntaxes & one) != Syntaxes::none;
}

// By itself: whatever other sets (Call::unless) are called for.
bool is_called_for(const RuleSet& set, const Invoice& invoice, std::string_view profile) {
  const Call& call = set.call;
  profile = trim_xml_space(profile);
  const bool named =
      call.profiles.empty() || std::ranges::find(call.profiles, profile) != call.profiles.end();
  const auto frame = [&] { return invoice.root().first(Term::BG_2).text(Term::BT_23); };
  return named && profile.starts_with(call.profile_begins) &&
         (call.frames == nullptr || call.frames->contains(frame())) &&
         has_syntax(set.syntaxes, invoice.syntax());
}

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
    if (version_on(sets, set.name, day) == &set && is_called_for(set, invoice, profile)) {
      called.push_back(&set);
    }
  }
  const auto is_called = [all = called](std::string_view name) {
    return std::ranges::any_of(all, [&](const RuleSet* set) { return set->name == name; });
  };
  std::erase_if(
      called, [&](const RuleSet* set) { return std::ranges::any_of(set->call.unless, is_called); });
  return called;
}

bool is_rule_set_name(std::string_view name) {
  return std::find(std::begin(rule_set_names), std::end(rule_set_names), name) !=
         std::end(rule_set_names);
}

}  // namespace facteur::formats
