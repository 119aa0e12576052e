// A bank statement sent through the form of the receipts: what became of each movement, or why
// nothing was booked.
#include <array>
#include <map>

#include "gateway/portal/credit/credit.h"
#include "gateway/portal/display.h"
#include "gateway/portal/texts.h"
#include "gateway/portal/upload.h"
#include "gateway/receivables/bank/import.h"
#include "gateway/receivables/bank/mapping.h"

namespace facteur::gateway::portal {
namespace {

using namespace receivables;

constexpr std::size_t largest_file = 64u << 20;  // bytes
constexpr std::size_t longest_name = 255;
constexpr std::size_t most_rows = 500;  // on the page; all are booked
constexpr int unprocessable = 422;

// The pill of an outcome.
std::string_view look_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::applied:
      return "good";
    case Outcome::partly_applied:
    case Outcome::unapplied:
      return "attention";
    case Outcome::reopened:
      return "bad";
    default:
      return "neutral";
  }
}

std::string named(Outcome outcome, Language language) {
  return std::string(text("outcome." + std::string(to_string(outcome)), language));
}

Values row_of(const bank::ImportedMovement& imported, Language language) {
  const formats::bank::Movement& movement = *imported.movement;
  const bool credit = movement.direction == formats::bank::Direction::credit;
  const std::int64_t units = movement.amount.units(imported.exponent).value_or(0);
  Values row, numbers{Values::type::list};
  for (const Allocation& allocation : imported.outcome.allocations) {
    Values one;
    one.set("number", allocation.number);
    one.set("amount", money(allocation.units, imported.exponent, movement.currency, language));
    numbers.push_back(one);
  }
  row.set("day", day(movement.booked_on, language));
  row.set("amount", money(credit ? units : -units, imported.exponent, movement.currency, language));
  set_text(row, "payer", movement.payer);
  set_text(row, "text", movement.remittance);
  row.set("outcome", named(imported.outcome.outcome, language));
  row.set("look", std::string(look_of(imported.outcome.outcome)));
  set_text(row, "reason", say(imported.outcome.reason, language));
  set_text(row, "customer", imported.outcome.customer.value_or(""));
  row.set("link", percent_encoded(imported.outcome.customer.value_or("")));
  row.set("numbers", numbers);
  return row;
}

// How many movements had each outcome, in the order of the enumeration.
Values counts_of(const bank::Import& result, Language language) {
  std::map<Outcome, std::uint64_t> counts;
  for (const auto& movement : result.movements) ++counts[movement.outcome.outcome];
  Values list{Values::type::list};
  for (const auto& [outcome, count] : counts) {
    Values one;
    one.set("name", named(outcome, language));
    one.set("look", std::string(look_of(outcome)));
    one.set("count", show_count(count, language));
    list.push_back(one);
  }
  return list;
}

Values notes_of(const std::vector<formats::bank::Fault>& faults, Language language) {
  Values list{Values::type::list};
  for (std::size_t i = 0; i < faults.size() && i < most_rows; ++i) {
    Values one;
    one.set("code", faults[i].code);
    set_text(one, "line", faults[i].line == 0 ? "" : std::to_string(faults[i].line));
    one.set("text", say(faults[i].message, language));
    list.push_back(one);
  }
  return list;
}

http::Response answer(const Site& site, const http::Request& request, const Visitor& visitor,
                      const std::string& name, const bank::Import& result) {
  const Language language = visitor.language;
  Values values, rows{Values::type::list};
  for (std::size_t i = 0; i < result.movements.size() && i < most_rows; ++i)
    rows.push_back(row_of(result.movements[i], language));
  const bool refused = !result.file && !result.booked_before;
  values.set("title", std::string(text("statement.title", language)));
  values.set("room_receipts", true);
  values.set("name", name);
  const std::string format(formats::bank::to_string(result.reading.format));
  values.set("format", std::string(text("format." + format, language)));
  values.set("refused", refused);
  values.set("repeated", result.booked_before.has_value());
  values.set("booked", result.file.has_value());
  values.set("faults", notes_of(refused ? result.faults : result.remarks, language));
  values.set("any_fault", !(refused ? result.faults : result.remarks).empty());
  values.set("counts", counts_of(result, language));
  values.set("rows", rows);
  values.set("any", !result.movements.empty());
  values.set("cut", result.movements.size() > most_rows);
  return site.page(request, visitor, "statement", std::move(values), refused ? unprocessable : 200);
}

std::string read_all(http::BodySource& file) {
  std::string bytes;
  std::array<char, 65536> buffer;
  while (const std::size_t count = file.read(buffer.data(), buffer.size()))
    bytes.append(buffer.data(), count);
  return bytes;
}

}  // namespace

http::Response take_statement(const Site& site, http::Request& request, const Visitor& visitor) {
  const auto take = [&](const std::string& given, http::BodySource& file) {
    const std::string bytes = read_all(file);
    if (file.failure()) {
      auto response = site.refusal(request, visitor, *file.failure());
      response.close = true;
      return response;
    }
    const std::string name = given.substr(0, longest_name);
    formats::bank::ReadOptions options;
    options.limits.bytes = largest_file;
    options.csv = {bank::standard_mapping()};
    const auto result = bank::import_file(
        *site.data.ledger, {visitor.principal.tenant, name, bytes, visitor.principal.subject},
        options);
    return answer(site, request, visitor, name, result);
  };
  return take_file(site, request, visitor, largest_file, take);
}

}  // namespace facteur::gateway::portal
