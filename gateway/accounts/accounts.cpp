#include "gateway/accounts/accounts.h"

#include <algorithm>
#include <thread>

#include "gateway/accounts/password.h"

namespace facteur::gateway::accounts {
namespace {

constexpr std::size_t name_limit = 254;  // bytes of an id or e-mail address worth looking up
constexpr std::size_t cookie_size = 43;  // 32 bytes in base64url
constexpr std::size_t secret_bytes = 32;
constexpr std::int64_t microseconds_a_second = 1'000'000;

Instant after(Instant start, int seconds) {
  return {start.microseconds + seconds * microseconds_a_second};
}

// The membership wanted becomes the tenant and the role; none does when it is not the caller's.
Principal choose(const Identity& identity, std::string_view organization) {
  Principal principal;
  principal.subject = identity.subject;
  principal.name = identity.name;
  principal.language = identity.language;
  principal.memberships = identity.memberships;
  const auto chosen = std::find_if(
      identity.memberships.begin(), identity.memberships.end(), [&](const Membership& membership) {
        return organization.empty() || membership.tenant == organization;
      });
  if (chosen == identity.memberships.end()) return principal;
  principal.tenant = chosen->tenant;
  principal.tenant_name = chosen->tenant_name;
  principal.role = chosen->role;
  return principal;
}

}  // namespace

Accounts::Accounts(store::Store& store, Options options)
    : store_(store),
      options_(std::move(options)),
      signer_(options_.token_key),
      log_(store),
      hashing_(std::max(1, static_cast<int>(std::thread::hardware_concurrency()))) {}

std::optional<Accounts::Candidate> Accounts::find(Kind kind, std::string_view name) {
  if (name.size() > name_limit) return std::nullopt;
  return store_.read([&](store::Connection& connection) -> std::optional<Candidate> {
    auto row =
        kind == Kind::user
            ? connection.row<std::string, std::string, std::int64_t>(
                  "SELECT 'user:' || id, password, disabled FROM users WHERE email = ?",
                  fold_login(name))
            : connection.row<std::string, std::string, std::int64_t>(
                  "SELECT 'client:' || id, secret, disabled FROM clients WHERE id = ?", name);
    if (!row) return std::nullopt;
    auto& [subject, hash, disabled] = *row;
    return Candidate{std::move(subject), std::move(hash), disabled != 0};
  });
}

std::optional<std::string> Accounts::check(Kind kind, std::string_view name,
                                           std::string_view secret, std::string_view address) {
  const char* action = kind == Kind::user ? "sign-in" : "token";
  const std::string id_key = std::string(action) + ":" + fold_login(name);
  const std::string address_key = "address:" + std::string(address);
  if (!throttle_.admit({id_key, address_key}, store_.now())) {
    log_.refuse(action, name, "too many failures");
    return std::nullopt;
  }
  const auto candidate = find(kind, name);
  // The hash is computed in any case, so that the time tells nothing of who exists.
  const bool right = verify(candidate ? candidate->hash : unmatchable_hash(), secret);
  if (!candidate || !right || candidate->disabled) {
    log_.refuse(action, name, !candidate ? "unknown" : !right ? "wrong secret" : "disabled");
    return std::nullopt;
  }
  throttle_.forgive({id_key, address_key});
  return candidate->subject;
}

bool Accounts::verify(const std::string& hash, std::string_view secret) {
  hashing_.acquire();
  struct Release {
    std::counting_semaphore<>& semaphore;
    ~Release() { semaphore.release(); }
  } release{hashing_};
  return verify_password(hash, secret);
}

std::string Accounts::hash(std::string_view secret) {
  return hash_password(secret, options_.random(salt_bytes));
}

std::optional<Token> Accounts::grant_token(std::string_view client, std::string_view secret,
                                           std::string_view address) {
  const auto subject = check(Kind::client, client, secret, address);
  if (!subject) return std::nullopt;
  const std::int64_t issued = store_.now().microseconds / microseconds_a_second;
  const std::string id = base64url(options_.random(16));
  log_.record({*subject, "", "token", id, "granted"});
  return Token{signer_.sign({*subject, id, issued, issued + options_.token_seconds}),
               options_.token_seconds};
}

std::optional<Session> Accounts::sign_in(std::string_view email, std::string_view password,
                                         std::string_view address) {
  const auto subject = check(Kind::user, email, password, address);
  if (!subject) return std::nullopt;
  auto identity = store_.read(
      [&](store::Connection& connection) { return load_identity(connection, *subject); });
  if (!identity) return std::nullopt;

  Session session{base64url(options_.random(secret_bytes)), choose(*identity, "")};
  session.principal.csrf = base64url(options_.random(secret_bytes));
  store_.write([&](store::Transaction& t) {
    const Instant now = t.now();
    t.sql().execute("DELETE FROM sessions WHERE expires_at <= ?", now.microseconds);
    t.sql().execute(
        "INSERT INTO sessions (id, user, csrf, created_at, expires_at) VALUES (?, ?, ?, ?, ?)",
        sha256_hex(session.cookie), subject->substr(subject->find(':') + 1), session.principal.csrf,
        now.microseconds, after(now, options_.session_seconds).microseconds);
    append(t, {*subject, session.principal.tenant, "sign-in", "", "granted"});
  });
  return session;
}

void Accounts::sign_out(std::string_view cookie) {
  if (cookie.size() != cookie_size) return;
  store_.write([&](store::Transaction& t) {
    t.sql().execute("DELETE FROM sessions WHERE id = ?", sha256_hex(cookie));
  });
}

std::optional<Principal> Accounts::bearer(std::string_view token, std::string_view organization) {
  const Instant now = store_.now();
  if (const auto known = identities_.find(token, now)) return choose(*known, organization);
  const auto claims = signer_.verify(token, now);
  if (!claims) return std::nullopt;
  auto loaded = store_.read(
      [&](store::Connection& connection) { return load_identity(connection, claims->subject); });
  if (!loaded) return std::nullopt;
  const auto identity = std::make_shared<const Identity>(std::move(*loaded));
  identities_.put(token, identity, now, {claims->expires * microseconds_a_second});
  return choose(*identity, organization);
}

std::optional<Principal> Accounts::session(std::string_view cookie, std::string_view organization) {
  if (cookie.size() != cookie_size) return std::nullopt;
  const Instant now = store_.now();
  return store_.read([&](store::Connection& connection) -> std::optional<Principal> {
    const auto row = connection.row<std::string, std::string>(
        "SELECT user, csrf FROM sessions WHERE id = ? AND expires_at > ?", sha256_hex(cookie),
        now.microseconds);
    if (!row) return std::nullopt;
    const auto& [user, csrf] = *row;
    const auto identity = load_identity(connection, "user:" + user);
    if (!identity) return std::nullopt;
    Principal principal = choose(*identity, organization);
    principal.csrf = csrf;
    return principal;
  });
}

void Accounts::log_access(const Principal& who, std::string_view action, std::string_view object,
                          std::string_view outcome) {
  log_.record(
      {who.subject, who.tenant, std::string(action), std::string(object), std::string(outcome)});
}

}  // namespace facteur::gateway::accounts
