#include "gateway/receivables/reminders/statement.h"

#include "gateway/receivables/money.h"
#include "gateway/receivables/reminders/variables.h"
#include "gateway/receivables/reminders/wording.h"

namespace facteur::gateway::receivables::reminders {
namespace {

using formats::readable::Align;
using formats::readable::Phrases;
using formats::readable::Row;
using formats::readable::Table;
using formats::readable::Tone;

class Statement {
 public:
  explicit Statement(const ReminderFacts& facts) : facts_(facts), language_(facts.language) {}

  // Pieces with what is asked for on each, and the sum when there are several.
  Table items() const {
    Table table;
    table.heading = say("Détail des pièces", "Documents");
    table.columns = {{say("Pièce", "Document"), 150},
                     {say("Émise le", "Issued"), 66},
                     {say("Échéance", "Due"), 66},
                     {say("Retard", "Late"), 57, Align::right},
                     {say("Montant", "Amount"), 80, Align::right},
                     {say("Reste dû", "Open"), 80, Align::right}};
    table.titled = 0;
    for (const MessageItem& item : facts_.items) table.rows.push_back(item_row(item));
    add_sums(table);
    return table;
  }

  Table coming_due() const {
    Table table;
    table.heading = say("Bientôt à échéance, pour information", "Coming due, for information");
    table.columns = {{say("Pièce", "Document"), 216},
                     {say("Émise le", "Issued"), 85},
                     {say("Échéance", "Due"), 99},
                     {say("Reste dû", "Open"), 99, Align::right}};
    table.titled = 0;
    for (const MessageItem& item : facts_.coming_due)
      table.rows.push_back(row({named(item), short_day(item.issued_on, language_),
                                short_day(item.due_on, language_), money(item.open)}));
    return table;
  }

  Table credits() const {
    Table table;
    table.heading = say("À votre crédit", "In your favour");
    table.columns = {{say("Pièce", "Document"), 301},
                     {say("Date", "Date"), 99},
                     {say("Disponible", "Available"), 99, Align::right}};
    table.titled = 0;
    for (const MessageItem& credit : facts_.credits)
      table.rows.push_back(
          row({named(credit), short_day(credit.issued_on, language_), money(credit.open)}));
    for (const Amount& receipt : facts_.unapplied)
      table.rows.push_back(
          row({say("Versement reçu, non encore imputé", "Payment received, not yet applied"), "",
               money(receipt)}));
    return table;
  }

  Table payments() const {
    Table table;
    table.heading = say("Versements reçus", "Payments received");
    table.columns = {{say("Pièce", "Document"), 301},
                     {say("Reçu le", "Received"), 99},
                     {say("Montant", "Amount"), 99, Align::right}};
    table.titled = 0;
    for (const Acknowledgement& payment : facts_.acknowledgements)
      table.rows.push_back(row(
          {one_line(payment.number), short_day(payment.on, language_), money(payment.received)}));
    return table;
  }

  Table claim() const {
    Table table;
    table.heading = say("Intérêts de retard", "Late-payment interest");
    table.columns = {{say("Pièce", "Document"), 111},
                     {say("Du", "From"), 66},
                     {say("Au", "To"), 66},
                     {say("Jours", "Days"), 42, Align::right},
                     {say("Base", "Base"), 84, Align::right},
                     {say("Taux", "Rate"), 56, Align::right},
                     {say("Intérêts", "Interest"), 74, Align::right}};
    table.titled = 0;
    if (!facts_.claim) return table;
    for (const InterestLine& line : facts_.claim->interest_lines)
      table.rows.push_back(
          row({one_line(line.number), short_day(line.from, language_),
               short_day(line.to, language_), std::to_string(line.days), money(line.base),
               percent(line.rate, language_), money(line.interest)}));
    return table;
  }

