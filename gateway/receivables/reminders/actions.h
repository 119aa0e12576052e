// Planned reminders and what became of them: the rows of planned_reminders (store/migrations/
// 0074_reminders.sql has the states), and those of reminders for what left.
//
// All functions run in the caller's transaction; each change of state appends an event
// "reminder.<state>". An action that ended stays as it is.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "gateway/receivables/reminders.h"
#include "gateway/store/store.h"

namespace facteur::gateway::receivables::reminders {

enum class ActionState { planned, confirmed, leaving, sent, unknown, failed, cancelled };
std::string_view to_string(ActionState state);

struct ActionItem {
  std::int64_t item = 0;
  int level = 0;
  std::int64_t units = 0;              // asked for
  std::optional<std::int64_t> status;  // statuses.id of what allowed it
};

struct Action {
  std::int64_t id = 0;
  std::string tenant, customer_key, scenario;
  int level = 0;
  int cycle = 0;
  std::string channel, tone;
  std::optional<std::string> contact;
  // Fingerprint of what is asked for and of whom. Agreement is given to it, and lost with it.
  std::string content;
  ActionState state = ActionState::planned;
  formats::Text reason;
  formats::Date planned_on;
  std::string approved_by;
  int attempts = 0;
  std::optional<Instant> retry_at;
  std::vector<ActionItem> items;
};

// `id`, `cycle` and `state` are not looked at: planned when `approval`, else confirmed.
std::int64_t plan_action(store::Transaction& transaction, const Action& action, bool approval);

std::optional<Action> find_action(store::Connection& connection, const std::string& tenant,
                                  std::int64_t id);
// Planned and confirmed ones, of one customer when given; those that wait for agreement first.
std::vector<Action> open_actions(store::Connection& connection, const std::string& tenant,
                                 const std::optional<std::string>& customer_key = {});

// What a person's request came to.
enum class Decision { done, already, not_found, too_late };

// Approving twice is `already`; what left or was cancelled is `too_late`. A task to agree is closed
// on the day of the cause; nothing: today.
Decision approve(store::Transaction& transaction, const std::string& tenant, std::int64_t id,
                 const std::string& actor);
Decision cancel(store::Transaction& transaction, const std::string& tenant, std::int64_t id,
                const formats::Text& reason, const std::string& actor,
                std::optional<formats::Date> on = {});

// Cancels whatever is planned for any of these items and has not begun to leave: they were paid,
// credited, refused. The next run plans anew what is still due. How many there were.
std::size_t cancel_planned(store::Transaction& transaction, const std::string& tenant,
                           std::span<const std::int64_t> items, const formats::Text& reason,
                           std::optional<formats::Date> on = {});

// What left with a message, as the archive keeps it.
struct SentDocument {
  std::string name, media_type, sha256;
  std::int64_t size = 0;
  std::int64_t archive_entry = 0;
};

struct Departure {
  formats::Date on;
  std::string message_id;  // empty: no mail
  std::string subject, template_version;
  std::vector<SentDocument> documents;
};

// From here on the action counts as sent, whatever happens to the process; the reminder's id
// (reminders.id). `state` is leaving for mail and sent for what needs nobody's answer.
std::int64_t depart(store::Transaction& transaction, const Action& action, ActionState state,
                    const Departure& departure);

// The mail server took it (sent), may have taken it (unknown), or refused it for good (failed: the
// level was not served).
void arrive(store::Transaction& transaction, std::int64_t action, ActionState state,
            const formats::Text& reason);
// It surely was not taken: the level was not served, and the action is confirmed again.
void put_off(store::Transaction& transaction, std::int64_t action, Instant retry_at,
             const formats::Text& reason);

// Mail that came back after all: the level was not served. False when no such message left, or when
// it is known already.
bool note_bounce(store::Transaction& transaction, const std::string& message_id,
                 const formats::Text& reason);

// Actions that a process left in the state `leaving` when it ended. Whether the mail server took
// them nobody can know: they become `unknown`, count as sent, and a task asks a person to look. How
// many there were. To be called before anything is sent.
std::size_t settle_interrupted(store::Transaction& transaction);

}  // namespace facteur::gateway::receivables::reminders
