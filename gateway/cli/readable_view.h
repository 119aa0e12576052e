// Documents as pages for people, with the fonts of this machine.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "gateway/flows/flow.h"
#include "gateway/http/message.h"

namespace facteur::gateway::cli {

struct ReadableViews {
  bool available = false;
  // A PDF; nothing when the document is neither an invoice that can be read nor a status message of
  // ours, or when there are no fonts.
  std::function<std::optional<std::string>(const flows::Flow&, std::string_view bytes,
                                           http::Language)>
      render;
};

// `store` must outlive the views. Loads Liberation Sans from where Debian's fonts-liberation2 puts
// it. Without it there are no readable views, which `log` is told; everything else works.
ReadableViews load_readable_views(store::Store& store,
                                  const std::function<void(const std::string&)>& log);

}  // namespace facteur::gateway::cli
