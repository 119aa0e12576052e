// Life-cycle messages that this platform sends: for the statuses it sets itself, 200, 201, 202, 203
// and 213 (MDT-77 = 305), and for 212, which it sets in the name of the seller (MDT-77 = 23). The
// copy for the tax administration's portal is another message.
#pragma once

#include <string>
#include <vector>

#include "formats/status_message.h"
#include "gateway/store/instant.h"

namespace facteur::gateway::lifecycle {

enum class Side { seller, buyer };

// Whom a message is for. `address` is where the network routes it (scheme 0225: SIREN, or
// SIREN_suffix).
struct Recipient {
  Side side;
  formats::SchemedId id;  // {"0002", SIREN}
  std::string name;
  formats::SchemedId address;
};

// What the pipeline knows when it sets a status.
struct StatusFacts {
  int status = 0;
  Instant at;                                    // when the status was set
  std::string reason;                            // code; required where the status table says so
  std::string comment;                           // free text that goes with the reason
  std::string number;                            // BT-1
  std::string type_code;                         // BT-3
  std::string issued;                            // BT-2, "YYYY-MM-DD"
  Instant received;                              // when this platform received the invoice
  formats::SchemedId seller;                     // SIREN (0002), or another legal id of the seller
  std::vector<formats::StatusReceipt> receipts;  // of a 212
  std::string seller_name;                       // of a 212: who sets it
  std::vector<Recipient> recipients;
};

// Whether there is enough for a message that the other side will accept: number, type, date and
// seller of the invoice, a reason where one is due, the receipts of a 212, a recipient. An invoice
// that could not be read may lack them; its status is then told through the API alone.
bool can_be_sent(const StatusFacts& facts);

// The message, created at `now`. Its id follows the pattern of the standard's examples
// ("number_status_stamp#type_date"), with the seller added: two sellers may use one number.
formats::StatusMessage status_message_for(const StatusFacts& facts, Instant now);

}  // namespace facteur::gateway::lifecycle
