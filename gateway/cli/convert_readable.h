// facteur convert --to pdf|html: an invoice as people read it.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "gateway/cli/arguments.h"

namespace facteur::gateway::cli {

bool is_readable_form(std::string_view form);

// Hands the view to `write`. 0: done. Throws UsageError for what is not an invoice, for a logo or
// a colour that cannot be used, std::runtime_error where the fonts are missing.
int write_readable(std::string_view form, const std::string& document, const Arguments& arguments,
                   const std::function<void(const std::string&)>& write);

}  // namespace facteur::gateway::cli
