#include "gateway/receivables/import/item_row.h"

#include <algorithm>
#include <charconv>

#include "formats/bank_numbers.h"
#include "formats/decimal.h"
#include "gateway/receivables/money.h"
#include "schemas/code_lists.h"

namespace facteur::gateway::receivables {
namespace {

using formats::Date;
using formats::Text;

enum Field {
  number,
  customer_id,
  kind,
  issue_date,
  currency,
  amount,
  due_date_field,
  creditor_reference,
  purchase_order,
  instalment,
  open_amount,
  vat,
  vat_on_receipts
};

constexpr std::string_view kinds[] = {"invoice", "credit_note", "down_payment"};

// A row being read: the first fault ends it.
struct Fault {
  const char* code;
  Text reason;
};

[[noreturn]] void fail(const char* code, const std::string& value, const char* fr, const char* en) {
  const std::string shown = value.empty() ? "—" : value.substr(0, 80);
  throw Fault{code, {shown + " : " + fr, shown + ": " + en}};
}

std::string checked_text(const char* code, const std::string& text, const char* fr,
                         const char* en) {
  if (text.find_first_of("\r\n\t") != std::string::npos)
    fail(code, "", "un saut de ligne ou une tabulation", "a line end or a tab");
  if (text.empty() || text.size() > 100) fail(code, text, fr, en);
  return text;
}

Date date_of(const std::string& text) {
  const auto date = Date::parse(text);
  if (!date) fail("DATE", text, "pas une date AAAA-MM-JJ", "not a date YYYY-MM-DD");
  return *date;
}

// A decimal point or, as French spreadsheets write it, a decimal comma. More decimals than the
// currency has here, two at least, are refused though they be zeros: "1,000" is a thousand where
// many people come from.
std::int64_t units_or_fail(const char* code, const std::string& text, unsigned exponent) {
  std::string decimal = text;
  if (decimal.find('.') == std::string::npos)
    std::replace(decimal.begin(), decimal.end(), ',', '.');
  const auto units = units_of(decimal, exponent);
  const auto point = decimal.find('.');
  const bool too_fine = point != std::string::npos && decimal.size() - point - 1 > exponent;
  if (!units || *units < 0 || too_fine)
    fail(code, text, "pas un montant positif avec au plus les décimales de sa devise",
         "not a positive amount with at most the decimals of its currency");
  return *units;
}

std::string currency_of(const std::string& text) {
  if (!codes::currencies.contains(text))
    fail("CURRENCY", text, "pas un code de devise ISO 4217", "not an ISO 4217 currency code");
  return text;
}

void read_due_date(const std::string& text, ItemRow& item) {
  item.due_basis = DueBasis::imported;
  if (!text.empty()) {
    item.due_on = date_of(text);
    return;
  }
  DueDateInputs inputs;
  inputs.issue_date = item.issued_on;
  inputs.credit_note = item.kind == "credit_note";
  const DueDate found = due_date(inputs);
  item.due_on = found.date;
  item.due_basis = found.basis;
}

std::optional<std::string> reference_of(std::string text) {
  text.erase(std::remove(text.begin(), text.end(), ' '), text.end());
  if (text.empty()) return std::nullopt;
  if (formats::looks_like_creditor_reference(text) && !formats::is_creditor_reference(text))
    fail("REFERENCE", text, "la clé de cette référence RF (ISO 11649) est fausse",
         "the check digits of this RF reference (ISO 11649) are wrong");
  return text;
}

std::int64_t instalment_of(const std::string& text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = text.empty() || (error == std::errc() && end == text.data() + text.size());
  if (!whole || value < 0 || value > 999)
    fail("INSTALMENT", text, "un rang d'échéance, de 1 à 999",
         "the rank of an instalment, 1 to 999");
  return value;
}

bool yes_or_no(const std::string& text) {
  constexpr std::string_view yes[] = {"yes", "true", "1", "oui"},
                             no[] = {"", "no", "false", "0", "non"};
  if (std::find(std::begin(yes), std::end(yes), text) != std::end(yes)) return true;
  if (std::find(std::begin(no), std::end(no), text) == std::end(no))
    fail("VAT", text, "vat_on_receipts est yes ou no", "vat_on_receipts is yes or no");
  return false;
}

std::vector<VatLine> vat_of(const std::string& text, std::int64_t total, unsigned exponent) {
  std::vector<VatLine> parts;
  std::int64_t sum = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(';', at), text.size());
    const std::string part = text.substr(at, end - at);
    at = end + 1;
    const auto equals = part.find('=');
    const auto rate = formats::Decimal::parse(part.substr(0, equals));
    if (equals == std::string::npos || !rate)
      fail("VAT", part, "attendu : taux=montant TTC", "expected: rate=amount with VAT");
    const std::string name = part.substr(0, equals);
    if (std::any_of(parts.begin(), parts.end(), [&](const VatLine& p) { return p.rate == name; }))
      fail("VAT", part, "un taux donné deux fois", "a rate given twice");
    parts.push_back({"S", name, units_or_fail("VAT", part.substr(equals + 1), exponent)});
    sum += parts.back().units;
  }
  if (!parts.empty() && sum != total)
    fail("VAT", text, "les montants par taux ne font pas le total",
         "the amounts by rate do not add up to the amount");
  return parts;
}

