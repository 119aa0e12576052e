#include "gateway/receivables/reminders/addressing.h"

#include <algorithm>

namespace facteur::gateway::receivables {
namespace {

using formats::Text;

bool mail_reaches(const ReminderContact& contact) {
  return !contact.email.empty() && !contact.unreachable;
}

// Every contact, that of the invoices last; an address is unreachable wherever it stands.
std::vector<ReminderContact> known_contacts(const ReminderCase& customer) {
  std::vector<ReminderContact> contacts = customer.contacts;
  if (!customer.contact || customer.contact->empty()) return contacts;
  for (const ReminderContact& contact : contacts)
    if (contact.email == *customer.contact) return contacts;
  ReminderContact from_invoice;
  from_invoice.email = *customer.contact;
  contacts.push_back(std::move(from_invoice));
  return contacts;
}

template <class Reaches>
std::optional<ReminderContact> best(const std::vector<ReminderContact>& contacts,
                                    const ReminderChoice& choice, const std::string& role,
                                    Reaches reaches) {
  const ReminderContact* found = nullptr;
  int rank = 0;
  for (const ReminderContact& contact : contacts) {
    if (!reaches(contact)) continue;
    const int here = choice.contact && contact.id == *choice.contact ? 3
                     : !role.empty() && contact.role == role         ? 2
                                                                     : 1;
    if (here > rank) {
      found = &contact;
      rank = here;
    }
  }
  return found ? std::optional(*found) : std::nullopt;
}

Addressed by_letter(const std::vector<ReminderContact>& contacts, const ReminderChoice& choice,
                    const std::string& role, Text remark) {
  auto contact =
      best(contacts, choice, role, [](const ReminderContact& c) { return !c.address.empty(); });
  if (!contact)
    contact =
        best(contacts, choice, role, [](const ReminderContact& c) { return !c.name.empty(); });
  return {"letter", std::move(contact), std::move(remark)};
}

Addressed by_telephone(const std::vector<ReminderContact>& contacts, const ReminderChoice& choice,
                       const std::string& role) {
  auto contact =
      best(contacts, choice, role, [](const ReminderContact& c) { return !c.phone.empty(); });
  if (!contact) contact = best(contacts, choice, role, [](const ReminderContact&) { return true; });
  return {"call", std::move(contact), {}};
}

}  // namespace

std::variant<Addressed, PlannedTask> address(const Scenario& scenario, const Level& level,
                                             const ReminderCase& customer) {
  const auto contacts = known_contacts(customer);
  if (level.channel == "call") return by_telephone(contacts, customer.choice, level.role);
  if (level.channel == "letter") return by_letter(contacts, customer.choice, level.role, {});
  if (auto contact = best(contacts, customer.choice, level.role, mail_reaches))
    return Addressed{"mail", std::move(contact), {}};
  const bool any_address = std::any_of(contacts.begin(), contacts.end(),
                                       [](const auto& contact) { return !contact.email.empty(); });
  if (any_address)
    return PlannedTask{TaskKind::missing_contact,
                       {},
                       {"bloquée : aucune adresse électronique ne répond plus, à corriger",
                        "blocked: no e-mail address can be reached any more, correct one"}};
  if (scenario.letter_without_address)
    return by_letter(contacts, customer.choice, level.role,
                     {" ; par courrier, faute d'adresse électronique",
                      "; by letter, as no e-mail address is known"});
  return PlannedTask{
      TaskKind::missing_contact,
      {},
      {"bloquée : adresse électronique à compléter", "blocked: an e-mail address is needed"}};
}

}  // namespace facteur::gateway::receivables
