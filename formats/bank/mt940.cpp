#include "formats/bank/mt940.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "formats/bank/check.h"
#include "formats/bank/faults.h"
#include "formats/bank/mt940_details.h"
#include "formats/bank/mt940_fields.h"
#include "formats/bank/natures.h"
#include "formats/bank/text.h"
#include "formats/bank_numbers.h"

namespace facteur::formats::bank {
namespace {

using namespace mt940;

// The tags that a statement has. A line that begins like another tag continues the text before it.
constexpr std::array tags{"20",  "21",  "25", "25P", "28", "28C", "60F", "60M", "61",  "86",
                          "62F", "62M", "64", "65",  "13", "13D", "34F", "90C", "90D", "NS"};

struct Tag {
  std::string_view name;
  std::vector<std::string_view> lines;  // the first without the tag
  std::uint32_t line = 0;
};

// The tag that a line begins with, without its colons; empty for none.
std::string_view tag_of(std::string_view line) {
  if (!line.starts_with(':')) return {};
  const auto colon = line.find(':', 1);
  if (colon == std::string_view::npos) return {};
  const std::string_view name = line.substr(1, colon - 1);
  return std::find(tags.begin(), tags.end(), name) == tags.end() ? std::string_view() : name;
}

// A line that ends a message: "-", "-}", a control character of a transfer, or one that opens the
// next, "{1:F01...". What follows belongs to no tag.
bool ends_message(std::string_view line) {
  if (line.starts_with('{') || line == "-" || line == "-}") return true;
  return line.size() <= 2 && line.starts_with('-') && static_cast<unsigned char>(line[1]) < 0x20;
}

class Reader {
 public:
  Reading read(std::string_view utf8);

 private:
  void take_line(std::string_view line);
  void take(const Tag& tag);
  bool in_order(const Tag& tag);
  void flush();
  void open(const Tag& tag);
  void take_account(const Tag& tag);
  void take_opening(const Tag& tag);
  void take_closing(const Tag& tag);
  void take_movement(const Tag& tag);
  void finish_movement();
  void finish_statement();
  std::optional<StatedBalance> balance(const Tag& tag);

