#include "gateway/directory/directory.h"

#include "gateway/directory/siren.h"

namespace facteur::gateway::directory {
namespace {

constexpr std::string_view siren_scheme = "0002";
constexpr std::string_view siret_scheme = "0009";
constexpr std::string_view address_scheme = "0225";
constexpr std::string_view french_vat_scheme = "9957";
constexpr std::string_view vat_scheme = "vat";
constexpr std::size_t siren_size = 9;

struct Key {
  std::string scheme;
  std::string identifier;
};

std::string folded(std::string_view identifier) {
  constexpr std::string_view blanks = " \t\r\n";
  const auto first = identifier.find_first_not_of(blanks);
  if (first == std::string_view::npos) return "";
  const auto last = identifier.find_last_not_of(blanks);
  std::string text(identifier.substr(first, last - first + 1));
  for (char& c : text)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return text;
}

// The SIREN that an identifier begins with or is made of; empty when its scheme tells of none.
std::string company_of(std::string_view scheme, std::string_view identifier) {
  const auto siren = identifier.substr(0, siren_size);
  if (scheme == siret_scheme)
    return identifier.size() == 14 && all_digits(identifier) ? std::string(siren) : "";
  if (scheme == siren_scheme || scheme == address_scheme) {
    if (identifier.size() < siren_size) return "";
    const bool whole = identifier.size() == siren_size || identifier[siren_size] == '_';
    return whole && all_digits(siren) ? std::string(siren) : "";
  }
  if (scheme == vat_scheme || scheme == french_vat_scheme) {
    // FR, a key of two characters, the SIREN (article 286 ter of the CGI).
    const bool french = identifier.size() == 13 && identifier.substr(0, 2) == "FR";
    return french && all_digits(identifier.substr(4)) ? std::string(identifier.substr(4)) : "";
  }
  return "";
}

// What to look up for one identifier, the most exact first.
void add_keys(std::vector<Key>& keys, const std::string& scheme, std::string_view identifier) {
  std::string exact = folded(identifier);
  if (scheme.empty() || exact.empty()) return;
  std::string company = company_of(scheme, exact);
  keys.push_back({scheme, std::move(exact)});
  if (company.empty()) return;
  // An address falls back to the address of its company, which may be elsewhere than the company.
  if (scheme == address_scheme) keys.push_back({std::string(address_scheme), company});
  keys.push_back({std::string(siren_scheme), std::move(company)});
}

std::optional<Line> first_of(store::Connection& connection, const std::vector<Key>& keys) {
  for (const Key& key : keys) {
    auto row = connection.row<std::string>(
        "SELECT tenant FROM directory_lines WHERE scheme = ? AND identifier = ?", key.scheme,
        key.identifier);
    if (row) return Line{key.scheme, key.identifier, std::move(std::get<0>(*row))};
  }
  return std::nullopt;
}

bool insert(store::Transaction& t, std::string_view scheme, const std::string& identifier,
            const std::string& tenant) {
  const std::string name = folded(identifier);
  const auto held = t.sql().row<std::string>(
      "SELECT tenant FROM directory_lines WHERE scheme = ? AND identifier = ?", scheme, name);
  if (held) return std::get<0>(*held) == tenant;
  t.sql().execute("INSERT INTO directory_lines (scheme, identifier, tenant) VALUES (?, ?, ?)",
                  scheme, name, tenant);
  t.append({"directory.line", tenant, std::string(scheme) + ":" + name, "platform"});
  return true;
}

}  // namespace

void Directory::put_company(const std::string& siren) {
  store_.write([&](store::Transaction& t) {
    insert(t, siren_scheme, siren, siren);
    insert(t, address_scheme, siren, siren);
  });
}

bool Directory::put_line(const std::string& scheme, const std::string& identifier,
                         const std::string& tenant) {
  return store_.write([&](store::Transaction& t) { return insert(t, scheme, identifier, tenant); });
}

std::optional<std::string> Directory::tenant_of(const std::string& scheme,
                                                const std::string& identifier) {
  auto line = store_.read([&](store::Connection& connection) {
    return first_of(connection, {{scheme, folded(identifier)}});
  });
  if (!line) return std::nullopt;
  return std::move(line->tenant);
}

std::optional<Line> Directory::resolve(const Party& party) {
  std::vector<Key> keys;
  add_keys(keys, party.address_scheme, party.address);
  add_keys(keys, party.legal_scheme, party.legal_id);
  add_keys(keys, std::string(vat_scheme), party.vat);
  return store_.read([&](store::Connection& connection) { return first_of(connection, keys); });
}

bool Directory::owns(const std::string& tenant, const std::string& scheme,
                     const std::string& identifier) {
  std::vector<Key> keys;
  add_keys(keys, scheme, identifier);
  const auto line =
      store_.read([&](store::Connection& connection) { return first_of(connection, keys); });
  return line && line->tenant == tenant;
}

std::vector<Line> Directory::lines_of(const std::string& tenant) {
  return store_.read([&](store::Connection& connection) {
    std::vector<Line> lines;
    for (auto& [scheme, identifier] : connection.rows<std::string, std::string>(
             "SELECT scheme, identifier FROM directory_lines WHERE tenant = ? "
             "ORDER BY scheme, identifier",
             tenant))
      lines.push_back({std::move(scheme), std::move(identifier), tenant});
    return lines;
  });
}

}  // namespace facteur::gateway::directory
