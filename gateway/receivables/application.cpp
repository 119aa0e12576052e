#include "gateway/receivables/application.h"

#include <algorithm>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>

#include "gateway/receivables/consequences.h"
#include "gateway/receivables/customers.h"
#include "gateway/receivables/money.h"
#include "gateway/receivables/posting.h"

namespace facteur::gateway::receivables {
namespace {

using formats::Date;
using store::Transaction;
using Json = nlohmann::json;

// Movements of an application that settle items against each other; the other kinds that an
// application posts are those of Difference.
constexpr std::string_view settling = "application";

constexpr std::string_view difference_names[] = {"rounding", "discount", "bank_charge", "write_off",
                                                 "bad_debt"};

[[noreturn]] void refuse(const char* why) {
  throw std::invalid_argument(why);
}

LedgerItem item_or_throw(store::Connection& connection, std::int64_t id) {
  auto item = find_item(connection, id);
  if (!item) refuse("no such item in the ledger");
  return std::move(*item);
}

// The items of the parts, in their order; checked against what the ledger allows.
std::vector<LedgerItem> items_of(store::Connection& connection, const NewApplication& application) {
  std::vector<LedgerItem> items;
  std::set<std::int64_t> seen;
  for (const Part& part : application.parts) {
    if (!seen.insert(part.item).second) refuse("an item stands twice in an application");
    LedgerItem item = item_or_throw(connection, part.item);
    if (item.account.id != application.account) refuse("an item of another account");
    const bool takes = part.units != 0 && (part.units < 0) == (item.open > 0);
    if (!takes || std::abs(part.units) > std::abs(item.open))
      refuse("a part takes more than is open on its item");
    items.push_back(std::move(item));
  }
  if (items.empty()) refuse("an application without parts");
  return items;
}

std::int64_t sum_of(const std::vector<Part>& parts) {
  std::int64_t sum = 0;
  for (const Part& part : parts)
    if (__builtin_add_overflow(sum, part.units, &sum)) refuse("the sum exceeds 64 bits");
  return sum;
}

// How much of each part is not settled by the others but is the difference: of the sign of the sum,
// from the last part on.
std::vector<std::int64_t> shares_of_difference(const std::vector<Part>& parts) {
  std::vector<std::int64_t> shares(parts.size(), 0);
  std::int64_t left = sum_of(parts);
  for (std::size_t i = parts.size(); i-- > 0 && left != 0;) {
    if ((parts[i].units < 0) != (left < 0)) continue;
    shares[i] = left < 0 ? std::max(left, parts[i].units) : std::min(left, parts[i].units);
    left -= shares[i];
  }
  return shares;
}

Date latest_of(Date day, const std::vector<LedgerItem>& items) {
  for (const LedgerItem& item : items) day = std::max(day, item.issued_on);
  return day;
}

std::int64_t insert_application(Transaction& transaction, std::int64_t account, Date effective_on,
                                std::optional<std::int64_t> undoes, const std::string& reason,
                                const std::string& evidence, const std::string& actor) {
  transaction.sql().execute(
      "INSERT INTO applications (account, effective_on, known_at, undoes, reason, evidence, actor)"
      " VALUES (?, ?, ?, ?, ?, ?, ?)",
      account, to_number(effective_on), transaction.now().microseconds, undoes, reason, evidence,
      actor);
  return last_id(transaction);
}

Json json_of(const std::vector<LedgerItem>& items, const std::vector<Part>& parts) {
  Json list = Json::array();
  for (std::size_t i = 0; i < items.size(); ++i)
    list.push_back({{"item", items[i].id},
                    {"number", items[i].number},
                    {"amount", decimal_of(parts[i].units, items[i].account.exponent)}});
  return list;
}

// A movement of an application that is to be undone.
struct PostedMovement {
  std::int64_t item, units;
  std::string kind;
  Date effective_on;
};

std::vector<PostedMovement> movements_of(store::Connection& connection, std::int64_t application) {
  std::vector<PostedMovement> movements;
  for (const auto& [item, units, kind, day] :
       connection.rows<std::int64_t, std::int64_t, std::string, std::int64_t>(
           "SELECT item, units, kind, effective_on FROM receivable_movements"
           " WHERE application = ? ORDER BY id",
           application))
    movements.push_back({item, units, kind, to_date(day)});
  return movements;
}

// One part for each item, in the order of first mention.
std::vector<Part> reversed_parts(const std::vector<PostedMovement>& movements) {
  std::vector<Part> parts;
  for (const PostedMovement& movement : movements) {
    const auto known = std::find_if(parts.begin(), parts.end(),
                                    [&](const Part& part) { return part.item == movement.item; });
    if (known == parts.end())
      parts.push_back({movement.item, -movement.units});
    else
      known->units -= movement.units;
  }
  return parts;
}

struct Made {
  std::int64_t account;
  Date effective_on;
};

Made application_to_undo(store::Connection& connection, std::int64_t id) {
  using Number = std::int64_t;
  const auto row = connection.row<Number, Number, std::optional<Number>, std::optional<Number>>(
      "SELECT a.account, a.effective_on, a.undoes, u.id FROM applications a"
      " LEFT JOIN applications u ON u.undoes = a.id WHERE a.id = ?",
      id);
  if (!row) refuse("no such application");
  const auto& [account, effective_on, undoes, undone_by] = *row;
  if (undoes) refuse("an undoing is not undone: apply again");
  if (undone_by) refuse("the application is already undone");
  return {account, to_date(effective_on)};
}

}  // namespace

std::string_view to_string(Difference difference) {
  return difference_names[static_cast<std::size_t>(difference)];
}

std::vector<std::int64_t> applications_of(store::Connection& connection, std::int64_t item) {
  std::vector<std::int64_t> ids;
  for (const auto& [id] : connection.rows<std::int64_t>(
           "SELECT DISTINCT a.id FROM receivable_movements m"
           " CROSS JOIN applications a ON a.id = m.application"
           " WHERE m.item = ? AND a.undoes IS NULL"
           " AND NOT EXISTS (SELECT 1 FROM applications u WHERE u.undoes = a.id)"
           " ORDER BY a.id DESC",
           item))
    ids.push_back(id);
  return ids;
}

std::int64_t post_receipt(Transaction& transaction, const NewReceipt& receipt) {
  if (receipt.units <= 0) refuse("a receipt is a positive amount");
  const auto customer = find_customer(transaction.sql(), receipt.tenant, receipt.customer_key);
  if (!customer) refuse("no such customer");
  const Account account = account_for(transaction, receipt.tenant, receipt.customer_key,
                                      customer->name, {}, receipt.currency);
  NewItem item;
  item.account = account.id;
  item.number = receipt.reference;
  item.kind = "payment";
  item.issued_on = item.due_on = receipt.received_on;
  item.due_basis = to_string(DueBasis::credit);
  item.units = -receipt.units;
  item.bank_movement = receipt.bank_movement;
  const std::int64_t id = insert_item(transaction, item, receipt.actor);
  const Json data = {
      {"customer", receipt.customer_key},
      {"currency", receipt.currency},
      {"amount", decimal_of(receipt.units, account.exponent)},
      {"receivedOn", receipt.received_on.to_string()},
      {"reference", receipt.reference},
      {"bankMovement", receipt.bank_movement ? Json(*receipt.bank_movement) : Json(nullptr)}};
  transaction.append(
      {"receipt.posted", receipt.tenant, std::to_string(id), receipt.actor, data.dump()});
  return id;
}

std::int64_t apply(Transaction& transaction, const NewApplication& application) {
  const auto items = items_of(transaction.sql(), application);
  const auto shares = shares_of_difference(application.parts);
  if (!application.difference && sum_of(application.parts) != 0)
    refuse("the parts of an application without a difference add up to zero");
  const Date effective_on = latest_of(application.effective_on, items);
  const std::int64_t id =
      insert_application(transaction, application.account, effective_on, {}, application.reason,
                         application.evidence, application.actor);
  for (std::size_t i = 0; i < items.size(); ++i) {
    const auto post_part = [&](std::string_view kind, std::int64_t units) {
      if (units != 0)
        insert_movement(transaction, items[i], {effective_on, kind, units, id, application.actor});
    };
    post_part(settling, application.parts[i].units - shares[i]);
    if (application.difference) post_part(to_string(*application.difference), shares[i]);
  }
  const Account& account = items.front().account;
  Json data = {{"account", account.id},
               {"customer", account.customer_key},
               {"effectiveOn", effective_on.to_string()},
               {"reason", application.reason},
               {"parts", json_of(items, application.parts)}};
  if (application.difference) data["difference"] = to_string(*application.difference);
  transaction.append({"application.made", account.tenant, std::to_string(id), application.actor,
                      data.dump(-1, ' ', false, Json::error_handler_t::replace)});
  follow_settlement(
      transaction,
      {account.tenant, account.customer_key, account.id, id, {}, effective_on, application.parts});
  return id;
}

std::int64_t undo(Transaction& transaction, std::int64_t application,
                  std::optional<Date> effective_on, const std::string& reason,
                  const std::string& actor) {
  const Made made = application_to_undo(transaction.sql(), application);
  const Date day = std::max(effective_on.value_or(made.effective_on), made.effective_on);
  const auto movements = movements_of(transaction.sql(), application);
  const std::int64_t id =
      insert_application(transaction, made.account, day, application, reason, "{}", actor);
  for (const PostedMovement& movement : movements)
    insert_movement(
        transaction, item_or_throw(transaction.sql(), movement.item),
        {std::max(day, movement.effective_on), movement.kind, -movement.units, id, actor});
  const Account account = *find_account(transaction.sql(), made.account);
  const Json data = {{"account", account.id},
                     {"customer", account.customer_key},
                     {"undoes", application},
                     {"effectiveOn", day.to_string()},
                     {"reason", reason}};
  transaction.append({"application.undone", account.tenant, std::to_string(application), actor,
                      data.dump(-1, ' ', false, Json::error_handler_t::replace)});
  follow_settlement(transaction, {account.tenant, account.customer_key, account.id, id, application,
                                  day, reversed_parts(movements)});
  return id;
}

void reverse_receipt(Transaction& transaction, std::int64_t item, Date effective_on,
                     const std::string& reason, const std::string& actor) {
  if (item_or_throw(transaction.sql(), item).kind != "payment") refuse("not a receipt");
  for (const std::int64_t application : applications_of(transaction.sql(), item))
    undo(transaction, application, effective_on, reason, actor);
  const LedgerItem receipt = item_or_throw(transaction.sql(), item);
  if (receipt.open == 0) refuse("the receipt is already taken back, or paid out");
  const Date day = std::max(effective_on, receipt.issued_on);
  insert_movement(transaction, receipt, {day, "reversal", -receipt.open, {}, actor});
  const Json data = {{"customer", receipt.account.customer_key},
                     {"amount", decimal_of(-receipt.open, receipt.account.exponent)},
                     {"effectiveOn", day.to_string()},
                     {"reason", reason}};
  transaction.append({"receipt.reversed", receipt.account.tenant, std::to_string(item), actor,
                      data.dump(-1, ' ', false, Json::error_handler_t::replace)});
}

}  // namespace facteur::gateway::receivables
