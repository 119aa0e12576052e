#include "gateway/receivables/matching/names.h"

#include <algorithm>
#include <cmath>

#include "gateway/receivables/matching/resemblance.h"
#include "gateway/receivables/matching/text.h"

namespace facteur::gateway::receivables::matching {
namespace {

constexpr std::string_view legal_forms[] = {
    "AG",   "ASBL", "ASSO", "ASSOCIATION", "BV",  "BVBA",   "EARL", "EI",     "EIRL",
    "EURL", "GAEC", "GIE",  "GMBH",        "INC", "KG",     "LLC",  "LTD",    "NV",
    "OHG",  "PLC",  "SA",   "SARL",        "SAS", "SASU",   "SC",   "SCA",    "SCEA",
    "SCI",  "SCIC", "SCM",  "SCOP",        "SCP", "SCS",    "SE",   "SELARL", "SELAS",
    "SL",   "SNC",  "SPA",  "SPRL",        "SRL", "LIMITED"};

// Words that tell nobody from another.
constexpr std::string_view idle_words[] = {"ET",
                                           "DE",
                                           "DU",
                                           "DES",
                                           "LA",
                                           "LE",
                                           "LES",
                                           "L",
                                           "D",
                                           "AND",
                                           "THE",
                                           "OF",
                                           "M",
                                           "MR",
                                           "MME",
                                           "MONSIEUR",
                                           "MADAME",
                                           "STE",
                                           "SOCIETE",
                                           "ETS",
                                           "ETABLISSEMENT",
                                           "ETABLISSEMENTS",
                                           "ENTREPRISE",
                                           "CIE",
                                           "COMPAGNIE",
                                           "GROUPE",
                                           "FRANCE"};

struct Abbreviation {
  std::string_view written, meant;
};
constexpr Abbreviation abbreviations[] = {
    {"SAINT", "ST"}, {"SAINTE", "ST"}, {"STE", "SOCIETE"}, {"FRS", "FRERES"}, {"FRES", "FRERES"}};

constexpr std::size_t shortest_beginning = 4;  // "TRANSP" for TRANSPORTS
constexpr std::size_t shortest_misspelt = 5;
constexpr std::size_t most_bearers = 3000;  // a word that more customers bear only adds to others
constexpr std::size_t most_beginnings = 24;
constexpr unsigned likeness_of_misspelt = 900, likeness_of_beginning = 850;
constexpr unsigned least_likeness = 450;
constexpr std::size_t most_matches = 8;
// Of names that cannot be told apart, all are kept: there are twenty communes of one name.
constexpr std::size_t most_namesakes = 64;
constexpr unsigned apart = 90;
// Banks cut names at 27, 31 or 35 characters; what is shorter was not cut.
constexpr std::size_t shortest_cut_name = 20;
constexpr std::size_t least_of_a_cut_name = 12;

bool is_one_of(std::string_view word, auto& words) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

std::string spelt_out(std::string word) {
  for (const Abbreviation& each : abbreviations)
    if (each.written == word) return std::string(each.meant);
  return word;
}

// "S", "A", "R", "L" are one word that was written with points.
std::vector<std::string> with_initials_joined(const std::vector<Word>& words) {
  std::vector<std::string> out;
  bool initials = false;
  for (const Word& word : words) {
    const bool initial = word.text.size() == 1 && has_letter(word.text) && word.gap != '\'';
    if (initial && initials)
      out.back() += word.text;
    else
      out.push_back(word.text);
    initials = initial;
  }
  return out;
}

std::uint64_t hash_without(std::string_view word, std::size_t left_out) {
  std::string rest(word);
  rest.erase(left_out, 1);
  return hash_of(rest);
}

void keep_best(std::vector<NameMatch>& matches) {
  std::sort(matches.begin(), matches.end(), [](const NameMatch& a, const NameMatch& b) {
    return a.customer != b.customer ? a.customer < b.customer : a.likeness > b.likeness;
  });
  matches.erase(std::unique(matches.begin(), matches.end(),
                            [](auto& a, auto& b) { return a.customer == b.customer; }),
                matches.end());
  std::sort(matches.begin(), matches.end(), [](const NameMatch& a, const NameMatch& b) {
    return a.likeness != b.likeness ? a.likeness > b.likeness : a.customer < b.customer;
  });
  std::size_t kept = 0;
  while (kept < std::min(matches.size(), most_namesakes) &&
         (kept < most_matches || matches[kept].likeness + apart >= matches.front().likeness))
    ++kept;
  matches.resize(kept);
}

unsigned per_mille(double share) {
  return static_cast<unsigned>(std::lround(share * 1000));
}

}  // namespace

NameParts parts_of(std::string_view name) {
  NameParts parts;
  std::vector<std::string> idle;
  for (std::string& word : with_initials_joined(words_of(name))) {
    if (is_one_of(word, legal_forms)) {
      parts.legal_forms.push_back(std::move(word));
      continue;
    }
    parts.joined += word;
    if (is_one_of(word, idle_words))
      idle.push_back(std::move(word));
    else
      parts.words.push_back(spelt_out(std::move(word)));
  }
  if (parts.words.empty()) parts.words = idle.empty() ? parts.legal_forms : std::move(idle);
  if (parts.joined.empty())
    for (const std::string& word : parts.words) parts.joined += word;
  return parts;
}

Names::Names(const std::vector<Customer>& customers) : known_(customers.size()) {
  for (Index customer = 0; customer < customers.size(); ++customer)
    add_customer(customer, customers[customer]);
  for (Known& each : known_)
    for (const Index word : each.words) each.weight += weight(word);
  for (Index word = 0; word < words_.size(); ++word) {
    sorted_words_.push_back(word);
    if (words_[word].size() < shortest_misspelt) continue;
    near_.emplace(hash_of(words_[word]), word);
    for (std::size_t i = 0; i < words_[word].size(); ++i)
      near_.emplace(hash_without(words_[word], i), word);
  }
  std::sort(sorted_words_.begin(), sorted_words_.end(),
            [this](Index a, Index b) { return words_[a] < words_[b]; });
  for (Index customer = 0; customer < known_.size(); ++customer) by_joined_.push_back(customer);
  std::sort(by_joined_.begin(), by_joined_.end(),
            [this](Index a, Index b) { return known_[a].joined < known_[b].joined; });
}

void Names::add_customer(Index customer, const Customer& from) {
  NameParts parts = parts_of(from.name);
  Known& known = known_[customer];
  known.joined = std::move(parts.joined);
  known.legal_forms = std::move(parts.legal_forms);
  for (std::string& form : with_initials_joined(words_of(from.legal_form)))
    known.legal_forms.push_back(std::move(form));
  for (const std::string& word : parts.words) {
    const auto [at, is_new] = word_ids_.emplace(word, static_cast<Index>(words_.size()));
    if (is_new) {
      words_.push_back(word);
      bearers_.emplace_back();
    }
    auto& bearers = bearers_[at->second];
    if (!bearers.empty() && bearers.back() == customer) continue;
    if (std::find(known.words.begin(), known.words.end(), at->second) != known.words.end())
      continue;
    bearers.push_back(customer);
    known.words.push_back(at->second);
  }
}

// log(customers / bearers), never nothing.
double Names::weight(Index word) const {
  return 0.2 + std::log(static_cast<double>(known_.size() + 1) /
                        static_cast<double>(bearers_[word].size()));
}

void Names::add_term(std::vector<Term>& terms, std::string_view word, std::size_t asked) const {
  if (const auto at = word_ids_.find(std::string(word)); at != word_ids_.end()) {
    terms.push_back({at->second, 1000, asked});
    return;
  }
  const auto add_near = [&](std::uint64_t hash) {
    const auto [begin, end] = near_.equal_range(hash);
    for (auto at = begin; at != end; ++at)
      if (differ_by_one(words_[at->second], word))
        terms.push_back({at->second, likeness_of_misspelt, asked});
  };
  if (word.size() >= shortest_misspelt) {
    add_near(hash_of(word));
    for (std::size_t i = 0; i < word.size(); ++i) add_near(hash_without(word, i));
  }
  if (word.size() < shortest_beginning) return;
  auto at = std::lower_bound(sorted_words_.begin(), sorted_words_.end(), word,
                             [this](Index each, std::string_view w) { return words_[each] < w; });
  for (std::size_t seen = 0;
       at != sorted_words_.end() && words_[*at].starts_with(word) && seen < most_beginnings;
       ++at, ++seen)
    terms.push_back({*at, likeness_of_beginning, asked});
}

Names::Tallies Names::tally(const std::vector<std::string>& words) const {
  std::vector<Term> terms;
  for (std::size_t i = 0; i < std::min<std::size_t>(words.size(), 64); ++i)
    add_term(terms, words[i], i);
  // Rare words first: common ones then need only be looked up on the few customers found.
  std::sort(terms.begin(), terms.end(), [this](const Term& a, const Term& b) {
    const std::size_t left = bearers_[a.word].size(), right = bearers_[b.word].size();
    if (left != right) return left < right;
    return a.asked != b.asked ? a.asked < b.asked : a.likeness > b.likeness;
  });
  Tallies tallies;
  const auto count = [&](Tally& tally, const Term& term) {
    const std::uint64_t bit = std::uint64_t{1} << term.asked;
    if (tally.asked & bit) return;
    tally.asked |= bit;
    const double common = weight(term.word) * term.likeness / 1000;
    tally.common += common;
    tally.asked_weight += common;
  };
  for (const Term& term : terms) {
    const auto& bearers = bearers_[term.word];
    if (bearers.size() <= most_bearers || tallies.empty()) {
      for (const Index customer : bearers) count(tallies[customer], term);
      continue;
    }
    for (auto& [customer, tally] : tallies)
      if (std::binary_search(bearers.begin(), bearers.end(), customer)) count(tally, term);
  }
  return tallies;
}

void Names::add_whole_names(const NameParts& parts, bool may_be_cut,
                            std::vector<NameMatch>& out) const {
  if (parts.joined.size() < 3) return;
  auto at = std::lower_bound(
      by_joined_.begin(), by_joined_.end(), parts.joined,
      [this](Index each, const std::string& w) { return known_[each].joined < w; });
  const bool cut = may_be_cut && parts.joined.size() >= least_of_a_cut_name;
  for (std::size_t seen = 0; at != by_joined_.end() && seen < most_bearers; ++at, ++seen) {
    const std::string& joined = known_[*at].joined;
    if (!joined.starts_with(parts.joined)) break;
    if (joined.size() == parts.joined.size())
      out.push_back({*at, 1000});
    else if (cut)
      out.push_back({*at, 930});
  }
}

std::vector<NameMatch> Names::matches(std::string_view name) const {
  const NameParts parts = parts_of(name);
  double asked = 0;
  for (const std::string& word : parts.words) {
    const auto at = word_ids_.find(word);
    asked += at == word_ids_.end() ? std::log(static_cast<double>(known_.size() + 1)) / 2 + 0.2
                                   : weight(at->second);
  }
  std::vector<NameMatch> found;
  for (const auto& [customer, tally] : tally(parts.words)) {
    const double in_customer = std::min(1.0, tally.common / known_[customer].weight);
    const double in_question = std::min(1.0, tally.asked_weight / asked);
    const unsigned likeness = per_mille(std::sqrt(in_customer * in_question));
    if (likeness >= least_likeness) found.push_back({customer, std::min(likeness, 990u)});
  }
  add_whole_names(parts, name.size() >= shortest_cut_name, found);
  // Another legal form speaks against it, a little.
  for (NameMatch& match : found) {
    const auto& forms = known_[match.customer].legal_forms;
    if (parts.legal_forms.empty() || forms.empty()) continue;
    if (std::find_first_of(forms.begin(), forms.end(), parts.legal_forms.begin(),
                           parts.legal_forms.end()) == forms.end())
      match.likeness -= std::min(match.likeness, 30u);
  }
  keep_best(found);
  return found;
}

std::vector<Index> Names::namesakes_of(Index customer, const std::string& joined) const {
  std::vector<Index> found{customer};
  const auto& words = known_[customer].words;
  const auto rarest = std::min_element(words.begin(), words.end(), [this](Index a, Index b) {
    return bearers_[a].size() < bearers_[b].size();
  });
  if (rarest != words.end()) found = bearers_[*rarest];
  if (joined.empty()) return found;
  auto at = std::lower_bound(
      by_joined_.begin(), by_joined_.end(), joined,
      [this](Index each, const std::string& w) { return known_[each].joined < w; });
  for (; at != by_joined_.end() && known_[*at].joined.starts_with(joined); ++at)
    found.push_back(*at);
  return found;
}

std::vector<NameMatch> Names::mentions(std::string_view text) const {
  NameParts parts = parts_of(text);
  std::erase_if(parts.words, [](const std::string& word) { return word.size() < 2; });
  const double rare = std::log(static_cast<double>(known_.size() + 1)) * 0.8;
  struct Mention {
    Index customer;
    double weight;
  };
  std::vector<Mention> mentions;
  double heaviest = 0;
  for (const auto& [customer, tally] : tally(parts.words)) {
    const Known& known = known_[customer];
    if (tally.common < 0.97 * known.weight || tally.common < rare) continue;
    if (known.words.size() < 2 && known.joined.size() < 6) continue;
    mentions.push_back({customer, tally.common});
    heaviest = std::max(heaviest, tally.common);
  }
  std::vector<NameMatch> found;
  for (const Mention& mention : mentions) {
    // "MARTIN" is in every text that names MARTIN BATIMENT.
    if (mention.weight < 0.9 * heaviest) continue;
    const bool in_one_piece =
        parts.joined.find(known_[mention.customer].joined) != std::string::npos;
    found.push_back({mention.customer, in_one_piece ? 950u : 800u});
  }
  keep_best(found);
  return found;
}

}  // namespace facteur::gateway::receivables::matching
