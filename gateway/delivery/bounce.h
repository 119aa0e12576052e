// Mail that comes back: delivery status notifications (RFC 3464) inside multipart/report (RFC
// 6522). Pure.
//
// Bytes are a stranger's: bounded, and nothing in them is believed but which of our messages they
// speak of. Anybody can write such a message; what identifies ours is a Message-ID that nobody can
// guess, in the address that the notice was sent to (VERP), or in the headers it gives back.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace facteur::gateway::delivery {

inline constexpr std::size_t largest_bounce = 2'000'000;  // bytes that are looked at

struct Bounce {
  enum class Kind {
    permanent,  // it will not arrive: action "failed" with a status 5.x
    temporary,  // it is late, or failed for a reason that may pass
    other,      // delivered, relayed or expanded after all; an answer of a machine; no report
  };
  Kind kind = Kind::other;
  // Message-IDs it may be about, most reliable first: that of the address it came to, those of the
  // headers given back. Without angle brackets.
  std::vector<std::string> message_ids;
  std::string recipient;  // whom it did not reach, as the report says
  std::string status;     // "5.1.1"
  std::string reason;     // for people: one printable line of at most 300 characters
};

// Nothing when the bytes are no mail at all. `bounces`: the address that envelope_sender addresses
// are made of; empty: none.
std::optional<Bounce> read_bounce(std::string_view mail, std::string_view bounces);

// The address that the message with this Message-ID comes back to: "bounces@example.com" and
// "k7f@example.com" make "bounces+k7f@example.com". The plain one where that is too long.
std::string bounce_address(std::string_view bounces, std::string_view message_id);

// The other way round: "k7f" of "bounces+k7f@example.com"; empty when it is no such address.
std::string left_of_message_id(std::string_view bounces, std::string_view recipient);

}  // namespace facteur::gateway::delivery
