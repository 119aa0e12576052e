// The dialogue of RFC 5321 with one server, with STARTTLS (RFC 3207) and AUTH (RFC 4954).
#include <Poco/Exception.h>
#include <Poco/Net/Context.h>
#include <Poco/Net/DialogSocket.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/SMTPClientSession.h>
#include <Poco/Net/SecureStreamSocket.h>
#include <Poco/Net/SocketAddress.h>

#include <algorithm>
#include <memory>
#include <sstream>
#include <stdexcept>

#include "archive/hash.h"
#include "gateway/delivery/mail.h"

namespace facteur::gateway::delivery {
namespace {

using Poco::Net::Context;
using Outcome = SendResult::Outcome;
using Security = MailServer::Security;

constexpr std::size_t longest_reply = 500;

// What ended the dialogue before the server took the mail.
struct Refused {
  Outcome outcome;
  std::string reply;
};

// What the server said, as one printable line of bounded length.
std::string shown(std::string_view reply) {
  std::string line(reply.substr(0, longest_reply));
  std::replace_if(
      line.begin(), line.end(), [](char c) { return c < ' ' || c > '~'; }, ' ');
  return line;
}

Context::Ptr tls_context(const MailServer& server) {
  const bool own = !server.ca_file.empty();
  Context::Ptr context(
      new Context(Context::TLS_CLIENT_USE, server.ca_file, Context::VERIFY_STRICT, 9, !own));
  context->requireMinimumProtocol(Context::PROTO_TLSV1_2);
  return context;
}

bool is_loopback(const Poco::Net::SocketAddress& address) {
  return address.host().isLoopback();
}

// Poco's session without its own opening and closing: one that it opened would say QUIT and close
// the connection when it gives way to the encrypted one.
class Session : public Poco::Net::SMTPClientSession {
 public:
  using SMTPClientSession::SMTPClientSession;
  int greeting(std::string& reply) { return socket().receiveStatusMessage(reply); }
};

class Dialogue {
 public:
  Dialogue(const MailServer& server, std::string hello)
      : server_(server), hello_(std::move(hello)), address_(server.host, server.port) {
    const Poco::Timespan timeout(server.timeout_seconds, 0);
    socket_.connect(address_, timeout);
    socket_.setReceiveTimeout(timeout);
    socket_.setSendTimeout(timeout);
    if (server.security == Security::tls)
      encrypt();
    else
      session_ = std::make_unique<Session>(socket_);
  }

  void greet() {
    std::string reply;
    if (session_->greeting(reply) / 100 != 2) throw Refused{Outcome::temporary, shown(reply)};
    say_hello();
    if (server_.security == Security::starttls) {
      if (!offers("STARTTLS")) throw Refused{Outcome::temporary, "no STARTTLS is offered"};
      expect(2, "STARTTLS", "");
      // A new session: what a stranger may have sent in clear behind the answer is gone with the
      // old one.
      encrypt();
      say_hello();
    }
    if (!server_.user.empty()) authenticate();
  }

  void address(const std::string& from, const std::string& to) {
    expect(2, "MAIL", "FROM:<" + from + ">");
    name_recipient(to);
    expect(3, "DATA", "");
  }

  // After this, silence no longer means that the mail was not taken.
  std::string deliver(const std::string& bytes) {
    std::istringstream stream(bytes);
    session_->sendMessage(stream);
    return "accepted";
  }

  void leave() noexcept {
    try {
      std::string reply;
      session_->sendCommand("QUIT", reply);
    } catch (const std::exception&) {  // NOLINT(bugprone-empty-catch): the mail was taken
    }
  }

 private:
  // Checks the certificate against the name of the server.
  void encrypt() {
    session_ = std::make_unique<Session>(
        Poco::Net::SecureStreamSocket::attach(socket_, server_.host, tls_context(server_)));
    encrypted_ = true;
  }

  // `kind`: the first digit of the answer that goes on.
  std::string expect(int kind, const std::string& command, const std::string& argument) {
    std::string reply;
    const int status = argument.empty() ? session_->sendCommand(command, reply)
                                        : session_->sendCommand(command, argument, reply);
    if (status / 100 == kind) return reply;
    throw Refused{Outcome::temporary, shown(reply)};
  }

  // Enhanced codes (RFC 3463) of class 5.7 are about policy: it is not the mailbox that is wrong.
  void name_recipient(const std::string& to) {
    try {
      expect(2, "RCPT", "TO:<" + to + ">");
    } catch (Refused& refused) {
      const std::string_view reply = refused.reply;
      const bool of_mailbox = reply.starts_with("550") || reply.starts_with("551") ||
                              reply.starts_with("553") || reply.starts_with("556");
      if (of_mailbox && !reply.substr(3).starts_with(" 5.7.")) refused.outcome = Outcome::permanent;
      throw;
    }
  }

  void say_hello() {
    capabilities_ = expect(2, "EHLO", hello_);
    for (char& c : capabilities_) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  }

  bool offers(std::string_view what) const { return capabilities_.find(what) != std::string::npos; }

  void authenticate() {
    if (!encrypted_ && !is_loopback(address_))
      throw Refused{Outcome::temporary, "no password is sent without TLS"};
    const std::string zero(1, '\0');
    if (offers("PLAIN")) {
      expect(2, "AUTH PLAIN", archive::to_base64(zero + server_.user + zero + server_.password));
    } else {
      expect(3, "AUTH LOGIN", "");
      expect(3, archive::to_base64(server_.user), "");
      expect(2, archive::to_base64(server_.password), "");
    }
  }

  const MailServer& server_;
  const std::string hello_;
  const Poco::Net::SocketAddress address_;
  Poco::Net::StreamSocket socket_;
  std::unique_ptr<Session> session_;
  std::string capabilities_;
  bool encrypted_ = false;
};

// The server answers the data itself with a code; without one the connection broke.
SendResult after_data(const Poco::Exception& error) {
  const int kind = error.code() / 100;
  const auto* answer = dynamic_cast<const Poco::Net::SMTPException*>(&error);
  if (!answer || (kind != 4 && kind != 5)) return {Outcome::unknown, shown(error.displayText())};
  return {Outcome::temporary, shown(error.displayText())};
}

SendResult converse(const MailServer& server, const Mail& mail, const std::string& bytes) {
  bool sending = false;
  try {
    const std::string& from =
        mail.envelope_sender.empty() ? mail.from.address : mail.envelope_sender;
    Dialogue dialogue(server, from.substr(from.find('@') + 1));
    dialogue.greet();
    dialogue.address(from, mail.to.address);
    sending = true;
    const std::string reply = dialogue.deliver(bytes);
    dialogue.leave();
    return {Outcome::accepted, reply};
  } catch (const Refused& refused) {
    return {refused.outcome, refused.reply};
  } catch (const Poco::Exception& error) {
    return sending ? after_data(error) : SendResult{Outcome::temporary, shown(error.displayText())};
  } catch (const std::exception& error) {
    return {sending ? Outcome::unknown : Outcome::temporary, shown(error.what())};
  }
}

}  // namespace

SendResult send_mail(const MailServer& server, const Mail& mail) {
  if (server.host.empty()) return {Outcome::temporary, "no mail server is configured"};
  std::string bytes;
  try {
    bytes = mail_bytes(mail);
  } catch (const std::invalid_argument& error) {
    return {is_mail_address(mail.to.address) ? Outcome::temporary : Outcome::permanent,
            error.what()};
  }
  return converse(server, mail, bytes);
}

}  // namespace facteur::gateway::delivery
