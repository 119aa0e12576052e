#include "archive/entry.h"

#include <algorithm>

#include "archive/bytes.h"

namespace facteur::archive {
namespace {

constexpr std::uint8_t kVersion = 1;

constexpr std::array<std::string_view, 13> kNames = {
    "unknown",         "reception", "verdict", "status",      "delivery",   "seal",     "access",
    "integrity_check", "hold",      "release", "elimination", "key_change", "abandoned"};

template <std::unsigned_integral T>
void put_number(std::string& out, T value) {
  put(out, static_cast<std::uint32_t>(sizeof(T)));
  put(out, value);
}

// Takes the fields one after the other and remembers whether any was not what it should be.
class Fields {
 public:
  explicit Fields(std::string_view bytes) : reader_(bytes) {}

  template <std::unsigned_integral T>
  T number() {
    Reader field(sized(sizeof(T)));
    return field.number<T>().value_or(T{});
  }

  template <std::size_t N>
  void fixed(std::array<std::uint8_t, N>& into) {
    const std::string_view bytes = sized(N);
    std::copy(bytes.begin(), bytes.end(), into.begin());
  }

  std::string_view text(std::size_t limit) {
    const auto field = reader_.field();
    good_ = good_ && field && field->size() <= limit;
    return good_ ? *field : std::string_view();
  }

  void require(bool condition) { good_ = good_ && condition; }
  bool good() const { return good_ && reader_.empty(); }

 private:
  std::string_view sized(std::size_t size) {
    const auto field = reader_.field();
    good_ = good_ && field && field->size() == size;
    return good_ ? *field : std::string_view();
  }

  Reader reader_;
  bool good_ = true;
};

}  // namespace

std::string_view name_of(EntryType type) {
  const auto number = static_cast<std::size_t>(type);
  return kNames[number < kNames.size() ? number : 0];
}

std::string encode(const Entry& entry) {
  std::string out;
  out.reserve(384);
  put_number(out, kVersion);
  put_number(out, static_cast<std::uint8_t>(entry.type));
  put_number(out, entry.index);
  put_number(out, static_cast<std::uint64_t>(entry.time));
  put_field(out, entry.tenant);
  put_field(out, entry.subject);
  put_field(out, entry.actor);
  put_field(out, entry.media_type);
  put_field(out, entry.note);
  put_number(out, static_cast<std::uint8_t>(entry.has_object));
  put_field(out, as_bytes(entry.object_sha256));
  put_field(out, as_bytes(entry.object_sha512));
  put_number(out, entry.object_size);
  put_number(out, static_cast<std::uint64_t>(entry.retention_until_day));
  put_field(out, as_bytes(entry.salt));
  put_field(out, as_bytes(entry.previous));
  return out;
}

std::optional<Entry> decode_entry(std::string_view bytes) {
  Fields fields(bytes);
  Entry entry;
  fields.require(fields.number<std::uint8_t>() == kVersion);
  entry.type = static_cast<EntryType>(fields.number<std::uint8_t>());
  fields.require(entry.type >= EntryType::reception && entry.type <= EntryType::abandoned);
  entry.index = fields.number<std::uint64_t>();
  entry.time = static_cast<std::int64_t>(fields.number<std::uint64_t>());
  entry.tenant = fields.text(kMaxName);
  entry.subject = fields.text(kMaxName);
  entry.actor = fields.text(kMaxName);
  entry.media_type = fields.text(kMaxName);
  entry.note = fields.text(kMaxNote);
  const auto has_object = fields.number<std::uint8_t>();
  fields.require(has_object <= 1);
  entry.has_object = has_object == 1;
  fields.fixed(entry.object_sha256);
  fields.fixed(entry.object_sha512);
  entry.object_size = fields.number<std::uint64_t>();
  entry.retention_until_day = static_cast<std::int64_t>(fields.number<std::uint64_t>());
  fields.fixed(entry.salt);
  fields.fixed(entry.previous);
  if (!fields.good()) return std::nullopt;
  return entry;
}

}  // namespace facteur::archive
