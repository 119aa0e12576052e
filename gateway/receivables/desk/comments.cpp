#include "gateway/receivables/desk/comments.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "gateway/receivables/agenda.h"
#include "gateway/receivables/business_days.h"
#include "gateway/receivables/ledger.h"

namespace facteur::gateway::receivables {
namespace {

using store::Transaction;
using Number = std::int64_t;
using Text = std::string;

constexpr std::size_t most_mentions = 20;
constexpr std::int64_t most_comments = 1000;
// Business days in which somebody who was mentioned is expected to look.
constexpr int days_to_answer = 2;

// Where each subject is found: whose it is, and the item it is about if any.
struct SubjectKind {
  std::string_view name, select;
};
constexpr SubjectKind subject_kinds[] = {
    {"customer",
     "SELECT customer_key, NULL FROM (SELECT tenant, customer_key FROM receivable_accounts UNION"
     " SELECT tenant, key FROM customers) WHERE tenant = ? AND customer_key = ?"},
    {"item",
     "SELECT a.customer_key, i.id FROM receivable_items i JOIN receivable_accounts a"
     " ON a.id = i.account WHERE a.tenant = ? AND i.id = CAST(? AS INTEGER)"},
    {"dispute",
     "SELECT a.customer_key, i.id FROM disputes d JOIN receivable_items i ON i.id = d.item"
     " JOIN receivable_accounts a ON a.id = i.account"
     " WHERE a.tenant = ? AND d.id = CAST(? AS INTEGER)"},
};

DeskRefusal invalid(const char* field, formats::Text text) {
  return {"INVALID", field, std::move(text)};
}

std::optional<DeskRefusal> check(const NewComment& comment) {
  if (comment.text.empty()) return invalid("text", {"texte vide", "empty text"});
  if (auto refused = check_note("text", comment.text)) return refused;
  if (comment.mentions.size() > most_mentions)
    return invalid("mentions", {"20 personnes au plus", "at most 20 people"});
  for (const Text& user : comment.mentions) {
    if (user.empty() || user.size() > 200 || user.find(' ') != Text::npos)
      return invalid("mentions", {"identifiant d'utilisateur attendu", "expected a user's id"});
    if (auto refused = check_note("mentions", user)) return refused;
  }
  return std::nullopt;
}

void notify(Transaction& t, const Acting& acting, const NewComment& comment, const Text& customer,
            std::optional<Number> item) {
  for (const Text& user : comment.mentions) {
    NewTask task;
    task.tenant = acting.tenant;
    task.customer_key = customer;
    task.item = item;
    task.kind = TaskKind::question;
    task.reason = {acting.actor + " vous a cité dans un commentaire",
                   acting.actor + " mentioned you in a comment"};
    task.made_on = day_of(t, acting);
    task.due_on = add_business_days(*task.made_on, days_to_answer);
    task.owner = user;
    task.actor = acting.actor;
    add_task(t, task);
  }
}

OrRefusal<Number> insert(Transaction& t, const Acting& acting, const NewComment& comment) {
  const auto* kind = std::ranges::find(subject_kinds, comment.subject_kind, &SubjectKind::name);
  if (kind == std::end(subject_kinds))
    return invalid("subjectKind", {"customer, item ou dispute", "customer, item or dispute"});
  const auto subject =
      t.sql().row<Text, std::optional<Number>>(kind->select, acting.tenant, comment.subject);
  if (!subject) return DeskRefusal{"NOT_FOUND", "subject", {"sujet inconnu", "unknown subject"}};
  Text mentions;
  for (const Text& user : comment.mentions) mentions += (mentions.empty() ? "" : " ") + user;
  t.sql().execute(
      "INSERT INTO desk_comments (tenant, subject_kind, subject, text, mentions, made_on, made_at,"
      " made_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      acting.tenant, comment.subject_kind, comment.subject, comment.text, mentions,
      to_number(day_of(t, acting)), t.now().microseconds, acting.actor);
  const auto id = inserted_id(t);
  append_event(t, acting, "comment.added", id,
               {{"kind", comment.subject_kind}, {"subject", comment.subject}});
  notify(t, acting, comment, std::get<0>(*subject), std::get<1>(*subject));
  return id;
}

std::vector<Text> words_of(const Text& text) {
  std::vector<Text> words;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find(' ', at), text.size());
    words.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

}  // namespace

OrRefusal<Number> add_comment(Transaction& transaction, const Acting& acting,
                              const NewComment& comment) {
  if (auto refused = check(comment)) return *refused;
  const nlohmann::json request = {"comment", comment.subject_kind, comment.subject, comment.text,
                                  comment.mentions};
  return once(transaction, acting, request, [&] { return insert(transaction, acting, comment); });
}

std::vector<Comment> comments(store::Connection& connection, const Text& tenant,
                              const Text& subject_kind, const Text& subject) {
  std::vector<Comment> found;
  for (const auto& [id, text, mentions, by, at] : connection.rows<Number, Text, Text, Text, Number>(
           "SELECT id, text, mentions, made_by, made_at FROM desk_comments"
           " WHERE tenant = ? AND subject_kind = ? AND subject = ? ORDER BY id LIMIT ?",
           tenant, subject_kind, subject, most_comments))
    found.push_back({id, text, words_of(mentions), by, {at}});
  return found;
}

}  // namespace facteur::gateway::receivables
