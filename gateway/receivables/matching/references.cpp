#include "gateway/receivables/matching/references.h"

#include <algorithm>
#include <array>

#include "formats/bank_numbers.h"
#include "formats/check_digits.h"
#include "gateway/receivables/matching/text.h"

namespace facteur::gateway::receivables::matching {
namespace {

constexpr std::size_t most_words_of_a_number = 7;  // "RF31 FA20 2600 0123" and worse
constexpr std::size_t longest_number = 35;
constexpr std::size_t most_items_of_a_reference = 500;
constexpr std::int64_t longest_range = 300;
constexpr std::size_t most_loose_texts = 120;
constexpr std::size_t longest_glued_words = 20;
constexpr std::size_t shortest_glued_number = 5;

constexpr std::string_view range_words[] = {"A", "AU", "TO", "JUSQUA", "JUSQU"};
constexpr std::string_view list_words[] = {"ET", "AND",     "PLUS", "N",
                                           "NO", "FACTURE", "FACT", "FAC"};

// What payers put before a number, at times without a blank.
constexpr std::string_view glued_words[] = {
    "FACTURES", "FACTURE", "FACT", "FAC",   "FCT",       "FC",       "FA",       "INVOICE",
    "INV",      "VOTRE",   "VOS",  "NOS",   "REGLEMENT", "REGLT",    "RGLT",     "REGL",
    "PAIEMENT", "PAIMT",   "PMT",  "SOLDE", "VIR",       "VIREMENT", "DOCUMENT", "PIECE",
    "REF",      "NUMERO",  "NUM",  "NO",    "NR",        "N"};

bool is_one_of(std::string_view word, auto& words) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

std::size_t count_digits(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }));
}

int two_digits(std::string_view text, std::size_t at) {
  return (text[at] - '0') * 10 + (text[at + 1] - '0');
}

bool is_day_and_month(int day, int month) {
  return day >= 1 && day <= 31 && month >= 1 && month <= 12;
}

// DDMMYY, YYMMDD, DDMMYYYY or YYYYMMDD.
bool looks_like_date(std::string_view digits) {
  if (digits.size() == 6)
    return is_day_and_month(two_digits(digits, 0), two_digits(digits, 2)) ||
           is_day_and_month(two_digits(digits, 4), two_digits(digits, 2));
  if (digits.size() != 8) return false;
  return (is_day_and_month(two_digits(digits, 0), two_digits(digits, 2)) &&
          digits.substr(4, 2) == "20") ||
         (digits.substr(0, 2) == "20" &&
          is_day_and_month(two_digits(digits, 6), two_digits(digits, 4)));
}

bool is_made_of_glued_words(std::string_view letters) {
  if (letters.empty()) return true;
  return std::any_of(std::begin(glued_words), std::end(glued_words), [&](std::string_view word) {
    return letters.starts_with(word) && is_made_of_glued_words(letters.substr(word.size()));
  });
}

// SIREN, SIRET and telephone numbers.
bool looks_like_other_number(std::string_view digits) {
  if (digits.size() == 9 || digits.size() == 14) return formats::luhn_remainder(digits) == 0;
  return digits.size() == 10 && digits.front() == '0';
}

bool is_sure_text(std::string_view text, bool joined) {
  if (has_letter(text)) return text.size() >= 6 && count_digits(text) >= 3;
  return !joined && text.size() >= 7 && !looks_like_date(text) && !looks_like_other_number(text);
}

// "F1" may be an invoice, "1" says nothing.
bool may_be_number(std::string_view text) {
  const std::size_t digits = count_digits(text);
  return digits >= 2 || (digits == 1 && has_letter(text));
}

// Finds in one text.
class Finder {
 public:
  Finder(const Portfolio& portfolio, const std::string& text, References& out)
      : portfolio_(portfolio), words_(words_of(text)), used_(words_.size(), false), out_(out) {}

  void run() {
    for (std::size_t at = 0; at < words_.size();) {
      std::size_t end = take_longest(at, 0);
      if (end == at) end = take_behind_glued_word(at);
      if (end == at && !is_amount(at)) take_glued(at);
      at = end == at ? at + 1 : follow_sequence(end);
    }
    collect_loose();
  }

 private:
  // "1250,00": the whole part is no number of an invoice.
  bool is_amount(std::size_t at) const {
    const auto cents_follow = [this](std::size_t whole) {
      return whole + 1 < words_.size() && is_digits(words_[whole].text) &&
             words_[whole].text.size() <= 6 && words_[whole + 1].text.size() == 2 &&
             is_digits(words_[whole + 1].text) &&
             (words_[whole + 1].gap == ',' || words_[whole + 1].gap == '.');
    };
    return cents_follow(at) || (at > 0 && cents_follow(at - 1));
  }

