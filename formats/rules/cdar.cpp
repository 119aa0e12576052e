#include "formats/rules/cdar.h"

#include <algorithm>
#include <array>

#include "formats/rules/values.h"
#include "formats/status_message.h"

namespace facteur::formats::cdar {
namespace {

using enum Term;
constexpr auto fatal = Severity::fatal;

constexpr std::string_view matricule = "0238";      // scheme of the numbers of platforms
constexpr std::string_view portal = "0000";         // the tax administration's portal
constexpr std::string_view public_sector = "9999";  // the platform of public buyers

// clang-format off
constexpr Rule profile_rule{"BR-FR-CDV-02_MDT-3", fatal, {MDT_3, MDT_57, MDT_59},
  {"Le profil est urn.cpro.gouv.fr:1p0:CDV:invoice, ou urn.cpro.gouv.fr:1p0:CDV:einvoicingF2 si le seul destinataire est le portail public (0238:0000, rôle DFH).",
   "The profile is urn.cpro.gouv.fr:1p0:CDV:invoice, or urn.cpro.gouv.fr:1p0:CDV:einvoicingF2 where the public portal (0238:0000, role DFH) is the only recipient."}};
constexpr Rule process_rule{"BR-FR-CDV-CL-01_MDT-2", fatal, {MDT_2, MDT_57},
  {"Le cadre de l'échange (MDT-2) est REGULATED, NON_REGULATED, B2C, B2CINT, B2BINT ou OUTOFSCOPE ; vers le portail public, il a au plus trois caractères.",
   "The business process (MDT-2) is REGULATED, NON_REGULATED, B2C, B2CINT, B2BINT or OUTOFSCOPE; to the public portal it has three characters at most."}};
constexpr Rule public_reason_rule{"BR-FR-CDV-CL-09_MDT-113_210B2G", fatal, {MDT_113, MDT_105, MDT_19},
  {"Le motif convient au refus (210) par un acheteur public ; les refus des autres viennent d'un émetteur sans identifiant ou à matricule (0238).",
   "The reason fits a refusal (210) by a public buyer; refusals by others come from a sender without identifier or with a platform number (0238)."}};

// MDT-88 by phase.
struct PhaseRule {
  std::string_view phase, codes;
  Rule rule;
};
constexpr PhaseRule phase_rules[] = {
  {"305", "10 51 43 8 48", {"BR-FR-CDV-CL-05_MDT-88_305", fatal, {MDT_88, MDT_77},
   {"En phase de transmission (MDT-77 = 305), l'état du document, s'il est donné, est 10, 51, 43, 8 ou 48.", "In the transmission phase (MDT-77 = 305) the state of the document, where given, is 10, 51, 43, 8 or 48."}}},
  {"23", "45 39 37 50 49 47 46 1 5", {"BR-FR-CDV-CL-05_MDT-88_23", fatal, {MDT_88, MDT_77},
   {"En phase de traitement (MDT-77 = 23), l'état du document, s'il est donné, est 45, 39, 37, 50, 49, 47, 46, 1 ou 5.", "In the processing phase (MDT-77 = 23) the state of the document, where given, is 45, 39, 37, 50, 49, 47, 46, 1 or 5."}}},
};

// The reasons (MDT-113) that may be given with a status, as it is now (MDT-105) or was (MDT-115).
struct ReasonRule {
  std::string_view status, reasons;
  Rule rule;
};
constexpr ReasonRule reason_rule(std::string_view id, std::string_view status, std::string_view reasons, Sentence sentence) {
  return {status, reasons, {id, fatal, {MDT_113, MDT_105, MDT_115}, sentence, {}}};
}
constexpr std::string_view public_reasons =
  "RETRAIT_MAN_SERV ST_CT_NON_DECLAR SUPPR_COMP_AVOIR TRANSF_PMNT_REGIE AUTRE COORD_BANC_ERR TX_TVA_ERR MONTANTTOTAL_ERR CALCUL_ERR NON_CONFORME DOUBLON "
  "DEST_ERR TRANSAC_INC EMMET_INC CONTRAT_TERM DOUBLE_FACT CMD_ERR ADR_ERR REF_CT_ABSENT LIVR_INCOMP";
constexpr ReasonRule refusal = reason_rule("BR-FR-CDV-CL-09_MDT-113_210", "210",
  "TX_TVA_ERR MONTANTTOTAL_ERR CALCUL_ERR NON_CONFORME DOUBLON DEST_ERR TRANSAC_INC EMMET_INC CONTRAT_TERM DOUBLE_FACT CMD_ERR ADR_ERR REF_CT_ABSENT",
  {"Le motif est de ceux qu'admet le statut 210 (refusée).", "The reason is one that status 210 (refused) allows."});
constexpr ReasonRule reason_rules[] = {
  reason_rule("BR-FR-CDV-CL-09_MDT-113_200", "200", "NON_TRANSMISE",
    {"Le seul motif du statut 200 (déposée) est NON_TRANSMISE.", "The only reason with status 200 (submitted) is NON_TRANSMISE."}),
  reason_rule("BR-FR-CDV-CL-09_MDT-113_206", "206",
    "AUTRE CMD_ERR SIRET_ERR CODE_ROUTAGE_ERR REF_CT_ABSENT REF_ERR PU_ERR REM_ERR QTE_ERR ART_ERR MODPAI_ERR QUALITE_ERR LIVR_INCOMP",
    {"Le motif est de ceux qu'admet le statut 206 (approuvée partiellement).", "The reason is one that status 206 (partially approved) allows."}),
  reason_rule("BR-FR-CDV-CL-09_MDT-113_207", "207",
    "AUTRE COORD_BANC_ERR TX_TVA_ERR MONTANTTOTAL_ERR CALCUL_ERR NON_CONFORME DOUBLON DEST_INC DEST_ERR TRANSAC_INC EMMET_INC CONTRAT_TERM DOUBLE_FACT CMD_ERR "
    "ADR_ERR SIRET_ERR CODE_ROUTAGE_ERR REF_CT_ABSENT REF_ERR PU_ERR REM_ERR QTE_ERR ART_ERR MODPAI_ERR QUALITE_ERR LIVR_INCOMP",
    {"Le motif est de ceux qu'admet le statut 207 (en litige).", "The reason is one that status 207 (disputed) allows."}),
  reason_rule("BR-FR-CDV-CL-09_MDT-113_208", "208", "JUSTIF_ABS COORD_BANC_ERR CMD_ERR SIRET_ERR CODE_ROUTAGE_ERR REF_CT_ABSENT REF_ERR",
    {"Le motif est de ceux qu'admet le statut 208 (suspendue).", "The reason is one that status 208 (suspended) allows."}),
  reason_rule("BR-FR-CDV-CL-09_MDT-113_213", "213",
    "MONTANTTOTAL_ERR CALCUL_ERR DOUBLON DEST_INC ADR_ERR REJ_SEMAN REJ_UNI REJ_COH REJ_ADR REJ_CONT_B2G REJ_REF_PJ REJ_ASS_PJ",
    {"Le motif est de ceux qu'admet le statut 213 (rejetée).", "The reason is one that status 213 (rejected) allows."}),
  reason_rule("BR-FR-CDV-CL-09_MDT-113_221", "221", "ROUTAGE_ERR",
    {"Le seul motif du statut 221 (erreur de routage) est ROUTAGE_ERR.", "The only reason with status 221 (routing error) is ROUTAGE_ERR."}),
  reason_rule("BR-FR-CDV-CL-09_MDT-113_501", "501",
    "IRR_VIDE_F IRR_TYPE_F IRR_SYNTAX IRR_TAILLE_PJ IRR_NOM_PJ IRR_VID_PJ IRR_EXT_DOC IRR_TAILLE_F IRR_ANTIVIRUS IRR_NOM_F",
    {"Le motif est de ceux qu'admet le statut 501 (irrecevable).", "The reason is one that status 501 (inadmissible) allows."}),
};
// clang-format on

// `words` are separated by single spaces.
bool has_word(std::string_view words, std::string_view word) {
  while (!words.empty()) {
    const auto end = std::min(words.find(' '), words.size());
    if (words.substr(0, end) == word) return true;
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return false;
}

// The rule is broken at `value`, or at the group that lacks it.
void report_value(const Rule& rule, Node group, Node value, Report& report) {
  value ? report.add_value(rule, value, value.text()) : report.add(rule, group);
}

// The one identifier that the recipients have is the portal's. Recipients without any do not count.
bool is_for_portal(Node root) {
  std::size_t ids = 0;
  bool portal_named = false, portal_role = false;
  for (const Node recipient : each(root, MDG_23)) {
    for (const Node id : each(recipient, MDT_57)) {
      ++ids;
      portal_named |= id.attribute(Attribute::scheme_id) == matricule && id.text() == portal;
    }
    for (const Node role : each(recipient, MDT_59)) portal_role |= role.text() == "DFH";
  }
  return ids == 1 && portal_named && portal_role;
}

// string-length(normalize-space(text)) <= 3
bool is_short(std::string_view text) {
  std::size_t characters = 0;
  bool space = false;
  for (const char c : trim_xml_space(text)) {
    const bool is_space = xml_space.find(c) != std::string_view::npos;
    const bool starts_character = (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    if (starts_character && !(is_space && space)) ++characters;
    space = is_space;
  }
  return characters <= 3;
}

void check_context(Node root, Report& report) {
  const bool for_portal = is_for_portal(root);
  for (const Node context : each(root, MDG_1)) {
    const Node profile = descend(context, {MDG_3, MDT_3});
    const bool known =
        profile.text() == platform_profile || (for_portal && profile.text() == portal_profile);
    if (!known) report_value(profile_rule, context, profile, report);

    const Node process = context.first(MDT_2);
    const bool fits = for_portal ? is_short(process.text())
                                 : has_word("REGULATED NON_REGULATED B2C B2CINT B2BINT OUTOFSCOPE",
                                            process.text());
    if (!fits) report_value(process_rule, context, process, report);
  }
}

// Without a phase both rules are asked.
void check_state(Node phase, Node document, Report& report) {
  const Node state = document.first(MDT_88);
  if (!state) return;
  for (const PhaseRule& row : phase_rules) {
    const bool asked = !phase || phase.text() == row.phase;
    if (asked && !has_word(row.codes, state.text())) {
      report.add_value(row.rule, state, state.text());
    }
  }
}

// Is this reason one for `status`? Where the document is in that status, its details are about it
// unless they name another; elsewhere only those that name it are. Without MDT-105 all are, as the
// official test has it.
bool is_for(std::string_view status, Node now, Node earlier) {
  if (!now || earlier.text() == status) return true;
  return now.text() == status && !earlier;
}

// Who sent the message, as the rules of refusals tell public buyers from others.
struct Sender {
  explicit Sender(Node root) {
    for (const Node party : each(root, MDG_9)) {
      for (const Node id : each(party, MDT_19)) {
        identified = true;
        if (id.attribute(Attribute::scheme_id) != matricule) continue;
        (id.text() == public_sector ? is_public : is_platform) = true;
      }
    }
  }
  bool identified = false;
  bool is_public = false;    // has the number of the public sector's platform
  bool is_platform = false;  // has that of another one
};

// 210 has two lists. The sender's platform number tells which; a sender whose identifiers are all
// of other schemes satisfies neither half of the public one, whatever the reason.
void check_refusal(Node reason, const Sender& sender, Report& report) {
  if (!sender.is_public && !has_word(refusal.reasons, reason.text())) {
    report.add_value(refusal.rule, reason, reason.text());
  }
  const bool public_holds = !sender.identified || sender.is_platform ||
                            (sender.is_public && has_word(public_reasons, reason.text()));
  if (!public_holds) report.add_value(public_reason_rule, reason, reason.text());
}

void check_reason(Node reason, Node now, Node earlier, const Sender& sender, Report& report) {
  for (const ReasonRule& row : reason_rules) {
    if (is_for(row.status, now, earlier) && !has_word(row.reasons, reason.text())) {
      report.add_value(row.rule, reason, reason.text());
    }
  }
  if (is_for(refusal.status, now, earlier)) check_refusal(reason, sender, report);
}

void check_document(Node phase, Node document, const Sender& sender, Report& report) {
  check_state(phase, document, report);
  for (const Node detail : each(document, MDG_37)) {
    for (const Node reason : each(detail, MDT_113)) {
      check_reason(reason, document.first(MDT_105), detail.first(MDT_115), sender, report);
    }
  }
}

}  // namespace

void list_rules(std::vector<const Rule*>& rules) {
  rules.insert(rules.end(), {&profile_rule, &process_rule});
  for (const PhaseRule& row : phase_rules) rules.push_back(&row.rule);
  for (const ReasonRule& row : reason_rules) rules.push_back(&row.rule);
  rules.insert(rules.end(), {&refusal.rule, &public_reason_rule});
}

void check(const Invoice& message, Report& report) {
  const Node root = message.root();
  check_context(root, report);
  const Sender sender(root);
  for (const Node reported : each(root, MDG_27)) {
    for (const Node document : each(reported, MDG_32)) {
      check_document(reported.first(MDT_77), document, sender, report);
    }
  }
}

}  // namespace facteur::formats::cdar
