#include "gateway/cli/ledger_figures.h"

#include <charconv>
#include <nlohmann/json.hpp>
#include <ostream>

#include "gateway/cli/arguments.h"
#include "gateway/cli/text_table.h"
#include "gateway/receivables/figures/catalogue.h"
#include "gateway/receivables/figures/figures_table.h"
#include "gateway/receivables/figures/report.h"
#include "gateway/receivables/json_values.h"
#include "gateway/receivables/money.h"
#include "gateway/store/reading.h"

namespace facteur::gateway::cli {
namespace {

using namespace receivables;
using Json = nlohmann::ordered_json;

int window_of(const Arguments& arguments) {
  const std::string text = arguments.required("window");
  int days = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), days);
  if (error != std::errc() || end != text.data() + text.size() || days < 1 ||
      days > figures::longest_window)
    throw UsageError({text + " : --window est un nombre de jours, de 1 à 3660",
                      text + ": --window is a number of days, 1 to 3660"});
  return days;
}

// Whether the second of two words was given; the first when the option is left out.
bool second_of(const Arguments& arguments, const std::string& option, const std::string& first,
               const std::string& second) {
  const std::string text = arguments.value(option).value_or(first);
  if (text != first && text != second)
    throw UsageError({text + " : --" + option + " est " + first + " ou " + second,
                      text + ": --" + option + " is " + first + " or " + second});
  return text == second;
}

struct Asked {
  figures::Question question;
  std::optional<formats::Date> known_on;
  Language language;

  ReportLanguage report_language() const {
    return language == Language::fr ? ReportLanguage::fr : ReportLanguage::en;
  }
  std::string window_begin() const {
    return add_days(question.as_of.on, 1 - question.window_days)
        .value_or(formats::Date())
        .to_string();
  }
  Json json() const {
    return {{"tenant", question.tenant},
            {"as_of", question.as_of.on.to_string()},
            {"known_on", or_null(known_on)},
            {"window_days", question.window_days},
            {"window_begin", window_begin()},
            {"customer", or_null(question.customer_key)},
            {"credit_notes",
             question.credit_notes == figures::CreditNotes::apart ? "apart" : "deducted"},
            {"doubtful", question.doubtful == figures::Doubtful::without ? "without" : "with"}};
  }
};

Asked asked_by(const Arguments& arguments) {
  Asked asked;
  asked.question.tenant = arguments.required("tenant");
  asked.question.as_of.on = arguments.required_date("as-of");
  asked.known_on = arguments.date("known-on");
  if (asked.known_on) asked.question.as_of.known_at = end_of_day(*asked.known_on);
  asked.question.window_days = window_of(arguments);
  asked.question.customer_key = arguments.value("customer");
  asked.question.currency = arguments.value("currency");
  if (second_of(arguments, "credit-notes", "deducted", "apart"))
    asked.question.credit_notes = figures::CreditNotes::apart;
  if (second_of(arguments, "doubtful", "with", "without"))
    asked.question.doubtful = figures::Doubtful::without;
  asked.language = arguments.language();
  return asked;
}

void print_json(std::ostream& out, const Asked& asked,
                const std::vector<figures::Portfolio>& portfolios,
                const std::vector<figures::Bridge>& bridges) {
  for (const figures::Portfolio& portfolio : portfolios) {
    Json json = asked.json();
    json.update(figures::to_json(portfolio, asked.report_language()));
    for (const figures::Bridge& bridge : bridges)
      if (bridge.currency == portfolio.currency) json["bridge"] = figures::to_json(bridge);
    out << dump(json) << '\n';
  }
}

void print_people(std::ostream& out, const Asked& asked,
                  const std::vector<figures::Portfolio>& portfolios) {
  const bool french = asked.language == Language::fr;
  const auto& question = asked.question;
  out << (french ? "Indicateurs au " : "Figures as of ") << question.as_of.on.to_string();
  if (asked.known_on)
    out << (french ? ", connus le " : ", as known on ") << asked.known_on->to_string();
  out << (french ? ", période de " : ", window of ") << question.window_days
      << (french ? " jours depuis le " : " days from ") << asked.window_begin() << '\n';
  for (const figures::Portfolio& portfolio : portfolios) {
    std::vector<std::vector<std::string>> rows;
    for (const figures::Definition& figure : figures::catalogue()) {
      const figures::Answer answer = figure.compute(portfolio);
      rows.push_back(
          {std::string(french ? figure.title_fr : figure.title_en),
           figures::shown(answer, figure.unit, portfolio.exponent, asked.report_language()),
           french ? answer.formula.fr : answer.formula.en});
    }
    out << '\n';
    print_table(out,
                {{portfolio.currency},
                 {french ? "valeur" : "value", Align::right},
                 {french ? "formule" : "formula"}},
                rows);
  }
}

// A ledger without any account still has an answer: nothing, in euros.
figures::Portfolio nothing_yet(const figures::Question& question) {
  figures::Portfolio portfolio;
  portfolio.currency = question.currency.value_or("EUR");
  portfolio.exponent = exponent_of(portfolio.currency);
  portfolio.as_of = question.as_of.on;
  portfolio.window_days = question.window_days;
  portfolio.credit_notes = question.credit_notes;
  return portfolio;
}

}  // namespace

int ledger_figures(std::span<const std::string> given, std::ostream& out, std::ostream& err) {
  const Arguments arguments(given,
                            {"data", "tenant", "as-of", "known-on", "window", "customer",
                             "currency", "credit-notes", "doubtful", "lang"},
                            {"json", "csv"});
  const Asked asked = asked_by(arguments);
  const auto reading = store::open_for_reading(arguments.value("data").value_or("var"));
  if (!reading.connection) {
    err << "facteur ledger: " << in(asked.language, reading.problem) << '\n';
    return 2;
  }
  auto portfolios = figures::load(*reading.connection, asked.question);
  if (portfolios.empty()) portfolios.push_back(nothing_yet(asked.question));
  if (arguments.has("json"))
    print_json(out, asked, portfolios, figures::bridges(*reading.connection, asked.question));
  else if (arguments.has("csv"))
    out << figures::to_csv(portfolios, asked.report_language());
  else
    print_people(out, asked, portfolios);
  return 0;
}

}  // namespace facteur::gateway::cli
