#include "gateway/receivables/reminders/history.h"

namespace facteur::gateway::receivables::reminders {
namespace {

using Number = std::int64_t;
using Text = std::string;
using MaybeText = std::optional<std::string>;

void add_details(store::Connection& connection, SentReminder& sent) {
  for (const auto& [item, number, level] : connection.rows<Number, Text, Number>(
           "SELECT r.item, i.number, r.level FROM reminder_items r"
           " JOIN receivable_items i ON i.id = r.item WHERE r.reminder = ? ORDER BY r.item",
           sent.id))
    sent.items.push_back({item, number, static_cast<int>(level)});
  for (const auto& [name, type, sha256, size, entry] :
       connection.rows<Text, Text, Text, Number, Number>(
           "SELECT name, media_type, sha256, size, archive_entry FROM reminder_documents"
           " WHERE reminder = ? ORDER BY position",
           sent.id))
    sent.documents.push_back({name, type, sha256, size, entry});
}

}  // namespace

std::vector<SentReminder> sent_reminders(store::Connection& connection, const std::string& tenant,
                                         const HistoryFilter& filter) {
  std::vector<SentReminder> list;
  const auto customer = filter.customer_key ? store::Value(*filter.customer_key) : store::Value();
  for (const auto& [id, key, scenario, level, channel, contact, on, outcome, subject] :
       connection.rows_with<Number, Text, Text, Number, Text, MaybeText, Number, Text, MaybeText>(
           "SELECT id, customer_key, scenario, level, channel, contact, sent_on, outcome,"
           " subject FROM reminders WHERE tenant = ? AND (? IS NULL OR customer_key = ?)"
           " AND id < ? ORDER BY id DESC LIMIT ?",
           {tenant, customer, customer, filter.before, filter.limit}))
    list.push_back({id,
                    key,
                    scenario,
                    static_cast<int>(level),
                    channel,
                    contact,
                    to_date(on),
                    outcome,
                    subject.value_or(""),
                    {},
                    {}});
  for (SentReminder& sent : list) add_details(connection, sent);
  return list;
}

std::optional<SentDocument> find_document(store::Connection& connection, const std::string& tenant,
                                          Number reminder, Number position) {
  const auto row = connection.row<Text, Text, Text, Number, Number>(
      "SELECT d.name, d.media_type, d.sha256, d.size, d.archive_entry FROM reminder_documents d"
      " JOIN reminders r ON r.id = d.reminder WHERE r.tenant = ? AND r.id = ? AND d.position = ?",
      tenant, reminder, position);
  if (!row) return std::nullopt;
  const auto& [name, type, sha256, size, entry] = *row;
  return SentDocument{name, type, sha256, size, entry};
}

}  // namespace facteur::gateway::receivables::reminders
