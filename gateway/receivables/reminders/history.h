// Reminders that left, with what left with them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "gateway/receivables/reminders/actions.h"

namespace facteur::gateway::receivables::reminders {

struct SentReminder {
  struct Item {
    std::int64_t item = 0;
    std::string number;
    int level = 0;
  };

  std::int64_t id = 0;
  std::string customer_key, scenario;
  int level = 0;
  std::string channel;
  std::optional<std::string> contact;
  formats::Date sent_on;
  std::string outcome;  // "sent", "unknown", "failed", "bounced": the last two do not count
  std::string subject;  // of a mail
  std::vector<Item> items;
  std::vector<SentDocument> documents;
};

struct HistoryFilter {
  std::optional<std::string> customer_key = {};
  std::int64_t before = INT64_MAX;  // ids below it: the `id` of the last one of the page before
  std::int64_t limit = 100;
};

// The latest first.
std::vector<SentReminder> sent_reminders(store::Connection& connection, const std::string& tenant,
                                         const HistoryFilter& filter);

// Nothing when the tenant has no such reminder, or it no such document (from 1).
std::optional<SentDocument> find_document(store::Connection& connection, const std::string& tenant,
                                          std::int64_t reminder, std::int64_t position);

}  // namespace facteur::gateway::receivables::reminders
