#include "formats/bank/camt.h"

#include <algorithm>
#include <array>
#include <vector>

#include "formats/bank/camt_entry.h"
#include "formats/bank/check.h"
#include "formats/bank/faults.h"
#include "formats/bank/text.h"
#include "formats/bank/xml_pieces.h"
#include "formats/xml_space.h"

namespace facteur::formats::bank {
namespace {

using namespace camt;

// The message that an element of its own announces, and what its statements are called.
struct Family {
  std::string_view message, statement;
  Format format;
};
constexpr std::array families{
    Family{"BkToCstmrStmt", "Stmt", Format::camt053},
    Family{"BkToCstmrDbtCdtNtfctn", "Ntfctn", Format::camt054},
};
constexpr std::string_view intraday_report = "BkToCstmrAcctRpt";

class Reader {
 public:
  explicit Reader(std::size_t most_movements) : most_movements_(most_movements) {}
  Reading read(std::string_view bytes, const Limits& limits);

 private:
  void begin(std::string_view name, std::uint32_t line);
  void end(std::string_view name);
  void take(Element element);
  void take_account(Element account);
  void take_balance(Element balance);
  void take_entry(Element entry);
  void settle_balances();

  const std::size_t most_movements_;
  std::size_t movements_ = 0;
  Reading reading_;
  const Family* family_ = nullptr;
  bool intraday_ = false;
  std::optional<Statement> statement_;
  std::optional<Date> made_on_;  // of the statement
  std::optional<Balance> previous_;
  std::vector<Balance> interim_;  // in the middle of a statement that is sent in pages
};

Reading Reader::read(std::string_view bytes, const Limits& limits) {
  XmlWatch watch;
  watch.pieces = {"Acct", "Bal", "Ntry", "Id", "ElctrncSeqNb", "CreDtTm"};
  watch.begin = [this](std::string_view name, std::uint32_t line) { begin(name, line); };
  watch.end = [this](std::string_view name, std::uint32_t) { end(name); };
  watch.piece = [this](const XmlPiece& piece) {
    if (statement_) take(piece.root());
  };
  const auto failure = read_pieces(bytes, limits, watch);
  if (failure) {
    Fault fault = describe(Wrong::malformed, failure->line);
    fault.message = failure->message;
    reading_.faults.push_back(std::move(fault));
  } else if (intraday_) {
    add_fault(reading_, Wrong::intraday, 0);
  } else if (family_ == nullptr) {
    add_fault(reading_, Wrong::unknown_format, 0);
  }
  if (reading_.format == Format::camt054) {
    check_balances(reading_);
  } else if (!failure) {
    check_complete(reading_);
  }
  return std::move(reading_);
}

void Reader::begin(std::string_view name, std::uint32_t line) {
  if (name == intraday_report) intraday_ = true;
  for (const Family& family : families) {
    if (name == family.message) family_ = &family;
  }
  if (family_ == nullptr) return;
  reading_.format = family_->format;
  if (name != family_->statement || statement_) return;
  statement_.emplace();
  statement_->line = line;
  made_on_.reset();
  previous_.reset();
  interim_.clear();
}

void Reader::end(std::string_view name) {
  if (!statement_ || name != family_->statement) return;
  settle_balances();
  if (statement_->account.empty()) add_fault(reading_, Wrong::missing, statement_->line, "Acct/Id");
  if (statement_->currency.empty() && !statement_->movements.empty())
    add_fault(reading_, Wrong::no_currency, statement_->line);
  reading_.statements.push_back(std::move(*statement_));
  statement_.reset();
}

void Reader::take(Element element) {
  const std::string_view name = element.name();
  if (name == "Acct") {
    take_account(element);
  } else if (name == "Bal") {
    take_balance(element);
  } else if (name == "Ntry") {
    take_entry(element);
  } else if (name == "CreDtTm") {
    made_on_ = Date::parse_xsd(element.text().substr(0, 10));
  } else if (statement_->number.empty() || name == "ElctrncSeqNb") {
    statement_->number = clean(element.text());
  }
}

void Reader::take_account(Element account) {
  const Element id = account["Id"];
  statement_->account = without_blanks(id["IBAN"] ? id["IBAN"].text() : id["Othr/Id"].text());
  statement_->currency = clean(account["Ccy"].text());
}

void Reader::take_balance(Element balance) {
  const std::string_view type = balance["Tp/CdOrPrtry/Cd"].text();
  constexpr std::array booked{"OPBD", "CLBD", "PRCD", "ITBD"};
  if (std::find(booked.begin(), booked.end(), type) == booked.end()) return;
  const auto amount = read_amount(reading_, balance["Amt"]);
  const auto direction = read_direction(reading_, balance);
  const auto on = read_date(reading_, balance["Dt"]);
  if (!amount || !direction) return;
  if (!on) return add_fault(reading_, Wrong::missing, balance.line(), "Bal/Dt");
  const std::string_view currency = balance["Amt"].currency();
  if (statement_->currency.empty()) statement_->currency = currency;
  if (currency != statement_->currency)
    return add_fault(reading_, Wrong::currency, balance.line(), currency, statement_->currency);
  const Balance value{*on, *direction == Direction::credit ? *amount : -*amount};
  if (type == "OPBD") statement_->opening = value;
  if (type == "CLBD") statement_->closing = value;
  if (type == "PRCD") previous_ = value;
  if (type == "ITBD") interim_.push_back(value);
}

void Reader::take_entry(Element entry) {
  if (movements_ > most_movements_) return;
  const std::size_t before = statement_->movements.size();
  read_entry(reading_, entry, made_on_, *statement_);
  movements_ += statement_->movements.size() - before;
  if (movements_ > most_movements_)
    add_fault(reading_, Wrong::too_many_movements, entry.line(), std::to_string(most_movements_));
}

// OPBD and CLBD; the closing balance of the last statement stands for the former, and on the pages
// of a statement interim balances stand for either.
void Reader::settle_balances() {
  std::optional<Balance>&opening = statement_->opening, &closing = statement_->closing;
  if (!opening) opening = previous_;
  const bool two = interim_.size() > 1;
  if (!opening && !interim_.empty() && (two || closing)) opening = interim_.front();
  if (!closing && !interim_.empty() && (two || opening)) closing = interim_.back();
}

}  // namespace

bool looks_like_xml(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) return true;
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  const auto first = bytes.find_first_not_of(xml_space);
  return first != std::string_view::npos && bytes[first] == '<';
}

Reading read_camt(std::string_view bytes, const Limits& limits, std::size_t most_movements) {
  return Reader(most_movements).read(bytes, limits);
}

}  // namespace facteur::formats::bank
