// Words to classes, classes to shapes, shapes to terms: a text is understood when every word of its
// only sentence about time is in the first table and their order is in the second.
#include <algorithm>
#include <charconv>
#include <string>
#include <vector>

#include "gateway/receivables/due_date.h"

namespace facteur::gateway::receivables {
namespace {

constexpr std::size_t longest_text = 1000;
constexpr int longest_period = 366;

// Letters of a shape. A number is 'n', an unknown word '?'.
constexpr char day = 'd', end_of_month = 'e', issue = 'i', delivery = 'l', at_once = 'o', net = 't',
               other_time = 'm', filler = ' ';

struct Phrase {
  std::string_view words;  // lower case, without accents
  char letter;
};

// Longer phrases stand before those that they begin with.
constexpr Phrase phrases[] = {
    {"fin de mois", end_of_month},
    {"fin du mois", end_of_month},
    {"fdm", end_of_month},
    {"end of the month", end_of_month},
    {"end of month", end_of_month},
    {"eom", end_of_month},
    {"monatsende", end_of_month},
    {"ende des monats", end_of_month},

    {"date d emission de la facture", issue},
    {"date d emission de facture", issue},
    {"date d emission", issue},
    {"date de la facture", issue},
    {"date de facturation", issue},
    {"date de facture", issue},
    {"date facture", issue},
    {"date of the invoice", issue},
    {"date of invoice", issue},
    {"date of issue", issue},
    {"invoice date", issue},
    {"issue date", issue},
    {"rechnungsdatum", issue},
    {"rechnungsstellung", issue},

    {"date de livraison", delivery},
    {"livraison", delivery},
    {"date of delivery", delivery},
    {"delivery date", delivery},
    {"delivery", delivery},
    {"lieferdatum", delivery},
    {"lieferung", delivery},

    {"a reception de la facture", at_once},
    {"a reception de facture", at_once},
    {"a reception", at_once},
    {"des reception", at_once},
    {"comptant", at_once},
    {"immediatement", at_once},
    {"immediat", at_once},
    {"on receipt of the invoice", at_once},
    {"on receipt of invoice", at_once},
    {"on receipt", at_once},
    {"upon receipt of the invoice", at_once},
    {"upon receipt of invoice", at_once},
    {"upon receipt", at_once},
    {"immediately", at_once},
    {"immediate", at_once},
    {"sofort", at_once},

    {"jours", day},
    {"jour", day},
    {"jrs", day},
    {"j", day},
    {"days", day},
    {"day", day},
    {"tagen", day},
    {"tage", day},
    {"tag", day},

    {"mois", other_time},
    {"semaine", other_time},
    {"semaines", other_time},
    {"month", other_time},
    {"months", other_time},
    {"week", other_time},
    {"weeks", other_time},
    {"monat", other_time},
    {"monate", other_time},
    {"woche", other_time},
    {"wochen", other_time},
    {"acompte", other_time},
    {"solde", other_time},
    {"commande", other_time},
    {"deposit", other_time},
    {"balance", other_time},
    {"anzahlung", other_time},

    {"nets", net},
    {"netto", net},
    {"net", net},
};

constexpr std::string_view fillers[] = {
    "a",          "ab",          "abzug",    "after",        "apres",
    "au",         "bancaire",    "bank",     "be",           "binnen",
    "by",         "calendaires", "calendar", "compter",      "condition",
    "conditions", "d",           "dans",     "date",         "de",
    "delai",      "delais",      "du",       "due",          "echeance",
    "facture",    "fallig",      "from",     "in",           "innerhalb",
    "invoice",    "is",          "l",        "la",           "le",
    "nach",       "of",          "ohne",     "paid",         "paiement",
    "par",        "partir",      "payable",  "payment",      "reglement",
    "sous",       "suivant",     "term",     "terms",        "the",
    "to",         "transfer",    "un",       "virement",     "von",
    "within",     "zahlbar",     "zahlung",  "zahlungsziel", "zum",
};

enum class MonthEnd { none, as_agreed, month_first };

struct Shape {
  std::string_view letters;
  PaymentTerms::From from;
  MonthEnd month_end;
};

constexpr auto from_issue = PaymentTerms::From::issue;
constexpr Shape shapes[] = {
    {"o", from_issue, MonthEnd::none},                      // à réception
    {"nd", from_issue, MonthEnd::none},                     // 30 jours
    {"ndi", from_issue, MonthEnd::none},                    // 30 days from invoice date
    {"ind", from_issue, MonthEnd::none},                    // date de facture + 30 jours
    {"ndl", PaymentTerms::From::delivery, MonthEnd::none},  // 30 jours après livraison
    {"nde", from_issue, MonthEnd::as_agreed},               // 45 jours fin de mois
    {"nden", from_issue, MonthEnd::as_agreed},              // 45 jours fin de mois le 10
    {"ndie", from_issue, MonthEnd::as_agreed},              // 45 jours date de facture fin de mois
    {"ndei", from_issue, MonthEnd::as_agreed},              // 45 jours fin de mois date de facture
    {"end", from_issue, MonthEnd::month_first},             // fin de mois + 45 jours
};

struct Fold {
  std::string_view utf8;
  char plain;
};

constexpr Fold folds[] = {
    {"à", 'a'}, {"â", 'a'}, {"ä", 'a'}, {"ç", 'c'},      {"é", 'e'},      {"è", 'e'},
    {"ê", 'e'}, {"î", 'i'}, {"ï", 'i'}, {"ô", 'o'},      {"ö", 'o'},      {"ù", 'u'},
    {"û", 'u'}, {"ü", 'u'}, {"À", 'a'}, {"Â", 'a'},      {"Ä", 'a'},      {"Ç", 'c'},
    {"É", 'e'}, {"È", 'e'}, {"Ê", 'e'}, {"Î", 'i'},      {"Ô", 'o'},      {"Ö", 'o'},
    {"Ü", 'u'}, {"’", ' '}, {"–", ' '}, {"\u00a0", ' '}, {"\u202f", ' '},
};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return c >= 'a' && c <= 'z';
}

// One character of plain text for the front of `rest`, which it shortens.
char take_plain(std::string_view& rest) {
  for (const Fold& fold : folds) {
    if (!rest.starts_with(fold.utf8)) continue;
    rest.remove_prefix(fold.utf8.size());
    return fold.plain;
  }
  const char c = rest.front();
  rest.remove_prefix(1);
  if (c >= 'A' && c <= 'Z') return static_cast<char>(c - 'A' + 'a');
  if (is_digit(c) || is_letter(c)) return c;
  if (std::string_view(" \t\r,:()'-+").find(c) != std::string_view::npos) return ' ';
  if (std::string_view(".;!\n").find(c) != std::string_view::npos) return '.';
  return '?';
}

// Words between single blanks, with one blank before and one after; digits and letters are parted.
std::vector<std::string> sentences_of(std::string_view text) {
  std::vector<std::string> sentences(1, " ");
  while (!text.empty()) {
    const char c = take_plain(text);
    if (c == '.') {
      if (sentences.back() != " ") sentences.emplace_back(" ");
      continue;
    }
    std::string& words = sentences.back();
    const char last = words.back();
    const bool parts = (is_digit(c) && is_letter(last)) || (is_letter(c) && is_digit(last));
    if ((parts || c == ' ') && last != ' ') words += ' ';
    if (c != ' ') words += c;
  }
  for (std::string& words : sentences)
    if (words.back() != ' ') words += ' ';
  return sentences;
}

struct Sentence {
  std::string letters;
  std::vector<int> numbers;

