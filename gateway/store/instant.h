// Instants: microseconds since 1970-01-01T00:00:00Z, UTC, no leap seconds. Shown in a user's zone
// only at the edge. Civil dates are another type (formats/civil_date.h).
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace facteur::gateway {

struct Instant {
  std::int64_t microseconds = 0;
  auto operator<=>(const Instant&) const = default;
};

// The source of time is always passed in; only the command line makes a real one.
using Clock = std::function<Instant()>;
Clock system_clock();

// RFC 3339 with six decimals: "2026-11-21T21:45:00.000123Z".
std::string to_string(Instant instant);

// RFC 3339 date-time, any offset, up to nine decimals (cut to six). Null when it is not one.
std::optional<Instant> parse_instant(std::string_view text);

// The civil day in Europe/Paris, "YYYY-MM-DD": the day on which French law sees the instant.
std::string paris_day(Instant instant);

// Europe/Paris wall clock as "yyyymmddhhmmss" (UN/CEFACT format 204).
std::string paris_stamp(Instant instant);

// Europe/Paris wall clock for people: "21/11/2026 22:45" in French, "2026-11-21 22:45" in English.
std::string paris_display(Instant instant, bool french);

}  // namespace facteur::gateway
