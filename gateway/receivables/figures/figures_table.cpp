#include "gateway/receivables/figures/figures_table.h"

#include <algorithm>
#include <iterator>

#include "formats/utf8.h"
#include "gateway/receivables/day_text.h"
#include "gateway/receivables/figures/catalogue.h"
#include "gateway/receivables/money.h"

namespace facteur::gateway::receivables::figures {
namespace {

struct Reason {
  std::string_view code, fr, en;
};
constexpr Reason reasons[] = {
    {"NO_SALES", "aucune vente dans la période", "no sales in the window"},
    {"NO_PAID_INVOICES", "aucune facture payée dans la période", "no invoice paid in the window"},
    {"NOTHING_TO_COLLECT", "rien à recouvrer", "nothing to collect"},
    {"NOTHING_OPEN", "rien d'ouvert", "nothing open"},
    {"NO_PROMISES", "aucune promesse échue dans la période", "no promise due in the window"},
};

std::string_view suffix(Unit unit, bool french) {
  if (unit == Unit::percent) return " %";
  if (unit == Unit::days) return french ? " j" : " d";
  return {};
}

std::vector<std::string> notes_of(const FiguresHeading& heading, bool french) {
  const Question& question = heading.question;
  const auto begin =
      add_days(question.as_of.on, 1 - question.window_days).value_or(formats::Date());
  std::string about = (french ? "Situation au " : "As of ") + shown_day(question.as_of.on, french) +
                      (french ? ", période de " : ", window of ") +
                      std::to_string(question.window_days) +
                      (french ? " jours depuis le " : " days from ") + shown_day(begin, french);
  if (heading.known_on)
    about += (french ? ", connue le " : ", as known on ") + shown_day(*heading.known_on, french);
  std::vector<std::string> notes = {heading.creditor, about};
  if (question.customer_key)
    notes.push_back((french ? "Client " : "Customer ") + *question.customer_key);
  if (question.credit_notes == CreditNotes::apart)
    notes.emplace_back(french ? "Avoirs à part" : "Credit notes stand apart");
  if (question.doubtful == Doubtful::without)
    notes.emplace_back(french ? "Sans les créances douteuses" : "Without doubtful items");
  return notes;
}

// A formula that goes over many months is cut, so that it leaves room to what it explains; the
// other ways out have it whole.
std::string short_formula(const std::string& formula) {
  constexpr std::size_t longest = 90;
  std::string_view rest = formula;
  std::string kept;
  for (std::size_t count = 0; !rest.empty(); ++count) {
    if (count == longest) return kept + "…";
    formats::append_utf8(kept, formats::take_code_point(rest));
  }
  return kept;
}

}  // namespace

formats::Text reason_text(std::string_view code) {
  const auto* known = std::find_if(std::begin(reasons), std::end(reasons),
                                   [&](const Reason& reason) { return reason.code == code; });
  if (known == std::end(reasons)) return {std::string(code), std::string(code)};
  return {std::string(known->fr), std::string(known->en)};
}

std::string shown(const Answer& answer, Unit unit, unsigned exponent, ReportLanguage language) {
  const bool french = language == ReportLanguage::fr;
  if (!answer.value) return in(language, reason_text(answer.reason));
  std::string text = written(answer, unit, exponent);
  if (unit == Unit::money)
    if (const auto units = units_of(text, exponent)) return display_of(*units, exponent, french);
  if (french) std::replace(text.begin(), text.end(), '.', ',');
  return text;
}

formats::readable::Report report_of(const std::vector<Portfolio>& portfolios,
                                    const std::vector<Bridge>& bridges,
                                    const FiguresHeading& heading, ReportLanguage language) {
  const bool french = language == ReportLanguage::fr;
  formats::readable::Report report;
  report.french = french;
  report.title = french ? "Indicateurs du poste clients" : "Figures of the receivables";
  report.notes = notes_of(heading, french);
  report.columns = {{french ? "Indicateur" : "Figure"},
                    {french ? "Devise" : "Currency"},
                    {french ? "Valeur" : "Value", true},
                    {french ? "Formule" : "Formula"}};
  for (const Portfolio& portfolio : portfolios)
    for (const Definition& figure : catalogue()) {
      const Answer answer = figure.compute(portfolio);
      std::string value = shown(answer, figure.unit, portfolio.exponent, language);
      if (answer.value) value += suffix(figure.unit, french);
      const bool repeats = figure.unit == Unit::money || figure.unit == Unit::count;
      report.rows.push_back(
          {std::string(french ? figure.title_fr : figure.title_en), portfolio.currency,
           std::move(value),
           repeats ? "" : short_formula(french ? answer.formula.fr : answer.formula.en)});
    }
  for (const Bridge& bridge : bridges) {
    const auto add = [&](std::string_view title, std::int64_t units) {
      report.totals.push_back(
          {std::string(title), bridge.currency, display_of(units, bridge.exponent, french), ""});
    };
    add(french ? "Solde initial" : "Opening balance", bridge.opening);
    for (const BridgeLine& line : bridge.lines)
      if (line.units != 0) add(french ? line.title_fr : line.title_en, line.units);
    add(french ? "Solde final" : "Closing balance", bridge.closing);
  }
  return report;
}

}  // namespace facteur::gateway::receivables::figures
