// The list of invoices, sent or received, with the form to send one.
#include "gateway/http/router.h"
#include "gateway/portal/display.h"
#include "gateway/portal/rows.h"
#include "gateway/portal/site.h"
#include "gateway/portal/texts.h"

namespace facteur::gateway::portal {
namespace {

std::string_view query(const http::Request& request, std::string_view name) {
  const auto found = request.query.find(name);
  return found == request.query.end() ? std::string_view() : found->second;
}

Values amounts(const std::vector<Money>& sums, Language language) {
  Values list{Values::type::list};
  for (const Money& sum : sums)
    list.push_back({"amount", show_amount(sum.amount, sum.currency, language)});
  return list;
}

Values summary_values(const Summary& summary, Language language) {
  Values values;
  values.set("open", amounts(summary.open, language));
  values.set("overdue", amounts(summary.overdue, language));
  values.set("late", !summary.overdue.empty());
  values.set("rejected", summary.rejected > 0);
  values.set("rejected_count", show_count(static_cast<std::uint64_t>(summary.rejected), language));
  return values;
}

struct View {
  Direction direction;
  InvoicePage page;
};

// What was asked for; without a wish the invoices sent, or those received when none was sent.
View load(const Site& site, const Visitor& visitor, std::string_view wish,
          const std::string& cursor) {
  if (wish == "received")
    return {Direction::received,
            site.data.invoices(visitor.principal, Direction::received, cursor)};
  View view{Direction::issued, site.data.invoices(visitor.principal, Direction::issued, cursor)};
  if (!wish.empty() || !view.page.rows.empty()) return view;
  auto received = site.data.invoices(visitor.principal, Direction::received, "");
  if (received.rows.empty()) return view;
  return {Direction::received, std::move(received)};
}

}  // namespace

http::Response show_home(const Site& site, const http::Request& request, const Visitor& visitor) {
  const Language language = visitor.language;
  const std::string cursor(query(request, "after"));
  const View view = load(site, visitor, query(request, "view"), cursor);
  const bool issued = view.direction == Direction::issued;

  Values values;
  values.set("room_invoices", true);
  values.set("title", std::string(text(issued ? "home.issued" : "home.received", language)));
  values.set("issued", issued);
  values.set("view", issued ? "issued" : "received");
  values.set("can_upload", issued && visitor.may_change());
  if (issued && cursor.empty() && site.data.summary && !view.page.rows.empty())
    values.set("summary", summary_values(site.data.summary(visitor.principal), language));

  Values rows{Values::type::list};
  for (const InvoiceRow& row : view.page.rows) {
    Values one = invoice_values(row, language);
    set_text(one, "party", issued ? row.buyer : row.seller);
    rows.push_back(one);
  }
  values.set("any", !view.page.rows.empty());
  values.set("rows", rows);
  values.set("not_first", !cursor.empty());
  set_text(values, "next", percent_encoded(view.page.next));
  values.set("paged", !cursor.empty() || !view.page.next.empty());
  return site.page(request, visitor, "home", std::move(values));
}

}  // namespace facteur::gateway::portal