  // Principal, credits, interest, indemnity and what is due in all.
  Table account() const {
    Table table;
    table.heading = say("Décompte", "Account");
    table.columns = {{"", 370}, {say("Montant", "Amount"), 129, Align::right}};
    table.titled = 0;
    std::vector<Amount> principal, held, credits;
    for (const MessageItem& item : facts_.items) {
      add_to(principal, item.open);
      if (item.held != 0) add_to(held, {-item.held, item.open.exponent, item.open.currency});
    }
    for (const MessageItem& credit : facts_.credits) add_to(credits, credit.open);
    for (const Amount& receipt : facts_.unapplied) add_to(credits, receipt);
    add_lines(table, say("Principal, TTC", "Principal, including VAT"), principal);
    add_lines(table,
              say("Part non demandée (litige ou promesse)", "Not asked for (dispute, promise)"),
              held);
    add_lines(table, say("Avoirs et versements à déduire", "Credits and payments to deduct"),
              credits);
    if (facts_.claim) {
      add_lines(table, say("Intérêts de retard", "Late-payment interest"), facts_.claim->interest);
      add_lines(table,
                say("Indemnité forfaitaire pour frais de recouvrement", "Fixed recovery indemnity"),
                {facts_.claim->indemnity});
    }
    for (const Amount& total : total_of(facts_))
      table.rows.push_back(row({say("Total à payer", "Total to pay"), money(total)}, Tone::strong));
    return table;
  }

  // The settings that the account was made by; no columns are named.
  Table notes() const {
    Table table;
    table.columns = {{"", 499}};
    table.titled = 0;
    if (!facts_.claim) return table;
    for (const formats::Text& note : facts_.claim->notes)
      table.rows.push_back(
          row({is_french(language_) ? with_french_spaces(note.fr) : note.en}, Tone::quiet));
    return table;
  }

 private:
  std::string say(const char* french, const char* english) const {
    return is_french(language_) ? french : english;
  }

  std::string money(const Amount& amount) const { return written(amount, language_); }

  static Row row(std::vector<std::string> texts, Tone tone = Tone::plain) {
    Row row;
    for (std::string& text : texts) row.cells.push_back({{std::move(text), tone}});
    return row;
  }

  std::string kind(const MessageItem& item) const {
    if (item.kind == "credit_note") return say("Avoir", "Credit note");
    if (item.kind == "down_payment") return say("Acompte", "Down payment");
    return item.kind == "fee" ? say("Frais", "Fee") : say("Facture", "Invoice");
  }

  std::string named(const MessageItem& item) const {
    return kind(item) + "\u00a0" + one_line(item.number);
  }

  std::string late(const MessageItem& item) const {
    if (item.days_late <= 0) return "";
    return std::to_string(item.days_late) + (is_french(language_) ? "\u00a0j" : "\u00a0d");
  }

  // Order number and legal status stand below the number.
  Row item_row(const MessageItem& item) const {
    Row line =
        row({named(item), short_day(item.issued_on, language_), short_day(item.due_on, language_),
             late(item), money(item.original), money(item.open)});
    Phrases& under = line.cells.front();
    if (!item.purchase_order.empty())
      add(under, say("Commande ", "Order ") + one_line(item.purchase_order), Tone::quiet);
    add(under, one_line(is_french(language_) ? item.status.fr : item.status.en), Tone::quiet);
    if (item.asked_on)
      add(under, say("relancée le ", "reminded on ") + short_day(*item.asked_on, language_),
          Tone::quiet);
    if (item.held != 0)
      add(under,
          say("dont non demandé (litige ou promesse) ", "of it not asked for (dispute, promise) ") +
              money({item.held, item.open.exponent, item.open.currency}),
          Tone::quiet);
    return line;
  }

  void add_sums(Table& table) const {
    if (facts_.items.size() < 2) return;
    std::vector<Amount> sums;
    for (const MessageItem& item : facts_.items) add_to(sums, item.open);
    for (const Amount& sum : sums)
      table.rows.push_back(row({say("Total", "Total"), "", "", "", "", money(sum)}, Tone::strong));
  }

  void add_lines(Table& table, const std::string& label, const std::vector<Amount>& sums) const {
    for (const Amount& sum : sums) table.rows.push_back(row({label, money(sum)}));
  }

  const ReminderFacts& facts_;
  const MessageLanguage language_;
};

}  // namespace

std::map<std::string, Table, std::less<>> tables_of(const ReminderFacts& facts) {
  const Statement statement(facts);
  std::map<std::string, Table, std::less<>> tables = {
      {"items", statement.items()},     {"coming_due", statement.coming_due()},
      {"credits", statement.credits()}, {"payments", statement.payments()},
      {"claim", statement.claim()},     {"account", statement.account()},
      {"notes", statement.notes()},
  };
  std::erase_if(tables, [](const auto& entry) { return entry.second.rows.empty(); });
  return tables;
}

}  // namespace facteur::gateway::receivables::reminders
