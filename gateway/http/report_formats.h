// One report, several formats: chosen by ?format=, else by the media types of Accept in the order
// in which they stand there, else the first of the list.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "gateway/http/message.h"

namespace facteur::gateway::http {

struct ReportFormat {
  std::string_view name;                           // "csv"
  std::string_view media_type;                     // "text/csv", without parameters
  std::function<Response(const Request&)> render;  // may throw Refused
};

// A format that is not in the list is answered with 400 INVALID_FIELD.
Handler in_formats(std::vector<ReportFormat> formats);

}  // namespace facteur::gateway::http
