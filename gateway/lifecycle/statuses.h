// The statuses an invoice may take, and the reasons that go with them: XP Z12-012 (annex A), rules
// BR-FR-CDV 1.4.0.03, and the administration's external specifications (DSE) 3.1 for the portal's.
//
// Parties may agree on codes of their own (BR-FR-CDV-CL-06 is a warning): a code that is not here
// is not an error. The code is the key; names are for people. All data is static.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace facteur::gateway::lifecycle {

struct Words {
  std::string_view fr;
  std::string_view en;
  std::string_view in(bool french) const { return french ? fr : en; }
};

// MDT-77. portal: an answer of the tax administration's portal, outside the two phases.
enum class Phase : std::uint8_t { transmission, processing, portal };

// Who may set a status; combined as bits.
enum Setter : std::uint8_t {
  by_sending_platform = 1,    // the seller's
  by_receiving_platform = 2,  // the buyer's
  by_seller = 4,
  by_buyer = 8,
  by_third_party = 16,  // subcontractor, lead contractor, agent
  by_portal = 32,       // the tax administration
};

struct Status {
  int code = 0;                       // MDT-105
  Words name = {};                    // MDT-106 carries the French one
  Phase phase = Phase::transmission;  // MDT-77
  std::string_view uncl1373 = {};     // MDT-88; empty where no source shows one (it is optional)
  std::uint8_t setters = 0;           // Setter bits
  bool to_portal = false;             // owed to the tax administration within 24 h (DSE §3.6.5)
  bool ends_exchange = false;         // nothing need follow
  bool reason_required = false;       // BR-FR-CDV-15
  std::string_view reasons = {};      // allowed codes, one space between (BR-FR-CDV-CL-09)
  Words meaning = {};                 // what it means to a user, and what to do now
};

struct Reason {
  std::string_view code;  // MDT-113
  Words label;
};

// The whole table, in order of code.
std::span<const Status> statuses();
std::span<const Reason> reasons();

// Null when the code is not in the standard.
const Status* find_status(int code);
const Reason* find_reason(std::string_view code);

// Whether the rules let a message with this status carry this reason code.
bool reason_allowed(int status, std::string_view reason);

// The status's name, or its number when it is not in the standard.
std::string name(int code, bool french);

}  // namespace facteur::gateway::lifecycle
