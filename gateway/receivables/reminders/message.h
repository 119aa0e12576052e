// What a reminder says, as facts, and what is made of them: subject, text, HTML and the letter.
//
// compose() is pure: the same facts and templates give the same bytes, so that a reminder printed
// again is the one that left. It invents nothing: a variable that a template asks for and the facts
// do not have is a problem, and nothing is composed.
//
// Amounts are units of 10^-exponent of their currency, positive is owed by the customer. Days are
// civil days in Europe/Paris.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "formats/civil_date.h"
#include "formats/finding.h"
#include "gateway/receivables/interest.h"

namespace facteur::gateway::receivables::reminders {

struct Amount {
  std::int64_t units = 0;
  unsigned exponent = 2;
  std::string currency;
};

// One template a tone and language. `approve` asks to approve an invoice that was made available,
// before it is due; `thanks` acknowledges a payment.
enum class Tone { courtesy, approve, friendly, firm, last, formal, thanks };

enum class MessageLanguage { fr, en };

enum class Channel { mail, letter };

// Who is owed. Empty: not configured; a template that needs it says so.
struct Creditor {
  std::string siren, name;
  std::string address;                   // postal, lines parted by \n
  std::string sender_name, sender_role;  // the person who writes
  std::string email, phone;              // of that person: answers go there
  std::string city;                      // where letters are dated
  std::string iban;                      // whole; messages show its last four characters
  std::optional<formats::Date> iban_since;
};

// Who owes, and the person there who is written to.
struct Debtor {
  std::string key, name, legal_form;
  std::optional<std::string> siren;
  std::string contact_name;  // empty: the company is addressed
  std::optional<std::string> email;
  std::string address;  // postal, lines parted by \n; empty: unknown
  DebtorKind kind = DebtorKind::business;
};

// An item that is asked for, again perhaps, or that comes due soon, or that stands in the
// customer's favour.
struct MessageItem {
  std::int64_t item = 0;  // receivable_items.id
  std::string number, kind;
  formats::Date issued_on, due_on;
  Amount original, open;
  std::int64_t held = 0;       // units of `open` that are in dispute or promised: not asked for
  std::int64_t days_late = 0;  // negative: before the due date
  std::string purchase_order;  // BT-13, empty when none
  formats::Text status;        // legal status for people: "205 approuvée"; empty when imported
  std::optional<formats::Date> asked_on = {};  // when it was asked for by an earlier message
};

// Money that came for an item after it was last asked for: acknowledged in the message.
struct Acknowledgement {
  std::string number;
  Amount received;
  formats::Date on;
};

// Interest on one item between two days at one rate.
struct InterestLine {
  std::string number;
  formats::Date from, to;  // both days count
  std::int64_t days = 0;
  Amount base, interest;
  std::string rate;  // per cent a year, exact decimal
};

// Late-payment interest and the fixed indemnity (Code de commerce L441-10, D441-5).
struct Claim {
  std::vector<InterestLine> interest_lines;
  std::vector<Amount> interest;  // one a currency of what is asked for
  Amount indemnity;
  std::vector<formats::Text> notes;  // the settings it was reckoned by; days without a known rate
};

struct ReminderFacts {
  Creditor creditor;
  Debtor debtor;
  MessageLanguage language = MessageLanguage::fr;
  Tone tone = Tone::friendly;
  Channel channel = Channel::mail;
  int level = 0;
  formats::Text level_label;
  formats::Date today;
  std::string reference;                // of the case, for people and for answers
  std::vector<MessageItem> items;       // asked for; never empty but in thanks
  std::vector<MessageItem> coming_due;  // not late yet, for information
  std::vector<MessageItem> credits;     // credit notes, open amounts negative
  std::vector<Amount> unapplied;        // receipts not yet applied, negative, one a currency
  std::vector<Acknowledgement> acknowledgements;
  std::optional<Claim> claim;                 // tones last and formal
  std::optional<formats::Date> pay_by;        // the delay that a formal notice gives
  std::optional<formats::Date> last_message;  // the writing before, when it asked for payment too
};

// What keeps a message from being composed; a person has to act.
struct Problem {
  std::string code;    // "MISSING_VARIABLE", "CHECKLIST", ...
  std::string place;   // template and line, or the name of the fact
  formats::Text text;  // what is wrong and what to do
};

struct Attachment {
  std::string file_name, media_type, bytes;
};

struct ComposedMessage {
  std::string subject, text, html;      // UTF-8
  std::vector<Attachment> attachments;  // of a letter, exactly the PDF
  std::string template_version;         // hash of the templates that it was made by
};

class TemplateSet;  // templates.h

std::variant<ComposedMessage, std::vector<Problem>> compose(const ReminderFacts& facts,
                                                            const TemplateSet& templates);

}  // namespace facteur::gateway::receivables::reminders
