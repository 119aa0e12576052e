#include "gateway/delivery/bounce.h"

#include <algorithm>
#include <utility>

#include "gateway/delivery/mail.h"

namespace facteur::gateway::delivery {
namespace {

constexpr std::size_t most_headers = 500, most_parts = 20, longest_reason = 300;
constexpr std::size_t most_ids = 8, longest_id = 250;

char lowered(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lowered(x) == lowered(y); });
}

bool starts_ignoring_case(std::string_view text, std::string_view beginning) {
  return equal_ignoring_case(text.substr(0, beginning.size()), beginning);
}

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") + 1 - begin);
}

// The next line without its end, which is taken off the text.
std::string_view take_line(std::string_view& text) {
  const auto end = text.find('\n');
  std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

// A block of header fields, up to the empty line; folded lines are put together.
class Fields {
 public:
  // Takes the block off the text.
  explicit Fields(std::string_view& text) {
    while (!text.empty()) {
      const std::string_view line = take_line(text);
      if (line.empty()) return;
      const bool folded = line.front() == ' ' || line.front() == '\t';
      const auto colon = line.find(':');
      if (folded && !fields_.empty())
        fields_.back().second.append(" ").append(trimmed(line));
      else if (colon != std::string_view::npos && fields_.size() < most_headers)
        fields_.emplace_back(trimmed(line.substr(0, colon)), trimmed(line.substr(colon + 1)));
    }
  }

  bool empty() const { return fields_.empty(); }

  std::string_view operator[](std::string_view name) const {
    for (const auto& [known, value] : fields_)
      if (equal_ignoring_case(known, name)) return value;
    return {};
  }

 private:
  std::vector<std::pair<std::string, std::string>> fields_;
};

// `boundary=` of a Content-Type; empty when there is none.
std::string parameter(std::string_view type, std::string_view name) {
  for (auto semicolon = type.find(';'); semicolon != std::string_view::npos;
       semicolon = type.find(';')) {
    type = trimmed(type.substr(semicolon + 1));
    const auto equals = type.find('=');
    if (equals == std::string_view::npos) return {};
    if (!equal_ignoring_case(trimmed(type.substr(0, equals)), name)) continue;
    std::string_view value = trimmed(type.substr(equals + 1));
    if (value.starts_with('"')) return std::string(value.substr(1, value.substr(1).find('"')));
    return std::string(trimmed(value.substr(0, value.find(';'))));
  }
  return {};
}

// The parts between lines that begin with the boundary.
std::vector<std::string_view> parts_of(std::string_view body, const std::string& boundary) {
  std::vector<std::string_view> parts;
  if (boundary.empty()) return parts;
  const std::string mark = "--" + boundary;
  const char* begin = nullptr;
  while (!body.empty() && parts.size() < most_parts) {
    const std::string_view line = take_line(body);
    if (!line.starts_with(mark)) continue;
    if (begin) parts.emplace_back(begin, static_cast<std::size_t>(line.data() - begin));
    begin = body.data();
    if (line.substr(mark.size()).starts_with("--")) return parts;
  }
  // A report that was cut still tells what it told.
  if (begin && parts.size() < most_parts)
    parts.emplace_back(begin, static_cast<std::size_t>(body.data() + body.size() - begin));
  return parts;
}

// "rfc822; user@example.com" without its type.
std::string_view without_type(std::string_view field) {
  const auto semicolon = field.find(';');
  return trimmed(semicolon == std::string_view::npos ? field : field.substr(semicolon + 1));
}

std::string printable(std::string_view text) {
  std::string line(text.substr(0, longest_reason));
  std::replace_if(
      line.begin(), line.end(), [](char c) { return c < ' ' || c > '~'; }, ' ');
  return line;
}

Bounce::Kind kind_of(std::string_view action, std::string_view status) {
  if (equal_ignoring_case(action, "failed"))
    return status.starts_with("5.") ? Bounce::Kind::permanent : Bounce::Kind::temporary;
  return equal_ignoring_case(action, "delayed") ? Bounce::Kind::temporary : Bounce::Kind::other;
}

// RFC 3464, 2: a block about the message, then one for each recipient. One that failed for good
// counts before others: we write to one recipient a message.
void read_status(std::string_view text, Bounce& bounce) {
  for (std::size_t blocks = 0; !text.empty() && blocks < most_headers; ++blocks) {
    const Fields fields(text);
    const std::string_view action = fields["Action"];
    if (action.empty()) continue;
    const std::string_view status = trimmed(fields["Status"].substr(0, fields["Status"].find(' ')));
    const Bounce::Kind kind = kind_of(action, status);
    const bool first = bounce.status.empty();
    if (!first && kind != Bounce::Kind::permanent) continue;
    bounce.kind = kind;
    bounce.status = printable(status);
    bounce.recipient = printable(without_type(fields["Final-Recipient"]));
    bounce.reason = printable(without_type(fields["Diagnostic-Code"]));
    if (bounce.reason.empty()) bounce.reason = bounce.status;
    if (kind == Bounce::Kind::permanent) return;
  }
}

void add_id(Bounce& bounce, std::string_view field) {
  std::string_view id = trimmed(field);
  if (id.starts_with('<')) id = id.substr(1, id.find('>') - 1);
  const bool fits = !id.empty() && id.size() <= longest_id && bounce.message_ids.size() < most_ids;
  if (fits && std::find(bounce.message_ids.begin(), bounce.message_ids.end(), id) ==
                  bounce.message_ids.end())
    bounce.message_ids.emplace_back(id);
}

void read_part(std::string_view part, Bounce& bounce) {
  const Fields head(part);
  const std::string_view type = head["Content-Type"];
  if (starts_ignoring_case(type, "message/delivery-status") ||
      starts_ignoring_case(type, "message/global-delivery-status"))
    read_status(part, bounce);
  // The message that came back, or its headers alone.
  if (starts_ignoring_case(type, "message/rfc822") ||
      starts_ignoring_case(type, "text/rfc822-headers"))
    add_id(bounce, Fields(part)["Message-ID"]);
}

void add_verp(Bounce& bounce, const Fields& head, std::string_view bounces) {
  const auto at = bounces.rfind('@');
  if (at == std::string_view::npos) return;
  for (const char* name : {"Delivered-To", "X-Original-To", "To"}) {
    std::string_view address = head[name];
    if (const auto open = address.rfind('<'); open != std::string_view::npos)
      address = address.substr(open + 1, address.find('>', open) - open - 1);
    const std::string left = left_of_message_id(bounces, trimmed(address));
    if (!left.empty()) add_id(bounce, left + std::string(bounces.substr(at)));
  }
}

}  // namespace

