// A mail as bytes: headers (RFC 5322, RFC 2047) and parts (RFC 2045, RFC 2046).
#include <algorithm>
#include <chrono>
#include <stdexcept>

#include "archive/hash.h"
#include "formats/utf8.h"
#include "gateway/delivery/mail.h"

namespace facteur::gateway::delivery {
namespace {

constexpr std::string_view crlf = "\r\n";
constexpr std::size_t encoded_line = 76;      // RFC 2045, 6.7 and 6.8
constexpr std::size_t longest_word = 45;      // bytes that an encoded word of 75 characters holds
constexpr std::size_t longest_address = 254;  // RFC 5321, 4.5.3.1.3, without the brackets
constexpr std::size_t longest_local_part = 64, longest_label = 63;
constexpr std::size_t longest_header_value = 2000;

bool is_alnum(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_atom(std::string_view text) {
  constexpr std::string_view marks = "!#$%&'*+-/=?^_`{|}~";
  return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
    return is_alnum(c) || marks.find(c) != std::string_view::npos;
  });
}

bool is_label(std::string_view text) {
  return !text.empty() && text.size() <= longest_label && text.front() != '-' &&
         text.back() != '-' &&
         std::all_of(text.begin(), text.end(), [](char c) { return is_alnum(c) || c == '-'; });
}

bool parts_are(std::string_view text, bool (*is_part)(std::string_view)) {
  for (;;) {
    const auto dot = text.find('.');
    if (!is_part(text.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    text.remove_prefix(dot + 1);
  }
}

bool is_plain(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

// Nothing that would end a header line, or that no header may hold.
void check_text(std::string_view what, std::string_view text) {
  const bool control = std::any_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < ' ' || c == '\x7f';
  });
  if (control || text.size() > longest_header_value)
    throw std::invalid_argument(std::string(what) + " of a mail: not fit for a header");
}

void check_address(std::string_view what, std::string_view address) {
  if (!is_mail_address(address))
    throw std::invalid_argument(std::string(what) + " of a mail: not an address");
}

void check_id(std::string_view id) {
  const auto at = id.find('@');
  if (at == std::string_view::npos || !parts_are(id.substr(0, at), is_atom) ||
      !parts_are(id.substr(at + 1), is_label))
    throw std::invalid_argument("message id of a mail: not of the form left@right");
}

// "=?UTF-8?B?...?=", several where the text is long, one a line.
std::string encoded_words(std::string_view text) {
  std::string words;
  while (!text.empty()) {
    std::string_view piece = formats::utf8_prefix(text, longest_word);
    if (piece.empty()) piece = text.substr(0, 1);
    words += (words.empty() ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?") + archive::to_base64(piece) + "?=";
    text.remove_prefix(piece.size());
  }
  return words;
}

std::string unstructured(std::string_view text) {
  constexpr std::size_t on_one_line = 60;
  const bool as_it_is =
      is_plain(text) && text.size() <= on_one_line && text.find("=?") == std::string_view::npos;
  return as_it_is ? std::string(text) : encoded_words(text);
}

std::string mailbox(const MailAddress& mailbox) {
  if (mailbox.name.empty()) return mailbox.address;
  const std::string address = " <" + mailbox.address + ">";
  constexpr std::string_view special = "\"\\";
  const bool as_it_is = is_plain(mailbox.name) && mailbox.name.size() <= longest_word &&
                        mailbox.name.find("=?") == std::string::npos;
  if (!as_it_is) return encoded_words(mailbox.name) + "\r\n" + address;
  std::string quoted = "\"";
  for (const char c : mailbox.name) {
    if (special.find(c) != std::string_view::npos) quoted += '\\';
    quoted += c;
  }
  return quoted + "\"" + address;
}

// RFC 5322, 3.3, in UTC.
std::string date_time(Instant instant) {
  using namespace std::chrono;
  constexpr const char* days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr const char* months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const sys_seconds time(floor<seconds>(microseconds(instant.microseconds)));
  const auto day = floor<std::chrono::days>(time);
  const year_month_day date(day);
  const hh_mm_ss clock(time - day);
  const auto two = [](auto count) {
    const auto number = static_cast<long>(count);
    return (number < 10 ? "0" : "") + std::to_string(number);
  };
  return std::string(days[weekday(day).c_encoding()]) + ", " + two(unsigned(date.day())) + " " +
         months[unsigned(date.month()) - 1] + " " + std::to_string(int(date.year())) + " " +
         two(clock.hours().count()) + ":" + two(clock.minutes().count()) + ":" +
         two(clock.seconds().count()) + " +0000";
}

// RFC 2045, 6.7; line breaks of the text are those of the result.
std::string quoted_printable(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out, line;
  const auto put = [&](std::string_view piece) {
    if (line.size() + piece.size() >= encoded_line) {
      out.append(line).append("=\r\n");
      line.clear();
    }
    line += piece;
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const bool ends_line = i + 1 == text.size() || text[i + 1] == '\n' || text[i + 1] == '\r';
    if (text[i] == '\n') {
      out.append(line).append(crlf);
      line.clear();
    } else if (text[i] == '\r' && !(i + 1 < text.size() && text[i + 1] == '\n')) {
      put("=0D");
    } else if (text[i] == '\r') {
      continue;
    } else if (byte >= ' ' && byte <= '~' && byte != '=' && !(byte == ' ' && ends_line)) {
      put(text.substr(i, 1));
    } else {
      put(std::string{'=', digits[byte >> 4], digits[byte & 15]});
    }
  }
  return out.append(line).append(line.empty() ? "" : "\r\n");
}

std::string base64_lines(std::string_view bytes) {
  const std::string text = archive::to_base64(bytes);
  std::string out;
  for (std::size_t at = 0; at < text.size(); at += encoded_line)
    out.append(text, at, encoded_line).append(crlf);
  return out;
}

// Neither base64 nor quoted-printable can hold "=_".
std::string boundary(const Mail& mail, std::string_view level) {
  return "=_" + std::string(level) + "_" +
         archive::to_hex(archive::sha256(mail.message_id)).substr(0, 24);
}

std::string text_part(std::string_view type, std::string_view text) {
  return "Content-Type: " + std::string(type) +
         "; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" +
         quoted_printable(text);
}

std::string attached_part(const MailPart& part) {
  check_text("file name", part.file_name);
  check_text("media type", part.media_type);
  const bool plain =
      is_plain(part.file_name) && part.file_name.find_first_of("\"\\/") == std::string::npos;
  if (!plain || !is_plain(part.media_type) ||
      part.media_type.find_first_of(" ;\"") != std::string::npos)
    throw std::invalid_argument("attachment of a mail: not a plain name and type");
  return "Content-Type: " + part.media_type + "; name=\"" + part.file_name +
         "\"\r\nContent-Disposition: attachment; filename=\"" + part.file_name +
         "\"\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64_lines(part.bytes);
}

std::string multipart(std::string_view kind, const std::string& boundary,
                      const std::vector<std::string>& parts) {
  std::string out = "Content-Type: multipart/" + std::string(kind) + ";\r\n boundary=\"" +
                    boundary + "\"\r\n\r\n";
  for (const std::string& part : parts) out += "--" + boundary + "\r\n" + part + "\r\n";
  return out + "--" + boundary + "--\r\n";
}

std::string body(const Mail& mail) {
  std::string words = text_part("text/plain", mail.text);
  if (!mail.html.empty())
    words = multipart("alternative", boundary(mail, "words"),
                      {words, text_part("text/html", mail.html)});
  if (mail.attachments.empty()) return words;
  std::vector<std::string> parts = {std::move(words)};
  for (const MailPart& part : mail.attachments) parts.push_back(attached_part(part));
  return multipart("mixed", boundary(mail, "parts"), parts);
}

void check(const Mail& mail) {
  check_address("sender", mail.from.address);
  check_address("recipient", mail.to.address);
  if (!mail.envelope_sender.empty()) check_address("envelope sender", mail.envelope_sender);
  if (!mail.reply_to.address.empty()) check_address("reply address", mail.reply_to.address);
  for (const auto* address : {&mail.from, &mail.to, &mail.reply_to})
    check_text("name", address->name);
  check_text("subject", mail.subject);
  check_id(mail.message_id);
  for (const std::string& id : mail.references) check_id(id);
}

}  // namespace

bool is_mail_address(std::string_view text) {
  const auto at = text.rfind('@');
  if (at == std::string_view::npos || text.size() > longest_address) return false;
  return at <= longest_local_part && parts_are(text.substr(0, at), is_atom) &&
         parts_are(text.substr(at + 1), is_label);
}

std::string mail_bytes(const Mail& mail) {
  check(mail);
  std::string out = "Date: " + date_time(mail.date) + "\r\nFrom: " + mailbox(mail.from) +
                    "\r\nTo: " + mailbox(mail.to) + "\r\n";
  if (!mail.reply_to.address.empty()) out += "Reply-To: " + mailbox(mail.reply_to) + "\r\n";
  out += "Message-ID: <" + mail.message_id + ">\r\n";
  if (!mail.references.empty()) {
    out += "In-Reply-To: <" + mail.references.back() + ">\r\nReferences:";
    for (const std::string& id : mail.references) out += "\r\n <" + id + ">";
    out += crlf;
  }
  out += "Subject: " + unstructured(mail.subject) + "\r\n";
  // RFC 3834: no answering machine should answer this one.
  out += "Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n";
  return out + body(mail);
}

}  // namespace facteur::gateway::delivery