  std::string joined(std::size_t from, std::size_t to) const {
    std::string text;
    for (std::size_t i = from; i < to; ++i) text += words_[i].text;
    return text;
  }

  // The longest text that begins with this word, but for its first letters, and names something;
  // where it ends.
  std::size_t take_longest(std::size_t at, std::size_t without) {
    const std::size_t last = std::min(words_.size(), at + most_words_of_a_number);
    for (std::size_t end = last; end > at; --end) {
      const std::string text = joined(at, end).substr(without);
      if (text.size() > longest_number || !may_be_number(text)) continue;
      if (without > 0 && text.size() < shortest_glued_number) continue;
      if (end == at + 1 && is_amount(at)) continue;
      if (!take(text, end > at + 1)) continue;
      std::fill(used_.begin() + static_cast<std::ptrdiff_t>(at),
                used_.begin() + static_cast<std::ptrdiff_t>(end), true);
      range_from(at);
      return end;
    }
    return at;
  }

  // "FACTFA2026-149502": a number of several words behind a word that is stuck to its first.
  std::size_t take_behind_glued_word(std::size_t at) {
    const std::string& word = words_[at].text;
    const std::size_t letters = std::min(word.find_first_of("0123456789"), longest_glued_words + 1);
    if (letters > longest_glued_words || word.size() > longest_number) return at;
    for (std::size_t start = 1; start <= letters; ++start) {
      if (!is_made_of_glued_words(std::string_view(word).substr(0, start))) continue;
      if (const std::size_t end = take_longest(at, start); end > at) return end;
    }
    return at;
  }

  // Adds what this text names; false when nothing.
  bool take(const std::string& text, bool joined) {
    std::vector<Portfolio::Entry> found = portfolio_.find(text);
    if (found.empty() && formats::is_creditor_reference(text))
      found = portfolio_.find(text.substr(4));
    if (found.empty() || found.size() > most_items_of_a_reference) return false;
    const bool reference = formats::is_creditor_reference(text);
    const Field field = std::min_element(found.begin(), found.end(), [](auto& a, auto& b) {
                          return a.field < b.field;
                        })->field;
    for (const Portfolio::Entry& entry : found) {
      if (entry.field != field) continue;
      const Item& item = portfolio_.items()[entry.item];
      How how = How::purchase_order;
      if (reference)
        how = How::creditor_reference;
      else if (field == Field::creditor_reference)
        how = How::confused;  // the check digits are wrong
      else if (field == Field::number)
        how = canonical(item.number) == text ? How::number : How::confused;
      add({entry.item, how, text, reference || is_sure_text(text, joined)});
      if (field == Field::number || reference) last_ = entry.item;
    }
    return true;
  }

  void add(Sighting sighting) {
    for (const Sighting& known : out_.sightings)
      if (known.item == sighting.item) return;
    out_.loose.push_back(sighting.text);
    out_.sightings.push_back(std::move(sighting));
  }

  // "F251622" does not say 251622: letters that are no word belong to the number.
  static bool may_begin(const std::string& word, std::size_t start) {
    const auto digit = [&word](std::size_t i) { return word[i] >= '0' && word[i] <= '9'; };
    if (start == 0 || !digit(start) || digit(start - 1)) return true;
    std::size_t letters = start;
    while (letters > 0 && !digit(letters - 1)) --letters;
    return is_made_of_glued_words(std::string_view(word).substr(letters, start - letters));
  }

  // "NOFA2026001DU12": a number that is stuck to the words around it.
  void take_glued(std::size_t at) {
    const std::string& word = words_[at].text;
    if (word.size() < 7 || word.size() > 70 || !has_letter(word) || count_digits(word) < 3) return;
    const auto digit = [&word](std::size_t i) { return word[i] >= '0' && word[i] <= '9'; };
    std::vector<std::size_t> starts, ends{word.size()};
    bool in_first_letters = true;
    for (std::size_t i = 1; i < word.size(); ++i) {
      in_first_letters = in_first_letters && !digit(i - 1);
      if (in_first_letters || digit(i) != digit(i - 1)) starts.push_back(i);
      if (digit(i - 1) && !digit(i)) ends.push_back(i);
    }
    starts.insert(starts.begin(), 0);
    for (const std::size_t start : starts)
      for (const std::size_t end : ends)
        if (end >= start + 6 && (start > 0 || end < word.size()) && may_begin(word, start) &&
            take(word.substr(start, end - start), false)) {
          used_[at] = true;
          return;
        }
  }

  // The number that the last whole one makes with its end replaced.
  std::string with_end(const std::string& base, const std::string& end) const {
    return base.substr(0, base.size() - end.size()) + end;
  }

  bool can_end(const std::string& base, std::size_t at) const {
    const std::string& word = words_[at].text;
    return is_digits(word) && word.size() <= 6 && word.size() < base.size() &&
           word.size() <= digits_at_end(base) && !is_amount(at);
  }

