// Tenants, people, programs, and what each may do.
//
// A tenant is a company, known by its SIREN. People sign in to the portal with e-mail and password;
// programs use the OAuth 2 client-credentials grant (RFC 6749 §4.4). Both hold memberships: a role
// at one or more tenants. Secrets are stored as argon2id only (RFC 9106).
//
// Thread-safe.
#pragma once

#include <optional>
#include <semaphore>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/accounts/access_log.h"
#include "gateway/accounts/identity.h"
#include "gateway/accounts/secrets.h"
#include "gateway/accounts/throttle.h"
#include "gateway/accounts/token.h"
#include "gateway/store/store.h"

namespace facteur::gateway::accounts {

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
  Random random;
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
  // is not one of its own. A bearer is looked up again every five seconds: one who is disabled or
  // loses a membership stops working within that time; sessions stop at once.
  std::optional<Principal> bearer(std::string_view token, std::string_view organization);
  std::optional<Principal> session(std::string_view cookie, std::string_view organization);

  void log_access(const Principal& who, std::string_view action, std::string_view object,
                  std::string_view outcome);

  // Made by `facteur account ...` and by the demo data. Adding what is there already changes it.
  // A user or client is returned as its subject. E-mail addresses are compared in lower case.
  void put_tenant(const std::string& siren, const std::string& name);
  std::string put_user(const std::string& email, const std::string& name,
                       const std::string& password, const std::string& language);
  std::string put_client(const std::string& id, const std::string& name, const std::string& secret);
  void put_membership(const std::string& subject, const std::string& tenant, Role role);

  // Closes or opens the door for a subject; open sessions end. False when there is no such subject.
  bool set_disabled(const std::string& subject, bool disabled);

  // All there is, for the command line; in the order of SIREN, e-mail address, client id.
  Roster roster();

 private:
  enum class Kind { user, client };
  // What the tables say of someone who wants in.
  struct Candidate {
    std::string subject;
    std::string hash;
    bool disabled = false;
  };

  std::optional<Candidate> find(Kind kind, std::string_view name);
  // The subject, when the secret is right and the door is open.
  std::optional<std::string> check(Kind kind, std::string_view name, std::string_view secret,
                                   std::string_view address);
  std::string hash(std::string_view secret);
  bool verify(const std::string& hash, std::string_view secret);

  store::Store& store_;
  const Options options_;
  const TokenSigner signer_;
  IdentityCache identities_;
  Throttle throttle_{{}};
  AccessLog log_;
  std::counting_semaphore<> hashing_;  // each hash takes 19 MiB: so many at once and no more
};

}  // namespace facteur::gateway::accounts
