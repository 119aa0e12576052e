#include "gateway/cli/ledger_interest.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <ostream>

#include "formats/readable/display.h"
#include "gateway/cli/arguments.h"
#include "gateway/cli/data_folder.h"
#include "gateway/cli/message_setup.h"
#include "gateway/cli/text_table.h"
#include "gateway/receivables/claim_records.h"
#include "gateway/receivables/money.h"
#include "gateway/receivables/report_json.h"
#include "gateway/store/reading.h"

namespace facteur::gateway::cli {
namespace {

using namespace receivables;
using Json = nlohmann::ordered_json;

struct Asked {
  std::string tenant;
  LateQuestion question;
  LateRates rates;
  InterestSettings settings;
  Language language;

  bool french() const { return language == Language::fr; }
};

Asked asked_for(const Arguments& arguments) {
  const auto file = arguments.value("config");
  const Config config = file ? read_config(*file) : Config();
  Asked asked{
      arguments.required("tenant"), {}, late_rates(config), config.interest, arguments.language()};
  asked.question.as_of.on = arguments.required_date("as-of");
  asked.question.customer_key = arguments.value("customer");
  asked.question.open_only = arguments.has("open");
  if (const auto known_on = arguments.date("known-on"))
    asked.question.as_of.known_at = end_of_day(*known_on);
  return asked;
}

// Of each currency, and of the indemnity, which is in euros whatever the invoice is in.
struct Sums {
  std::map<std::string, std::pair<std::int64_t, unsigned>> interest;
  std::int64_t indemnity = 0;

  explicit Sums(const std::vector<LateItem>& items) {
    for (const LateItem& item : items) {
      auto& [units, exponent] = interest[item.currency];
      units += item.charge.interest;
      exponent = item.exponent;
      indemnity += item.indemnity;
    }
  }
};

void print_json(std::ostream& out, const Asked& asked, const std::vector<LateItem>& items,
                const std::vector<RecordedClaim>& claims) {
  Json json = {{"tenant", asked.tenant},
               {"as_of", asked.question.as_of.on.to_string()},
               {"settings", to_json(asked.settings)},
               {"items", Json::array()}};
  for (std::size_t i = 0; i < items.size(); ++i)
    json["items"].push_back(claims.empty() ? to_json(items[i], asked.french())
                                           : to_json(claims[i], asked.french()));
  const Sums sums(items);
  json["interest"] = Json::object();
  for (const auto& [currency, sum] : sums.interest)
    json["interest"][currency] = decimal_of(sum.first, sum.second);
  json["indemnity"] = {{"EUR", decimal_of(sums.indemnity, 2)}};
  out << dump(json) << '\n';
}

void print_item(const Asked& asked, const LateItem& item,
                std::vector<std::vector<std::string>>& rows) {
  const bool french = asked.french();
  const auto money = [&](std::int64_t units) { return display_of(units, item.exponent, french); };
  for (const ChargeLine& line : item.charge.lines)
    rows.push_back({item.customer_name, item.number, line.from.to_string(), line.to.to_string(),
                    std::to_string(line.days), money(line.balance),
                    formats::readable::figure(line.rate.to_string(), french), money(line.interest),
                    item.currency});
  for (const DaysWithoutRate& gap : item.charge.without_rate)
    rows.push_back({item.customer_name, item.number, gap.from.to_string(), gap.to.to_string(),
                    std::to_string(gap.days), money(gap.balance), "?", "?", item.currency});
  if (item.indemnity != 0)
    rows.push_back({item.customer_name, item.number, french ? "indemnité" : "indemnity", "", "", "",
                    "", display_of(item.indemnity, 2, french), "EUR"});
}

void print_text(std::ostream& out, const Asked& asked, const std::vector<LateItem>& items) {
  const bool french = asked.french();
  const std::vector<TableColumn> columns = {{french ? "client" : "customer"},
                                            {french ? "pièce" : "item"},
                                            {french ? "du" : "from"},
                                            {french ? "au" : "to"},
                                            {french ? "jours" : "days", Align::right},
                                            {french ? "solde" : "balance", Align::right},
                                            {french ? "taux %" : "rate %", Align::right},
                                            {french ? "intérêts" : "interest", Align::right},
                                            {""}};
  std::vector<std::vector<std::string>> rows;
  for (const LateItem& item : items) print_item(asked, item, rows);
  const Sums sums(items);
  for (const auto& [currency, sum] : sums.interest)
    rows.push_back({"TOTAL", french ? "intérêts" : "interest", "", "", "", "", "",
                    display_of(sum.first, sum.second, french), currency});
  rows.push_back({"TOTAL", french ? "indemnités" : "indemnities", "", "", "", "", "",
                  display_of(sums.indemnity, 2, french), "EUR"});
  out << (french ? "Intérêts de retard au " : "Late-payment interest as of ")
      << asked.question.as_of.on.to_string() << "\n\n";
  print_table(out, columns, rows);
  out << '\n';
  for (const formats::Text& sentence : sentences_of(asked.settings, {}))
    out << "  " << in(asked.language, sentence) << '\n';
  std::vector<std::string> said;
  for (const LateItem& item : items)
    for (const formats::Text& note : item.charge.notes) {
      const std::string& text = in(asked.language, note);
      if (std::find(said.begin(), said.end(), text) != said.end()) continue;
      out << "  " << said.emplace_back(text) << '\n';
    }
}

int answer(std::ostream& out, const Asked& asked, bool json, const std::vector<LateItem>& items,
           const std::vector<RecordedClaim>& claims) {
  if (json)
    print_json(out, asked, items, claims);
  else
    print_text(out, asked, items);
  const bool complete = std::all_of(items.begin(), items.end(), [](const LateItem& item) {
    return item.charge.without_rate.empty();
  });
  return complete ? 0 : 1;
}

int record(std::ostream& out, const Asked& asked, const std::string& folder, bool json) {
  const auto store = open_data_folder(folder);
  const auto claims = store->write([&](store::Transaction& transaction) {
    auto items =
        late_items(transaction.sql(), asked.tenant, asked.question, asked.rates, asked.settings);
    return record_claims(transaction, asked.tenant, std::move(items), asked.question.as_of.on,
                         asked.settings, "command line");
  });
  std::vector<LateItem> items;
  for (const RecordedClaim& claim : claims) items.push_back(claim.item);
  return answer(out, asked, json, items, claims);
}

}  // namespace

int ledger_interest(std::span<const std::string> given, std::ostream& out, std::ostream& err) {
  const Arguments arguments(given,
                            {"data", "tenant", "as-of", "known-on", "customer", "config", "lang"},
                            {"json", "open", "record"});
  const Asked asked = asked_for(arguments);
  const std::string folder = arguments.value("data").value_or("var");
  if (arguments.has("record")) return record(out, asked, folder, arguments.has("json"));
  const auto reading = store::open_for_reading(folder);
  if (!reading.connection) {
    err << "facteur ledger: " << in(asked.language, reading.problem) << '\n';
    return 2;
  }
  const auto items =
      late_items(*reading.connection, asked.tenant, asked.question, asked.rates, asked.settings);
  return answer(out, asked, arguments.has("json"), items, {});
}

}  // namespace facteur::gateway::cli
