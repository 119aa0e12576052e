// Files sent through a form of two parts, "csrf" and "file" in this order, so that nothing is taken
// in for a form that is not ours. Internal to the portal.
#pragma once

#include <cstddef>
#include <functional>
#include <string>

#include "gateway/portal/site.h"

namespace facteur::gateway::portal {

// Answers for a file. It reads `file` to its end, and must not accept it when file.failure() says
// that it is incomplete.
using FileTaker = std::function<http::Response(const std::string& name, http::BodySource& file)>;

// Takes the file of the form, of at most `limit` bytes, or answers with a page that says why not:
// an auditor, a form of another site, no file, too large.
http::Response take_file(const Site& site, http::Request& request, const Visitor& visitor,
                         std::size_t limit, const FileTaker& take);

}  // namespace facteur::gateway::portal
