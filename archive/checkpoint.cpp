#include "archive/checkpoint.h"

#include <charconv>
#include <chrono>
#include <cstdio>

namespace facteur::archive {
namespace {

constexpr std::string_view kTitle = "facteur archive checkpoint 1";

// Reads "name value\n" lines from the front of a text.
class Lines {
 public:
  explicit Lines(std::string_view text) : rest_(text) {}

  std::optional<std::string_view> next(std::string_view name) {
    const std::size_t end = rest_.find('\n');
    if (end == std::string_view::npos || !rest_.starts_with(name)) return std::nullopt;
    std::string_view value = rest_.substr(name.size(), end - name.size());
    if (!name.empty() && !value.starts_with(' ')) return std::nullopt;
    if (!name.empty()) value.remove_prefix(1);
    rest_.remove_prefix(end + 1);
    return value;
  }

  bool empty() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

std::string_view cut_word(std::string_view& text) {
  const std::size_t end = text.find(' ');
  const std::string_view word = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return word;
}

template <class T>
bool parse_number(std::string_view text, T& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size();
}

bool parse_previous(std::string_view value, Checkpoint& checkpoint) {
  const bool number = parse_number(cut_word(value), checkpoint.previous_size);
  const auto hash = from_hex(value);
  if (!number || !hash) return false;
  checkpoint.previous_hash = *hash;
  return true;
}

std::optional<HeadSignature> parse_signature(std::string_view value) {
  HeadSignature signature;
  signature.algorithm = cut_word(value);
  signature.key_id = cut_word(value);
  auto bytes = from_base64(value);
  if (!bytes) return std::nullopt;
  signature.bytes = std::move(*bytes);
  return signature;
}

bool parse_head(Lines& lines, Checkpoint& checkpoint) {
  if (lines.next("") != kTitle) return false;
  const auto archive_id = lines.next("archive");
  const auto size = lines.next("size");
  const auto root = lines.next("root");
  const auto time = lines.next("time");
  const auto previous = lines.next("previous");
  if (!archive_id || !size || !root || !time || !previous) return false;
  const auto root_hash = from_hex(*root);
  const auto instant = parse_time(*time);
  if (!root_hash || !instant) return false;
  checkpoint.archive_id = *archive_id;
  checkpoint.root = *root_hash;
  checkpoint.time = *instant;
  return parse_number(*size, checkpoint.size) && parse_previous(*previous, checkpoint);
}

}  // namespace

std::optional<std::int64_t> parse_time(std::string_view text) {
  int year = 0;
  unsigned month = 0, day = 0, hour = 0, minute = 0, second = 0, micro = 0;
  const std::string copy(text);
  if (std::sscanf(copy.c_str(), "%4d-%2u-%2uT%2u:%2u:%2u.%6uZ", &year, &month, &day, &hour, &minute,
                  &second, &micro) != 7) {
    return std::nullopt;
  }
  using namespace std::chrono;
  const sys_days date = std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day);
  const auto time = date.time_since_epoch() + hours(hour) + minutes(minute) + seconds(second);
  return duration_cast<microseconds>(time).count() + micro;
}

std::string format_time(std::int64_t microseconds) {
  using namespace std::chrono;
  const sys_time<std::chrono::microseconds> instant{std::chrono::microseconds(microseconds)};
  const auto day = floor<days>(instant);
  const year_month_day date(day);
  const hh_mm_ss time(instant - day);
  char text[48];
  std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d.%06dZ", int(date.year()),
                unsigned(date.month()), unsigned(date.day()), int(time.hours().count()),
                int(time.minutes().count()), int(time.seconds().count()),
                int(time.subseconds().count()));
  return text;
}

std::string signed_part(const Checkpoint& checkpoint) {
  std::string text(kTitle);
  text.append("\narchive ").append(checkpoint.archive_id);
  text.append("\nsize ").append(std::to_string(checkpoint.size));
  text.append("\nroot ").append(to_hex(checkpoint.root));
  text.append("\ntime ").append(format_time(checkpoint.time));
  text.append("\nprevious ").append(std::to_string(checkpoint.previous_size));
  text.append(" ").append(to_hex(checkpoint.previous_hash)).append("\n");
  return text;
}

std::string format(const Checkpoint& checkpoint) {
  std::string text = signed_part(checkpoint);
  for (const HeadSignature& signature : checkpoint.signatures) {
    text.append("signature ").append(signature.algorithm).append(" ").append(signature.key_id);
    text.append(" ").append(to_base64(signature.bytes)).append("\n");
  }
  return text;
}

std::optional<Checkpoint> parse_checkpoint(std::string_view text) {
  if (text.size() > 1 << 20) return std::nullopt;
  Lines lines(text);
  Checkpoint checkpoint;
  if (!parse_head(lines, checkpoint)) return std::nullopt;
  while (!lines.empty()) {
    const auto line = lines.next("signature");
    auto signature = line ? parse_signature(*line) : std::nullopt;
    if (!signature) return std::nullopt;
    checkpoint.signatures.push_back(std::move(*signature));
  }
  // Writing it again catches every other spelling: leading zeros, month 13, trailing spaces.
  if (checkpoint.signatures.empty() || format(checkpoint) != text) return std::nullopt;
  return checkpoint;
}

}  // namespace facteur::archive
