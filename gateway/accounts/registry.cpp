// The half of Accounts that makes tenants, users and clients.
#include <stdexcept>

#include "gateway/accounts/accounts.h"

namespace facteur::gateway::accounts {
namespace {

store::Event change(std::string kind, std::string tenant, std::string subject) {
  return {std::move(kind), std::move(tenant), std::move(subject), "platform"};
}

}  // namespace

void Accounts::put_tenant(const std::string& siren, const std::string& name) {
  store_.write([&](store::Transaction& t) {
    t.sql().execute(
        "INSERT INTO tenants (siren, name, created_at) VALUES (?, ?, ?) "
        "ON CONFLICT (siren) DO UPDATE SET name = excluded.name",
        siren, name, t.now().microseconds);
    t.append(change("tenant.put", siren, siren));
  });
}

std::string Accounts::put_user(const std::string& email, const std::string& name,
                               const std::string& password, const std::string& language) {
  const std::string hashed = hash(password);
  const std::string fresh_id = base64url(options_.random(16));
  return store_.write([&](store::Transaction& t) {
    t.sql().execute(
        "INSERT INTO users (id, email, name, password, language, created_at) "
        "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (email) DO UPDATE SET name = excluded.name, "
        "password = excluded.password, language = excluded.language",
        fresh_id, fold_login(email), name, hashed, language, t.now().microseconds);
    const auto row =
        t.sql().row<std::string>("SELECT id FROM users WHERE email = ?", fold_login(email));
    const std::string& id = std::get<0>(*row);
    // Who held the old password may hold a session, too.
    t.sql().execute("DELETE FROM sessions WHERE user = ?", id);
    t.append(change("user.put", "", "user:" + id));
    return "user:" + id;
  });
}

std::string Accounts::put_client(const std::string& id, const std::string& name,
                                 const std::string& secret) {
  const std::string hashed = hash(secret);
  return store_.write([&](store::Transaction& t) {
    t.sql().execute(
        "INSERT INTO clients (id, name, secret, created_at) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (id) DO UPDATE SET name = excluded.name, secret = excluded.secret",
        id, name, hashed, t.now().microseconds);
    t.append(change("client.put", "", "client:" + id));
    return "client:" + id;
  });
}

void Accounts::put_membership(const std::string& subject, const std::string& tenant, Role role) {
  store_.write([&](store::Transaction& t) {
    if (!load_identity(t.sql(), subject))
      throw std::invalid_argument("no such user or client: " + subject);
    t.sql().execute(
        "INSERT INTO memberships (subject, tenant, role) VALUES (?, ?, ?) "
        "ON CONFLICT (subject, tenant) DO UPDATE SET role = excluded.role",
        subject, tenant, to_string(role));
    t.append(change("membership.put", tenant, subject));
  });
}

bool Accounts::set_disabled(const std::string& subject, bool disabled) {
  const auto colon = subject.find(':');
  if (colon == std::string::npos) return false;
  const std::string id = subject.substr(colon + 1);
  const bool user = subject.substr(0, colon) == "user";
  return store_.write([&](store::Transaction& t) {
    const std::size_t changed =
        t.sql().execute(user ? "UPDATE users SET disabled = ? WHERE id = ?"
                             : "UPDATE clients SET disabled = ? WHERE id = ?",
                        disabled ? 1 : 0, id);
    if (changed == 0) return false;
    if (user) t.sql().execute("DELETE FROM sessions WHERE user = ?", id);
    t.append(change(disabled ? "subject.disabled" : "subject.enabled", "", subject));
    return true;
  });
}

Roster Accounts::roster() {
  return store_.read([](store::Connection& connection) { return load_roster(connection); });
}

}  // namespace facteur::gateway::accounts