  // What speaks of a period, understood or not, must not be passed over.
  bool about_time() const { return letters.find_first_of("deom") != std::string::npos; }
};

char letter_of_word(std::string_view word, Sentence& sentence) {
  if (is_digit(word.front())) {
    int number = 0;
    const auto end = std::from_chars(word.data(), word.data() + word.size(), number);
    if (word.size() > 3 || end.ptr != word.data() + word.size()) return '?';
    sentence.numbers.push_back(number);
    return 'n';
  }
  return std::find(std::begin(fillers), std::end(fillers), word) != std::end(fillers) ? filler
                                                                                      : '?';
}

// The class of what stands at the front of `rest` (which begins with a blank), taken off it.
char take_letter(std::string_view& rest, Sentence& sentence) {
  for (const Phrase& phrase : phrases) {
    const auto after = rest.substr(1);
    if (!after.starts_with(phrase.words) || after[phrase.words.size()] != ' ') continue;
    rest.remove_prefix(1 + phrase.words.size());
    return phrase.letter;
  }
  const auto end = rest.find(' ', 1);
  const auto word = rest.substr(1, end - 1);
  rest.remove_prefix(end);
  return letter_of_word(word, sentence);
}

Sentence classify(std::string_view words) {
  Sentence sentence;
  while (words.size() > 1) {
    const char letter = take_letter(words, sentence);
    if (letter != filler) sentence.letters += letter;
  }
  // "Net 30" is thirty days; beside a period in words, "net" says nothing more.
  auto& letters = sentence.letters;
  if (letters == "tn" || letters == "tne") letters.insert(2, 1, day);
  std::erase(letters, net);
  return sentence;
}

std::optional<PaymentTerms> understood(const Sentence& sentence, EndOfMonth reading) {
  const auto shape = std::find_if(std::begin(shapes), std::end(shapes), [&](const Shape& known) {
    return known.letters == sentence.letters;
  });
  if (shape == std::end(shapes)) return std::nullopt;
  PaymentTerms terms;
  terms.from = shape->from;
  if (!sentence.numbers.empty()) terms.days = sentence.numbers.front();
  if (shape->month_end == MonthEnd::as_agreed) terms.end_of_month = reading;
  if (shape->month_end == MonthEnd::month_first) terms.end_of_month = EndOfMonth::month_first;
  if (sentence.numbers.size() > 1) terms.day_of_month = sentence.numbers[1];
  // A 29th is missing in one month of twelve: nobody means it.
  const bool no_such_day =
      terms.day_of_month && (*terms.day_of_month < 1 || *terms.day_of_month > 28);
  if (terms.days > longest_period || no_such_day) return std::nullopt;
  return terms;
}

}  // namespace

std::optional<PaymentTerms> parse_terms(std::string_view text, EndOfMonth reading) {
  if (text.size() > longest_text) return std::nullopt;
  std::optional<PaymentTerms> found;
  for (const std::string& words : sentences_of(text)) {
    const Sentence sentence = classify(words);
    if (!sentence.about_time() && sentence.letters != "n") continue;
    const auto terms = understood(sentence, reading);
    if (!terms || found) return std::nullopt;
    found = terms;
  }
  return found;
}

}  // namespace facteur::gateway::receivables
