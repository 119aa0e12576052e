#include "gateway/receivables/due_date.h"

namespace facteur::gateway::receivables {
namespace {

using formats::Date;

// Code de commerce, L441-10 I: thirty days after the goods were received or the service performed.
constexpr int legal_days = 30;

// Only the end of the calendar has no later day.
Date later(Date date, int days) {
  return formats::add_days(date, days).value_or(date);
}

Date applied(const PaymentTerms& terms, Date start) {
  if (!terms.end_of_month) return later(start, terms.days);
  const Date end = *terms.end_of_month == EndOfMonth::days_first
                       ? formats::end_of_month(later(start, terms.days))
                       : later(formats::end_of_month(start), terms.days);
  return terms.day_of_month ? later(formats::end_of_month(end), *terms.day_of_month) : end;
}

// Nothing when the terms count from a delivery of which the day is not known.
std::optional<Date> start_of(const PaymentTerms& terms, const DueDateInputs& inputs) {
  return terms.from == PaymentTerms::From::issue ? inputs.issue_date : inputs.delivery_date;
}

formats::Text described(const PaymentTerms& terms, Date start) {
  const std::string days = std::to_string(terms.days), from = start.to_string();
  formats::Text text{days + " jours à compter du " + from, days + " days from " + from};
  if (!terms.end_of_month) return text;
  if (*terms.end_of_month == EndOfMonth::days_first)
    text = {days + " jours à compter du " + from + ", puis fin du mois",
            days + " days from " + from + ", then the end of that month"};
  else
    text = {"fin du mois du " + from + ", puis " + days + " jours",
            "the end of the month of " + from + ", then " + days + " days"};
  if (terms.day_of_month) {
    const std::string day = std::to_string(*terms.day_of_month);
    text.fr += ", le " + day + " du mois suivant";
    text.en += ", on day " + day + " of the month after";
  }
  return text;
}

std::optional<DueDate> by_terms(const std::optional<PaymentTerms>& terms,
                                const DueDateInputs& inputs, DueBasis basis,
                                const formats::Text& source) {
  const auto start = terms ? start_of(*terms, inputs) : std::nullopt;
  if (!start) return std::nullopt;
  const formats::Text how = described(*terms, *start);
  return DueDate{applied(*terms, *start), basis, {source.fr + how.fr, source.en + how.en}};
}

DueDate by_law(const DueDateInputs& inputs) {
  const bool delivered = inputs.delivery_date.has_value();
  const Date start = inputs.delivery_date.value_or(inputs.issue_date);
  const std::string from = start.to_string();
  return {
      later(start, legal_days),
      DueBasis::legal_default,
      {"défaut légal, ni échéance ni conditions claires sur la facture : 30 jours après " +
           std::string(delivered ? "la livraison du " : "la facture, faute de livraison, du ") +
           from + " (Code de commerce, L441-10 I)",
       "legal default, the invoice gives no due date and no clear terms: 30 days after " +
           std::string(delivered ? "delivery on " : "the invoice, no delivery being given, of ") +
           from + " (Code de commerce, L441-10 I)"}};
}

}  // namespace

std::string_view to_string(DueBasis basis) {
  switch (basis) {
    case DueBasis::due_date:
      return "BT-9";
    case DueBasis::terms:
      return "terms";
    case DueBasis::customer:
      return "customer";
    case DueBasis::legal_default:
      return "legal_default";
    case DueBasis::credit:
      return "credit";
    case DueBasis::imported:
      return "imported";
  }
  return "";
}

DueDate due_date(const DueDateInputs& inputs) {
  if (inputs.due_date)
    return {*inputs.due_date,
            DueBasis::due_date,
            {"échéance écrite sur le document (BT-9)", "due date of the document (BT-9)"}};
  if (inputs.credit_note)
    return {inputs.issue_date,
            DueBasis::credit,
            {"avoir utilisable dès son émission", "a credit note, usable from its issue date"}};
  const formats::Text written{"conditions écrites sur la facture (BT-20) : ",
                              "terms of the invoice (BT-20): "};
  const formats::Text agreed{"conditions du client : ", "terms of the customer: "};
  const auto terms = parse_terms(inputs.payment_terms, inputs.end_of_month);
  if (auto due = by_terms(terms, inputs, DueBasis::terms, written)) return *due;
  if (auto due = by_terms(inputs.customer_terms, inputs, DueBasis::customer, agreed)) return *due;
  return by_law(inputs);
}

}  // namespace facteur::gateway::receivables
