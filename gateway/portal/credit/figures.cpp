// The figures of a day and a window, each with its formula, the items that weigh most, and how the
// balance moved.
#include <algorithm>
#include <charconv>

#include "gateway/http/flow_routes.h"
#include "gateway/portal/credit/credit.h"
#include "gateway/portal/display.h"
#include "gateway/portal/texts.h"
#include "gateway/receivables/figures/bridge.h"
#include "gateway/receivables/figures/drill_down.h"
#include "gateway/receivables/figures/figures_table.h"

namespace facteur::gateway::portal {
namespace {

using namespace receivables::figures;

constexpr int usual_window = 90;
constexpr std::size_t heaviest = 10, most_items = 1000;

// The figures in the order in which people look for them; the rest is below, all in one table.
constexpr std::string_view first_figures[] = {"receivables",    "overdue", "dso_simple",
                                              "dso_count_back", "cei",     "overdue_rate"};

Question question_of(const Site& site, const http::Request& request, const Visitor& visitor) {
  Question question;
  question.tenant = visitor.principal.tenant;
  question.as_of.on = day_asked(request, "as_of", today(site));
  question.window_days = usual_window;
  const std::string window = asked(request, "window");
  int days = 0;
  const auto read = std::from_chars(window.data(), window.data() + window.size(), days);
  if (read.ec == std::errc() && days >= 1 && days <= longest_window) question.window_days = days;
  if (const auto customer = asked(request, "customer"); !customer.empty())
    question.customer_key = customer;
  return question;
}

std::string link_of(std::string path, const Question& question) {
  path.append("?as_of=").append(question.as_of.on.to_string());
  path.append("&window=").append(std::to_string(question.window_days));
  if (question.customer_key) path.append("&customer=") += percent_encoded(*question.customer_key);
  return path;
}

void put_question(Values& values, const Question& question, Language language) {
  values.set("as_of", question.as_of.on.to_string());
  values.set("day", day(question.as_of.on, language));
  values.set("window", std::to_string(question.window_days));
  set_text(values, "customer", question.customer_key.value_or(""));
  values.set("room_figures", true);
}

// "76,32 j", "81,08 %", "260 000,00 €"; empty when it is not defined.
std::string shown(const Definition& figure, const Answer& answer, const Portfolio& portfolio,
                  Language language) {
  if (!answer.value) return {};
  if (figure.unit == Unit::money) {
    const auto amount = written(answer, figure.unit, portfolio.exponent);
    return show_amount(amount, portfolio.currency, language);
  }
  std::string text = written(answer, figure.unit, portfolio.exponent);
  if (language == Language::fr && text.find('.') != std::string::npos) text[text.find('.')] = ',';
  if (figure.unit == Unit::days) text += language == Language::fr ? "\u00a0j" : "\u00a0d";
  if (figure.unit == Unit::percent) text += language == Language::fr ? "\u00a0%" : "%";
  return text;
}

Values figure_values(const Definition& figure, const Portfolio& portfolio, const Question& question,
                     Language language) {
  const bool french = language == Language::fr;
  const Answer answer = figure.compute(portfolio);
  Values values;
  set_text(values, "title", typeset(french ? figure.title_fr : figure.title_en, language));
  set_text(values, "definition",
           typeset(french ? figure.definition_fr : figure.definition_en, language));
  set_text(values, "value", shown(figure, answer, portfolio, language));
  set_text(values, "formula",
           figure.unit == Unit::money || figure.unit == Unit::count
               ? std::string()
               : (french ? answer.formula.fr : answer.formula.en));
  set_text(values, "why",
           answer.value ? "" : say(receivables::figures::reason_text(answer.reason), language));
  set_text(values, "link",
           figure.items == Items::none
               ? ""
               : link_of("/portal/figures/" + std::string(figure.name), question));
  return values;
}

Values item_values(const DrilledItem& item, const DrillDown& drilled, Language language) {
  Values values;
  values.set("number", item.number);
  values.set("kind", item_kind(item.kind, language));
  values.set("name", item.customer_name);
  values.set("customer", percent_encoded(item.customer_key));
  values.set("issued", day(item.issued_on, language));
  values.set("due", day(item.due_on, language));
  set_text(values, "paid", item.paid_on ? day(*item.paid_on, language) : "");
  values.set("amount", money(item.units, drilled.exponent, drilled.currency, language));
  std::string days = item.days ? item.days->rounded(2) : "";
  if (language == Language::fr && !days.empty()) days[days.size() - 3] = ',';
  set_text(values, "days", days);
  return values;
}

Values items_values(const DrillDown& drilled, std::size_t most, Language language) {
  Values list{Values::type::list};
  for (std::size_t i = 0; i < drilled.items.size() && i < most; ++i)
    list.push_back(item_values(drilled.items[i], drilled, language));
  return list;
}

Values bridge_values(const Bridge& bridge, Language language) {
  Values lines{Values::type::list};
  const auto add = [&](std::string_view title, std::int64_t units) {
    Values line;
    set_text(line, "title", title);
    set_text(line, "amount", money(units, bridge.exponent, bridge.currency, language));
    lines.push_back(line);
  };
  add(text("figures.opening", language), bridge.opening);
  for (const BridgeLine& line : bridge.lines)
    if (line.units != 0) add(language == Language::fr ? line.title_fr : line.title_en, line.units);
  add(text("figures.closing", language), bridge.closing);
  return lines;
}

bool is_first(const Definition& figure) {
  return std::find(std::begin(first_figures), std::end(first_figures), figure.name) !=
         std::end(first_figures);
}

Values currency_values(const Portfolio& portfolio, const DrillDown& drilled, const Bridge& bridge,
                       const Question& question, Language language) {
  Values values, first{Values::type::list}, rest{Values::type::list};
  for (const Definition& figure : catalogue())
    (is_first(figure) ? first : rest)
        .push_back(figure_values(figure, portfolio, question, language));
  values.set("currency", portfolio.currency);
  values.set("first", first);
  values.set("rest", rest);
  values.set("heaviest", items_values(drilled, heaviest, language));
  values.set("bridge", bridge_values(bridge, language));
  return values;
}

receivables::ReportLanguage report_language(const Visitor& visitor) {
  using receivables::ReportLanguage;
  return visitor.language == Language::fr ? ReportLanguage::fr : ReportLanguage::en;
}

}  // namespace

http::Response show_figures(const Site& site, const http::Request& request,
                            const Visitor& visitor) {
  const Question question = question_of(site, request, visitor);
  Values values, currencies{Values::type::list};
  site.data.ledger->read([&](store::Connection& sql) {
    // All three are by currency, in the same order.
    const auto portfolios = load(sql, question);
    const auto drilled = drill_down(sql, question, *find_definition("dso_simple"));
    const auto moved = bridges(sql, question);
    for (std::size_t i = 0; i < portfolios.size() && i < moved.size(); ++i)
      currencies.push_back(
          currency_values(portfolios[i], drilled[i], moved[i], question, visitor.language));
    values.set("any", !portfolios.empty());
  });
  values.set("title", std::string(text("rooms.figures", visitor.language)));
  put_question(values, question, visitor.language);
  values.set("currencies", currencies);
  set_text(values, "csv", link_of("/portal/figures.csv", question));
  set_text(values, "pdf", site.data.fonts ? link_of("/portal/figures.pdf", question) : "");
  return site.page(request, visitor, "figures", std::move(values));
}

http::Response send_figures_sheet(const Site& site, const http::Request& request,
                                  const Visitor& visitor) {
  const Question question = question_of(site, request, visitor);
  const auto portfolios =
      site.data.ledger->read([&](store::Connection& sql) { return load(sql, question); });
  return http::file_answer("text/csv; charset=utf-8", to_csv(portfolios, report_language(visitor)),
                           "indicateurs-" + question.as_of.on.to_string() + ".csv");
}

http::Response send_figures_report(const Site& site, const http::Request& request,
                                   const Visitor& visitor) {
  if (!site.data.fonts) return site.refusal(request, visitor, 404, "error.not_found");
  const Question question = question_of(site, request, visitor);
  const auto report = site.data.ledger->read([&](store::Connection& sql) {
    return report_of(load(sql, question), bridges(sql, question),
                     {visitor.principal.tenant_name + " · " + question.tenant, question, {}},
                     report_language(visitor));
  });
  return http::file_answer("application/pdf",
                           formats::readable::report_pdf(report, *site.data.fonts),
                           "indicateurs-" + question.as_of.on.to_string() + ".pdf");
}

http::Response show_figure_items(const Site& site, const http::Request& request,
                                 const Visitor& visitor) {
  const Definition* figure = find_definition(request.parameter("figure"));
  if (!figure || figure->items == Items::none)
    return site.refusal(request, visitor, 404, "error.not_found");
  const Question question = question_of(site, request, visitor);
  const Language language = visitor.language;
  Values values, currencies{Values::type::list};
  site.data.ledger->read([&](store::Connection& sql) {
    for (const DrillDown& drilled : drill_down(sql, question, *figure)) {
      Values one;
      one.set("sum", money(drilled.sum, drilled.exponent, drilled.currency, language));
      one.set("items", items_values(drilled, most_items, language));
      one.set("cut", drilled.items.size() > most_items);
      currencies.push_back(one);
    }
  });
  const bool french = language == Language::fr;
  values.set("title", typeset(french ? figure->title_fr : figure->title_en, language));
  values.set("definition",
             typeset(french ? figure->definition_fr : figure->definition_en, language));
  put_question(values, question, language);
  values.set("back", link_of("/portal/figures", question));
  values.set("currencies", currencies);
  return site.page(request, visitor, "figure_items", std::move(values));
}

}  // namespace facteur::gateway::portal
