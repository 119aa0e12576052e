// Identifiers of flows and other things that outsiders name.
#pragma once

#include <functional>
#include <string>

#include "gateway/store/instant.h"

namespace facteur::gateway::flows {

// Cryptographically random bytes.
using Random = std::function<std::string(std::size_t)>;

// A UUID of version 7 (RFC 9562 §5.7): begins with the time in milliseconds, so that new rows stand
// together in an index; the other 74 bits are random.
std::string new_uuid(Instant now, const Random& random);

}  // namespace facteur::gateway::flows
