#include "formats/requirements.h"

#include <algorithm>

#include "formats/rules/report.h"
#include "formats/rules/values.h"
#include "formats/typed.h"
#include "formats/utf8.h"

namespace facteur::formats {
namespace {

bool holds(const std::vector<std::string>& sorted, std::string_view value) {
  return std::binary_search(sorted.begin(), sorted.end(), value);
}

// A requirement as the report knows rules. It points into the requirement.
Rule rule_of(const Requirement& requirement) {
  Rule rule{.id = requirement.id,
            .severity = requirement.severity,
            .sentence = {requirement.message.fr, requirement.message.en},
            .subject = {"{}", "{}"}};  // braces in the user's words are his own
  const std::vector<Term> terms = terms_of(requirement);
  std::copy_n(terms.begin(), std::min(terms.size(), rule.terms.size()), rule.terms.begin());
  return rule;
}

// The term that is a node of the model: the value that a qualifier belongs to, or the term itself.
Term node_term(Term term) {
  const TermFacts* known = facts(term);
  return known != nullptr && known->attribute ? known->group : term;
}

std::string_view text_of(const Observed& observed, Node node) {
  const TermFacts* known = facts(observed.term);
  const bool qualifier = known != nullptr && known->attribute;
  return trim_xml_space(qualifier ? node.attribute(*known->attribute) : node.text());
}

bool has_scheme(const Observed& observed, Node node) {
  return observed.scheme.empty() || node.attribute(Attribute::scheme_id) == observed.scheme;
}

// A value that is kept in a store is too long to be empty.
bool is_filled(const Observed& observed, Node node) {
  return is_group(observed.term) || node.stored() != nullptr || !text_of(observed, node).empty();
}

// The text that is compared: dates in one form, whatever the syntax.
std::string compared_text(const Observed& observed, Node node) {
  const TermFacts* known = facts(observed.term);
  if (known != nullptr && known->type == DataType::date) {
    if (const auto day = date(node)) return day->to_string();
  }
  return std::string(text_of(observed, node));
}

// The groups from the document down to the one that holds a term.
std::vector<Term> path_to(Term term) {
  std::vector<Term> path;
  for (const TermFacts* at = facts(term); at != nullptr && at->group != Term::none;) {
    at = facts(at->group);
    path.insert(path.begin(), at->term);
  }
  return path;
}

class Judge {
 public:
  Judge(const Requirement& requirement, const Invoice& invoice, Report& report)
      : rule_(rule_of(requirement)), root_(invoice.root()), report_(report) {}

  void operator()(const CountAsked& asked) {
    each_holder(asked.observed.term, [&](Node holder, bool there) {
      const std::size_t count = there ? count_in(holder, asked.observed) : 0;
      if (count < asked.least && count == 0) {
        report_.add_missing(rule_, holder, asked.observed.term);
      } else if (count < asked.least || count > asked.most) {
        report_counts(holder, count);
      }
    });
  }

  void operator()(const ValueAsked& asked) {
    each_value(asked.observed, [&](Node node, const std::string& text) {
      if (!holds(asked.values, text)) report_.add_value(rule_, node, text);
    });
  }

  void operator()(const CodeAsked& asked) {
    const auto issued = date(root_.first(Term::BT_2));
    each_value(asked.observed, [&](Node node, const std::string& text) {
      const bool known =
          issued ? asked.list->contains(text, day_of(*issued)) : asked.list->contains(text);
      if (!known) report_.add_value(rule_, node, text);
    });
  }

  void operator()(const PatternAsked& asked) {
    each_value(asked.observed, [&](Node node, const std::string& text) {
      if (!asked.pattern.matches(text)) report_.add_value(rule_, node, text);
    });
  }

  void operator()(const LengthAsked& asked) {
    each_value(asked.observed, [&](Node node, const std::string& text) {
      const std::size_t length = characters_of(text);
      if (length < asked.least || length > asked.most) report_.add_value(rule_, node, text);
    });
  }

  void operator()(const AttachmentAsked& asked) {
    std::size_t count = 0;
    for (const Node group : each(root_, Term::BG_24)) count += is_wanted(asked, group);
    if (count < asked.least) report_counts(root_, count);
  }

