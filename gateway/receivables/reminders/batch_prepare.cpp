#include "archive/hash.h"
#include "gateway/receivables/reminders/batch.h"
#include "gateway/receivables/reminders/wording.h"

namespace facteur::gateway::receivables::reminders {
namespace {

using formats::Date;
using store::Connection;
using Number = std::int64_t;

Action action_of(const Batch& batch, const PlannedMessage& message) {
  Action action;
  action.tenant = batch.tenant;
  action.customer_key = batch.planned.customer.customer_key;
  action.scenario = batch.planned.plan.scenario;
  action.level = message.level.number;
  action.channel = message.channel;
  action.tone = message.tone;
  if (message.contact)
    action.contact =
        message.contact->email.empty() ? message.contact->name : message.contact->email;
  action.content = content_of(batch.planned, message);
  action.reason = message.level.label;
  action.planned_on = batch.on;
  for (const std::size_t place : message.items) {
    const PlannedItem& item = batch.planned.plan.items[place];
    action.items.push_back(
        {item.item.id, *item.level, item.asked, batch.planned.customer.items[place].status});
  }
  return action;
}

// The step of a message by what was planned earlier with the same content.
Prepared begin(const Batch& batch, const Tools& tools, const PlannedMessage& message, Instant now) {
  Prepared prepared{message, action_of(batch, message)};
  for (const Action& open : batch.open)
    if (open.content == prepared.action.content) prepared.action = open;
  const Action& action = prepared.action;
  if (message.level.approval && action.state != ActionState::confirmed) {
    prepared.step = Prepared::Step::wait_for_agreement;
    prepared.reason = waits_for_agreement(message.level);
  } else if (tools.waits_to_retry && action.retry_at && *action.retry_at > now) {
    prepared.step = Prepared::Step::wait_for_server;
    prepared.reason = action.reason;
  }
  return prepared;
}

formats::Text joined_problems(const std::vector<Problem>& problems) {
  formats::Text text{"bloquée : ", "blocked: "};
  for (const Problem& problem : problems) {
    const bool first = &problem == &problems.front();
    text.fr.append(first ? "" : " ; ").append(problem.text.fr);
    text.en.append(first ? "" : "; ").append(problem.text.en);
    const std::string place = problem.place.empty() ? "" : " (" + problem.place + ")";
    text.fr += place;
    text.en += place;
  }
  return text;
}

// A message dated on another day than today (a run for that day) carries its morning.
Instant moment_of(Date on, Instant now) {
  if (paris_day(now) == on.to_string()) return now;
  return *parse_instant(on.to_string() + "T08:00:00Z");
}

// Unlike all before it to the customer; the same again after a crash.
std::string message_id_of(Connection& sql, const Batch& batch, const Prepared& prepared,
                          const std::string& domain) {
  const std::string& customer = batch.planned.customer.customer_key;
  const auto count = std::get<0>(
      *sql.row<Number>("SELECT count(*) FROM reminders WHERE tenant = ? AND customer_key = ?",
                       batch.tenant, customer));
  const std::string seed = batch.tenant + "\n" + customer + "\n" + std::to_string(count) + "\n" +
                           prepared.action.content;
  return archive::to_hex(archive::sha256(seed)).substr(0, 32) + "@" + domain;
}

// Earlier mails to the customer, so that they stand together in its mail program.
std::vector<std::string> earlier_mails(Connection& sql, const Batch& batch) {
  std::vector<std::string> ids;
  for (auto& [id] : sql.rows<std::string>(
           "SELECT message_id FROM reminders WHERE tenant = ? AND customer_key = ?"
           " AND message_id IS NOT NULL ORDER BY id DESC LIMIT 10",
           batch.tenant, batch.planned.customer.customer_key))
    ids.insert(ids.begin(), id);
  return ids;
}

delivery::Mail mail_of(const ReminderFacts& facts, const ComposedMessage& composed) {
  delivery::Mail mail;
  const Creditor& creditor = facts.creditor;
  mail.from = {creditor.sender_name.empty() ? creditor.name : creditor.sender_name, creditor.email};
  mail.reply_to = mail.from;
  mail.to = {one_line(facts.debtor.contact_name), facts.debtor.email.value_or("")};
  mail.subject = composed.subject;
  mail.text = composed.text;
  mail.html = composed.html;
  for (const Attachment& part : composed.attachments)
    mail.attachments.push_back({part.file_name, part.media_type, part.bytes});
  return mail;
}

void block(Prepared& prepared, const formats::Text& reason) {
  prepared.step = Prepared::Step::blocked;
  prepared.reason = reason;
}

void write_mail(Connection& sql, const Batch& batch, const Tools& tools, const ReminderFacts& facts,
                const ComposedMessage& composed, Instant now, Prepared& prepared) {
  prepared.mail = mail_of(facts, composed);
  prepared.mail.message_id = message_id_of(sql, batch, prepared, tools.mail_domain);
  prepared.mail.references = earlier_mails(sql, batch);
  prepared.mail.date = moment_of(batch.on, now);
  prepared.mail.envelope_sender = tools.envelope_sender
                                      ? tools.envelope_sender(prepared.mail.message_id)
                                      : prepared.mail.from.address;
  try {
    std::string bytes = delivery::mail_bytes(prepared.mail);
    prepared.documents.insert(prepared.documents.begin(),
                              {"message.eml", "message/rfc822", std::move(bytes)});
  } catch (const std::invalid_argument& error) {
    block(prepared, {std::string("bloquée : une adresse ou un nom ne peut figurer dans un message,"
                                 " à corriger (") +
                         error.what() + ")",
                     std::string("blocked: a name or an address cannot stand in a mail, correct it"
                                 " (") +
                         error.what() + ")"});
  }
}

void compose_message(Connection& sql, const Batch& batch, const Tools& tools, Instant now,
                     Prepared& prepared) {
  ReminderFacts facts = facts_of(sql, batch.tenant, batch.planned, prepared.message, batch.on);
  facts.creditor = tools.creditor(sql, batch.tenant);
  const bool claims = facts.tone == Tone::last || facts.tone == Tone::formal;
  if (claims && tools.claim) facts.claim = tools.claim(sql, batch.tenant, facts);
  auto composed = tools.compose(facts);
  if (const auto* problems = std::get_if<std::vector<Problem>>(&composed)) {
    block(prepared, joined_problems(*problems));
    return;
  }
  auto& message = std::get<ComposedMessage>(composed);
  prepared.subject = message.subject;
  prepared.template_version = message.template_version;
  prepared.documents = message.attachments;
  if (facts.channel == Channel::mail) write_mail(sql, batch, tools, facts, message, now, prepared);
}

// One subject a content, the same after a crash: evidence finds what was deposited already.
archive::Deposit deposit_of(const Batch& batch, const Prepared& prepared,
                            const Attachment& document) {
  archive::Deposit deposit;
  deposit.type = archive::EntryType::delivery;
  deposit.tenant = batch.tenant;
  deposit.subject = "reminder " + archive::to_hex(archive::sha256(document.bytes));
  deposit.actor = "platform";
  deposit.media_type = document.media_type;
  deposit.bytes = document.bytes;
  deposit.note = "level " + std::to_string(prepared.action.level) + " " + document.file_name;
  deposit.retention_until_day = flows::retention_day(batch.on.year());
  return deposit;
}

void keep(flows::Evidence& evidence, Batch& batch) {
  std::vector<archive::Deposit> deposits;
  for (const Prepared& prepared : batch.prepared)
    if (prepared.step == Prepared::Step::leave)
      for (const Attachment& document : prepared.documents)
        deposits.push_back(deposit_of(batch, prepared, document));
  if (deposits.empty()) return;
  batch.kept.emplace(evidence.deposit(deposits));
  auto kept = batch.kept->items().begin();
  for (Prepared& prepared : batch.prepared)
    if (prepared.step == Prepared::Step::leave)
      for (std::size_t i = 0; i < prepared.documents.size(); ++i) prepared.kept.push_back(*kept++);
}

}  // namespace

Batch prepare(store::Store& store, flows::Evidence& evidence, const Tools& tools, Batch batch) {
  const Instant now = store.now();
  store.read([&](Connection& sql) {
    batch.open = open_actions(sql, batch.tenant, batch.planned.customer.customer_key);
    for (const PlannedMessage& message : batch.planned.plan.messages) {
      Prepared prepared = begin(batch, tools, message, now);
      // What waits for agreement is composed too: a person is asked only for what can be sent.
      const bool to_compose = prepared.step != Prepared::Step::wait_for_server;
      if (to_compose && message.channel != "call")
        compose_message(sql, batch, tools, now, prepared);
      batch.prepared.push_back(std::move(prepared));
    }
  });
  keep(evidence, batch);
  return batch;
}

}  // namespace facteur::gateway::receivables::reminders
