#include "gateway/portal/rows.h"

#include "gateway/lifecycle/statuses.h"
#include "gateway/portal/display.h"
#include "gateway/portal/texts.h"

namespace facteur::gateway::portal {
namespace {

struct Tone {
  int code;
  std::string_view name;
};

constexpr Tone tones[] = {
    {200, "progress"},  {201, "progress"}, {202, "progress"},  {203, "progress"},
    {204, "progress"},  {205, "good"},     {206, "attention"}, {207, "attention"},
    {208, "attention"}, {209, "progress"}, {210, "bad"},       {211, "good"},
    {212, "good"},      {213, "bad"},      {221, "bad"},       {501, "bad"},
};

void set_money(Values& values, const std::string& key, const std::optional<Money>& money,
               Language language) {
  set_text(values, key, money ? show_amount(money->amount, money->currency, language) : "");
}

}  // namespace

std::string status_name(int code, Language language) {
  if (code == 0) return std::string(text("status.0", language));
  return typeset(lifecycle::name(code, language == Language::fr), language);
}

std::string status_about(int code, Language language) {
  if (code == 0) return std::string(text("status.0.about", language));
  const auto* status = lifecycle::find_status(code);
  return status ? typeset(status->meaning.in(language == Language::fr), language) : "";
}

std::string reason_label(const std::string& code, Language language) {
  const auto* reason = lifecycle::find_reason(code);
  return reason ? typeset(reason->label.in(language == Language::fr), language) : code;
}

std::string_view status_tone(int code) {
  for (const Tone& tone : tones)
    if (tone.code == code) return tone.name;
  return "neutral";
}

Values invoice_values(const InvoiceRow& row, Language language) {
  Values values;
  set_text(values, "flow_id", row.flow_id);
  set_text(values, "number", row.number);
  set_text(values, "file_name", row.file_name);
  set_text(values, "seller", row.seller);
  set_text(values, "buyer", row.buyer);
  set_text(values, "issue_date", show_date(row.issue_date, language));
  set_text(values, "due_date", show_date(row.due_date, language));
  set_money(values, "total", row.total, language);
  set_money(values, "open_amount", row.open_amount, language);
  set_text(values, "status", status_name(row.status, language));
  set_text(values, "tone", status_tone(row.status));
  return values;
}

}  // namespace facteur::gateway::portal
