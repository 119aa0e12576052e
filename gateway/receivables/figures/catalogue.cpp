#include "gateway/receivables/figures/catalogue.h"

#include <algorithm>
#include <iterator>

#include "gateway/receivables/figures/collection.h"
#include "gateway/receivables/figures/dso.h"
#include "gateway/receivables/figures/follow_up.h"

namespace facteur::gateway::receivables::figures {
namespace {

// clang-format off
constexpr Definition definitions[] = {
    {"balance", 1, Unit::money, Items::none,
     "Solde", "Balance",
     "Tout ce qui est ouvert, avoirs, règlements non imputés et frais compris",
     "All that is open, with credit notes, unapplied receipts and fees", balance_of_ledger},
    {"receivables", 1, Unit::money, Items::receivables,
     "Encours", "Receivables",
     "Factures et acomptes ouverts, moins les avoirs ouverts ; TTC",
     "Open invoices and down payments less open credit notes, taxes included", receivables},
    {"not_due", 1, Unit::money, Items::not_due,
     "Non échu", "Not due",
     "Factures et acomptes ouverts dont l'échéance n'est pas passée",
     "Open invoices and down payments that are not past their due date", not_due},
    {"overdue", 1, Unit::money, Items::overdue,
     "Échu", "Overdue",
     "Factures et acomptes ouverts dont l'échéance est passée",
     "Open invoices and down payments past their due date", overdue},
    {"credit_notes_open", 1, Unit::money, Items::credit_notes,
     "Avoirs ouverts", "Open credit notes",
     "Avoirs non imputés", "Credit notes that are not applied", credit_notes_open},
    {"receipts_unapplied", 1, Unit::money, Items::unapplied,
     "Règlements non imputés", "Unapplied receipts",
     "Règlements reçus et non imputés", "Receipts that are not applied", receipts_unapplied},
    {"fees_open", 1, Unit::money, Items::fees,
     "Frais ouverts", "Open fees",
     "Intérêts et indemnités confirmés, non payés", "Interest and indemnities, confirmed and unpaid",
     fees_open},
    {"sales", 1, Unit::money, Items::sales,
     "Ventes TTC", "Sales",
     "Factures et acomptes émis dans la période, moins les avoirs émis ; TTC",
     "Invoices and down payments of the window less its credit notes, taxes included", sales},
    {"dso_simple", 1, Unit::days, Items::receivables,
     "DSO simple", "Simple DSO",
     "Encours / ventes de la période × jours de la période",
     "Receivables / sales of the window × its days", dso_simple},
    {"dso_count_back", 1, Unit::days, Items::receivables,
     "DSO par épuisement", "Count-back DSO",
     "L'encours épuise les ventes mois par mois, en remontant ; le dernier mois compte au prorata",
     "Receivables use up the sales month by month, backwards; the last month counts in part",
     dso_count_back},
    {"dso_weighted", 1, Unit::days, Items::receivables,
     "DSO pondéré", "Sales-weighted DSO",
     "Somme par mois : ouvert du mois / ventes du mois × jours du mois",
     "Sum over months: open of the month / its sales × its days", dso_weighted},
    {"dso_weighted_30", 1, Unit::days, Items::receivables,
     "DSO pondéré, mois de 30 jours", "Sales-weighted DSO, months of 30 days",
     "Somme par mois : ouvert du mois / ventes du mois × 30",
     "Sum over months: open of the month / its sales × 30", dso_weighted_30},
    {"dso_best_possible", 1, Unit::days, Items::not_due,
     "Meilleur DSO possible", "Best possible DSO",
     "Encours non échu / ventes de la période × jours de la période",
     "Receivables not due / sales of the window × its days", dso_best_possible},
    {"dso_true", 1, Unit::days, Items::receivables,
     "DSO par pièce", "True DSO",
     "Somme par pièce ouverte : âge × montant / ventes de son mois",
     "Sum over open items: age × amount / sales of its month", dso_true},
    {"dso_behaviour", 1, Unit::days, Items::paid,
     "DSO comportemental", "Payment-behaviour DSO",
     "Délai accordé moyen + retard moyen des factures payées dans la période",
     "Mean terms plus mean delay of the invoices paid in the window", dso_behaviour},
    {"add", 1, Unit::days, Items::overdue,
     "Retard moyen du portefeuille (ADD)", "Average days delinquent (ADD)",
     "DSO simple − meilleur DSO possible", "Simple DSO − best possible DSO",
     average_days_delinquent},
    {"mdl", 1, Unit::days, Items::paid,
     "Retard moyen des factures payées (MDL)", "Mean days late of paid invoices (MDL)",
     "Somme montant × (paiement − échéance) / somme des montants, factures payées dans la période",
     "Sum of amount × (paid − due) / sum of amounts, invoices paid in the window", mean_days_late},
    {"mdl_median", 1, Unit::days, Items::paid,
     "Retard médian des factures payées", "Median days late of paid invoices",
     "Médiane de paiement − échéance, factures payées dans la période",
     "Median of paid − due, invoices paid in the window", median_days_late},
    {"mdl_p90", 1, Unit::days, Items::paid,
     "Retard des factures payées, 90e centile", "Days late of paid invoices, 90th percentile",
     "Neuf factures sur dix, parmi celles payées dans la période, n'ont pas eu plus de retard",
     "Nine in ten of the invoices paid in the window were not later than this",
     late_percentile_90},
    {"mean_terms", 1, Unit::days, Items::paid,
     "Délai accordé moyen", "Mean terms",
     "Somme montant × (échéance − émission) / somme des montants, factures payées dans la période",
     "Sum of amount × (due − issued) / sum of amounts, invoices paid in the window", mean_terms},
    {"cei", 1, Unit::percent, Items::receivables,
     "Efficacité du recouvrement (CEI)", "Collection effectiveness (CEI)",
     "(encours initial + ventes − encours final) / (encours initial + ventes − non échu final) × 100",
     "(opening receivables + sales − closing) / (opening receivables + sales − closing not due) × 100",
     collection_effectiveness},
    {"overdue_rate", 1, Unit::percent, Items::overdue,
     "Taux d'échu, en montant", "Overdue rate by amount",
     "Échu / factures et acomptes ouverts × 100", "Overdue / open invoices and down payments × 100",
     overdue_rate},
    {"overdue_rate_count", 1, Unit::percent, Items::overdue,
     "Taux d'échu, en nombre", "Overdue rate by number",
     "Pièces échues / pièces ouvertes × 100", "Overdue items / open items × 100",
     overdue_rate_by_count},
    {"disputed", 1, Unit::money, Items::disputed,
     "En litige", "Disputed",
     "Ce qui est ouvert des pièces en litige, à hauteur du litige",
     "What is open of items in dispute, up to the disputed amount", disputed},
    {"disputes_open", 1, Unit::count, Items::disputed,
     "Litiges ouverts", "Open disputes",
     "Nombre de litiges ouverts", "Number of open disputes", disputes_open},
    {"promises_due", 1, Unit::money, Items::none,
     "Promesses en cours", "Promises running",
     "Ce qui manque encore aux promesses non échues", "What open promises still lack", promises_due},
    {"promises_broken", 1, Unit::money, Items::none,
     "Promesses non tenues", "Promises broken",
     "Ce qui manque aux promesses échues dans la période",
     "What promises for days of the window lack", promises_broken},
    {"promises_kept_rate", 1, Unit::percent, Items::none,
     "Promesses tenues, en nombre", "Promises kept, by number",
     "Promesses tenues / promesses échues dans la période × 100",
     "Promises kept / promises for days of the window × 100", promises_kept_rate},
    {"promises_received_rate", 1, Unit::percent, Items::none,
     "Promesses tenues, en montant", "Promises kept, by amount",
     "Reçu à temps / promis pour la période × 100",
     "Received in time / promised for the window × 100", promises_received_rate},
    {"coverage_rate", 1, Unit::percent, Items::forgotten,
     "Couverture du recouvrement", "Collection coverage",
     "Pièces échues à recouvrer avec une action dans la période / pièces échues à recouvrer × 100",
     "Overdue items to be collected with an action in the window / all of them × 100",
     coverage_rate},
};
// clang-format on

}  // namespace

std::span<const Definition> catalogue() {
  return definitions;
}

const Definition* find_definition(std::string_view name) {
  const auto* found =
      std::find_if(std::begin(definitions), std::end(definitions),
                   [&](const Definition& definition) { return definition.name == name; });
  return found == std::end(definitions) ? nullptr : found;
}

}  // namespace facteur::gateway::receivables::figures
