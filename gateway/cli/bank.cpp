#include "gateway/cli/bank.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>

#include "gateway/cli/arguments.h"
#include "gateway/cli/bank_import.h"
#include "gateway/cli/text_table.h"
#include "gateway/cli/verbs.h"
#include "gateway/receivables/bank/listing.h"
#include "gateway/receivables/bank/report.h"
#include "gateway/receivables/money.h"
#include "gateway/store/reading.h"

namespace facteur::gateway::cli {
namespace {

using namespace receivables;
using Json = nlohmann::ordered_json;

constexpr std::string_view usage =
    "facteur bank import     --tenant SIREN [--data DIR] [--mapping FILE] [--json]\n"
    "                        [--lang fr|en] FILE...\n"
    "facteur bank statements --tenant SIREN [--data DIR] [--json] [--lang fr|en]\n"
    "facteur bank movements  --tenant SIREN [--data DIR] [--state OUTCOME] [--json]\n"
    "                        [--lang fr|en]\n";
constexpr std::string_view help_fr =
    "import      comptabilise des relevés (CFONB 120, camt.053, camt.054, MT940, CSV) et les "
    "lettre ;\n"
    "            d'un fichier fautif, rien ; ce qui est déjà importé ne compte pas deux fois\n"
    "statements  les relevés importés\n"
    "movements   les mouvements, et ce que chacun paie\n"
    "\n"
    "--data     dossier des données ; sinon var\n"
    "--mapping  description des colonnes d'un CSV ; sinon la standard\n"
    "--state    applied, partly_applied, unapplied, ignored ou reopened ; sinon tous\n";
constexpr std::string_view help_en =
    "import      books statements (CFONB 120, camt.053, camt.054, MT940, CSV) and applies them;\n"
    "            nothing of a faulty file; what was imported before does not count twice\n"
    "statements  the statements that were imported\n"
    "movements   the movements, and what each one pays\n"
    "\n"
    "--data     data folder; else var\n"
    "--mapping  description of the columns of a CSV; else the standard one\n"
    "--state    applied, partly_applied, unapplied, ignored or reopened; else all\n";

// Lists are read page by page, so that memory does not grow with them.
constexpr std::int64_t page_size = 1000;

template <typename ListPage, typename Print>
void each_page(ListPage list_page, Print print) {
  bank::Page page{0, page_size};
  while (true) {
    const auto list = list_page(page);
    if (!list.empty()) print(list);
    if (std::ssize(list) < page_size) return;
    page.after = list.back().id;
  }
}

std::string shown(const std::optional<std::int64_t>& units, unsigned exponent, bool french) {
  return units ? display_of(*units, exponent, french) : std::string();
}

std::string shown(const std::optional<formats::Date>& day) {
  return day ? day->to_string() : std::string();
}

void print_statements(std::ostream& out, const std::vector<bank::ListedStatement>& list,
                      bool french) {
  std::vector<std::vector<std::string>> rows;
  for (const bank::ListedStatement& one : list)
    rows.push_back({one.account, one.currency, one.number, shown(one.opening_on),
                    shown(one.opening_units, one.exponent, french), shown(one.closing_on),
                    shown(one.closing_units, one.exponent, french), std::to_string(one.movements),
                    one.format, one.file});
  print_table(out,
              {{french ? "compte" : "account"},
               {french ? "devise" : "currency"},
               {french ? "numéro" : "number"},
               {french ? "du" : "from"},
               {french ? "solde" : "balance", Align::right},
               {french ? "au" : "to"},
               {french ? "solde" : "balance", Align::right},
               {french ? "mouvements" : "movements", Align::right},
               {"format"},
               {french ? "fichier" : "file"}},
              rows);
}

void print_movements(std::ostream& out, const std::vector<bank::ListedMovement>& list,
                     Language language) {
  const bool french = language == Language::fr;
  std::vector<std::vector<std::string>> rows;
  for (const bank::ListedMovement& one : list)
    rows.push_back({std::to_string(one.id), one.booked_on.to_string(),
                    display_of(one.units, one.exponent, french), one.currency, one.payer,
                    one.remittance, one.outcome, one.customer.value_or(""),
                    in(language, one.reason)});
  print_table(out,
              {{"id", Align::right},
               {"date"},
               {french ? "montant" : "amount", Align::right},
               {""},
               {french ? "payeur" : "payer"},
               {french ? "motif du paiement" : "remittance"},
               {french ? "sort" : "outcome"},
               {french ? "client" : "customer"},
               {french ? "pourquoi" : "why"}},
              rows);
}

void statements_verb(const Arguments& arguments, store::Connection& connection, std::ostream& out) {
  const std::string tenant = arguments.required("tenant");
  const bool french = arguments.language() == Language::fr;
  each_page([&](const bank::Page& page) { return bank::list_statements(connection, tenant, page); },
            [&](const std::vector<bank::ListedStatement>& list) {
              if (!arguments.has("json")) return print_statements(out, list, french);
              for (const auto& one : list) out << dump(bank::to_json(one)) << '\n';
            });
}

void movements_verb(const Arguments& arguments, store::Connection& connection, std::ostream& out) {
  const std::string tenant = arguments.required("tenant");
  const Language language = arguments.language();
  const auto report = language == Language::fr ? ReportLanguage::fr : ReportLanguage::en;
  const auto state = arguments.value("state");
  if (state && !bank::is_outcome(*state))
    throw UsageError({*state + " : --state inconnu", *state + ": unknown --state"});
  each_page(
      [&](const bank::Page& page) { return bank::list_movements(connection, tenant, state, page); },
      [&](const std::vector<bank::ListedMovement>& list) {
        if (!arguments.has("json")) return print_movements(out, list, language);
        for (const auto& one : list) out << dump(bank::to_json(one, report)) << '\n';
      });
}

// A verb that reads what is there.
template <void (*run)(const Arguments&, store::Connection&, std::ostream&)>
int reading(std::span<const std::string> given, std::ostream& out, std::ostream& err) {
  const Arguments arguments(given, {"data", "tenant", "state", "lang"}, {"json"});
  const auto reading = store::open_for_reading(arguments.value("data").value_or("var"));
  if (!reading.connection) {
    err << "facteur bank: " << in(arguments.language(), reading.problem) << '\n';
    return 2;
  }
  run(arguments, *reading.connection, out);
  return 0;
}

constexpr Verb verbs[] = {
    {"import", bank_import},
    {"statements", reading<statements_verb>},
    {"movements", reading<movements_verb>},
};

}  // namespace

int bank_command(std::span<const std::string> arguments, std::ostream& out, std::ostream& err) {
  return run({"bank", usage, help_fr, help_en, verbs}, arguments, out, err);
}

}  // namespace facteur::gateway::cli
