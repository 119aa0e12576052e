// Who is meant by a payer's name, as banks write it: capitals, cut off, legal form before, behind
// or absent, words shortened or misspelt.
//
// A name is its words without legal forms; a word weighs the more the fewer customers bear it. Two
// names are as alike as the geometric mean of the two shares of weight that they have in common.
// Immutable; safe from any thread, but for the cache of `matches`, which is the caller's.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "gateway/receivables/matching/portfolio.h"

namespace facteur::gateway::receivables::matching {

struct NameMatch {
  Index customer = 0;
  unsigned likeness = 0;  // per mille
};

// A name taken apart.
struct NameParts {
  std::vector<std::string> words;        // without legal forms and articles, in their order
  std::vector<std::string> legal_forms;  // "SARL", also where it was written S.A.R.L.
  std::string joined;                    // all but the legal forms, put together
};
NameParts parts_of(std::string_view name);

class Names {
 public:
  explicit Names(const std::vector<Customer>& customers);

  // The customers whose names are most like it, best first, none under 450: the best
  // eight, and all that are about as alike as the first, up to 64.
  std::vector<NameMatch> matches(std::string_view name) const;

  // The customers that bear the rarest word of this one's name, and those whose names begin as
  // `joined` does, a payer's name that may have been cut. Itself among them.
  std::vector<Index> namesakes_of(Index customer, const std::string& joined) const;

  // The customers whose whole name stands in a text, at least two words or one that is rare.
  std::vector<NameMatch> mentions(std::string_view text) const;

 private:
  struct Term {
    Index word;
    unsigned likeness;  // per mille
    std::size_t asked;  // which word of the question
  };
  struct Tally {
    double common = 0;        // weight of this customer's words that were found
    std::uint64_t asked = 0;  // words of the question that were
    double asked_weight = 0;
  };
  using Tallies = std::unordered_map<Index, Tally>;

  void add_customer(Index customer, const Customer& from);
  void add_term(std::vector<Term>& terms, std::string_view word, std::size_t asked) const;
  Tallies tally(const std::vector<std::string>& words) const;
  double weight(Index word) const;
  void add_whole_names(const NameParts& parts, bool may_be_cut, std::vector<NameMatch>& out) const;

  struct Known {
    std::string joined;
    std::vector<Index> words;
    std::vector<std::string> legal_forms;
    double weight = 0;
  };
  std::vector<Known> known_;  // by customer
  std::unordered_map<std::string, Index> word_ids_;
  std::vector<std::string> words_;
  std::vector<std::vector<Index>> bearers_;             // of each word
  std::vector<Index> sorted_words_;                     // for beginnings of words
  std::unordered_multimap<std::uint64_t, Index> near_;  // hashes of words with one letter left out
  std::vector<Index> by_joined_;                        // customers, by joined name
};

}  // namespace facteur::gateway::receivables::matching