 private:
  static CodeRow::Day day_of(Date date) {
    return {std::chrono::year{date.year()}, std::chrono::month{date.month()},
            std::chrono::day{date.day()}};
  }

  static std::size_t characters_of(std::string_view text) {
    std::size_t count = 0;
    for (; !text.empty(); ++count) take_code_point(text);
    return count;
  }

  // visit(group, true) for each group that may hold the term; (parent, false) where a group on the
  // way, of which there is but one, is missing.
  template <typename Visit>
  void each_holder(Term term, Visit visit) {
    const std::vector<Term> path = path_to(node_term(term));
    const auto descend = [&](const auto& self, Node node, std::size_t depth) -> void {
      if (depth == path.size()) return visit(node, true);
      const bool repeats = facts(path[depth])->repeats;
      if (!repeats && !node.first(path[depth])) return visit(node, false);
      for (const Node group : each(node, path[depth])) self(self, group, depth + 1);
    };
    descend(descend, root_, 0);
  }

  // visit(node, text) for each value that is there.
  template <typename Visit>
  void each_value(const Observed& observed, Visit visit) {
    each_holder(observed.term, [&](Node holder, bool there) {
      if (!there) return;
      for (const Node node : each(holder, node_term(observed.term))) {
        if (!has_scheme(observed, node) || !is_filled(observed, node)) continue;
        visit(node, compared_text(observed, node));
      }
    });
  }

  std::size_t count_in(Node holder, const Observed& observed) const {
    std::size_t count = 0;
    for (const Node node : each(holder, node_term(observed.term))) {
      count += has_scheme(observed, node) && is_filled(observed, node);
    }
    return count;
  }

  static bool is_wanted(const AttachmentAsked& asked, Node group) {
    const Node file = group.first(Term::BT_125);
    if (!file || (file.stored() == nullptr && is_blank(file))) return false;
    const std::string_view media_type = trim_xml_space(file.attribute(Attribute::mime));
    const std::string_view name = trim_xml_space(file.attribute(Attribute::filename));
    const std::string_view description = trim_xml_space(group.text(Term::BT_123));
    return (asked.media_types.empty() || holds(asked.media_types, media_type)) &&
           (asked.descriptions.empty() || holds(asked.descriptions, description)) &&
           (!asked.name || asked.name->matches(name));
  }

  void report_counts(Node place, std::size_t count) {
    const std::string found = std::to_string(count);
    report_.add(rule_, place, {"Nombre trouvé : " + found + ".", "Found: " + found + "."});
  }

  const Rule rule_;
  const Node root_;
  Report& report_;
};

bool is_in_force(const RequirementSet& set, const Invoice& invoice) {
  const auto issued = date(invoice.root().first(Term::BT_2));
  if (!issued) return !set.valid_until;
  return (!set.valid_from || *set.valid_from <= *issued) &&
         (!set.valid_until || *issued <= *set.valid_until);
}

}  // namespace

bool is_about(const RequirementSet& set, const Invoice& invoice) {
  const Node root = invoice.root();
  return (set.types.empty() || holds(set.types, code(root.first(Term::BT_3)))) &&
         is_in_force(set, invoice) && names_buyer(set.buyer, root) &&
         (!set.seller || names_seller(*set.seller, root));
}

void check(const RequirementSet& set, const Invoice& invoice, Report& report) {
  for (const Requirement& requirement : set.requirements) {
    std::visit(Judge(requirement, invoice, report), requirement.asked);
  }
}

std::vector<Term> terms_of(const Requirement& requirement) {
  const auto terms = [](const auto& asked) -> std::vector<Term> {
    if constexpr (requires { asked.observed; }) {
      return {asked.observed.term};
    } else {
      std::vector<Term> looked_at{Term::BT_125};
      if (!asked.media_types.empty()) looked_at.push_back(Term::BT_125_1);
      if (asked.name) looked_at.push_back(Term::BT_125_2);
      if (!asked.descriptions.empty()) looked_at.push_back(Term::BT_123);
      return looked_at;
    }
  };
  return std::visit(terms, requirement.asked);
}

}  // namespace facteur::formats
