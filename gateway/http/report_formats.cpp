#include "gateway/http/report_formats.h"

#include <algorithm>

#include "gateway/http/problems.h"
#include "gateway/http/queries.h"

namespace facteur::gateway::http {
namespace {

std::string names_of(const std::vector<ReportFormat>& formats) {
  std::string names;
  for (const ReportFormat& format : formats)
    names.append(names.empty() ? "" : ", ").append(format.name);
  return names;
}

const ReportFormat& by_name(const std::vector<ReportFormat>& formats, const std::string& name) {
  const auto found = std::find_if(formats.begin(), formats.end(),
                                  [&](const ReportFormat& format) { return format.name == name; });
  if (found == formats.end()) throw Refused{invalid_field("format", names_of(formats))};
  return *found;
}

const ReportFormat& by_accept(const std::vector<ReportFormat>& formats, std::string_view accept) {
  const ReportFormat* best = &formats.front();
  std::size_t place = std::string_view::npos;
  for (const ReportFormat& format : formats)
    if (const auto at = accept.find(format.media_type); at < place) {
      best = &format;
      place = at;
    }
  return *best;
}

}  // namespace

Handler in_formats(std::vector<ReportFormat> formats) {
  return [formats = std::move(formats)](Request& request) {
    try {
      const auto wanted = query_text(request, "format");
      const ReportFormat& format =
          wanted ? by_name(formats, *wanted) : by_accept(formats, request.header("accept"));
      return format.render(request);
    } catch (const Refused& refused) {
      return answer(request, refused.problem);
    }
  };
}

}  // namespace facteur::gateway::http
