// Who receives where: which tenant an electronic address or a company identifier belongs to.
//
// Schemes are codes of the EAS and ICD lists: 0002 SIREN, 0009 SIRET, 0225 French electronic
// address (XP Z12-013: SIREN, SIREN_SIRET, SIREN_SIRET_ROUTINGCODE or SIREN_SUFFIX), 9957 French
// VAT number; and 'vat' for a VAT number that came without a scheme (BT-31, BT-48). Identifiers are
// compared without the spaces around them and in ASCII upper case, as electronic addresses are.
//
// Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/store/store.h"

namespace facteur::gateway::directory {

// One identifier that belongs to one tenant.
struct Line {
  std::string scheme;
  std::string identifier;
  std::string tenant;  // SIREN

  bool operator==(const Line&) const = default;
};

// How an invoice names a party; empty where it does not.
struct Party {
  std::string address_scheme = {};  // of BT-34, BT-49
  std::string address = {};         // BT-34, BT-49
  std::string legal_scheme = {};    // of BT-30, BT-47
  std::string legal_id = {};        // BT-30, BT-47
  std::string vat = {};             // BT-31, BT-48
};

class Directory {
 public:
  explicit Directory(store::Store& store) : store_(store) {}

  // The lines that every tenant has: (0002, SIREN) and (0225, SIREN). The tenant must exist.
  void put_company(const std::string& siren);

  // False, and nothing changed, when the line belongs to another tenant already: an address is
  // moved by taking it away first. The tenant must exist.
  bool put_line(const std::string& scheme, const std::string& identifier,
                const std::string& tenant);

  // The line just as it stands.
  std::optional<std::string> tenant_of(const std::string& scheme, const std::string& identifier);

  // The line that decides for an invoice's party, the most exact first: the electronic address,
  // then its company; the legal identifier, then its company; the company of the VAT number.
  std::optional<Line> resolve(const Party& party);

  // Whether the identifier, or else the company that it names, is this tenant's.
  bool owns(const std::string& tenant, const std::string& scheme, const std::string& identifier);

  std::vector<Line> lines_of(const std::string& tenant);

 private:
  store::Store& store_;
};

}  // namespace facteur::gateway::directory
