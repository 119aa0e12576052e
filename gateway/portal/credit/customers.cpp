// The list of customers, with what each owes today.
#include "gateway/receivables/customers.h"

#include <map>

#include "gateway/portal/credit/credit.h"
#include "gateway/portal/texts.h"

namespace facteur::gateway::portal {
namespace {

constexpr std::int64_t page_rows = 25;

struct Owed {
  std::string currency;
  unsigned exponent = 2;
  std::int64_t open = 0, overdue = 0;
};

// By currency.
std::vector<Owed> owed_by(store::Connection& sql, const std::string& tenant,
                          const std::string& customer, formats::Date on) {
  std::map<std::string, Owed> sums;
  for (const auto& item : receivables::open_items(sql, tenant, {on, {}}, customer)) {
    Owed& sum = sums[item.currency];
    sum.currency = item.currency;
    sum.exponent = item.exponent;
    sum.open += item.open;
    if (item.open > 0 && item.due_on < on) sum.overdue += item.open;
  }
  std::vector<Owed> owed;
  for (auto& [currency, sum] : sums) owed.push_back(std::move(sum));
  return owed;
}

Values row_of(const receivables::Customer& customer, const std::vector<Owed>& owed,
              Language language) {
  Values row, sums{Values::type::list};
  row.set("name", customer.name);
  row.set("key", customer.key);
  row.set("link", percent_encoded(customer.key));
  set_text(row, "siren", customer.siren.value_or(""));
  set_text(row, "group", customer.group.value_or(""));
  set_text(row, "segment", customer.segment);
  for (const Owed& one : owed) {
    Values sum;
    sum.set("open", money(one.open, one.exponent, one.currency, language));
    set_text(sum, "overdue",
             one.overdue == 0 ? "" : money(one.overdue, one.exponent, one.currency, language));
    sums.push_back(sum);
  }
  row.set("sums", sums);
  return row;
}

}  // namespace

http::Response show_customers(const Site& site, const http::Request& request,
                              const Visitor& visitor) {
  const Language language = visitor.language;
  const std::string search = asked(request, "q"), after = asked(request, "after");
  const std::string& tenant = visitor.principal.tenant;
  Values rows{Values::type::list};
  std::string next;
  std::int64_t shown = 0;
  site.data.ledger->read([&](store::Connection& sql) {
    for (const auto& customer :
         receivables::customers_page(sql, tenant, search, after, page_rows + 1)) {
      if (++shown > page_rows) break;
      rows.push_back(row_of(customer, owed_by(sql, tenant, customer.key, today(site)), language));
      next = customer.key;
    }
  });
  if (shown <= page_rows) next.clear();

  Values values;
  values.set("title", std::string(text("rooms.customers", language)));
  values.set("room_customers", true);
  values.set("search", search);
  values.set("search_encoded", percent_encoded(search));
  values.set("rows", rows);
  values.set("any", shown > 0);
  set_text(values, "next", percent_encoded(next));
  values.set("not_first", !after.empty());
  values.set("paged", !after.empty() || !next.empty());
  return site.page(request, visitor, "customers", std::move(values));
}

}  // namespace facteur::gateway::portal
