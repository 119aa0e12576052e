// Who sent a movement, as far as names, aliases and the text can say.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "formats/bank/statement.h"
#include "gateway/receivables/matching/decision.h"
#include "gateway/receivables/matching/names.h"
#include "gateway/receivables/matching/portfolio.h"

namespace facteur::gateway::receivables::matching {

// What the texts say about the sender; does not change while a file is decided.
struct Sender {
  std::string name;                // canonical, under which an alias is learned; may be empty
  std::vector<NameMatch> by_name;  // best first
  std::vector<NameMatch> by_text;  // named in the remittance
  std::vector<Index> by_number;    // customer numbers in the remittance
};

// The payer's name as aliases know it: of the field, or of the text where a bank has no field.
std::string sender_name(const formats::bank::Movement& movement);

// A use of a name for a customer that is called otherwise, learned from a sure reference.
struct AliasUse {
  std::string payer;  // canonical
  Index customer = 0;
};

class Payers {
 public:
  explicit Payers(const Portfolio& portfolio);

  Sender sender_of(const formats::bank::Movement& movement);

  // How the sender is known to be of this customer, or of its group.
  PayerEvidence evidence_for(const Sender& sender, Index customer) const;
  bool agrees(const Sender& sender, Index customer) const;

  // The same, and no other customer is clearly more like the sender's name.
  bool may_be(const Sender& sender, Index customer) const;

  // The sender is surely somebody else, of another group.
  bool contradicts(const Sender& sender, Index customer) const;

  // Whose items an amount alone may pay, best first; empty when that is not sure enough. More than
  // one when names are too alike to tell.
  std::vector<PayerEvidence> likely(const Sender& sender) const;

  // The only one that it can be, so that a receipt may be posted for it: nobody else of another
  // group shares what tells its name from others.
  std::optional<Index> certain(const Sender& sender) const;

  void learn(const Sender& sender, Index customer);
  const std::vector<AliasUse>& learned() const { return learned_; }

 private:
  struct Known {
    Index customer;
    unsigned uses;
    bool confirmed;
  };
  // Of the only customer that this name was used for; a conflicting use ends that.
  std::optional<Known> alias(const std::string& name) const;

  const Portfolio& portfolio_;
  const Names names_;
  std::unordered_map<std::string, std::vector<NameMatch>> cache_;
  std::unordered_map<std::string, Index> numbers_;
  std::unordered_map<std::string, std::vector<Known>> aliases_;
  std::vector<AliasUse> learned_;
};

}  // namespace facteur::gateway::receivables::matching
