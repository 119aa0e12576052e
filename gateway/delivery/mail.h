// Mail by SMTP: one message to one recipient, with the answer of the server.
//
// Headers cannot be injected: a line break in a name, an address or a subject is refused before
// anything is sent. Nothing here retries: the caller knows what it may do twice.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/store/instant.h"

namespace facteur::gateway::delivery {

struct MailServer {
  std::string host;  // empty: no mail is configured, and nothing is sent
  std::uint16_t port = 25;
  enum class Security { none, starttls, tls } security = Security::none;
  std::string user, password;  // empty: no authentication; never sent in clear over a network
  int timeout_seconds = 30;    // of each step of the dialogue
  std::string ca_file;         // PEM, authorities to trust in place of the machine's; empty: those
};

struct MailAddress {
  std::string name;  // UTF-8, may be empty
  std::string address;
};

struct MailPart {
  std::string file_name, media_type, bytes;
};

struct Mail {
  MailAddress from, to, reply_to;
  std::string envelope_sender;          // where bounces go (VERP); empty: to the sender
  std::string message_id;               // without angle brackets, chosen by the caller
  std::vector<std::string> references;  // earlier messages of the same case, oldest first
  Instant date;
  std::string subject, text, html;  // UTF-8; html may be empty
  std::vector<MailPart> attachments;
};

// A server that refuses the sender, the password, the relaying or the words says nothing of the
// recipient: that is `temporary` too, until a person mends it.
struct SendResult {
  enum class Outcome {
    accepted,   // the server took it: it is on its way
    temporary,  // it surely did not take it, and may later
    permanent,  // it refused this recipient for good: another one, or a person
    unknown,    // the connection broke after the data was sent: it may have taken it
  };
  Outcome outcome = Outcome::temporary;
  std::string reply;  // the server's words, or what kept us from reaching it
};

// An address that can be written into a message and an SMTP command as it is (RFC 5321, 4.1.2, the
// dot-string form with a domain name): ASCII, no quotes, no comments, at most 254 characters.
bool is_mail_address(std::string_view text);

// The bytes as they travel (RFC 5322), without the dots of SMTP: what is archived. The same mail
// gives the same bytes.
// Throws std::invalid_argument where the mail cannot be written safely.
std::string mail_bytes(const Mail& mail);

// Never throws for what the server, the network or the mail does.
SendResult send_mail(const MailServer& server, const Mail& mail);

}  // namespace facteur::gateway::delivery
