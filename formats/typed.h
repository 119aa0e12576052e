// What values of the model mean, whatever the syntax they were written in: for code that computes.
//
// A value that is not there and one that cannot be read are different things, and both are told
// from a good one: `const auto due = date(root.first(Term::BT_9)); if (due) use(*due);`. Pure
// functions, safe from any thread. What the sender wrote stays in the Node.
#pragma once

#include <optional>
#include <string_view>

#include "formats/civil_date.h"
#include "formats/decimal.h"
#include "formats/model.h"

namespace facteur::formats {

template <typename T>
class Typed {
 public:
  static Typed absent() { return Typed(false, std::nullopt); }
  static Typed unreadable() { return Typed(true, std::nullopt); }
  // Unreadable when there is no value.
  static Typed of(std::optional<T> value) { return Typed(true, std::move(value)); }

  explicit operator bool() const { return value_.has_value(); }
  const T& operator*() const { return *value_; }
  const T* operator->() const { return &*value_; }
  const std::optional<T>& value() const { return value_; }

  bool is_absent() const { return !written_; }
  bool is_unreadable() const { return written_ && !value_; }

 private:
  Typed(bool written, std::optional<T> value) : written_(written), value_(std::move(value)) {}

  bool written_;
  std::optional<T> value_;
};

struct Money {
  Decimal amount;
  std::string_view currency;  // ISO 4217, as written; of the invoice (BT-5) where CII leaves it out
};

// When VAT falls due (BT-8): UNTDID 2005 codes 3, 35, 432 in UBL, UNTDID 2475 codes 5, 29, 72 in
// CII.
enum class VatPoint { invoice_date, delivery_date, payment_date };

// Amounts, prices, quantities, percentages, rates: any number. White space around it is ignored.
Typed<Decimal> decimal(Node value);
// An amount with its currency.
Typed<Money> money(Node value);
// xs:date, its time zone dropped; with a format (CII), only the form 102 (CCYYMMDD) of UNTDID 2379.
Typed<Date> date(Node value);
Typed<VatPoint> vat_point(Node code);
// Codes and identifiers without the white space around them; empty when absent.
std::string_view code(Node value);

}  // namespace facteur::formats
