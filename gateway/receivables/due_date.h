// When an invoice falls due, and how we know.
//
// In this order: the due date of the document (BT-9); its payment terms (BT-20), where their words
// leave no doubt; the terms agreed with the customer; 30 days after delivery (Code de commerce,
// L441-10 I), counted from BT-72, or from the issue date (BT-2) when no delivery date is given.
// A credit note asks for nothing: it can be used from its issue date on, unless BT-9 says
// otherwise.
//
// Pure functions; dates are civil dates.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "formats/civil_date.h"
#include "formats/finding.h"

namespace facteur::gateway::receivables {

enum class DueBasis { due_date, terms, customer, legal_default, credit, imported };

// The spelling in the database, in JSON and on screens: "BT-9", "terms", "customer",
// "legal_default", "credit", "imported".
std::string_view to_string(DueBasis basis);

// "45 jours fin de mois" has two accepted readings, and the contract should say which. For an
// invoice of 20 January 2026: days first, 6 March, then the end of that month, 31 March; month
// first, 31 January, then 45 days, 17 March. "Fin de mois + 45 jours" has only the second.
enum class EndOfMonth { days_first, month_first };

struct PaymentTerms {
  int days = 0;
  enum class From { issue, delivery } from = From::issue;
  // Days first, month first, or no end of month at all.
  std::optional<EndOfMonth> end_of_month;
  // "45 jours fin de mois le 10": the 10th of the month that follows the end of month.
  std::optional<int> day_of_month;

  bool operator==(const PaymentTerms&) const = default;
};

// Reads terms in French, English or German: "30 jours net", "60 days from invoice date",
// "Zahlbar innerhalb von 14 Tagen", "à réception", "45 jours fin de mois". Sentences that speak of
// no period (penalties, indemnity) are passed over. std::nullopt where any doubt is left: a word
// that is not known, two periods, a discount for early payment, an empty or very long text.
std::optional<PaymentTerms> parse_terms(std::string_view text,
                                        EndOfMonth reading = EndOfMonth::days_first);

struct DueDateInputs {
  formats::Date issue_date;                    // BT-2
  std::optional<formats::Date> due_date;       // BT-9
  std::string payment_terms;                   // BT-20
  std::optional<formats::Date> delivery_date;  // BT-72
  std::optional<PaymentTerms> customer_terms;  // agreed with the customer beforehand
  EndOfMonth end_of_month = EndOfMonth::days_first;
  bool credit_note = false;
};

struct DueDate {
  formats::Date date;
  DueBasis basis;
  formats::Text explanation;  // how it was found
};

DueDate due_date(const DueDateInputs& inputs);

}  // namespace facteur::gateway::receivables
