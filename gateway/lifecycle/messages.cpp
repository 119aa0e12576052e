#include "gateway/lifecycle/messages.h"

#include <algorithm>

#include "gateway/lifecycle/statuses.h"

namespace facteur::gateway::lifecycle {
namespace {

// "2026-11-21" as "20261121".
std::string compact_day(std::string day) {
  std::erase(day, '-');
  return day;
}

std::string message_id(const StatusFacts& facts) {
  return facts.number + "_" + std::to_string(facts.status) + "_" + paris_stamp(facts.at) + "#" +
         facts.type_code + "_" + compact_day(facts.issued) + "_" + facts.seller.value;
}

formats::StatusParty party(const Recipient& recipient) {
  return {recipient.side == Side::seller ? "SE" : "BY", recipient.id, recipient.name,
          recipient.address};
}

formats::StatusReason reason_of(const StatusFacts& facts) {
  const Reason* known = find_reason(facts.reason);
  const bool label_only = facts.comment.empty() && known;
  return {facts.reason, label_only ? std::string(known->label.fr) : facts.comment, "", ""};
}

}  // namespace

bool can_be_sent(const StatusFacts& facts) {
  const Status* status = find_status(facts.status);
  if (status && status->reason_required && facts.reason.empty()) return false;
  if (facts.status == 212 && facts.receipts.empty()) return false;
  const auto reachable = [](const Recipient& recipient) {
    return !recipient.id.value.empty() && !recipient.address.value.empty();
  };
  return !facts.number.empty() && !facts.type_code.empty() && !facts.issued.empty() &&
         !facts.seller.value.empty() && !facts.recipients.empty() &&
         std::ranges::all_of(facts.recipients, reachable);
}

formats::StatusMessage status_message_for(const StatusFacts& facts, Instant now) {
  formats::StatusMessage message;
  message.id = message_id(facts);
  message.created = paris_stamp(now);
  message.set_at = paris_stamp(facts.at);
  message.invoice = {facts.number, facts.type_code, paris_stamp(facts.received),
                     compact_day(facts.issued), facts.seller};
  message.status = std::to_string(facts.status);
  message.status_name = name(facts.status, true);
  if (const Status* status = find_status(facts.status)) message.uncl_1373 = status->uncl1373;
  if (const Status* status = find_status(facts.status);
      status && status->phase == Phase::processing) {
    message.phase = formats::processing_phase;
    message.issuer = {"SE", facts.seller, facts.seller_name, {}};
  }
  message.receipts = facts.receipts;
  if (!facts.reason.empty()) message.reasons.push_back(reason_of(facts));
  for (const Recipient& recipient : facts.recipients)
    message.recipients.push_back(party(recipient));
  return message;
}

}  // namespace facteur::gateway::lifecycle
