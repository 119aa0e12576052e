#include "formats/bank/cfonb120_texts.h"

#include <algorithm>
#include <array>

#include "formats/bank/cfonb120_record.h"
#include "formats/bank/natures.h"

namespace facteur::formats::bank::cfonb {
namespace {

constexpr Field first_half{1, 35}, second_half{36, 35};

// Version 2.0 of 2010, and FEE, which banks write. A blank one stands in old files for LIB.
constexpr std::array qualifiers{"LIB", "NPY", "IPY", "NPO", "IPO", "NBE", "IBE",
                                "NBU", "IBU", "LCC", "LC2", "LCS", "RCN", "REF",
                                "MMO", "CBE", "RUM", "CPY", "FEE", "   "};

std::string first_of(std::string one, std::string other) {
  return one.empty() ? std::move(other) : std::move(one);
}

}  // namespace

bool is_known_qualifier(std::string_view qualifier) {
  return std::find(qualifiers.begin(), qualifiers.end(), qualifier) != qualifiers.end();
}

void Complements::add(std::string_view qualifier, std::string_view information) {
  auto found = std::find_if(texts_.begin(), texts_.end(), [qualifier](const Gathered& gathered) {
    return gathered.qualifier == qualifier;
  });
  if (found == texts_.end()) {
    texts_.push_back({std::string(qualifier), {}});
    found = std::prev(texts_.end());
  }
  found->text += information;
  // A record that was cut short lacks its blanks.
  const std::size_t missing =
      field::information.size - std::min(field::information.size, characters(information));
  found->text.append(missing, ' ');
}

std::string Complements::text(std::string_view qualifier) const {
  for (const Gathered& gathered : texts_)
    if (gathered.qualifier == qualifier) return gathered.text;
  return {};
}

std::string Complements::half(std::string_view qualifier, bool second) const {
  const std::string whole = text(qualifier);
  return clean(Record(whole)[second ? second_half : first_half]);
}

void Complements::fill(Movement& movement) const {
  // Of a debit, the other party is the creditor, unless it is a payment to us that came back.
  const bool from_them = movement.direction == Direction::credit || is_returned(movement.nature);
  const std::string theirs = clean(text("NPY")), ours = clean(text("NBE"));
  movement.payer = from_them ? theirs : first_of(ours, theirs);
  movement.ultimate_payer = clean(text(from_them ? "NPO" : "NBU"));
  movement.payer_id = half(from_them ? "IPY" : "IBE", false);
  movement.payer_account = half(from_them ? "CPY" : "CBE", false);
  movement.creditor_reference = half("LCS", false);
  movement.end_to_end_id = half("RCN", false);
  movement.mandate = half("RUM", false);
  movement.batch = half("REF", false);
  if (std::string own = half("REF", true); !own.empty()) movement.bank_reference = std::move(own);
  const std::string remittance = clean(text("LCC") + text("LC2"));
  const std::string free_text = clean(text("LIB") + text("   "));
  movement.remittance = remittance.empty() ? free_text : remittance;
  if (!remittance.empty() && !free_text.empty()) movement.label += " " + free_text;
}

}  // namespace facteur::formats::bank::cfonb
