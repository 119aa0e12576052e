// The form that a value takes in a syntax: what it means stays, how it is written is the target's.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "formats/model.h"
#include "formats/writing/scope.h"
#include "schemas/grammar.h"

namespace facteur::formats {

class ValueForms {
 public:
  // Values of `same_syntax` are left as they stand.
  ValueForms(const Invoice& invoice, const schemas::Grammar& target, const Scope& scope,
             bool same_syntax);

  // For no syntax: only the neutral forms.
  explicit ValueForms(const Invoice& invoice);

  // The text as EN 16931 means it: dates as "2026-11-21", VAT point dates by UNTDID 2005.
  std::string_view neutral(Node value);
  bool has_day(Node value) const;  // a date that can be read

  bool same_syntax() const { return same_syntax_; }
  // From now on, values of this term have this text, unless it is empty.
  void replace(Term term, std::string_view text) {
    replaced_ = term;
    replacement_ = text;
  }
  // The text of a value in an element of this type; std::nullopt when it cannot be written there.
  // Lives as long as the invoice and this object.
  std::optional<std::string_view> text(Node value, const schemas::Type& type);
  bool is_of(schemas::Form form, Node value) const;
  // The sum of two values, or their difference; std::nullopt when one is not a number.
  std::optional<std::string_view> total(Node first, Node second, bool subtracts);
  // A note as UBL writes it: "#AAI#text" (EN 16931-3-2). `code` may be empty.
  std::string_view coded(std::string_view code, std::string_view rest);

  // The value of an attribute of the model where it stands on an element of this type; std::nullopt
  // when it is left out. `looked_at`: a condition of the target depends on it.
  std::optional<std::string_view> attribute(Node value, const schemas::Attribute& attribute,
                                            bool looked_at) const;
  // Is it no loss to leave this value out, because the target says it otherwise?
  bool implied(Node value) const;
  // Is it no loss to leave this attribute out, because the target says it otherwise?
  bool implied(Node value, Attribute attribute) const;

 private:
  std::optional<std::string_view> date(Node value, const schemas::Type& type);
  std::string_view currency_of(Node value) const;
  std::string_view keep(std::string text);

  const schemas::Grammar& target_;
  const Scope& scope_;
  bool same_syntax_;
  bool from_cii_;
  Term replaced_ = Term::none;
  std::string_view replacement_;
  std::string_view currency_, tax_currency_;  // BT-5, BT-6
  std::deque<std::string> texts_;
};

// "#AAI#": may this be the code before a note's text?
bool is_note_code(std::string_view code);

}  // namespace facteur::formats