ItemRow read(const std::vector<std::string>& f) {
  ItemRow item;
  item.number = checked_text("NUMBER", f[number], "numéro absent, ou de plus de 100 octets",
                             "no number, or one of more than 100 bytes");
  item.customer =
      checked_text("CUSTOMER", f[customer_id], "customer_id manque", "customer_id is missing");
  item.kind = f[kind];
  if (std::find(std::begin(kinds), std::end(kinds), f[kind]) == std::end(kinds))
    fail("KIND", f[kind], "invoice, credit_note ou down_payment",
         "invoice, credit_note or down_payment");
  item.issued_on = date_of(f[issue_date]);
  read_due_date(f[due_date_field], item);
  item.currency = currency_of(f[currency]);
  item.exponent = exponent_of(item.currency);
  item.units = units_or_fail("AMOUNT", f[amount], item.exponent);
  if (item.units == 0) fail("AMOUNT", f[amount], "le montant est nul", "the amount is zero");
  item.open =
      f[open_amount].empty() ? item.units : units_or_fail("AMOUNT", f[open_amount], item.exponent);
  if (item.open > item.units)
    fail("AMOUNT", f[open_amount], "plus que le montant de la pièce",
         "more than the amount of the document");
  item.instalment = instalment_of(f[instalment]);
  item.creditor_reference = reference_of(f[creditor_reference]);
  if (!f[purchase_order].empty())
    item.purchase_order = checked_text("REFERENCE", f[purchase_order], "commande illisible",
                                       "unreadable purchase order");
  item.vat = vat_of(f[vat], item.units, item.exponent);
  item.vat_on_receipts = yes_or_no(f[vat_on_receipts]);
  if (item.kind != "credit_note") return item;
  item.units = -item.units;
  item.open = -item.open;
  return item;
}

}  // namespace

const std::vector<Column>& item_columns() {
  static const std::vector<Column> columns = {{"number", true},
                                              {"customer_id", true},
                                              {"kind", true},
                                              {"issue_date", true},
                                              {"currency", true},
                                              {"amount", true},
                                              {"due_date", false},
                                              {"creditor_reference", false},
                                              {"purchase_order", false},
                                              {"instalment", false},
                                              {"open_amount", false},
                                              {"vat", false},
                                              {"vat_on_receipts", false}};
  return columns;
}

std::variant<ItemRow, Refusal> read_item(const Row& row) {
  if (row.fault) return Refusal{row.line, "ROW", *row.fault};
  try {
    return read(row.fields);
  } catch (const Fault& fault) {
    return Refusal{row.line, fault.code, fault.reason};
  }
}

}  // namespace facteur::gateway::receivables