  // "FA101/102 103 a 105": goes on from a whole number; where the list ends.
  std::size_t follow_sequence(std::size_t at) {
    if (!last_) return at;
    std::string base = canonical(portfolio_.items()[*last_].number);
    const Index owner = portfolio_.items()[*last_].customer;
    bool range = false;
    std::size_t end = at;  // a list word behind it may begin a number of its own: "FAC-0001252"
    for (; at < words_.size(); ++at) {
      const std::string& word = words_[at].text;
      if (is_one_of(word, range_words)) {
        range = true;
        continue;
      }
      if (is_one_of(word, list_words)) continue;
      if (!can_end(base, at) || !portfolio_.find(word).empty()) return end;
      const std::string number = with_end(base, word);
      if (range || words_[at].gap == '-') add_range(base, number, owner);
      if (!add_number(number, word, owner, How::sequence)) return end;
      used_[at] = true;
      base = number;
      range = false;
      end = at + 1;
    }
    return end;
  }

  bool add_number(const std::string& number, const std::string& text, Index owner, How how) {
    bool any = false;
    for (const Portfolio::Entry& entry : portfolio_.find(number)) {
      if (entry.field != Field::number) continue;
      if (!portfolio_.same_group(portfolio_.items()[entry.item].customer, owner)) continue;
      add({entry.item, how, text, false});
      any = true;
    }
    return any;
  }

  // "FA101 a FA105", "FA101-FA105": when the word before the number at `at` says so.
  void range_from(std::size_t at) {
    const std::optional<Index> to = last_;
    const std::optional<Index> from = before_last_;
    before_last_ = last_;
    if (!from || !to || *from == *to || at == 0) return;
    const bool says_range = is_one_of(words_[at - 1].text, range_words) || words_[at].gap == '-';
    if (!says_range) return;
    const Item &first = portfolio_.items()[*from], &last = portfolio_.items()[*to];
    if (first.customer != last.customer) return;
    add_range(canonical(first.number), canonical(last.number), first.customer);
  }

  // What lies between two numbers and is of this customer.
  void add_range(const std::string& from, const std::string& to, Index owner) {
    const std::size_t digits = std::min<std::size_t>(digits_at_end(from), 9);
    if (from.size() != to.size() || digits == 0 || digits_at_end(to) < digits) return;
    const std::size_t head = from.size() - digits;
    if (from.compare(0, head, to, 0, head) != 0) return;
    const std::int64_t first = std::stoll(from.substr(head)), last = std::stoll(to.substr(head));
    if (last <= first || last - first > longest_range) return;
    for (std::int64_t value = first + 1; value < last; ++value) {
      std::string end = std::to_string(value);
      end.insert(0, digits - end.size(), '0');
      add_number(from.substr(0, head) + end, from, owner, How::range);
    }
  }

  void add_loose(const std::string& text) {
    if (out_.loose.size() < most_loose_texts) out_.loose.push_back(text);
    if (text.size() >= 6 && has_letter(text) && portfolio_.has_shape(text))
      out_.names_unknown = true;
  }

  void collect_loose() {
    for (std::size_t at = 0; at < words_.size(); ++at) {
      if (used_[at]) continue;
      for (std::size_t end = at + 1; end <= std::min(words_.size(), at + 4) && !used_[end - 1];
           ++end) {
        const std::string text = joined(at, end);
        if (text.size() > longest_number) break;
        if (count_digits(text) >= (end == at + 1 ? 3u : 4u)) add_loose(text);
      }
    }
  }

  const Portfolio& portfolio_;
  const std::vector<Word> words_;
  std::vector<bool> used_;
  References& out_;
  std::optional<Index> last_, before_last_;  // items named by whole numbers
};

}  // namespace

std::string_view to_string(How how) {
  static constexpr std::array<std::string_view, 9> names = {
      "creditor_reference", "number", "confused", "purchase_order", "sequence", "range",
      "shortened",          "typo",   "truncated"};
  return names[static_cast<std::size_t>(how)];
}

std::vector<std::string> texts_of(const formats::bank::Movement& movement) {
  std::vector<std::string> texts;
  const auto add = [&texts](const std::string& text) {
    if (!text.empty()) texts.push_back(text);
  };
  add(movement.creditor_reference);
  for (const auto& document : movement.documents) add(document.number);
  add(movement.remittance);
  add(movement.end_to_end_id);
  if (texts.empty()) add(movement.label);
  return texts;
}

References references_in(const Portfolio& portfolio, const formats::bank::Movement& movement) {
  References references;
  for (const std::string& text : texts_of(movement)) Finder(portfolio, text, references).run();
  return references;
}

}  // namespace facteur::gateway::receivables::matching
