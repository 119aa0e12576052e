#include "gateway/cli/ledger.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>

#include "gateway/cli/arguments.h"
#include "gateway/cli/ledger_acts.h"
#include "gateway/cli/ledger_alerts.h"
#include "gateway/cli/ledger_export.h"
#include "gateway/cli/ledger_figures.h"
#include "gateway/cli/ledger_import.h"
#include "gateway/cli/ledger_interest.h"
#include "gateway/cli/text_table.h"
#include "gateway/cli/verbs.h"
#include "gateway/receivables/figures/aged_report.h"
#include "gateway/receivables/json_values.h"
#include "gateway/receivables/money.h"
#include "gateway/receivables/report_json.h"
#include "gateway/store/reading.h"

namespace facteur::gateway::cli {
namespace {

using namespace receivables;
using Json = nlohmann::ordered_json;
using Row = std::vector<std::string>;

constexpr std::string_view usage =
    "facteur ledger aged    --tenant SIREN --as-of DATE [--known-on DATE] [--data DIR]\n"
    "                       [--by due|issue] [--fine] [--horizon] [--json|--csv] [--lang fr|en]\n"
    "facteur ledger balance --tenant SIREN [--as-of DATE] [--known-on DATE] [--data DIR]\n"
    "                       [--json] [--lang fr|en]\n"
    "facteur ledger figures --tenant SIREN --as-of DATE --window DAYS [--known-on DATE] [--data "
    "DIR]\n"
    "                       [--customer KEY] [--currency CUR] [--credit-notes deducted|apart]\n"
    "                       [--doubtful with|without] [--json|--csv] [--lang fr|en]\n"
    "facteur ledger import  --tenant SIREN [--data DIR] [--customers FILE] [--items FILE]\n"
    "                       [--json] [--lang fr|en]\n"
    "facteur ledger import  --tenant SIREN --from DIR [--data DIR]\n"
    "facteur ledger export  --tenant SIREN --fec FILE [--from DATE] [--to DATE] [--data DIR]\n"
    "                       [--separator tab|bar] [--accounts FILE] [--rates USD=1.0850,...]\n"
    "facteur ledger export  --tenant SIREN --out DIR [--data DIR]\n"
    "facteur ledger digest  --tenant SIREN [--data DIR]\n"
    "facteur ledger write-off|doubtful|refund|cancel --tenant SIREN --number N --on DATE\n"
    "                       [--customer KEY] [--amount A] [--as write_off|bad_debt|...] [--back]\n"
    "                       [--reason TEXT] [--data DIR]\n"
    "facteur ledger interest --tenant SIREN --as-of DATE [--known-on DATE] [--customer KEY] "
    "[--open]\n"
    "                       [--record] [--config FILE] [--data DIR] [--json] [--lang fr|en]\n"
    "facteur ledger alerts   --tenant SIREN --on DATE [--try DEFINITION] [--data DIR]\n";
constexpr std::string_view help_fr =
    "aged     balance âgée par client et par devise, à la date donnée ; --fine : 91-120, 121-180 "
    "et\n"
    "         > 180 jours ; --horizon : le non échu par délai restant\n"
    "balance  total ouvert par devise ; sans --as-of, celui d'aujourd'hui\n"
    "figures  DSO, CEI, retards, litiges, promesses, sur les --window jours qui finissent à la\n"
    "         date donnée, avec leurs formules ; une ligne JSON par devise\n"
    "import   reprend clients et pièces d'un autre système, en CSV ou en JSON ; ce qui est déjà "
    "là\n"
    "         reste ; crée le dossier, sa base et l'entreprise au besoin\n"
    "         --from DIR : tout un grand livre exporté par --out, dans un qui est vide\n"
    "export   fichier des écritures comptables (LPF A47 A-1), ou tout en tables CSV\n"
    "digest   empreinte SHA-256 des faits du grand livre\n"
    "write-off, doubtful, refund, cancel : abandonner, passer en douteux (--back : en sortir),\n"
    "         rembourser un avoir ou un trop-perçu, annuler\n"
    "\n"
    "interest intérêts de retard et indemnités, ligne à ligne ; --open sans ce qui a été payé en\n"
    "         retard ; --record les note à côté du grand livre ; sortie 1 si un taux manque\n"
    "alerts   lève les alertes du jour et dit celles qui tiennent ; --try : ce qu'une définition\n"
    "         (JSON) aurait levé en 90 jours, sans rien noter\n"
    "\n"
    "--data      dossier des données ; sinon var\n"
    "--known-on  ce que l'on savait à la fin de ce jour (heure de Paris) ; sinon tout\n";
constexpr std::string_view help_en =
    "aged     aged balance by customer and currency on the given date; --fine: 91-120, 121-180 "
    "and\n"
    "         > 180 days; --horizon: what is not due by the days that are left\n"
    "balance  what is open in each currency; without --as-of, today\n"
    "figures  DSO, CEI, delays, disputes, promises, over the --window days that end with the "
    "date,\n"
    "         with their formulas; one JSON line a currency\n"
    "import   takes over customers and items of another system, as CSV or JSON; what is there\n"
    "         already stays; makes the folder, its database and the company where missing\n"
    "         --from DIR: a whole ledger exported with --out, into an empty one\n"
    "export   the file of accounting entries (LPF A47 A-1), or everything as CSV tables\n"
    "digest   SHA-256 over the facts of the ledger\n"
    "write-off, doubtful, refund, cancel: give up, doubt (--back: no more), pay a credit or an\n"
    "         overpayment back, cancel\n"
    "\n"
    "interest late-payment interest and indemnities, line by line; --open without what was paid\n"
    "         late; --record notes them beside the ledger; exit 1 where a rate is missing\n"
    "alerts   raises the alerts of the day and says which hold; --try: what a definition (JSON)\n"
    "         would have raised in 90 days, noting nothing\n"
    "\n"
    "--data      data folder; else var\n"
    "--known-on  as known at the end of that day (Paris time); else all that is known\n";

// The question, with the two times that it is about.
struct Question {
  std::string tenant;
  AsOf as_of;
  std::optional<formats::Date> known_on;
  Language language;

