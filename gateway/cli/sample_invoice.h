// An invoice of our own making for benches: UBL 2.1, EN 16931, from LE VENDEUR (SIREN 100000009) to
// LE CLIENT (SIREN 200000008), the companies of the demo data. It breaks no rule.
#pragma once

#include <string>
#include <string_view>

namespace facteur::gateway::cli {

// The same arguments give the same bytes. Twenty lines make about 20 KB.
std::string sample_invoice(std::string_view number, int lines = 20);

}  // namespace facteur::gateway::cli
