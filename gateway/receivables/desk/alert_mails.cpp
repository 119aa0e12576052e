#include "gateway/receivables/desk/alert_mails.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "gateway/receivables/desk/alerts.h"

namespace facteur::gateway::receivables {
namespace {

using Json = nlohmann::json;
using Log = std::function<void(const std::string&)>;

// A header is one line; names come from outside.
std::string on_one_line(std::string text) {
  std::ranges::replace_if(
      text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, ' ');
  return text;
}

std::string text_of(const Json& data) {
  const std::string name = data.value("name", ""), label = data.value("label", "");
  std::string text = name + "\n" + label;
  const std::string customer = data.value("customer", "");
  if (!customer.empty() && customer != label) text += " (" + customer + ")";
  text += "\n" + data.value("on", "") + "\n\n";
  const Json facts = data.value("facts", Json::object());
  for (const auto& [field, value] : facts.items()) {
    const auto known = std::ranges::find(alert_fields(), field, &AlertField::name);
    if (known != alert_fields().end())
      text.append(known->fr).append(" / ").append(known->en);
    else
      text += field;
    text += " : " + (value.is_string() ? value.get<std::string>() : value.dump()) + "\n";
  }
  return text;
}

constexpr std::string_view cursor = "alert-mails";
constexpr std::int64_t batch_limit = 100;

void move_cursor(store::Store& store, std::int64_t seq) {
  store.write([&](store::Transaction& t) {
    t.sql().execute(
        "INSERT INTO cursors (reader, seq) VALUES (?, ?)"
        " ON CONFLICT (reader) DO UPDATE SET seq = excluded.seq",
        cursor, seq);
  });
}

struct Position {
  std::optional<std::int64_t> cursor;
  std::int64_t last = 0;
};

Position position(store::Store& store) {
  return store.read([](store::Connection& sql) {
    const auto row = sql.row<std::optional<std::int64_t>, std::int64_t>(
        "SELECT (SELECT seq FROM cursors WHERE reader = ?),"
        " (SELECT coalesce(max(seq), 0) FROM events)",
        cursor);
    return Position{std::get<0>(*row), std::get<1>(*row)};
  });
}

std::vector<store::LoggedEvent> events_after(store::Store& store, std::int64_t seq) {
  return store.read([&](store::Connection& sql) {
    std::vector<store::LoggedEvent> events;
    for (auto& [number, at, tenant, subject, actor, data] :
         sql.rows<std::int64_t, std::int64_t, std::string, std::string, std::string, std::string>(
             "SELECT seq, at, tenant, subject, actor, data FROM events WHERE seq > ? AND kind = ?"
             " ORDER BY seq LIMIT ?",
             seq, alert_raised, batch_limit))
      events.push_back({number, {at}, {alert_raised, tenant, subject, actor, data}});
    return events;
  });
}

// False when the server may take it later.
bool send(const store::LoggedEvent& event, const AlertMails& mails, const Log& log) {
  const auto mail = mail_of(event, mails);
  if (!mail) return true;
  const auto result = delivery::send_mail(mails.server, *mail);
  if (result.outcome == delivery::SendResult::Outcome::accepted) return true;
  log("warning the mail of an alert to " + mail->to.address + ": " + result.reply);
  return result.outcome != delivery::SendResult::Outcome::temporary;
}

}  // namespace

std::optional<delivery::Mail> mail_of(const store::LoggedEvent& event, const AlertMails& mails) {
  const Json data = Json::parse(event.event.data);
  const std::string to = data.value("mail", "");
  const auto sender = mails.senders.find(event.event.tenant);
  if (to.empty() || sender == mails.senders.end()) return std::nullopt;
  delivery::Mail mail;
  mail.from = sender->second;
  mail.to.address = to;
  const std::string& address = sender->second.address;
  mail.message_id = "alert." + event.event.tenant + "." + std::to_string(event.seq) +
                    address.substr(std::min(address.find('@'), address.size()));
  mail.date = event.at;
  mail.subject =
      on_one_line("Facteur : " + data.value("name", "") + ", " + data.value("label", ""));
  mail.text = text_of(data);
  return mail;
}

void mail_alerts(store::Store& store, const AlertMails& mails, const Log& log) {
  const Position at = position(store);
  if (at.cursor && *at.cursor == at.last) return;
  if (!at.cursor) return move_cursor(store, at.last);
  const auto events = events_after(store, *at.cursor);
  for (const auto& event : events) {
    if (!send(event, mails, log)) return;
    move_cursor(store, event.seq);
  }
  if (std::ssize(events) < batch_limit) move_cursor(store, at.last);
}

}  // namespace facteur::gateway::receivables
