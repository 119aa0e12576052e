// Which of a customer's open items an amount pays when nothing else says so.
//
// People pay one invoice, or all that is due, or a run by due date, or a month, more often than an
// odd choice. Each such habit shares its prior weight among all the choices that it allows (an
// invoice far from due counts less); a choice that adds up gathers weight from each habit it fits.
// A choice is plausible by its share of the weight of all choices that add up and of the chance
// that a payment of something else has this amount by accident, which falls with the number of
// amounts that are possible. Pure; safe from any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "formats/civil_date.h"
#include "gateway/receivables/matching/portfolio.h"

namespace facteur::gateway::receivables::matching {

struct OpenPart {
  Index item = 0;
  std::int64_t open = 0;  // negative: a credit note
  formats::Date issued_on, due_on;
};

// What speaks for a choice, so that another program can find the same.
struct Certificate {
  unsigned considered = 0;    // open items that were looked at
  unsigned most_members = 0;  // all subsets up to this size were searched
  unsigned solutions = 0;     // of them add up to the amount; at most `most_solutions`
  unsigned plausible = 0;     // per mille
};
inline constexpr unsigned most_solutions = 64;

// From here on a choice is made without a person.
inline constexpr unsigned sure_enough = 975;

struct Choice {
  std::vector<unsigned> parts;  // positions, ascending
  double weight = 0;
  unsigned plausible = 0;  // per mille
};

struct Combination {
  std::vector<Choice> choices;  // that add up, the most plausible first, at most `most_solutions`
  double total = 0;             // weight of all of them, and of an accident
  Certificate certificate;      // of the first
  bool sure() const { return !choices.empty() && choices.front().plausible >= sure_enough; }
};

// `parts` by due date and number. `booked_on`: when the money came.
Combination combinations(std::span<const OpenPart> parts, std::int64_t amount,
                         formats::Date booked_on);

// The shares of weight of choices that are known to add up: what `combinations` does after its
// search. Sorts them; the total weight.
double weigh(std::span<const OpenPart> parts, std::int64_t amount, formats::Date booked_on,
             std::vector<Choice>& choices);

// Debts that follow each other by due date, none left out.
bool is_due_run(std::span<const OpenPart> parts, const std::vector<unsigned>& choice);

// Choices that follow a habit, of whatever size, and add up.
std::vector<std::vector<unsigned>> habitual_choices(std::span<const OpenPart> parts,
                                                    std::int64_t amount);

}  // namespace facteur::gateway::receivables::matching
