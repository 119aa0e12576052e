// What people write to each other about a customer, an item or a dispute. A comment is never
// changed; whoever it mentions gets a task.
#pragma once

#include <string>
#include <vector>

#include "gateway/receivables/desk/acting.h"

namespace facteur::gateway::receivables {

struct NewComment {
  std::string subject_kind;           // "customer", "item", "dispute"
  std::string subject;                // key of the customer, or id
  std::string text;                   // not empty
  std::vector<std::string> mentions;  // users; at most 20
};

// The comment's id; event "comment.added".
OrRefusal<std::int64_t> add_comment(store::Transaction& transaction, const Acting& acting,
                                    const NewComment& comment);

struct Comment {
  std::int64_t id = 0;
  std::string text;
  std::vector<std::string> mentions;
  std::string made_by;
  Instant made_at;
};

// The first first.
std::vector<Comment> comments(store::Connection& connection, const std::string& tenant,
                              const std::string& subject_kind, const std::string& subject);

}  // namespace facteur::gateway::receivables
