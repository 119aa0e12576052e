#include "formats/facturx/read_divergence.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "formats/civil_date.h"
#include "formats/facturx/read_font.h"
#include "formats/register_numbers.h"
#include "formats/structure_text.h"
#include "formats/typed.h"

namespace facteur::formats::facturx {
namespace {

using One = std::array<Term, 4>;

constexpr Rule told_number{"FACTEUR-PDF-NUMBER",
                           Severity::warning,
                           One{Term::BT_1},
                           {"La page d'un PDF hybride montre le numéro de facture de son XML.",
                            "The page of a hybrid PDF shows the invoice number of its XML."},
                           {},
                           Syntaxes::cii};
constexpr Rule told_date{"FACTEUR-PDF-DATE",
                         Severity::warning,
                         One{Term::BT_2},
                         {"La page d'un PDF hybride montre la date de facture de son XML.",
                          "The page of a hybrid PDF shows the invoice date of its XML."},
                         {},
                         Syntaxes::cii};
constexpr Rule told_total{"FACTEUR-PDF-TOTAL",
                          Severity::warning,
                          One{Term::BT_112},
                          {"La page d'un PDF hybride montre le total avec TVA de son XML.",
                           "The page of a hybrid PDF shows the total with VAT of its XML."},
                          {},
                          Syntaxes::cii};
constexpr Rule told_due{"FACTEUR-PDF-DUE",
                        Severity::warning,
                        One{Term::BT_115},
                        {"La page d'un PDF hybride montre le montant à payer de son XML.",
                         "The page of a hybrid PDF shows the amount due of its XML."},
                        {},
                        Syntaxes::cii};
constexpr Rule told_iban{"FACTEUR-PDF-IBAN",
                         Severity::warning,
                         One{Term::BT_84},
                         {"La page d'un PDF hybride ne montre pas un autre IBAN que son XML.",
                          "The page of a hybrid PDF shows no other IBAN than its XML."},
                         {},
                         Syntaxes::cii};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_letter(char c) {
  return c >= 'a' && c <= 'z';
}

std::string letters_and_digits(std::string_view text) {
  std::string kept;
  for (const char c : text) {
    if (is_digit(c) || is_letter(c)) kept += c;
  }
  return kept;
}

// The page in the forms in which facts are looked for.
struct Page {
  explicit Page(std::string_view text) : all(text), plain(letters_and_digits(text)) {}

  bool says(std::string_view utf8) const {
    const std::string wanted = letters_and_digits(folded(utf8));
    return wanted.size() >= 2 && plain.find(wanted) != plain.npos;
  }
  // Whatever separates thousands and decimals, and however many decimals are zero.
  bool says_amount(std::string_view amount) const;
  bool says_date(const Date& date) const;
  bool says_date_in_words(const Date& date) const;
  bool shows_another_iban() const;

