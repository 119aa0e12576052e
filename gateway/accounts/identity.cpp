#include "gateway/accounts/identity.h"

#include <algorithm>
#include <stdexcept>

namespace facteur::gateway::accounts {
namespace {

constexpr std::string_view user_prefix = "user:";
constexpr std::string_view client_prefix = "client:";

std::vector<Membership> load_memberships(store::Connection& connection,
                                         const std::string& subject) {
  std::vector<Membership> memberships;
  for (auto& [tenant, name, role] : connection.rows<std::string, std::string, std::string>(
           "SELECT m.tenant, t.name, m.role FROM memberships m "
           "JOIN tenants t ON t.siren = m.tenant WHERE m.subject = ? ORDER BY m.tenant",
           subject)) {
    const auto known = parse_role(role);
    if (!known) throw std::logic_error("a membership of an unknown role: " + role);
    memberships.push_back({std::move(tenant), std::move(name), *known});
  }
  return memberships;
}

std::vector<Roster::Person> load_people(store::Connection& connection, const char* sql) {
  std::vector<Roster::Person> people;
  for (auto& [subject, login, name, disabled] :
       connection.rows<std::string, std::string, std::string, std::int64_t>(sql))
    people.push_back({subject, std::move(login), std::move(name), disabled != 0,
                      load_memberships(connection, subject)});
  return people;
}

}  // namespace

std::string_view to_string(Role role) {
  return role == Role::auditor ? "auditor" : "member";
}

std::optional<Role> parse_role(std::string_view text) {
  if (text == "member") return Role::member;
  if (text == "auditor") return Role::auditor;
  return std::nullopt;
}

std::string fold_login(std::string_view email) {
  std::string folded(email);
  for (char& c : folded)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return folded;
}

std::optional<Identity> load_identity(store::Connection& connection, const std::string& subject) {
  std::optional<std::tuple<std::string, std::string>> row;
  if (subject.starts_with(user_prefix))
    row = connection.row<std::string, std::string>(
        "SELECT name, language FROM users WHERE id = ? AND disabled = 0",
        subject.substr(user_prefix.size()));
  else if (subject.starts_with(client_prefix))
    row = connection.row<std::string, std::string>(
        "SELECT name, 'fr' FROM clients WHERE id = ? AND disabled = 0",
        subject.substr(client_prefix.size()));
  if (!row) return std::nullopt;
  auto& [name, language] = *row;
  return Identity{subject, std::move(name), std::move(language),
                  load_memberships(connection, subject)};
}

Roster load_roster(store::Connection& connection) {
  Roster roster;
  for (auto& [siren, name] :
       connection.rows<std::string, std::string>("SELECT siren, name FROM tenants ORDER BY siren"))
    roster.tenants.push_back({std::move(siren), std::move(name)});
  roster.users = load_people(
      connection, "SELECT 'user:' || id, email, name, disabled FROM users ORDER BY email");
  roster.clients = load_people(
      connection, "SELECT 'client:' || id, id, name, disabled FROM clients ORDER BY id");
  return roster;
}

std::shared_ptr<const Identity> IdentityCache::find(std::string_view token, Instant now) const {
  std::lock_guard lock(mutex_);
  const auto found = entries_.find(token);
  if (found == entries_.end() || found->second.good_until <= now) return nullptr;
  return found->second.identity;
}

void IdentityCache::put(std::string_view token, std::shared_ptr<const Identity> identity,
                        Instant now, Instant expires) {
  const Instant good_until = std::min(expires, Instant{now.microseconds + fresh_microseconds});
  std::lock_guard lock(mutex_);
  if (entries_.size() >= limit)
    std::erase_if(entries_, [&](const auto& entry) { return entry.second.good_until <= now; });
  if (entries_.size() >= limit) entries_.clear();
  entries_.insert_or_assign(std::string(token), Entry{std::move(identity), good_until});
}

}  // namespace facteur::gateway::accounts
