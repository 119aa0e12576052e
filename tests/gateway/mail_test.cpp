#include "gateway/delivery/mail.h"

#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/StreamSocket.h>

#include <catch2/catch.hpp>
#include <thread>

using namespace facteur::gateway;
using namespace facteur::gateway::delivery;
using Catch::Contains;
using Outcome = SendResult::Outcome;

namespace {

Mail mail() {
  Mail mail;
  mail.from = {"Claire Morel", "relances@vendeur.example"};
  mail.to = {"", "compta@client.example"};
  mail.reply_to = {"Société « Le Vendeur »", "claire@vendeur.example"};
  mail.envelope_sender = "bounces+k7f@vendeur.example";
  mail.message_id = "k7f@vendeur.example";
  mail.references = {"a1@vendeur.example", "b2@vendeur.example"};
  mail.date = *parse_instant("2026-03-02T08:05:09Z");
  mail.subject = "Relance";
  mail.text = "Bonjour,\n.\nÉchéance = 12 mars\n";
  mail.html = "<p>Bonjour</p>";
  mail.attachments = {{"releve.pdf", "application/pdf", std::string("%PDF\0\xff", 6)}};
  return mail;
}

void refused(void (*change)(Mail&)) {
  Mail changed = mail();
  change(changed);
  CHECK_THROWS_AS(mail_bytes(changed), std::invalid_argument);
  MailServer nobody;
  nobody.host = "127.0.0.1";
  nobody.port = 1;
  CHECK(send_mail(nobody, changed).outcome ==
        (is_mail_address(changed.to.address) ? Outcome::temporary : Outcome::permanent));
}

// A mail server for one dialogue: each step awaits a line that begins so, and answers. What it
// awaits after DATA is the line of a dot. An empty answer closes the connection.
struct Step {
  std::string awaits, answers;
};

class Server {
 public:
  explicit Server(std::vector<Step> steps)
      : socket_(Poco::Net::SocketAddress("127.0.0.1", 0)), thread_([this, steps] { run(steps); }) {}
  ~Server() { thread_.join(); }

  MailServer address() const {
    MailServer server;
    server.host = "127.0.0.1";
    server.port = socket_.address().port();
    server.timeout_seconds = 5;
    return server;
  }

 private:
  void run(const std::vector<Step>& steps) {
    Poco::Net::StreamSocket peer = socket_.acceptConnection();
    std::string seen;
    for (const auto& [awaits, answers] : steps) {
      while (!awaits.empty() && seen.find(awaits) == std::string::npos) {
        char buffer[4096];
        const int count = peer.receiveBytes(buffer, sizeof buffer);
        if (count <= 0) return;
        seen.append(buffer, static_cast<std::size_t>(count));
      }
      seen.clear();
      if (answers.empty()) return;
      const std::string line = answers + "\r\n";
      peer.sendBytes(line.data(), static_cast<int>(line.size()));
    }
  }

  Poco::Net::ServerSocket socket_;
  std::thread thread_;
};

SendResult sent(std::vector<Step> steps) {
  const Server server(std::move(steps));
  return send_mail(server.address(), mail());
}

const Step greeting{"", "220 ready"}, hello{"EHLO vendeur.example", "250 here"},
    from{"MAIL FROM:<bounces+k7f@vendeur.example>", "250 ok"},
    to{"RCPT TO:<compta@client.example>", "250 ok"}, data{"DATA", "354 go on"},
    quit{"QUIT", "221 bye"};

}  // namespace

TEST_CASE("a mail is written with its headers, words in two forms and the attachment") {
  const std::string bytes = mail_bytes(mail());
  CHECK(bytes == mail_bytes(mail()));
  for (const char* line :
       {"Date: Mon, 02 Mar 2026 08:05:09 +0000\r\n",
        "From: \"Claire Morel\" <relances@vendeur.example>\r\n", "To: compta@client.example\r\n",
        "Message-ID: <k7f@vendeur.example>\r\n", "In-Reply-To: <b2@vendeur.example>\r\n",
        "References:\r\n <a1@vendeur.example>\r\n <b2@vendeur.example>\r\n", "Subject: Relance\r\n",
        "Reply-To: =?UTF-8?B?U29jacOpdMOpIMKrIExlIFZlbmRldXIgwrs=?=\r\n "
        "<claire@vendeur.example>\r\n",
        "Content-Type: multipart/mixed;\r\n", "Content-Type: multipart/alternative;\r\n",
        "=C3=89ch=C3=A9ance =3D 12 mars\r\n", "filename=\"releve.pdf\"\r\n", "JVBERgD/\r\n"})
    CHECK_THAT(bytes, Contains(line));
}

TEST_CASE("no line of a mail is longer than SMTP allows, whatever is in it") {
  Mail long_mail = mail();
  long_mail.text = std::string(5000, 'x') + " \n" + std::string(3000, '\xff') + "\r\ralone";
  long_mail.subject = std::string(900, 'o') + "é";
  long_mail.from.name = std::string(400, 'n');
  const std::string bytes = mail_bytes(long_mail);
  std::size_t start = 0;
  for (std::size_t at; (at = bytes.find('\n', start)) != std::string::npos; start = at + 1) {
    CHECK(at - start <= 120);
    CHECK(bytes[at - 1] == '\r');
  }
  CHECK(start == bytes.size());
}

