// PEPPOL and XRechnung ask that attachments (BT-125) have names of their own.
#pragma once

#include <string_view>
#include <unordered_set>

#include "formats/rules/report.h"

namespace facteur::formats {

inline void check_file_names(Node root, const Rule& rule, Report& report) {
  std::unordered_set<std::string_view> names;
  for (const Node document : each(root, Term::BG_24)) {
    const Node file = document.first(Term::BT_125);
    if (!file.has_attribute(Attribute::filename)) continue;
    const std::string_view name = file.attribute(Attribute::filename);
    if (!names.insert(name).second) report.add_value(rule, file, name);
  }
}

}  // namespace facteur::formats
