// Mail that comes back is a stranger's: whatever it holds, what is taken of it stays bounded and
// printable, and an address of ours leads back to the message that it was made for.
#include <algorithm>
#include <stdexcept>

#include "gateway/delivery/bounce.h"
#include "gateway/delivery/mail.h"
#include "tests/fuzz/fuzz.h"

using namespace facteur;
using namespace facteur::gateway::delivery;
using facteur::fuzz::require;

namespace {

bool is_line(std::string_view text) {
  return text.size() <= 300 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

// What the bytes are when they are somebody's name, subject and text.
void write_mail(std::string_view bytes) {
  const std::size_t third = bytes.size() / 3;
  Mail mail;
  mail.from = {std::string(bytes.substr(0, third)), "a@b.example"};
  mail.to.address = "c@d.example";
  mail.message_id = "k7f@b.example";
  mail.subject = bytes.substr(third, third);
  mail.text = bytes.substr(2 * third);
  try {
    const std::string written = mail_bytes(mail);
    std::size_t headers = 0;
    for (std::size_t at = 0; (at = written.find("\r\nContent-", at)) != std::string::npos; ++at)
      ++headers;
    require(headers == 2);
    require(written.find("\r\n\r\n") < 10'000);
  } catch (const std::invalid_argument&) {  // NOLINT(bugprone-empty-catch): refused is right too
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = fuzz::as_text(data, size);
  const std::string bounces = "bounces@vendeur.example";
  if (const auto bounce = read_bounce(bytes, bounces)) {
    require(is_line(bounce->reason) && is_line(bounce->status) && is_line(bounce->recipient));
    require(bounce->message_ids.size() <= 8);
    for (const std::string& id : bounce->message_ids) require(!id.empty() && id.size() <= 250);
  }
  const std::string made = bounce_address(bounces, bytes);
  require(is_mail_address(made));
  const std::string left = left_of_message_id(bounces, made);
  require(left.empty() || left == bytes.substr(0, bytes.find('@')));
  write_mail(bytes);
  return 0;
}
