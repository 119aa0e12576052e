#include "gateway/http/code_sheets.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "gateway/lifecycle/statuses.h"

namespace facteur::gateway::http {
namespace {

constexpr CodeRow::Day rules_date{std::chrono::year{2026}, std::chrono::month{8},
                                  std::chrono::day{4}};
constexpr std::string_view rules_source = "BR-FR-CDV, FNFE-MPE; DSE 3.1",
                           rules_version = "1.4.0.03";

constexpr CodeListFacts statuses_facts{"lifecycle_statuses",
                                       "Statuts de facture",
                                       "Statuses of an invoice",
                                       "XP Z12-012",
                                       rules_source,
                                       rules_version,
                                       rules_date};
constexpr CodeListFacts reasons_facts{
    "lifecycle_reasons", "Motifs de statut", "Reasons of a status", "XP Z12-012", rules_source,
    rules_version,       rules_date};

CodeSheetRow row_of(std::string code, const lifecycle::Words& words) {
  return {std::move(code), {"", words.fr, words.en}};
}

CodeSheet statuses_sheet() {
  CodeSheet sheet{statuses_facts, {}};
  for (const auto& status : lifecycle::statuses())
    sheet.rows.push_back(row_of(std::to_string(status.code), status.name));
  return sheet;
}

CodeSheet reasons_sheet() {
  CodeSheet sheet{reasons_facts, {}};
  for (const auto& reason : lifecycle::reasons())
    sheet.rows.push_back(row_of(std::string(reason.code), reason.label));
  return sheet;
}

CodeSheet sheet_of(const CodeList& list) {
  CodeSheet sheet{list.facts(), {}};
  for (const CodeRow& row : list.rows())
    sheet.rows.push_back({std::string(row.code), {"", row.fr, row.en, row.from, row.until}});
  return sheet;
}

std::optional<CodeSheet> whole_sheet(std::string_view id) {
  if (id == statuses_facts.id) return statuses_sheet();
  if (id == reasons_facts.id) return reasons_sheet();
  const CodeList* list = find_code_list(id);
  return list ? std::optional(sheet_of(*list)) : std::nullopt;
}

std::string text_of(CodeRow::Day day) {
  return formats::Date::of(static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                           static_cast<unsigned>(day.day()))
      .value()
      .to_string();
}

}  // namespace

std::vector<CodeListFacts> code_sheets() {
  std::vector<CodeListFacts> all = {statuses_facts, reasons_facts};
  for (const CodeList* list : all_code_lists()) all.push_back(list->facts());
  std::ranges::sort(all, {}, &CodeListFacts::id);
  return all;
}

std::optional<CodeSheet> code_sheet(std::string_view id, std::optional<formats::Date> on) {
  std::optional<CodeSheet> sheet = whole_sheet(id);
  if (!sheet || !on) return sheet;
  const CodeRow::Day day{std::chrono::year{on->year()}, std::chrono::month{on->month()},
                         std::chrono::day{on->day()}};
  std::erase_if(sheet->rows, [day](const CodeSheetRow& entry) { return !entry.row.valid_on(day); });
  return sheet;
}

std::string limit(CodeRow::Day day) {
  return day == CodeRow::always || day == CodeRow::for_ever ? std::string() : text_of(day);
}

nlohmann::ordered_json to_json(const CodeListFacts& facts, bool french) {
  return {{"id", facts.id},
          {"title", french ? facts.title_fr : facts.title_en},
          {"standard", facts.standard},
          {"source", facts.source},
          {"version", facts.version},
          {"date", text_of(facts.date)}};
}

nlohmann::ordered_json to_json(const CodeSheet& sheet, bool french) {
  nlohmann::ordered_json json = to_json(sheet.facts, french);
  auto& codes = json["codes"] = nlohmann::ordered_json::array();
  for (const auto& [code, row] : sheet.rows) {
    nlohmann::ordered_json entry = {{"code", code}, {"name", row.name(french)}};
    if (row.from != CodeRow::always) entry["from"] = limit(row.from);
    if (row.until != CodeRow::for_ever) entry["until"] = limit(row.until);
    codes.push_back(std::move(entry));
  }
  return json;
}

}  // namespace facteur::gateway::http