  Reading reading_;
  std::uint32_t line_ = 0;
  std::optional<Tag> tag_;  // the one that lines may continue
  std::vector<Tag> tags_;
  Details details_;
  std::optional<Statement> statement_;
  bool opened_ = false, closed_ = false;  // the statement's balances have been met
  std::optional<Movement> movement_;
  std::string type_, owner_reference_;  // of the movement
};

Reading Reader::read(std::string_view utf8) {
  reading_.format = Format::mt940;
  while (!utf8.empty()) {
    const auto end = std::min(utf8.find('\n'), utf8.size());
    std::string_view line = utf8.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    utf8.remove_prefix(std::min(end + 1, utf8.size()));
    ++line_;
    take_line(line);
  }
  flush();
  for (const Tag& tag : tags_)
    if (tag.name == "86") details_.observe(tag.lines);
  for (const Tag& tag : tags_) take(tag);
  finish_statement();
  if (reading_.statements.empty() && reading_.faults.empty())
    add_fault(reading_, Wrong::truncated, line_, ":20:");
  check_complete(reading_);
  return std::move(reading_);
}

void Reader::take_line(std::string_view line) {
  // A message of the network holds its first tag behind the mark of block 4.
  if (const auto block = line.find("{4:"); block != std::string_view::npos)
    line.remove_prefix(block + 3);
  if (ends_message(line)) {
    flush();
  } else if (const std::string_view name = tag_of(line); !name.empty()) {
    flush();
    tag_ = Tag{name, {line.substr(name.size() + 2)}, line_};
  } else if (tag_) {
    tag_->lines.push_back(line);
  }
}

void Reader::flush() {
  if (tag_) tags_.push_back(std::move(*tag_));
  tag_.reset();
}

void Reader::take(const Tag& tag) {
  const std::string_view name = tag.name;
  if (name == "20") return open(tag);
  if (!statement_) {
    if (name == "61" || name.starts_with("6"))
      add_fault(reading_, Wrong::order, tag.line, name, ":20:");
    return;
  }
  if (name == "86") {
    if (!movement_) return;  // of the statement as a whole
    std::string_view gvc;
    details_.read(tag.lines, *movement_, gvc);
    movement_->nature = nature_of_swift(type_, gvc);
    return;
  }
  if (name == "NS") return;
  finish_movement();
  if (!in_order(tag)) return;
  if (name == "61") take_movement(tag);
  if (name.starts_with("25")) take_account(tag);
  if (name.starts_with("28")) statement_->number = clean(tag.lines.front());
  if (name.starts_with("60")) take_opening(tag);
  if (name.starts_with("62")) take_closing(tag);
}

// Opening balance, movements, closing balance, one statement after another. What stands elsewhere
// has lost the tag before it.
bool Reader::in_order(const Tag& tag) {
  const bool opening = tag.name.starts_with("60"), closing = tag.name.starts_with("62");
  if (!opening && !closing && tag.name != "61") return true;
  std::string_view lost;
  if (!opening && !opened_) lost = ":60F:";
  if ((opening && opened_) || closed_) lost = ":20:";
  opened_ = opened_ || opening;
  closed_ = closed_ || closing;
  if (lost.empty()) return true;
  add_fault(reading_, Wrong::order, tag.line, tag.name, lost);
  return false;
}

void Reader::open(const Tag& tag) {
  finish_statement();
  statement_.emplace();
  statement_->line = tag.line;
  opened_ = closed_ = false;
}

void Reader::take_account(const Tag& tag) {
  statement_->account = clean(tag.lines.front());
}

std::optional<StatedBalance> Reader::balance(const Tag& tag) {
  Wrong wrong = Wrong::amount;
  const std::string text = clean(tag.lines.front());
  auto found = parse_balance(text, wrong);
  if (!found) add_fault(reading_, wrong, tag.line, text);
  return found;
}

void Reader::take_opening(const Tag& tag) {
  const auto found = balance(tag);
  if (!found) return;
  statement_->opening = found->balance;
  statement_->currency = found->currency;
}

void Reader::take_closing(const Tag& tag) {
  const auto found = balance(tag);
  if (!found) return;
  statement_->closing = found->balance;
  std::string& currency = statement_->currency;
  if (currency.empty()) currency = found->currency;
  if (!found->currency.empty() && found->currency != currency)
    add_fault(reading_, Wrong::currency, tag.line, found->currency, currency);
}

void Reader::take_movement(const Tag& tag) {
  const std::string text(tag.lines.front());
  Wrong wrong = Wrong::amount;
  const auto line = parse_statement_line(text, wrong);
  if (!line) return add_fault(reading_, wrong, tag.line, text);
  if (line->expected) return add_remark(reading_, Wrong::not_booked, tag.line, text);
  if (line->clamped) add_remark(reading_, Wrong::clamped, tag.line, text.substr(0, 6));
  Movement& movement = movement_.emplace();
  movement.line = tag.line;
  movement.value_on = line->value_on;
  movement.booked_on = line->booked_on;
  movement.direction = line->direction;
  movement.reversal = line->reversal;
  movement.amount = line->amount;
  movement.bank_code = line->type;
  movement.bank_reference = line->bank_reference;
  type_ = line->type.empty() ? std::string() : line->type.substr(1);
  movement.nature = nature_of_swift(type_, {});
  owner_reference_ = movement.nature == Nature::cheque ? "" : line->owner_reference;
  if (tag.lines.size() < 2) return;
  std::string& supplement = looks_like_iban(tag.lines[1]) ? movement.payer_account : movement.label;
  supplement = tag.lines[1];
}

void Reader::finish_movement() {
  if (!movement_) return;
  // What :86: says is whole, :61: has room for sixteen characters.
  if (movement_->end_to_end_id.empty()) movement_->end_to_end_id = owner_reference_;
  if (movement_->reversal) movement_->nature = returned(movement_->nature);
  settle_texts(*movement_);
  statement_->movements.push_back(std::move(*movement_));
  movement_.reset();
}

void Reader::finish_statement() {
  if (!statement_) return;
  finish_movement();
  if (statement_->account.empty()) add_fault(reading_, Wrong::missing, statement_->line, ":25:");
  if (statement_->opening && statement_->currency.empty())
    add_fault(reading_, Wrong::no_currency, statement_->line);
  // Only now: a bank that leaves it out of the opening balance names it in the closing one.
  for (Movement& movement : statement_->movements) movement.currency = statement_->currency;
  reading_.statements.push_back(std::move(*statement_));
  statement_.reset();
}

}  // namespace

bool looks_like_mt940(std::string_view utf8) {
  constexpr std::size_t far = 4096;
  utf8 = utf8.substr(0, far);
  while (!utf8.empty()) {
    const auto end = std::min(utf8.find('\n'), utf8.size());
    std::string_view line = utf8.substr(0, end);
    if (const auto block = line.find("{4:"); block != std::string_view::npos)
      line.remove_prefix(block + 3);
    if (!tag_of(line).empty() || line.starts_with("{1:")) return true;
    utf8.remove_prefix(std::min(end + 1, utf8.size()));
  }
  return false;
}

Reading read_mt940(std::string_view utf8) {
  return Reader().read(utf8);
}

}  // namespace facteur::formats::bank
