#include "gateway/receivables/figures/aged_report.h"

#include <nlohmann/json.hpp>

#include "gateway/receivables/csv.h"
#include "gateway/receivables/day_text.h"
#include "gateway/receivables/money.h"

namespace facteur::gateway::receivables::figures {
namespace {

using Json = nlohmann::ordered_json;

// The columns after the buckets, in their order.
struct Column {
  std::string_view name, title_fr, title_en;
  std::int64_t AgedDetailLine::*units;
};
constexpr Column columns[] = {
    {"gross", "Brut", "Gross", &AgedDetailLine::gross},
    {"credits", "Avoirs", "Credits", &AgedDetailLine::credits},
    {"unapplied", "Non imputé", "Unapplied", &AgedDetailLine::unapplied},
    {"net", "Net", "Net", &AgedDetailLine::net},
    {"disputed", "En litige", "Disputed", &AgedDetailLine::disputed},
    {"promised", "Promis", "Promised", &AgedDetailLine::promised},
};

Json line_json(const AgedDetail& aged, const AgedDetailLine& line, bool total) {
  const auto money = [&](std::int64_t units) { return decimal_of(units, line.exponent); };
  Json json;
  if (!total) json = {{"customer", line.customer_key}, {"name", line.customer_name}};
  json["currency"] = line.currency;
  for (std::size_t i = 0; i < aged.buckets.size(); ++i)
    json["buckets"][std::string(aged.buckets[i].name)] = money(line.buckets[i]);
  for (const Column& column : columns) json[std::string(column.name)] = money(line.*column.units);
  return json;
}

std::vector<std::string> notes_of(const AgedHeading& heading, bool french) {
  std::vector<std::string> notes = {
      heading.creditor, (french ? "Situation au " : "As of ") + shown_day(heading.as_of, french)};
  if (heading.known_on)
    notes.back() +=
        (french ? ", connue le " : ", as known on ") + shown_day(*heading.known_on, french);
  if (heading.by == AgeBy::due)
    notes.emplace_back(french ? "Âge en jours depuis l'échéance" : "Age in days from the due date");
  else
    notes.emplace_back(french ? "Âge en jours depuis l'émission"
                              : "Age in days from the issue date");
  return notes;
}

std::vector<std::string> cells(const AgedDetailLine& line, const std::string& name, bool french) {
  std::vector<std::string> row = {name, line.currency};
  // Nothing reads faster than a column of zeros.
  const auto add = [&](std::int64_t units) {
    row.push_back(units == 0 ? "–" : display_of(units, line.exponent, french));
  };
  for (const auto units : line.buckets) add(units);
  for (const Column& column : columns) add(line.*column.units);
  return row;
}

}  // namespace

Json to_json(const AgedDetail& aged) {
  Json json = {{"customers", Json::array()}, {"totals", Json::array()}};
  for (const auto& line : aged.customers) json["customers"].push_back(line_json(aged, line, false));
  for (const auto& line : aged.totals) json["totals"].push_back(line_json(aged, line, true));
  return json;
}

std::string to_csv(const AgedDetail& aged) {
  std::string csv = "customer,name,currency";
  for (const AgeBucket& bucket : aged.buckets) csv.append(",").append(bucket.name);
  for (const Column& column : columns) csv.append(",").append(column.name);
  csv += '\n';
  for (const AgedDetailLine& line : aged.customers) {
    csv += csv_field(line.customer_key) + ',' + csv_field(line.customer_name) + ',' +
           csv_field(line.currency);
    for (const auto units : line.buckets) csv += ',' + decimal_of(units, line.exponent);
    for (const Column& column : columns) csv += ',' + decimal_of(line.*column.units, line.exponent);
    csv += '\n';
  }
  return csv;
}

formats::readable::Report report_of(const AgedDetail& aged, const AgedHeading& heading,
                                    ReportLanguage language) {
  const bool french = language == ReportLanguage::fr;
  formats::readable::Report report;
  report.french = french;
  report.title = french ? "Balance âgée" : "Aged balance";
  report.notes = notes_of(heading, french);
  const auto add = [&](std::string_view fr, std::string_view en, bool amount) {
    report.columns.push_back({std::string(french ? fr : en), amount});
  };
  add("Client", "Customer", false);
  add("", "", false);
  for (const AgeBucket& bucket : aged.buckets) add(bucket.title_fr, bucket.title_en, true);
  for (const Column& column : columns) add(column.title_fr, column.title_en, true);
  for (const auto& line : aged.customers)
    report.rows.push_back(cells(line, line.customer_name, french));
  for (const auto& line : aged.totals) report.totals.push_back(cells(line, "Total", french));
  return report;
}

}  // namespace facteur::gateway::receivables::figures
