#include "gateway/cli/account.h"

#include <algorithm>
#include <fstream>
#include <iostream>
#include <map>
#include <stdexcept>

#include "gateway/accounts/accounts.h"
#include "gateway/accounts/password.h"
#include "gateway/directory/directory.h"
#include "gateway/directory/siren.h"

namespace facteur::gateway::cli {
namespace {

constexpr const char* usage =
    "facteur account add-tenant --data DIR --siren SIREN --name NAME [--address SCHEME:ID]...\n"
    "facteur account add-user   --data DIR --email ADDRESS --name NAME --tenant SIREN...\n"
    "                           --role member|auditor [--lang fr|en] [--password-file FILE]\n"
    "facteur account add-client --data DIR --id ID [--name NAME] --tenant SIREN...\n"
    "                           --role member|auditor\n"
    "facteur account disable    --data DIR --subject user:ID|client:ID\n"
    "facteur account enable     --data DIR --subject user:ID|client:ID\n"
    "facteur account list       --data DIR\n"
    "\n"
    "add-user reads the password from FILE, or from the first line of the standard input.\n"
    "add-client makes a secret and prints it, once. What is there already is changed.\n";

constexpr std::size_t shortest_password = 12;

// What the caller asked for and cannot have.
struct Refused : std::runtime_error {
  using std::runtime_error::runtime_error;
};
// What was not said as it should be.
struct Misused : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// "--name value" pairs; a name may come more than once.
class Flags {
 public:
  explicit Flags(std::span<const std::string> arguments) {
    if (arguments.size() % 2 != 0) throw Misused("a value is missing");
    for (std::size_t i = 0; i < arguments.size(); i += 2) {
      if (!arguments[i].starts_with("--")) throw Misused("not a flag: " + arguments[i]);
      values_.emplace(arguments[i].substr(2), arguments[i + 1]);
    }
  }

  std::string get(const std::string& name) const {
    const auto found = values_.find(name);
    if (found == values_.end() || found->second.empty()) throw Misused("--" + name + " is missing");
    return found->second;
  }
  std::string get(const std::string& name, const std::string& otherwise) const {
    const auto found = values_.find(name);
    return found == values_.end() ? otherwise : found->second;
  }
  std::vector<std::string> all(const std::string& name) const {
    std::vector<std::string> found;
    const auto [first, last] = values_.equal_range(name);
    for (auto at = first; at != last; ++at) found.push_back(at->second);
    return found;
  }
  void allow(std::initializer_list<std::string_view> names) const {
    for (const auto& [name, value] : values_)
      if (std::find(names.begin(), names.end(), name) == names.end())
        throw Misused("unknown flag: --" + name);
  }

 private:
  std::multimap<std::string, std::string> values_;
};

// The database of a data folder, and what leans on it.
struct Desk {
  explicit Desk(const Flags& flags)
      : store({std::filesystem::path(flags.get("data")) / "facteur.db", system_clock(), 1}),
        // Nothing is signed here: the key of a moment does.
        accounts(store, {.token_key = random(32), .random = random}),
        directory(store) {}

