#include "gateway/portal/rows.h"

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
  const std::string number = std::to_string(code);
  return std::string(text_or("status." + number, language, number));
}

std::string status_about(int code, Language language) {
  return std::string(text_or("status." + std::to_string(code) + ".about", language, ""));
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
