// The set `facteur-cdar`: life-cycle messages. Several rules of FNFE-MPE 1.4.0.03 that ask for
// something stand inside the very element they ask for, so that they cannot see it missing, and
// some data that the messages of the reform carry is asked for by no rule at all.
#include <array>

#include "formats/rules/own.h"
#include "formats/rules/values.h"
#include "formats/status_message.h"

namespace facteur::formats::own {
namespace {

using enum Term;

constexpr Rule asked(std::string_view id, std::array<Term, 4> terms, Sentence sentence) {
  return warning(id, terms, sentence, Syntaxes::cdar);
}

// A group of `parent` has `wanted`, in `within` where that is not none.
struct Presence {
  Term parent, within, wanted;
  Rule rule;
  bool unless_inadmissible = false;  // 501: of a document nobody could read, little is known
};

// clang-format off
constexpr auto presences = std::to_array<Presence>({
  {none, MDG_1, MDG_3, asked("FACTEUR-CDV-01", {MDG_3}, {"Un message donne son profil. BR-FR-CDV-01 le demande, mais ne voit pas qu'il manque.", "A message states its profile. BR-FR-CDV-01 asks for it, but does not see it missing."})},
  {none, none, MDT_4, asked("FACTEUR-CDV-03", {MDT_4}, {"Un message a un identifiant.", "A message has an identifier."})},
  {none, MDG_4, MDT_8, asked("FACTEUR-CDV-04", {MDT_8}, {"Un message dit quand il a été créé. BR-FR-CDV-04 le demande, mais ne voit pas que la date manque.", "A message states when it was created. BR-FR-CDV-04 asks for it, but does not see the date missing."})},
  {none, none, MDG_9, asked("FACTEUR-CDV-05", {MDG_9}, {"Un message nomme la plateforme émettrice. BR-FR-CDV-05 le demande, mais ne voit pas qu'elle manque.", "A message names the sending platform. BR-FR-CDV-05 asks for it, but does not see it missing."})},
  {none, none, MDG_16, asked("FACTEUR-MDG-16", {MDG_16}, {"Un message dit qui a posé le statut.", "A message states who set the status."})},
  {MDG_9, none, MDT_21, asked("FACTEUR-CDV-06", {MDT_21}, {"La plateforme émettrice a un rôle. BR-FR-CDV-06 le demande, mais ne voit pas qu'il manque.", "The sending platform has a role. BR-FR-CDV-06 asks for it, but does not see it missing."})},
  {MDG_16, none, MDT_40, asked("FACTEUR-MDT-40", {MDT_40}, {"Celui qui a posé le statut a un rôle.", "Who set the status has a role."})},
  {MDG_23, none, MDT_57, asked("FACTEUR-MDT-57", {MDT_57}, {"Un destinataire a un identifiant : SIREN (0002), ou matricule de plateforme (0238).", "A recipient has an identifier: SIREN (0002), or the number of a platform (0238)."})},
  {MDG_23, none, MDT_59, asked("FACTEUR-MDT-59", {MDT_59}, {"Un destinataire a un rôle.", "A recipient has a role."})},
  {MDG_27, none, MDT_77, asked("FACTEUR-MDT-77", {MDT_77}, {"Un statut est de la phase de transmission (305) ou de traitement (23).", "A status is of the phase of transmission (305) or of processing (23)."})},
  {MDG_27, none, MDT_78, asked("FACTEUR-MDT-78", {MDT_78}, {"Un statut dit quand il a été posé.", "A status states when it was set."})},
  {MDG_32, none, MDT_105, asked("FACTEUR-CDV-12", {MDT_105}, {"Un document visé a un statut.", "A document concerned has a status."})},
  {MDG_32, none, MDT_91, asked("FACTEUR-MDT-91", {MDT_91}, {"Un document visé a un type (380, 381…).", "A document concerned has a type (380, 381…)."}), true},
  {MDG_32, none, MDT_87, asked("FACTEUR-CDV-10", {MDT_87}, {"Un document visé a un numéro. BR-FR-CDV-10 le demande, mais ne voit pas qu'il manque.", "A document concerned has a number. BR-FR-CDV-10 asks for it, but does not see it missing."}), true},
  {MDG_32, MDG_35, MDT_100, asked("FACTEUR-CDV-11", {MDT_100}, {"Un document visé a une date.", "A document concerned has a date."}), true},
  {MDG_32, MDG_40, MDT_129, asked("FACTEUR-CDV-13", {MDT_129}, {"Un document visé dit qui l'a émis. BR-FR-CDV-13 le demande, mais seulement à l'intérieur d'un bloc émetteur.", "A document concerned states who issued it. BR-FR-CDV-13 asks for it, but only inside an issuer block."}), true},
});
constexpr Rule platform_status = asked("FACTEUR-CDV-07", {MDT_38, MDT_77},
  {"Entre plateformes, un statut de transmission (305) ne dit pas de quelle entreprise il vient. BR-FR-CDV-07 le demande, mais son test passe toujours.",
   "Between platforms, a status of transmission (305) does not state which company it comes from. BR-FR-CDV-07 asks for it, but its test always passes."});
// clang-format on

bool is_missing(Node group, const Presence& row) {
  const Node holder = row.within == none ? group : group.first(row.within);
  const Node value = holder ? holder.first(row.wanted) : Node();
  return !value || (!is_group(row.wanted) && is_blank(value));
}

void check_presences(Term parent, Node group, bool inadmissible, Report& report) {
  for (const Presence& row : presences) {
    if (row.parent != parent || (inadmissible && row.unless_inadmissible)) continue;
    if (!is_missing(group, row) || !is_news(report, row.wanted, group)) continue;
    if (row.within != none && !is_news(report, row.within, group)) continue;
    report.add_missing(row.rule, group, row.wanted);
  }
}

void check_phase(Node root, Node reported, Report& report) {
  if (code_of(reported.first(MDT_77)) != "305") return;
  const Node profile = descend(root, {MDG_1, MDG_3, MDT_3});
  const Node issuer = descend(root, {MDG_16, MDT_38});
  if (!issuer || profile.text() == portal_profile) return;
  report.add_value(platform_status, issuer, issuer.text());
}

}  // namespace

std::vector<const Rule*> list_message_rules() {
  Rules list;
  for (const Presence& row : presences) list.push_back(&row.rule);
  list.push_back(&platform_status);
  list_message_value_rules(list);
  return list;
}

void check_message(const Invoice& message, Report& report) {
  const Node root = message.root();
  check_presences(none, root, false, report);
  for (const Term party : {MDG_9, MDG_16, MDG_23}) {
    for (const Node group : each(root, party)) check_presences(party, group, false, report);
  }
  for (const Node reported : each(root, MDG_27)) {
    check_presences(MDG_27, reported, false, report);
    check_phase(root, reported, report);
    for (const Node document : each(reported, MDG_32)) {
      const bool inadmissible = code_of(document.first(MDT_105)) == "501";
      check_presences(MDG_32, document, inadmissible, report);
    }
  }
  check_values(message, report);
}

}  // namespace facteur::formats::own
