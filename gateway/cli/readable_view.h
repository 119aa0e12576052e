// Documents as pages for people, with the fonts of this machine.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "formats/pdf/truetype.h"
#include "formats/readable/look.h"
#include "gateway/flows/archived_source.h"
#include "gateway/flows/flow.h"
#include "gateway/http/flow_routes.h"

namespace facteur::gateway::cli {

using Looks = std::map<std::string, formats::readable::Look, std::less<>>;

struct ReadableViews {
  bool pages = false;                                   // PDF can be made
  std::shared_ptr<const formats::pdf::FontPair> fonts;  // null when not
  // Nothing when the document is neither an invoice that can be read nor a status message of ours,
  // or when a PDF is asked for and there are no fonts.
  std::function<std::optional<std::string>(const flows::Flow&, flows::ArchivedSource& document,
                                           const http::ViewOrder&)>
      render;
};

// `store` must outlive the views; attachments wait in `spool` while a view is made. Loads
// Liberation Sans from where Debian's fonts-liberation2 puts it. Without it there are no PDFs,
// which `log` is told; everything else works. `looks`: of the companies whose own invoices have
// one, by SIREN.
ReadableViews load_readable_views(store::Store& store, const std::filesystem::path& spool,
                                  Looks looks, const std::function<void(const std::string&)>& log);

}  // namespace facteur::gateway::cli