TEST_CASE("what would break out of a header keeps a mail from being written or sent") {
  refused([](Mail& m) { m.subject = "Relance\r\nBcc: all@vendeur.example"; });
  refused([](Mail& m) { m.subject = "Relance\nX: y"; });
  refused([](Mail& m) { m.from.name = "A\r\nBcc: b@c.example"; });
  refused([](Mail& m) { m.to.name = std::string("A\0", 2); });
  refused([](Mail& m) { m.to.address = "a@b.example>\r\nRCPT TO:<c@d.example"; });
  refused([](Mail& m) { m.to.address = "a@b.example,c@d.example"; });
  refused([](Mail& m) { m.to.address = "a@b.example> SIZE=1"; });
  refused([](Mail& m) { m.to.address = ""; });
  refused([](Mail& m) { m.to.address = "a@b.example\r\nDATA"; });
  refused([](Mail& m) { m.envelope_sender = "no address"; });
  refused([](Mail& m) { m.reply_to.address = "@"; });
  refused([](Mail& m) { m.message_id = "x>\r\nX: <y@z"; });
  refused([](Mail& m) { m.references = {"a b@c"}; });
  refused([](Mail& m) { m.attachments[0].file_name = "a\".pdf"; });
  refused([](Mail& m) { m.attachments[0].file_name = "../a.pdf"; });
  refused([](Mail& m) { m.attachments[0].media_type = "text/html\r\nX: y"; });
}

TEST_CASE("addresses are judged by RFC 5321") {
  for (const char* good :
       {"a@b.example", "first.last+tag@sub.domain.example", "a@localhost", "o'brien@example.com"})
    CHECK(is_mail_address(good));
  for (const char* bad :
       {"", "a", "@b.example", "a@", "a@b..example", ".a@b.example", "a.@b.example",
        "a b@c.example", "\"a\"@b.example", "a@-b.example", "a@b-.example", "a@[127.0.0.1]",
        "é@b.example", "a@é.example", "a@b.example\n", "a@b@c"})
    CHECK_FALSE(is_mail_address(bad));
  CHECK_FALSE(is_mail_address(std::string(65, 'a') + "@b.example"));
}

TEST_CASE("a server that takes the mail is believed, with the dots of its text doubled") {
  CHECK(sent({greeting, hello, from, to, data, {"\r\n..\r\n", "250 queued"}, quit}).outcome ==
        Outcome::accepted);
}

TEST_CASE("refusals are told apart: later, never, and nobody knows") {
  const auto outcome = [](std::vector<Step> steps) { return sent(std::move(steps)).outcome; };
  CHECK(outcome({{"", "554 no service"}}) != Outcome::accepted);
  CHECK(outcome({greeting, hello, from, {"RCPT", "450 mailbox busy"}}) == Outcome::temporary);
  CHECK(outcome({greeting, hello, from, {"RCPT", "550 no such user"}}) == Outcome::permanent);
  CHECK(outcome({greeting, hello, {"MAIL", "452 full"}}) == Outcome::temporary);
  CHECK(outcome({greeting, hello, from, to, data, {"\r\n.\r\n", "451 later"}}) ==
        Outcome::temporary);
  // What is refused of us is not the recipient's doing.
  CHECK(outcome({greeting, hello, from, to, data, {"\r\n.\r\n", "554 spam"}}) ==
        Outcome::temporary);
  CHECK(outcome({greeting, hello, {"MAIL", "550 sender refused"}}) == Outcome::temporary);
  CHECK(outcome({greeting, hello, from, {"RCPT", "550 5.7.1 relaying denied"}}) ==
        Outcome::temporary);
  CHECK(outcome({greeting, hello, from, {"RCPT", "550 5.1.1 unknown"}}) == Outcome::permanent);
  CHECK(outcome({greeting, hello, from, to, data, {"\r\n.\r\n", ""}}) == Outcome::unknown);
  CHECK(outcome({greeting, hello, from, to, {"DATA", ""}}) == Outcome::temporary);
  CHECK(outcome({greeting, {"EHLO", ""}}) == Outcome::temporary);
  CHECK(sent({greeting, hello, from, {"RCPT", "550 no such user"}}).reply == "550 no such user");
}

TEST_CASE("a server that is not there, or not configured, is tried later") {
  MailServer nobody;
  CHECK(send_mail(nobody, mail()).outcome == Outcome::temporary);
  Poco::Net::ServerSocket unused(Poco::Net::SocketAddress("127.0.0.1", 0));
  nobody.host = "127.0.0.1";
  nobody.port = unused.address().port();
  unused.close();
  CHECK(send_mail(nobody, mail()).outcome == Outcome::temporary);
}

TEST_CASE("a server may want user and password one by one, and its refusal is ours to mend") {
  const Step offer{"EHLO", "250-here\r\n250 AUTH LOGIN"}, asked{"AUTH LOGIN", "334 VXNlcm5hbWU6"},
      user{"Y2xhaXJl", "334 UGFzc3dvcmQ6"};
  const auto login = [&](std::vector<Step> steps) {
    const Server server(std::move(steps));
    MailServer address = server.address();
    address.user = "claire";
    address.password = "geheim";
    return send_mail(address, mail()).outcome;
  };
  CHECK(login({greeting,
               offer,
               asked,
               user,
               {"Z2VoZWlt", "235 welcome"},
               from,
               to,
               data,
               {"\r\n.\r\n", "250 queued"},
               quit}) == Outcome::accepted);
  CHECK(login({greeting, offer, asked, user, {"Z2VoZWlt", "535 5.7.8 wrong"}}) ==
        Outcome::temporary);
}

TEST_CASE("encryption that was asked for is insisted on") {
  const Server server({greeting, hello});
  MailServer encrypted = server.address();
  encrypted.security = MailServer::Security::starttls;
  const SendResult result = send_mail(encrypted, mail());
  CHECK(result.outcome == Outcome::temporary);
  CHECK_THAT(result.reply, Contains("STARTTLS"));
}
