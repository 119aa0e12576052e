#include "gateway/receivables/figures/accounts_asked.h"

namespace facteur::gateway::receivables::figures {
namespace {

store::Value value_of(const std::optional<std::string>& text) {
  return text ? store::Value(*text) : store::Value();
}

}  // namespace

std::vector<store::Value> account_parameters(const Question& question,
                                             std::initializer_list<std::int64_t> before,
                                             std::initializer_list<std::int64_t> after) {
  std::vector<store::Value> all(before.begin(), before.end());
  all.insert(all.end(),
             {question.tenant, value_of(question.customer_key), value_of(question.customer_key),
              value_of(question.currency), value_of(question.currency)});
  all.insert(all.end(), after.begin(), after.end());
  return all;
}

std::int64_t known_limit(const AsOf& as_of) {
  return as_of.known_at ? as_of.known_at->microseconds : INT64_MAX;
}

formats::Date day_before_window(const Question& question) {
  return add_days(question.as_of.on, -question.window_days).value_or(formats::Date());
}

}  // namespace facteur::gateway::receivables::figures
