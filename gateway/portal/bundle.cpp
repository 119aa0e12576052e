// What came in one archive: each file with where it stands.
#include <algorithm>

#include "gateway/portal/display.h"
#include "gateway/portal/rows.h"
#include "gateway/portal/site.h"

namespace facteur::gateway::portal {

http::Response show_bundle(const Site& site, const http::Request& request, const Visitor& visitor) {
  const auto bundle = site.data.bundle(visitor.principal, std::string(request.parameter("id")));
  if (!bundle) return site.refusal(request, visitor, 404, "error.not_found");
  const Language language = visitor.language;
  Values values;
  values.set("title", bundle->name);
  values.set("name", bundle->name);
  values.set("submitted", paris_display(bundle->submitted_at, language == Language::fr));
  values.set("submitted_instant", to_string(bundle->submitted_at));
  values.set("count", show_count(bundle->rows.size(), language));
  values.set("several", bundle->rows.size() > 1);
  values.set("refresh", std::any_of(bundle->rows.begin(), bundle->rows.end(),
                                    [](const InvoiceRow& row) { return row.status == 0; }));
  Values rows{Values::type::list};
  for (const InvoiceRow& row : bundle->rows) rows.push_back(invoice_values(row, language));
  values.set("rows", rows);
  Values ignored{Values::type::list};
  for (const std::string& path : bundle->ignored) ignored.push_back({"path", path});
  values.set("ignored", ignored);
  values.set("any_ignored", !bundle->ignored.empty());
  return site.page(request, visitor, "bundle", std::move(values));
}

}  // namespace facteur::gateway::portal
