// What the tables say of a user or a client once its secret was checked, and a cache of it that
// keeps a bearer check in the microseconds.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "gateway/store/connection.h"
#include "gateway/store/instant.h"

namespace facteur::gateway::accounts {

// member: sends, receives, sees all of the tenant. auditor: reads all of the tenant, changes
// nothing.
enum class Role { member, auditor };

std::string_view to_string(Role role);
std::optional<Role> parse_role(std::string_view text);

// E-mail addresses are compared in ASCII lower case.
std::string fold_login(std::string_view email);

struct Membership {
  std::string tenant;  // SIREN
  std::string tenant_name;
  Role role;
};

struct Identity {
  std::string subject;  // "user:<id>" or "client:<id>"
  std::string name;
  std::string language;
  std::vector<Membership> memberships;  // in the order of SIREN
};

// Nothing when there is no such subject or it is disabled.
std::optional<Identity> load_identity(store::Connection& connection, const std::string& subject);

// Tenants, users and clients as a list for administrators; no secrets.
struct Roster {
  struct Tenant {
    std::string siren;
    std::string name;
  };
  struct Person {
    std::string subject;
    std::string login;  // e-mail address or client id
    std::string name;
    bool disabled;
    std::vector<Membership> memberships;
  };
  std::vector<Tenant> tenants;
  std::vector<Person> users;
  std::vector<Person> clients;
};

Roster load_roster(store::Connection& connection);

// Identities by the token that proved them. Only tokens that were verified get in, so strangers
// cannot fill it; bounded all the same. Thread-safe.
class IdentityCache {
 public:
  static constexpr std::int64_t fresh_microseconds = 5'000'000;
  static constexpr std::size_t limit = 1024;

  std::shared_ptr<const Identity> find(std::string_view token, Instant now) const;

  // `expires`: when the token itself ends.
  void put(std::string_view token, std::shared_ptr<const Identity> identity, Instant now,
           Instant expires);

 private:
  struct Entry {
    std::shared_ptr<const Identity> identity;
    Instant good_until;
  };
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };

  mutable std::mutex mutex_;
  std::unordered_map<std::string, Entry, Hash, std::equal_to<>> entries_;
};

}  // namespace facteur::gateway::accounts
