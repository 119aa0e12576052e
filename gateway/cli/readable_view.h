// Documents as pages for people, with the fonts of this machine.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "gateway/flows/archived_source.h"
#include "gateway/flows/flow.h"
#include "gateway/http/message.h"

namespace facteur::gateway::cli {

struct ReadableViews {
  bool available = false;
  // A PDF; nothing when the document is neither an invoice that can be read nor a status message of
  // ours, or when there are no fonts.
  std::function<std::optional<std::string>(const flows::Flow&, flows::ArchivedSource& document,
                                           http::Language)>
      render;
};

// `store` must outlive the views; attachments wait in `spool` while a view is made. Loads
// Liberation Sans from where Debian's fonts-liberation2 puts it. Without it there are no readable
// views, which `log` is told; everything else works.
ReadableViews load_readable_views(store::Store& store, const std::filesystem::path& spool,
                                  const std::function<void(const std::string&)>& log);

}  // namespace facteur::gateway::cli
