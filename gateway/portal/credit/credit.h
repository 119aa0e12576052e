// The credit manager's pages: customers, their accounts, the aged balance, receipts that wait for a
// person, the agenda, the reminders of a day. Each page in the file of its name. Internal to the
// portal.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "gateway/portal/site.h"
#include "gateway/receivables/ledger.h"

namespace facteur::gateway::portal {

http::Response show_aged(const Site& site, const http::Request& request, const Visitor& visitor);
http::Response show_aged_items(const Site& site, const http::Request& request,
                               const Visitor& visitor);
http::Response send_aged_sheet(const Site& site, const http::Request& request,
                               const Visitor& visitor);
http::Response send_aged_report(const Site& site, const http::Request& request,
                                const Visitor& visitor);
http::Response show_figures(const Site& site, const http::Request& request, const Visitor& visitor);
http::Response show_figure_items(const Site& site, const http::Request& request,
                                 const Visitor& visitor);
http::Response send_figures_sheet(const Site& site, const http::Request& request,
                                  const Visitor& visitor);
http::Response send_figures_report(const Site& site, const http::Request& request,
                                   const Visitor& visitor);
http::Response show_receipts(const Site& site, const http::Request& request,
                             const Visitor& visitor);
http::Response take_statement(const Site& site, http::Request& request, const Visitor& visitor);
http::Response take_receipt_choice(const Site& site, const http::Request& request,
                                   const Visitor& visitor);
http::Response show_account(const Site& site, const http::Request& request, const Visitor& visitor);
http::Response show_customers(const Site& site, const http::Request& request,
                              const Visitor& visitor);
http::Response show_agenda(const Site& site, const http::Request& request, const Visitor& visitor);
http::Response show_reminders(const Site& site, const http::Request& request,
                              const Visitor& visitor);
http::Response close_agenda_task(const Site& site, const http::Request& request,
                                 const Visitor& visitor);

struct CreditPage {
  std::string_view path;
  http::Response (*show)(const Site&, const http::Request&, const Visitor&);
};
// clang-format off
inline constexpr CreditPage credit_pages[] = {
    {"/portal/aged", show_aged},
    {"/portal/aged/items", show_aged_items},
    {"/portal/aged.csv", send_aged_sheet},
    {"/portal/aged.pdf", send_aged_report},
    {"/portal/figures", show_figures},
    {"/portal/figures.csv", send_figures_sheet},
    {"/portal/figures.pdf", send_figures_report},
    {"/portal/figures/{figure}", show_figure_items},
    {"/portal/customers", show_customers},
    {"/portal/customers/{key}", show_account},
    {"/portal/receipts", show_receipts},
    {"/portal/agenda", show_agenda},
    {"/portal/reminders", show_reminders},
};
// clang-format on

// Forms that change something.
struct CreditForm {
  std::string_view path;
  http::Response (*take)(const Site&, const http::Request&, const Visitor&);
};
inline constexpr CreditForm credit_forms[] = {
    {"/portal/agenda/{task}/close", close_agenda_task},
    {"/portal/receipts/{movement}", take_receipt_choice},
};

// What the pages share.

// A day of the query; `otherwise` when it is left out or is none.
formats::Date day_asked(const http::Request& request, std::string_view name,
                        formats::Date otherwise);
std::string asked(const http::Request& request, std::string_view name);
formats::Date today(const Site& site);  // in Europe/Paris
std::string money(std::int64_t units, unsigned exponent, const std::string& currency,
                  Language language);
std::string day(formats::Date date, Language language);
std::string say(const formats::Text& text, Language language);
// "invoice", "credit_note" ... in words.
std::string item_kind(std::string_view kind, Language language);
// A link to an item: number, and the flow where it came with one.
void set_item(Values& values, const receivables::OpenItem& item, formats::Date on,
              Language language);

}  // namespace facteur::gateway::portal
