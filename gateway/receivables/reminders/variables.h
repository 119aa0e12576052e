// The variables and tables that templates may name: one list, for templates, for the command line's
// help and for the checks. Pure.
#pragma once

#include <set>
#include <span>
#include <string>
#include <string_view>

#include "gateway/receivables/reminders/message.h"
#include "gateway/receivables/reminders/template_text.h"

namespace facteur::gateway::receivables::reminders {

struct Variable {
  std::string_view name;
  std::string_view fr, en;  // what it holds
  // Nothing where the facts do not have it.
  std::optional<std::string> (*value)(const ReminderFacts& facts);
};

// A table of the message (statement.h); with rows, its name is also a variable that sections may
// ask for.
struct BlockName {
  std::string_view name, fr, en;
};

std::span<const Variable> variables();
std::span<const BlockName> blocks();

std::set<std::string, std::less<>> variable_names();  // those of blocks included
std::set<std::string, std::less<>> block_names();

// Of every variable; those of blocks are set by whoever made the tables.
Values values_of(const ReminderFacts& facts);

// What is asked for on an item: what is open and neither in dispute nor promised.
std::int64_t asked_for(const MessageItem& item);

// By currency: items, less credits and unapplied receipts; with interest and indemnity in the
// second.
std::vector<Amount> net_of(const ReminderFacts& facts);
std::vector<Amount> total_of(const ReminderFacts& facts);

}  // namespace facteur::gateway::receivables::reminders
