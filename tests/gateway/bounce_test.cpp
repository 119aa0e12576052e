#include "gateway/delivery/bounce.h"

#include <catch2/catch.hpp>

#include "gateway/delivery/mail.h"

using namespace facteur::gateway::delivery;
using Kind = Bounce::Kind;

namespace {

const std::string bounces = "bounces@vendeur.example";

std::string notice(const std::string& action, const std::string& status,
                   const std::string& to = "bounces+k7f@vendeur.example") {
  return "From: MAILER-DAEMON@mx.client.example\r\n"
         "To: <" +
         to +
         ">\r\n"
         "Subject: Undelivered\r\n"
         "Content-Type: multipart/report; report-type=delivery-status;\r\n"
         "\tboundary=\"b/1\"\r\n\r\n"
         "preamble\r\n"
         "--b/1\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n"
         "--b/1\r\nContent-Type: message/delivery-status\r\n\r\n"
         "Reporting-MTA: dns; mx.client.example\r\n\r\n"
         "Final-Recipient: rfc822; compta@client.example\r\n"
         "Action: " +
         action + "\r\nStatus: " + status +
         " (unknown)\r\n"
         "Diagnostic-Code: smtp; 550 5.1.1\r\n no such\r\n user\r\n\r\n"
         "--b/1\r\nContent-Type: text/rfc822-headers\r\n\r\n"
         "From: relances@vendeur.example\r\nMessage-ID: <k7f@vendeur.example>\r\n\r\n"
         "--b/1--\r\n";
}

Bounce read(const std::string& mail) {
  const auto bounce = read_bounce(mail, bounces);
  REQUIRE(bounce);
  return *bounce;
}

}  // namespace

TEST_CASE("a permanent failure names the message, the recipient and the reason") {
  const Bounce bounce = read(notice("failed", "5.1.1"));
  CHECK(bounce.kind == Kind::permanent);
  CHECK(bounce.message_ids == std::vector<std::string>{"k7f@vendeur.example"});
  CHECK(bounce.recipient == "compta@client.example");
  CHECK(bounce.status == "5.1.1");
  CHECK(bounce.reason == "550 5.1.1 no such user");
}

TEST_CASE("only what failed for good is permanent") {
  CHECK(read(notice("FAILED", "5.0.0")).kind == Kind::permanent);
  CHECK(read(notice("failed", "4.4.7")).kind == Kind::temporary);
  CHECK(read(notice("delayed", "4.2.2")).kind == Kind::temporary);
  CHECK(read(notice("delivered", "2.0.0")).kind == Kind::other);
  CHECK(read(notice("relayed", "5.0.0")).kind == Kind::other);
  CHECK(read("From: a@b.example\r\nTo: bounces+k7f@vendeur.example\r\nSubject: out of office\r\n"
             "Content-Type: text/plain\r\n\r\nAction: failed\r\nStatus: 5.1.1\r\n")
            .kind == Kind::other);
}

TEST_CASE("the address that a notice came to says which message it is about") {
  const Bounce bounce = read(notice("failed", "5.1.1", "bounces+other@vendeur.example"));
  CHECK(bounce.message_ids ==
        std::vector<std::string>{"other@vendeur.example", "k7f@vendeur.example"});
  CHECK(read(notice("failed", "5.1.1", "compta@vendeur.example")).message_ids.size() == 1);
}

TEST_CASE("bounce addresses lead there and back") {
  const std::string made = bounce_address(bounces, "0a1b@vendeur.example");
  CHECK(made == "bounces+0a1b@vendeur.example");
  CHECK(left_of_message_id(bounces, made) == "0a1b");
  CHECK(left_of_message_id(bounces, "BOUNCES+0a1b@Vendeur.Example") == "0a1b");
  CHECK(left_of_message_id(bounces, bounces).empty());
  CHECK(left_of_message_id(bounces, "bounces+@vendeur.example").empty());
  CHECK(left_of_message_id(bounces, "bounces+x@elsewhere.example").empty());
  CHECK(left_of_message_id("", "bounces+x@elsewhere.example").empty());
  CHECK(bounce_address(bounces, std::string(80, 'x') + "@y") == bounces);
}

TEST_CASE("a notice that is cut anywhere is read without harm") {
  const std::string whole = notice("failed", "5.1.1");
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const auto bounce = read_bounce(whole.substr(0, size), bounces);
    if (bounce && bounce->kind == Kind::permanent) CHECK(bounce->status.starts_with("5."));
  }
  CHECK_FALSE(read_bounce("", bounces));
  CHECK_FALSE(read_bounce("\r\n\r\n", bounces));
}

TEST_CASE("what a notice holds never becomes more than a line of text") {
  std::string mail = notice("failed", "5.1.1");
  mail.replace(mail.find("550 5.1.1"), 9, std::string("\x1b[31m\0\xff", 7) + std::string(999, 'x'));
  const Bounce bounce = read(mail);
  CHECK(bounce.reason.size() <= 300);
  for (const char c : bounce.reason) CHECK((c >= ' ' && c <= '~'));
}

TEST_CASE("notices without a boundary, with thousands of headers or parts, end") {
  CHECK(read("Content-Type: multipart/report\r\n\r\n--\r\nx").kind == Kind::other);
  std::string headers, parts = "Content-Type: multipart/report; boundary=b\r\n\r\n";
  for (int i = 0; i < 20'000; ++i) headers += "X-" + std::to_string(i) + ": y\r\n";
  for (int i = 0; i < 20'000; ++i) parts += "--b\r\n\r\n";
  CHECK(read(headers).message_ids.empty());
  CHECK(read(parts).message_ids.empty());
}
