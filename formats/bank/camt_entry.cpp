#include "formats/bank/camt_entry.h"

#include <array>
#include <charconv>

#include "formats/bank/camt_parties.h"
#include "formats/bank/faults.h"
#include "formats/bank/natures.h"
#include "formats/bank/text.h"

namespace facteur::formats::bank::camt {
namespace {

using Transactions = std::vector<Element>;

constexpr std::uint32_t most_transactions = 1'000'000;  // that an entry may claim to be the sum of

Transactions transactions_of(Element entry) {
  Transactions all;
  for (const Element details : entry.children("NtryDtls"))
    for (const Element transaction : details.children("TxDtls")) all.push_back(transaction);
  return all;
}

// In the currency of the entry: of version 03 on Amt, before AmtDtls/TxAmt.
Element amount_of(Element transaction, std::string_view currency) {
  for (const std::string_view path : {"Amt", "AmtDtls/TxAmt/Amt", "AmtDtls/InstdAmt/Amt"}) {
    const Element amount = transaction[path];
    if (amount && (amount.currency() == currency || amount.currency().empty())) return amount;
  }
  return {};
}

// The amounts of all transactions, debits negative; nothing where one lacks its own.
std::vector<Decimal> amounts_of(const Transactions& transactions, const Movement& entry) {
  std::vector<Decimal> amounts;
  for (const Element transaction : transactions) {
    const auto amount = Decimal::parse(amount_of(transaction, entry.currency).text());
    if (!amount || amount->is_negative()) return {};
    const std::string_view stated = transaction["CdtDbtInd"].text();
    const std::string_view own = entry.direction == Direction::credit ? "CRDT" : "DBIT";
    amounts.push_back(stated.empty() || stated == own ? *amount : -*amount);
  }
  return amounts;
}

MaybeDecimal sum_of(const std::vector<Decimal>& amounts) {
  MaybeDecimal sum = Decimal();
  for (const Decimal& amount : amounts) sum = sum + amount;
  return sum;
}

// Charges that the bank took off make the entry differ from what it is the sum of.
bool has_charges(Element entry, const Transactions& transactions) {
  return entry["Chrgs"] || std::any_of(transactions.begin(), transactions.end(),
                                       [](Element each) { return bool(each["Chrgs"]); });
}

// The sum that the batch states for itself.
void check_batch(Reading& reading, Element entry, const Transactions& transactions,
                 const Movement& movement) {
  const Element total = entry["NtryDtls/Btch/TtlAmt"];
  if (!total || total.currency() != movement.currency) return;
  if (entry.children("NtryDtls").size() > 1 || has_charges(entry, transactions)) return;
  const auto amount = read_amount(reading, total);
  if (amount && *amount != movement.amount)
    add_fault(reading, Wrong::batch, total.line(), amount->money(), movement.amount.money());
}

std::string code_of(Element codes) {
  const Element domain = codes["Domn"];
  if (!domain) return clean(codes["Prtry/Cd"].text());
  std::string code(domain["Cd"].text());
  code.append("-").append(domain["Fmly/Cd"].text());
  return code.append("-").append(domain["Fmly/SubFmlyCd"].text());
}

// French banks write the interbank code of CFONB as their proprietary one.
Nature nature_of(Element codes) {
  const Element domain = codes["Domn"];
  const Nature nature =
      nature_of_iso(domain["Cd"].text(), domain["Fmly/Cd"].text(), domain["Fmly/SubFmlyCd"].text());
  return nature == Nature::unknown ? nature_of_cfonb(codes["Prtry/Cd"].text()) : nature;
}

void read_codes(Element codes, Movement& movement) {
  if (!codes) return;
  if (const std::string code = code_of(codes); !code.empty()) movement.bank_code = code;
  if (const Nature nature = nature_of(codes); nature != Nature::unknown) movement.nature = nature;
}

// What is said of a transaction, over what was said of its entry.
void read_transaction(Element transaction, Movement& movement) {
  read_codes(transaction["BkTxCd"], movement);
  const Element references = transaction["Refs"];
  movement.end_to_end_id = references["EndToEndId"].text();
  movement.mandate = references["MndtId"].text();
  const std::string_view own = references["AcctSvcrRef"].text();
  movement.bank_reference = own.empty() ? std::string(movement.entry_reference) : std::string(own);
  if (movement.batch.empty()) movement.batch = references["PmtInfId"].text();
  if (const Element back = transaction["RtrInf"]) {
    movement.return_reason = back["Rsn/Cd"].text();
    if (movement.return_reason.empty()) movement.return_reason = back["Rsn/Prtry"].text();
    movement.nature = returned(movement.nature);
  }
  if (movement.reversal) movement.nature = returned(movement.nature);
  read_parties(transaction, movement);
  read_remittance(transaction["RmtInf"], movement);
  if (const auto words = transaction["AddtlTxInf"].text(); !words.empty()) movement.label = words;
}

std::uint32_t count_of(Element batch, std::size_t given) {
  const std::string_view text = batch["NbOfTxs"].text();
  std::uint32_t count = 0;
  std::from_chars(text.data(), text.data() + text.size(), count);
  const auto known = static_cast<std::uint32_t>(given);
  return std::clamp<std::uint32_t>(std::max(count, known), 1, most_transactions);
}

// An entry as a whole: of one transaction, or of several that are not given apart.
void add_whole(const Transactions& transactions, std::uint32_t count, Movement movement,
               Statement& statement) {
  movement.transactions = count;
  if (transactions.size() == 1) {
    read_transaction(transactions[0], movement);
  } else {
    for (const Element transaction : transactions) read_remittance(transaction["RmtInf"], movement);
  }
  settle_texts(movement);
  statement.movements.push_back(std::move(movement));
}

void add_split(const Transactions& transactions, const std::vector<Decimal>& amounts,
               const Movement& entry, Statement& statement) {
  for (std::size_t i = 0; i < transactions.size(); ++i) {
    Movement movement = entry;
    movement.line = transactions[i].line();
    movement.amount = amounts[i].absolute();
    if (amounts[i].is_negative())
      movement.direction =
          entry.direction == Direction::credit ? Direction::debit : Direction::credit;
    read_transaction(transactions[i], movement);
    settle_texts(movement);
    statement.movements.push_back(std::move(movement));
  }
}

bool is_booked(Reading& reading, Element entry) {
  const Element status = entry["Sts"];
  const std::string_view code = status["Cd"] ? status["Cd"].text() : status.text();
  if (code.empty() || code == "BOOK") return true;
  add_remark(reading, Wrong::not_booked, entry.line(), code);
  return false;
}

bool is_true(std::string_view text) {
  return text == "true" || text == "1";
}

// Both days; the one stands in for the other.
bool read_days(Reading& reading, Element entry, std::optional<Date> otherwise, Movement& movement) {
  const auto booked = read_date(reading, entry["BookgDt"]);
  const auto value = read_date(reading, entry["ValDt"]);
  const auto day = booked ? booked : value ? value : otherwise;
  if (!day) add_fault(reading, Wrong::missing, entry.line(), "BookgDt");
  if (!day) return false;
  if (!booked && !value) add_remark(reading, Wrong::undated, entry.line(), day->to_string());
  movement.booked_on = *day;
  movement.value_on = value.value_or(*day);
  return true;
}

}  // namespace

std::optional<Decimal> read_amount(Reading& reading, Element amount) {
  const auto value = Decimal::parse(amount.text());
  if (value && !value->is_negative()) return value;
  add_fault(reading, Wrong::amount, amount.line(), amount.text());
  return std::nullopt;
}

std::optional<Direction> read_direction(Reading& reading, Element parent) {
  const std::string_view text = parent["CdtDbtInd"].text();
  if (text == "CRDT") return Direction::credit;
  if (text == "DBIT") return Direction::debit;
  add_fault(reading, Wrong::direction, parent.line(), text);
  return std::nullopt;
}

std::optional<Date> read_date(Reading& reading, Element date) {
  if (!date) return std::nullopt;
  constexpr std::size_t day_size = 10;
  std::string_view text = date["Dt"].text();
  if (text.empty()) text = date["DtTm"].text().substr(0, day_size);
  const auto day = Date::parse_xsd(text);
  if (!day) add_fault(reading, Wrong::date, date.line(), text);
  return day;
}

void read_entry(Reading& reading, Element entry, std::optional<Date> otherwise,
                Statement& statement) {
  if (!is_booked(reading, entry)) return;
  const auto amount = read_amount(reading, entry["Amt"]);
  const auto direction = read_direction(reading, entry);
  Movement movement;
  if (!amount || !direction || !read_days(reading, entry, otherwise, movement)) return;
  movement.line = entry.line();
  movement.amount = *amount;
  movement.direction = *direction;
  movement.currency = entry["Amt"].currency();
  if (statement.currency.empty()) statement.currency = movement.currency;
  if (movement.currency != statement.currency)
    return add_fault(reading, Wrong::currency, entry.line(), movement.currency, statement.currency);
  movement.reversal = is_true(entry["RvslInd"].text());
  movement.entry_reference = entry["AcctSvcrRef"].text();
  movement.bank_reference = movement.entry_reference;
  movement.label = entry["AddtlNtryInf"].text();
  const Element batch = entry["NtryDtls/Btch"];
  movement.batch = batch["PmtInfId"] ? batch["PmtInfId"].text() : batch["MsgId"].text();
  read_codes(entry["BkTxCd"], movement);
  const Transactions transactions = transactions_of(entry);
  const std::uint32_t count = count_of(batch, transactions.size());
  check_batch(reading, entry, transactions, movement);
  if (transactions.size() < 2) return add_whole(transactions, count, movement, statement);
  const auto amounts = amounts_of(transactions, movement);
  const MaybeDecimal sum = sum_of(amounts);
  if (!amounts.empty() && sum == movement.amount)
    return add_split(transactions, amounts, movement, statement);
  // All of them are there, with their amounts, and nothing explains the difference.
  if (!amounts.empty() && count == transactions.size() && !has_charges(entry, transactions))
    add_fault(reading, Wrong::batch, entry.line(), sum ? sum->money() : "?",
              movement.amount.money());
  else
    add_remark(reading, Wrong::not_split, entry.line(), std::to_string(count));
  add_whole(transactions, count, movement, statement);
}

}  // namespace facteur::formats::bank::camt