  Json json() const {
    return {{"tenant", tenant}, {"as_of", as_of.on.to_string()}, {"known_on", or_null(known_on)}};
  }
};

Question question_of(const Arguments& arguments) {
  const formats::Date today = *formats::Date::parse(paris_day(system_clock()()));
  Question question;
  question.tenant = arguments.required("tenant");
  question.known_on = arguments.date("known-on");
  question.as_of.on = arguments.date("as-of").value_or(today);
  if (question.known_on) question.as_of.known_at = end_of_day(*question.known_on);
  question.language = arguments.language();
  return question;
}

void print_aged(std::ostream& out, const figures::AgedDetail& aged, Language language) {
  const bool french = language == Language::fr;
  std::vector<TableColumn> columns = {{french ? "client" : "customer"},
                                      {french ? "devise" : "currency"}};
  for (const figures::AgeBucket& bucket : aged.buckets)
    columns.push_back({std::string(french ? bucket.title_fr : bucket.title_en), Align::right});
  for (const char* title : {french ? "brut" : "gross", french ? "avoirs" : "credits",
                            french ? "non imputé" : "unapplied", "net",
                            french ? "en litige" : "disputed", french ? "promis" : "promised"})
    columns.push_back({title, Align::right});
  std::vector<Row> rows;
  const auto add = [&](const figures::AgedDetailLine& line, const std::string& name) {
    const auto text_of = [&](std::int64_t n) { return display_of(n, line.exponent, french); };
    Row row = {name, line.currency};
    for (const auto units : line.buckets) row.push_back(text_of(units));
    for (const auto units :
         {line.gross, line.credits, line.unapplied, line.net, line.disputed, line.promised})
      row.push_back(text_of(units));
    rows.push_back(std::move(row));
  };
  for (const auto& line : aged.customers) add(line, line.customer_name);
  for (const auto& line : aged.totals) add(line, "TOTAL");
  print_table(out, columns, rows);
}

void print_heading(std::ostream& out, const Question& question, std::string_view fr,
                   std::string_view en) {
  const bool french = question.language == Language::fr;
  out << (french ? fr : en) << (french ? " au " : " as of ") << question.as_of.on.to_string();
  if (question.known_on)
    out << (french ? ", connu le " : ", as known on ") << question.known_on->to_string();
  out << "\n\n";
}

AgeBy age_by(const Arguments& arguments) {
  const std::string by = arguments.value("by").value_or("due");
  if (by != "due" && by != "issue")
    throw UsageError({by + " : --by est due ou issue", by + ": --by is due or issue"});
  return by == "due" ? AgeBy::due : AgeBy::issue;
}

void aged_verb(const Arguments& arguments, store::Connection& connection, std::ostream& out) {
  arguments.required("as-of");
  const Question question = question_of(arguments);
  const AgeBy by = age_by(arguments);
  const auto aged = figures::aged_detail(connection, question.tenant, question.as_of,
                                         {by, arguments.has("fine"), arguments.has("horizon")});
  if (arguments.has("json")) {
    Json json = question.json();
    json["by"] = by == AgeBy::due ? "due" : "issue";
    json.update(figures::to_json(aged));
    out << dump(json) << '\n';
  } else if (arguments.has("csv")) {
    out << figures::to_csv(aged);
  } else {
    print_heading(out, question, "Balance âgée", "Aged balance");
    print_aged(out, aged, question.language);
  }
}

void balance_verb(const Arguments& arguments, store::Connection& connection, std::ostream& out) {
  const Question question = question_of(arguments);
  const auto balances = balance(connection, question.tenant, question.as_of);
  if (arguments.has("json")) {
    Json json = question.json();
    json["balances"] = Json::array();
    for (const Balance& balance : balances) json["balances"].push_back(to_json(balance));
    out << dump(json) << '\n';
    return;
  }
  const bool french = question.language == Language::fr;
  std::vector<TableColumn> columns = {{french ? "devise" : "currency"}};
  for (const char* title : {french ? "factures" : "invoices", french ? "avoirs" : "credits",
                            french ? "non imputé" : "unapplied", "net"})
    columns.push_back({title, Align::right});
  std::vector<Row> rows;
  for (const Balance& b : balances) {
    const auto text = [&](std::int64_t units) { return display_of(units, b.exponent, french); };
    rows.push_back({b.currency, text(b.debits), text(b.credits), text(b.unapplied), text(b.net)});
  }
  print_heading(out, question, "Solde", "Balance");
  print_table(out, columns, rows);
}

// A verb that answers a question to the ledger.
template <void (*answer)(const Arguments&, store::Connection&, std::ostream&)>
int asking(std::span<const std::string> given, std::ostream& out, std::ostream& err) {
  const Arguments arguments(given, {"data", "tenant", "as-of", "known-on", "by", "lang"},
                            {"json", "csv", "fine", "horizon"});
  const auto reading = store::open_for_reading(arguments.value("data").value_or("var"));
  if (!reading.connection) {
    err << "facteur ledger: " << in(arguments.language(), reading.problem) << '\n';
    return 2;
  }
  answer(arguments, *reading.connection, out);
  return 0;
}

constexpr Verb verbs[] = {
    {"aged", asking<aged_verb>},    {"balance", asking<balance_verb>},
    {"import", ledger_import},      {"figures", ledger_figures},
    {"interest", ledger_interest},  {"export", ledger_export},
    {"digest", ledger_digest_verb}, {"write-off", ledger_write_off},
    {"doubtful", ledger_doubtful},  {"refund", ledger_refund},
    {"cancel", ledger_cancel},      {"alerts", ledger_alerts},
};

}  // namespace

int ledger_command(std::span<const std::string> arguments, std::ostream& out, std::ostream& err) {
  return run({"ledger", usage, help_fr, help_en, verbs}, arguments, out, err);
}

}  // namespace facteur::gateway::cli
