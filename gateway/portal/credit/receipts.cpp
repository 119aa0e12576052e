// Receipts that wait for a person: what the bank said, what may be meant, and one click to say so.
#include <charconv>

#include "gateway/http/router.h"
#include "gateway/portal/credit/credit.h"
#include "gateway/portal/texts.h"
#include "gateway/receivables/receipt_queue.h"

namespace facteur::gateway::portal {
namespace {

using namespace receivables;

constexpr std::int64_t page_rows = 20;

std::int64_t number_of(std::string_view text) {
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

Values candidate_values(const RankedCandidate& candidate, const WaitingReceipt& receipt,
                        Language language) {
  Values values, items{Values::type::list};
  for (const CandidateItem& item : candidate.items) {
    Values one;
    one.set("id", std::to_string(item.id));
    one.set("number", item.number);
    one.set("open", money(item.open, receipt.exponent, receipt.currency, language));
    items.push_back(one);
  }
  values.set("name", candidate.customer_name);
  values.set("key", candidate.customer_key);
  values.set("link", percent_encoded(candidate.customer_key));
  values.set("reason", say(candidate.reason, language));
  values.set("score", std::to_string(candidate.score / 10));
  values.set("items", items);
  values.set("on_account", candidate.items.empty());
  return values;
}

Values receipt_values(const WaitingReceipt& receipt, Language language) {
  Values values, candidates{Values::type::list};
  const auto amount = [&](std::int64_t units) {
    return money(units, receipt.exponent, receipt.currency, language);
  };
  for (const RankedCandidate& candidate : receipt.candidates)
    candidates.push_back(candidate_values(candidate, receipt, language));
  values.set("movement", std::to_string(receipt.movement));
  values.set("day", day(receipt.booked_on, language));
  values.set("amount", amount(receipt.units));
  set_text(values, "left", receipt.left == receipt.units ? "" : amount(receipt.left));
  set_text(values, "payer", receipt.payer);
  set_text(values, "text", receipt.text);
  set_text(values, "reason", say(receipt.reason, language));
  values.set("candidates", candidates);
  values.set("none", receipt.candidates.empty());
  set_text(values, "customer", receipt.customer_key.value_or(""));
  return values;
}

}  // namespace

http::Response show_receipts(const Site& site, const http::Request& request,
                             const Visitor& visitor) {
  const std::int64_t after = number_of(asked(request, "after"));
  auto receipts = site.data.ledger->read([&](store::Connection& sql) {
    return waiting_receipts(sql, visitor.principal.tenant, after, page_rows + 1);
  });
  const bool more = std::ssize(receipts) > page_rows;
  if (more) receipts.pop_back();
  Values values, rows{Values::type::list};
  for (const WaitingReceipt& receipt : receipts)
    rows.push_back(receipt_values(receipt, visitor.language));
  values.set("title", std::string(text("rooms.receipts", visitor.language)));
  values.set("room_receipts", true);
  values.set("rows", rows);
  values.set("any", !receipts.empty());
  values.set("may_change", visitor.may_change());
  set_text(values, "next", more ? std::to_string(receipts.back().movement) : "");
  values.set("not_first", after > 0);
  values.set("paged", more || after > 0);
  return site.page(request, visitor, "receipts", std::move(values));
}

http::Response take_receipt_choice(const Site& site, const http::Request& request,
                                   const Visitor& visitor) {
  if (!visitor.may_change()) return site.refusal(request, visitor, 403, "error.read_only");
  const auto form = http::parse_form(request.body);
  const auto given = [&](const char* name) {
    const auto found = form.find(name);
    return found == form.end() ? std::string() : found->second;
  };
  ReceiptChoice choice{given("customer"), {}};
  const std::string items = given("items");
  for (std::string_view rest = items; !rest.empty();) {
    const auto one = rest.substr(0, rest.find(' '));
    if (!one.empty()) choice.items.push_back(number_of(one));
    rest.remove_prefix(std::min(rest.size(), one.size() + 1));
  }
  Acting acting;
  acting.tenant = visitor.principal.tenant;
  acting.actor = visitor.principal.subject;
  const auto outcome = site.data.ledger->write([&](store::Transaction& t) {
    return resolve_receipt(t, acting, number_of(request.parameter("movement")), choice);
  });
  if (const DeskRefusal* why = refusal(outcome)) {
    const int status = why->code == "NOT_FOUND" ? 404 : why->code == "CONFLICT" ? 409 : 400;
    return site.refusal(request, visitor, {status, why->code, why->text.fr, why->text.en, ""});
  }
  return redirect("/portal/receipts");
}

}  // namespace facteur::gateway::portal