  accounts::Random random = accounts::system_random();
  store::Store store;
  accounts::Accounts accounts;
  directory::Directory directory;
};

struct Streams {
  std::istream& in;
  std::ostream& out;
};

void add_tenant(const Flags& flags, const Streams&) {
  flags.allow({"data", "siren", "name", "address"});
  const std::string siren = flags.get("siren");
  const std::string name = flags.get("name");
  if (!directory::is_siren(siren))
    throw Refused("not a SIREN (nine digits, the last of which is a check digit): " + siren);
  for (const auto& address : flags.all("address"))
    if (address.find(':') == std::string::npos) throw Misused("not SCHEME:ID: " + address);
  Desk desk(flags);
  desk.accounts.put_tenant(siren, name);
  desk.directory.put_company(siren);
  for (const auto& address : flags.all("address")) {
    const auto colon = address.find(':');
    if (!desk.directory.put_line(address.substr(0, colon), address.substr(colon + 1), siren))
      throw Refused("the address belongs to another tenant: " + address);
  }
}

std::string read_password(const Flags& flags, std::istream& in) {
  std::string password;
  const std::string file = flags.get("password-file", "");
  if (file.empty()) {
    std::getline(in, password);
  } else {
    std::ifstream stream(file);
    if (!stream) throw Misused("cannot read " + file);
    std::getline(stream, password);
  }
  if (!password.empty() && password.back() == '\r') password.pop_back();
  if (password.size() < shortest_password || password.size() > accounts::password_limit)
    throw Refused("the password must have 12 bytes or more, and 1,024 at most");
  return password;
}

accounts::Role role_of(const Flags& flags) {
  const auto role = accounts::parse_role(flags.get("role"));
  if (!role) throw Misused("--role is member or auditor");
  return *role;
}

// The tenants named, all of which must be there before anything is changed.
std::vector<std::string> tenants_of(const Flags& flags, Desk& desk) {
  const auto wanted = flags.all("tenant");
  if (wanted.empty()) throw Misused("--tenant is missing");
  const auto known = desk.accounts.roster().tenants;
  for (const auto& siren : wanted)
    if (std::none_of(known.begin(), known.end(), [&](const auto& t) { return t.siren == siren; }))
      throw Refused("no such tenant: " + siren + "; make it with add-tenant");
  return wanted;
}

void add_user(const Flags& flags, const Streams& streams) {
  flags.allow({"data", "email", "name", "tenant", "role", "lang", "password-file"});
  const auto role = role_of(flags);
  const std::string email = flags.get("email");
  const std::string name = flags.get("name");
  const std::string language = flags.get("lang", "fr");
  if (email.find('@') == std::string::npos) throw Misused("not an e-mail address: " + email);
  if (language != "fr" && language != "en") throw Misused("--lang is fr or en");
  Desk desk(flags);
  const auto tenants = tenants_of(flags, desk);
  const auto subject =
      desk.accounts.put_user(email, name, read_password(flags, streams.in), language);
  for (const auto& tenant : tenants) desk.accounts.put_membership(subject, tenant, role);
  streams.out << subject << '\n';
}

void add_client(const Flags& flags, const Streams& streams) {
  flags.allow({"data", "id", "name", "tenant", "role"});
  const auto role = role_of(flags);
  const std::string id = flags.get("id");
  const bool plain = id.size() <= 64 && std::all_of(id.begin(), id.end(), [](char c) {
                       return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
                     });
  if (!plain) throw Misused("--id is up to 64 of a-z, 0-9 and '-'");
  Desk desk(flags);
  const auto tenants = tenants_of(flags, desk);
  const std::string secret = accounts::base64url(desk.random(32));
  const auto subject = desk.accounts.put_client(id, flags.get("name", id), secret);
  for (const auto& tenant : tenants) desk.accounts.put_membership(subject, tenant, role);
  streams.out << secret << '\n';
}

void set_disabled(const Flags& flags, bool disabled) {
  flags.allow({"data", "subject"});
  const std::string subject = flags.get("subject");
  if (!Desk(flags).accounts.set_disabled(subject, disabled))
    throw Refused("no such user or client: " + subject);
}

void disable(const Flags& flags, const Streams&) {
  set_disabled(flags, true);
}

void enable(const Flags& flags, const Streams&) {
  set_disabled(flags, false);
}

void print(std::ostream& out, const std::vector<accounts::Roster::Person>& people) {
  for (const auto& person : people) {
    out << person.subject << '\t' << person.login << '\t' << person.name << '\t'
        << (person.disabled ? "disabled" : "enabled");
    for (const auto& membership : person.memberships)
      out << '\t' << to_string(membership.role) << '@' << membership.tenant;
    out << '\n';
  }
}

void list(const Flags& flags, const Streams& streams) {
  flags.allow({"data"});
  Desk desk(flags);
  const auto roster = desk.accounts.roster();
  for (const auto& tenant : roster.tenants) {
    streams.out << "tenant:" << tenant.siren << '\t' << tenant.name;
    for (const auto& line : desk.directory.lines_of(tenant.siren))
      streams.out << '\t' << line.scheme << ':' << line.identifier;
    streams.out << '\n';
  }
  print(streams.out, roster.users);
  print(streams.out, roster.clients);
}

struct Verb {
  std::string_view name;
  void (*run)(const Flags&, const Streams&);
};

constexpr Verb verbs[] = {
    {"add-tenant", add_tenant}, {"add-user", add_user}, {"add-client", add_client},
    {"disable", disable},       {"enable", enable},     {"list", list},
};

}  // namespace

int account_command(std::span<const std::string> arguments, std::ostream& out, std::ostream& err) {
  return account_command(arguments, std::cin, out, err);
}

int account_command(std::span<const std::string> arguments, std::istream& in, std::ostream& out,
                    std::ostream& err) {
  if (std::find(arguments.begin(), arguments.end(), "--help") != arguments.end()) {
    out << usage;
    return 0;
  }
  const auto* verb = arguments.empty()
                         ? std::end(verbs)
                         : std::find_if(std::begin(verbs), std::end(verbs),
                                        [&](const Verb& v) { return v.name == arguments[0]; });
  if (verb == std::end(verbs)) {
    err << usage;
    return 2;
  }
  try {
    verb->run(Flags(arguments.subspan(1)), {in, out});
    return 0;
  } catch (const Refused& refused) {
    err << "facteur account: " << refused.what() << '\n';
    return 1;
  } catch (const Misused& misused) {
    err << "facteur account: " << misused.what() << '\n' << usage;
    return 2;
  } catch (const std::exception& error) {
    err << "facteur account: " << error.what() << '\n';
    return 2;
  }
}

}  // namespace facteur::gateway::cli
