#include "gateway/receivables/accounting/chart.h"

#include <algorithm>
#include <sstream>
#include <toml.hpp>

#include "gateway/receivables/accounting/embedded_accounting.h"

namespace facteur::gateway::receivables::accounting {
namespace {

// In the order of AccountUse and JournalUse.
constexpr std::string_view account_keys[] = {
    "customers",        "doubtful",     "bank", "suspense",     "opening",  "sales",     "vat",
    "sales_to_split",   "rebates",      "fees", "bank_charges", "bad_debt", "write_off", "gain",
    "discount_granted", "discount_kept"};
constexpr std::string_view journal_keys[] = {"sales", "opening", "bank", "other"};
static_assert(std::size(account_keys) == account_uses && std::size(journal_keys) == journal_uses);

[[noreturn]] void refuse(const std::string& what, const toml::value& where) {
  throw ChartError(toml::format_error(what, where, "here"));
}

bool is_alphanumeric(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool is_account_number(const std::string& text) {
  return text.size() >= 3 && text.size() <= 20 &&
         std::all_of(text.begin(), text.begin() + 3, [](char c) { return c >= '0' && c <= '9'; }) &&
         std::all_of(text.begin(), text.end(), is_alphanumeric);
}

bool is_journal_code(const std::string& text) {
  return !text.empty() && text.size() <= 10 &&
         std::all_of(text.begin(), text.end(), is_alphanumeric);
}

NamedCode read(const toml::value& value, const std::string& code_key,
               bool (*is_code)(const std::string&)) {
  const auto code = toml::find_or<std::string>(value, code_key, "");
  const auto name = toml::find_or<std::string>(value, "name", "");
  if (!is_code(code)) refuse(code_key + " is missing or malformed", value);
  if (name.empty() || name.find_first_of("\t\r\n|") != std::string::npos)
    refuse("name is missing, or holds a tab, a bar or a line end", value);
  return {code, name};
}

template <std::size_t n>
void read_all(const toml::value& table, const std::string_view (&keys)[n],
              const std::string& code_key, bool (*is_code)(const std::string&),
              std::array<NamedCode, n>& codes) {
  for (const auto& [key, value] : table.as_table())
    if (std::find(std::begin(keys), std::end(keys), key) == std::end(keys))
      refuse("unknown key: " + key, value);
  for (std::size_t i = 0; i < n; ++i) {
    const std::string key(keys[i]);
    if (!table.contains(key)) refuse("missing: " + key, table);
    codes[i] = read(table.at(key), code_key, is_code);
  }
}

}  // namespace

Chart parse_chart(std::string_view text, const std::string& file_name) {
  try {
    std::istringstream stream{std::string(text)};
    const toml::value document = toml::parse(stream, file_name);
    Chart chart;
    read_all(toml::find(document, "accounts"), account_keys, "number", is_account_number,
             chart.accounts);
    read_all(toml::find(document, "journals"), journal_keys, "code", is_journal_code,
             chart.journals);
    return chart;
  } catch (const ChartError&) {
    throw;
  } catch (const std::exception& error) {
    throw ChartError(error.what());
  }
}

Chart standard_chart() {
  return parse_chart(embedded_accounting[0].content, "accounting.toml");
}

}  // namespace facteur::gateway::receivables::accounting
