// facteur convert --to facturx: an invoice as a PDF for people and machines.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "formats/facturx/make.h"
#include "gateway/cli/arguments.h"

namespace facteur::gateway::cli {

// With our own pages; with --page, inside of that PDF; with --render-instead, with our own pages
// where that PDF is refused. `bytes_of` reads a file. Nothing when no invoice can be read:
// `reading` says why. The PDF is empty where the page was refused. Throws UsageError for options
// that cannot be used, std::runtime_error where fonts or the colour profile are missing.
std::optional<formats::facturx::Made> make_facturx(
    const std::string& document, const Arguments& arguments, formats::Reading& reading,
    const std::function<std::string(const std::string&)>& bytes_of);

}  // namespace facteur::gateway::cli