  std::string_view all;
  std::string plain;  // nothing but letters and digits
};

// Figures run together with what stands beside them: an amount may be found where there is none,
// but not be missed where there is one.
bool Page::says_amount(std::string_view amount) const {
  std::string figures;
  for (const char c : amount) {
    if (is_digit(c) || c == '.') figures += c;
  }
  const std::size_t point = std::min(figures.find('.'), figures.size());
  const std::string whole = figures.substr(0, point);
  std::string fraction = figures.substr(std::min(point + 1, figures.size()));
  while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
  return plain.find(whole + fraction) != plain.npos;
}

std::string padded(unsigned number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

// With any separators, or none, in the orders that countries have.
bool Page::says_date(const Date& date) const {
  const std::string year = std::to_string(date.year()), short_year = year.substr(year.size() - 2);
  for (const bool pad : {true, false}) {
    const std::string day = pad ? padded(date.day()) : std::to_string(date.day());
    const std::string month = pad ? padded(date.month()) : std::to_string(date.month());
    for (const std::string& form :
         {year + month + day, day + month + year, month + day + year, day + month + short_year,
          month + day + short_year, short_year + month + day}) {
      if (plain.find(form) != plain.npos) return true;
    }
  }
  return says_date_in_words(date);
}

// How the names of months begin, without accents, in French, English, German, Italian, Spanish,
// Dutch, Portuguese.
constexpr std::array<std::string_view, 12> month_beginnings{"jan jaen gen ene",
                                                            "fev feb fab",
                                                            "mar maer mrt maa",
                                                            "avr apr abr",
                                                            "mai may mag mei",
                                                            "juin jun giu",
                                                            "juil jul lug",
                                                            "aou aug ago",
                                                            "sep set",
                                                            "oct okt ott out",
                                                            "nov",
                                                            "dec dez dic"};

bool Page::says_date_in_words(const Date& date) const {
  constexpr std::size_t before = 8, behind = 24;
  std::string_view words = month_beginnings.at(date.month() - 1);
  while (!words.empty()) {
    const std::string_view word = words.substr(0, words.find(' '));
    words.remove_prefix(std::min(word.size() + 1, words.size()));
    for (auto at = plain.find(word); at != plain.npos; at = plain.find(word, at + 1)) {
      const std::size_t from = at - std::min(at, before);
      const std::string_view around = std::string_view(plain).substr(from, before + behind);
      const bool day = around.find(std::to_string(date.day())) != around.npos;
      const std::string year = std::to_string(date.year());
      if (day && around.find(year.substr(year.size() - 2)) != around.npos) return true;
    }
  }
  return false;
}

// Behind the word IBAN: somebody's, well formed.
bool Page::shows_another_iban() const {
  constexpr std::size_t shortest = 15, longest = 34, farthest = 12;
  const std::string_view text = plain;
  for (auto at = text.find("iban"); at != text.npos; at = text.find("iban", at + 1)) {
    for (std::size_t from = at + 4; from < std::min(at + 4 + farthest, text.size()); ++from) {
      const std::string_view rest = text.substr(from, longest);
      if (rest.size() < shortest || !is_letter(rest[0]) || !is_letter(rest[1]) ||
          !is_digit(rest[2]) || !is_digit(rest[3])) {
        continue;
      }
      for (std::size_t size = shortest; size <= rest.size(); ++size) {
        std::string number(rest.substr(0, size));
        for (char& c : number) {
          if (is_letter(c)) c = static_cast<char>(c - 'a' + 'A');
        }
        if (is_iban(number)) return true;
      }
    }
  }
  return false;
}

struct Fact {
  std::string_view rule;
  Node node;
  bool found = false;
  std::string_view fr, en;  // what it is called
};

// How many facts were looked for, and how many of them are on the page.
struct Tally {
  std::size_t asked = 0, found = 0;
  void count(bool is_found) {
    ++asked;
    if (is_found) ++found;
  }
};

bool is_zero(Node node) {
  return node.text().find_first_of("123456789") == std::string_view::npos;
}

// The facts that a divergence is claimed of.
std::vector<Fact> facts_of(const Page& page, const Invoice& invoice) {
  const Node root = invoice.root();
  const Node totals = root.first(Term::BG_22);
  std::vector<Fact> facts;
  if (const Node node = root.first(Term::BT_1); node && node.text().size() > 1) {
    facts.push_back({told_number.id, node, page.says(node.text()), "le numéro de facture",
                     "the invoice number"});
  }
  if (const Node node = root.first(Term::BT_2)) {
    if (const auto day = date(node)) {
      facts.push_back(
          {told_date.id, node, page.says_date(*day), "la date de la facture", "the invoice date"});
    }
  }
  const Node total = totals.first(Term::BT_112), due = totals.first(Term::BT_115);
  if (total && decimal(total) && !is_zero(total)) {
    facts.push_back({told_total.id, total, page.says_amount(total.text()), "le total avec TVA",
                     "the total with VAT"});
  }
  const bool same = total && due && decimal(total).value() == decimal(due).value();
  if (due && decimal(due) && !is_zero(due) && !same) {
    facts.push_back(
        {told_due.id, due, page.says_amount(due.text()), "le montant à payer", "the amount due"});
  }
  return facts;
}

// Other facts, which tell whether this is the page of this invoice and can be read.
Tally other_facts(const Page& page, const Invoice& invoice) {
  constexpr std::array seller_terms{Term::BT_27, Term::BT_30, Term::BT_31};
  constexpr std::array buyer_terms{Term::BT_44, Term::BT_48};
  Tally tally;
  const Node root = invoice.root();
  const auto ask = [&](Node node) {
    if (node && node.text().size() > 2) tally.count(page.says(node.text()));
  };
  const Node seller = root.first(Term::BG_4), buyer = root.first(Term::BG_7);
  for (const Term term : seller_terms) ask(seller.first(term));
  for (const Term term : buyer_terms) ask(buyer.first(term));
  ask(seller.first(Term::BG_5).first(Term::BT_37));
  ask(buyer.first(Term::BG_8).first(Term::BT_52));
  const Node net = root.first(Term::BG_22).first(Term::BT_109);
  if (net && !is_zero(net)) tally.count(page.says_amount(net.text()));
  int lines = 0;
  for (const Node line : each(root, Term::BG_25)) {
    if (++lines > 5) break;
    ask(line.first(Term::BG_31).first(Term::BT_153));
    const Node amount = line.first(Term::BT_131);
    if (amount && !is_zero(amount)) tally.count(page.says_amount(amount.text()));
  }
  return tally;
}

Finding remark(std::string_view rule, Node node, const std::string& fr, const std::string& en) {
  Finding finding;
  finding.set = "facteur";
  finding.rule = rule;
  finding.severity = Severity::warning;
  finding.terms = {node.term()};
  finding.location = node.location();
  finding.line = node.line();
  finding.message = {fr, en};
  return finding;
}

std::optional<Finding> iban_divergence(const Page& page, const Invoice& invoice) {
  Node first;
  for (const Node means : each(invoice.root(), Term::BG_16)) {
    for (const Node transfer : each(means, Term::BG_17)) {
      const Node account = transfer.first(Term::BT_84);
      if (!account || !is_iban(account.text())) continue;
      if (page.says(account.text())) return std::nullopt;
      if (!first) first = account;
    }
  }
  if (!first || !page.shows_another_iban()) return std::nullopt;
  const std::string value = clip(first.text());
  return remark(told_iban.id, first,
                "La page du PDF montre un autre IBAN que le XML (« " + value +
                    " ») : vérifiez lequel est le bon avant de payer.",
                "The page of the PDF shows another IBAN than the XML (\"" + value +
                    "\"): check which one is right before you pay.");
}

}  // namespace

std::span<const Rule* const> divergence_rules() {
  static constexpr const Rule* all[] = {&told_number, &told_date, &told_total, &told_due,
                                        &told_iban};
  return all;
}

std::vector<Finding> divergences(std::string_view text, const Invoice& invoice) {
  constexpr std::size_t enough = 4;
  const Page page(text);
  const std::vector<Fact> facts = facts_of(page, invoice);
  const Tally others = other_facts(page, invoice);
  std::vector<Finding> findings;
  for (const Fact& fact : facts) {
    if (fact.found) continue;
    Tally tally = others;
    for (const Fact& other : facts) {
      if (&other != &fact) tally.count(other.found);
    }
    if (tally.found < enough || tally.found * 10 < tally.asked * 7) continue;
    const std::string value = clip(fact.node.text());
    findings.push_back(
        remark(fact.rule, fact.node,
               "La page du PDF ne montre nulle part " + std::string(fact.fr) + " du XML (« " +
                   value + " ») : la page et les données ne disent pas la même chose.",
               "The page of the PDF nowhere shows " + std::string(fact.en) + " of the XML (\"" +
                   value + "\"): the page and the data do not say the same."));
  }
  const bool known_page = others.found >= enough && others.found * 10 >= others.asked * 7;
  if (auto other_iban = known_page ? iban_divergence(page, invoice) : std::nullopt) {
    findings.push_back(std::move(*other_iban));
  }
  return findings;
}

}  // namespace facteur::formats::facturx
