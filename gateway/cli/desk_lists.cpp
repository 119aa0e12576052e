#include "gateway/cli/desk_lists.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>

#include "gateway/cli/text_table.h"
#include "gateway/receivables/desk/desk_json.h"
#include "gateway/receivables/desk/dispute_reasons.h"
#include "gateway/receivables/desk/item_history.h"

namespace facteur::gateway::cli {
namespace {

using namespace receivables;
using Json = nlohmann::ordered_json;
using store::Connection;

ReportLanguage report_language(const DeskQuestion& question) {
  return question.language == Language::fr ? ReportLanguage::fr : ReportLanguage::en;
}

Json promise_list(const DeskQuestion& question, Connection& sql) {
  Json list = Json::array();
  for (const PromiseView& view : promises(sql, question.tenant, question.on, question.customer))
    list.push_back(to_json(view));
  return list;
}

Json dispute_list(const DeskQuestion& question, Connection& sql) {
  Json list = Json::array();
  DisputeFilter filter{question.on, false, question.customer, {}};
  for (const Dispute& dispute : disputes(sql, question.tenant, filter))
    list.push_back(to_json(dispute, question.on, report_language(question)));
  return list;
}

Json plan_list(const DeskQuestion& question, Connection& sql) {
  Json list = Json::array();
  for (const PlanView& view : plans(sql, question.tenant, question.on, question.customer))
    list.push_back(to_json(view));
  return list;
}

Json exclusion_list(const DeskQuestion& question, Connection& sql) {
  Json list = Json::array();
  for (const Exclusion& exclusion : exclusions(sql, question.tenant, question.on, false))
    list.push_back(to_json(exclusion));
  return list;
}

Json task_list(const DeskQuestion& question, Connection& sql) {
  Json list = Json::array();
  const TaskFilter filter{question.on, question.owner, question.department, question.customer};
  for (const Task& task : agenda(sql, question.tenant, filter))
    list.push_back(to_json(task, report_language(question)));
  return list;
}

Json hold_list(const DeskQuestion& question, Connection& sql) {
  Json list = Json::array();
  ItemHistories items(sql);
  for (const auto& [item, holds] : holds_on(sql, question.tenant, question.on)) {
    const ItemHistory& history = items.of(item);
    if (question.customer.value_or(history.customer_key) == history.customer_key)
      list.push_back(to_json(holds, history.number, history.exponent, report_language(question)));
  }
  return list;
}

Json reason_list(const DeskQuestion& question, Connection&) {
  Json list = Json::array();
  for (const DisputeReason& reason : dispute_reasons())
    list.push_back({{"code", reason.code},
                    {"text", in(question.language, reason.fr, reason.en)},
                    {"department", reason.department},
                    {"days", reason.days}});
  return list;
}

Json alert_list(const DeskQuestion& question, Connection& sql) {
  Json list = Json::array();
  for (const Alert& alert : alerts(sql, question.tenant, question.on))
    list.push_back(to_json(alert));
  return list;
}

Json field_list(const DeskQuestion& question, Connection&) {
  Json list = Json::array();
  for (const AlertField& field : alert_fields())
    list.push_back(to_json(field, report_language(question)));
  return list;
}

struct List {
  std::string_view noun;
  Json (*of)(const DeskQuestion&, Connection&);
  std::string_view columns;  // of the table, one blank between
};

constexpr List lists[] = {
    {"promise", promise_list, "id customer numbers amount currency date until state missing"},
    {"dispute", dispute_list, "id customer number amount reason department deadline outcome"},
    {"plan", plan_list, "id customer numbers currency state settled asked"},
    {"exclude", exclusion_list, "id customer number reason until lifted_on"},
    {"task", task_list, "id due late kind customer number amount department owner reason"},
    {"hold", hold_list, "number holds reminder_due_on steps_up"},
    {"alert", alert_list, "id made_on made_by definition"},
    {"field", field_list, "about name type text"},
    {"reason", reason_list, "code text department days"},
};

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const auto end = std::min(text.find(' '), text.size());
    words.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

std::string cell_of(const Json& value) {
  if (value.is_null()) return "";
  if (value.is_string()) return value.get<std::string>();
  if (!value.is_array()) return dump(value);
  std::string text;
  for (const Json& one : value) text += (text.empty() ? "" : ", ") + cell_of(one);
  return text;
}

}  // namespace

bool print_desk_list(std::string_view noun, const DeskQuestion& question, Connection& connection,
                     std::ostream& out) {
  const auto* list = std::ranges::find(lists, noun, &List::noun);
  if (list == std::end(lists)) return false;
  const Json entries = list->of(question, connection);
  if (question.json) {
    for (const Json& entry : entries) out << dump(entry) << '\n';
    return true;
  }
  const auto names = words_of(list->columns);
  std::vector<TableColumn> columns;
  for (const std::string& name : names) columns.push_back({name});
  std::vector<std::vector<std::string>> rows;
  for (const Json& entry : entries) {
    rows.emplace_back();
    for (const std::string& name : names) rows.back().push_back(cell_of(entry.at(name)));
  }
  print_table(out, columns, rows);
  return true;
}

std::string_view desk_list_names() {
  return "promise dispute plan exclude task hold alert field reason";
}

}  // namespace facteur::gateway::cli
