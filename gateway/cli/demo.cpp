#include "gateway/cli/demo.h"

#include <Poco/JSON/Parser.h>

#include <set>
#include <stdexcept>

#include "gateway/cli/embedded_demo.h"

namespace facteur::gateway::cli {
namespace {

using accounts::Accounts;
using Poco::JSON::Object;

std::string text(const Object& object, const char* key) {
  return object.getValue<std::string>(key);
}

template <class Work>
void for_each_object(const Object& object, const char* key, Work work) {
  const auto array = object.getArray(key);
  for (unsigned i = 0; i < array->size(); ++i) work(*array->getObject(i));
}

template <class Work>
void for_each_text(const Object& object, const char* key, Work work) {
  const auto array = object.getArray(key);
  for (unsigned i = 0; i < array->size(); ++i) work(array->getElement<std::string>(i));
}

void join_tenants(Accounts& accounts, const Object& person, const std::string& subject) {
  const auto role = accounts::parse_role(text(person, "role"));
  if (!role) throw std::logic_error("a demo account of an unknown role");
  for_each_text(person, "tenants", [&](const std::string& tenant) {
    accounts.put_membership(subject, tenant, *role);
  });
}

void put_tenant(Accounts& accounts, directory::Directory& directory, const Object& tenant) {
  const std::string siren = text(tenant, "siren");
  accounts.put_tenant(siren, text(tenant, "name"));
  directory.put_company(siren);
  for_each_text(tenant, "addresses", [&](const std::string& address) {
    const auto colon = address.find(':');
    directory.put_line(address.substr(0, colon), address.substr(colon + 1), siren);
  });
}

}  // namespace

void load_demo(Accounts& accounts, directory::Directory& directory) {
  std::set<std::string> known;
  const auto roster = accounts.roster();
  for (const auto& tenant : roster.tenants) known.insert(tenant.siren);
  for (const auto& user : roster.users) known.insert(user.login);
  for (const auto& client : roster.clients) known.insert(client.login);

  Poco::JSON::Parser parser;
  const auto demo = parser.parse(std::string(embedded_demo[0].content)).extract<Object::Ptr>();
  for_each_object(*demo, "tenants", [&](const Object& tenant) {
    if (!known.contains(text(tenant, "siren"))) put_tenant(accounts, directory, tenant);
  });
  for_each_object(*demo, "users", [&](const Object& user) {
    if (known.contains(text(user, "email"))) return;
    join_tenants(accounts, user,
                 accounts.put_user(text(user, "email"), text(user, "name"), text(user, "password"),
                                   text(user, "language")));
  });
  for_each_object(*demo, "clients", [&](const Object& client) {
    if (known.contains(text(client, "id"))) return;
    join_tenants(
        accounts, client,
        accounts.put_client(text(client, "id"), text(client, "name"), text(client, "secret")));
  });
}

}  // namespace facteur::gateway::cli
