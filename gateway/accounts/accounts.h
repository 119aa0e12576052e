// Tenants, people, programs, and what each may do.
//
// A tenant is a company, known by its SIREN. People sign in to the portal with e-mail and password;
// programs use the OAuth 2 client-credentials grant (RFC 6749 §4.4). Both hold memberships: a role
// at one or more tenants. Secrets are stored as argon2id only (RFC 9106).
//
// Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/store/store.h"

namespace facteur::gateway::accounts {

// member: sends, receives, sees all of the tenant. auditor: reads all of the tenant, changes
// nothing.
enum class Role { member, auditor };

struct Membership {
  std::string tenant;  // SIREN
  std::string tenant_name;
  Role role;
};

// Who is asking. A caller with several memberships chooses one (the Organization-Id header, or the
// company chosen in the portal); `tenant` and `role` are those of the chosen one.
struct Principal {
  std::string subject;  // "user:<id>" or "client:<id>": the actor of events
  std::string name;     // for people to read
  std::string language = "fr";
  std::string tenant;
  std::string tenant_name;
  Role role = Role::member;
  std::vector<Membership> memberships;
  std::string csrf;  // of the portal session; empty for programs
};

struct Token {
  std::string access_token;  // JWT, HS256
  int expires_in;            // seconds
};

struct Session {
  std::string cookie;  // 256 random bits, base64url
  Principal principal;
};

struct Options {
  std::string token_key;  // 32 bytes or more, secret
  int token_seconds = 3600;
  int session_seconds = 8 * 3600;
  std::function<std::string(std::size_t)> random;  // that many bytes fit for keys
};

class Accounts {
 public:
  Accounts(store::Store& store, Options options);

  // Each returns nothing when refused; the reason stays in the access log, not in the answer.
  // A wrong id costs as much time as a wrong secret. After ten failures within a quarter of an hour
  // for one id or from one address, further tries are refused unheard for the rest of it.
  std::optional<Token> grant_token(std::string_view client, std::string_view secret,
                                   std::string_view address);
  std::optional<Session> sign_in(std::string_view email, std::string_view password,
                                 std::string_view address);
  void sign_out(std::string_view cookie);

  // `organization`: SIREN of the membership wanted; empty for the first. Nothing when the token or
  // cookie is not valid any more; a Principal with an empty tenant when it is but the organization
  // is not one of its own.
  std::optional<Principal> bearer(std::string_view token, std::string_view organization);
  std::optional<Principal> session(std::string_view cookie, std::string_view organization);

  void log_access(const Principal& who, std::string_view action, std::string_view object,
                  std::string_view outcome);

  // Made by `facteur account ...` and by the demo data. Adding what is there already changes it.
  void put_tenant(const std::string& siren, const std::string& name);
  void put_user(const std::string& email, const std::string& name, const std::string& password,
                const std::string& language);
  void put_client(const std::string& id, const std::string& name, const std::string& secret);
  void put_membership(const std::string& subject, const std::string& tenant, Role role);

 private:
  store::Store& store_;
  Options options_;
};

}  // namespace facteur::gateway::accounts