std::optional<Bounce> read_bounce(std::string_view mail, std::string_view bounces) {
  mail = mail.substr(0, largest_bounce);
  const Fields head(mail);
  if (head.empty()) return std::nullopt;
  Bounce bounce;
  add_verp(bounce, head, bounces);
  const std::string_view type = head["Content-Type"];
  if (starts_ignoring_case(type, "multipart/report"))
    for (const std::string_view part : parts_of(mail, parameter(type, "boundary")))
      read_part(part, bounce);
  return bounce;
}

std::string bounce_address(std::string_view bounces, std::string_view message_id) {
  const auto at = bounces.rfind('@');
  const std::string plain(bounces);
  if (at == std::string_view::npos) return plain;
  const std::string own = plain.substr(0, at) + "+" +
                          std::string(message_id.substr(0, message_id.find('@'))) +
                          plain.substr(at);
  return is_mail_address(own) ? own : plain;
}

std::string left_of_message_id(std::string_view bounces, std::string_view recipient) {
  const auto at = bounces.rfind('@'), other_at = recipient.rfind('@');
  if (at == std::string_view::npos || other_at == std::string_view::npos) return {};
  const std::string beginning = std::string(bounces.substr(0, at)) + "+";
  if (!equal_ignoring_case(bounces.substr(at), recipient.substr(other_at)) ||
      other_at <= beginning.size() || !starts_ignoring_case(recipient, beginning))
    return {};
  return std::string(recipient.substr(beginning.size(), other_at - beginning.size()));
}

}  // namespace facteur::gateway::delivery
