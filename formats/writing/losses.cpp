#include "formats/writing/losses.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "formats/structure_text.h"

namespace facteur::formats {
namespace {

struct AttributeName {
  Attribute attribute;
  std::string_view fr, en;
};

constexpr std::array attribute_names{
    AttributeName{Attribute::scheme_id, "schéma d'identification", "identification scheme"},
    AttributeName{Attribute::scheme_version, "version du schéma", "scheme version"},
    AttributeName{Attribute::list_id, "liste de codes", "code list"},
    AttributeName{Attribute::list_version, "version de la liste", "code list version"},
    AttributeName{Attribute::currency, "devise", "currency"},
    AttributeName{Attribute::unit, "unité", "unit"},
    AttributeName{Attribute::mime, "type de média", "media type"},
    AttributeName{Attribute::filename, "nom de fichier", "file name"},
    AttributeName{Attribute::label, "libellé", "label"},
    AttributeName{Attribute::format, "format de date", "date format"},
    AttributeName{Attribute::subject, "sujet", "subject"},
};

// A qualifier that the standards name says something of the value; others are the sender's.
Severity severity_of(Term term, Attribute attribute) {
  const bool named = facts(term, attribute) != nullptr || attribute == Attribute::currency;
  return named ? Severity::warning : Severity::information;
}

// What stands below a node without a term is not in the model's tree: see unbound.h.
bool is_value(Node node) {
  if (node.first_child()) return false;
  for (Node above = node; above.index() != 0; above = above.parent()) {
    if (above.term() == Term::none) return false;
  }
  const bool amount =
      node.term() == Term::logistics_amount || node.term() == Term::adjustment_amount;
  if (amount || node.term() == Term::gross_quantity) return true;
  const TermFacts* known = facts(node.term());
  return known != nullptr && known->type != DataType::group;
}

class Account {
 public:
  Account(const Invoice& invoice, const schemas::Grammar& grammar, const TermPlacer& placed,
          const Scope& scope, const ValueForms& forms, std::string_view target)
      : invoice_(invoice),
        grammar_(grammar),
        placed_(placed),
        scope_(scope),
        forms_(forms),
        target_(target) {}

  std::vector<Finding> take(std::uint32_t root) {
    for (std::uint32_t i = 1; i < invoice_.size(); ++i) {
      const Node node(&invoice_, i);
      if (is_value(node) && !placed_.claimed(node)) value(node);
    }
    attributes_below(root);
    std::stable_sort(findings_.begin(), findings_.end(),
                     [](const Finding& a, const Finding& b) { return a.line < b.line; });
    return std::move(findings_);
  }

 private:
  void value(Node node) {
    if (forms_.implied(node)) return;
    const std::string shown = "« " + clip(node.text()) + " »";
    const std::string quoted = "\"" + clip(node.text()) + "\"";
    if (placed_.unreadable(node)) {
      add(node, "UNREADABLE", Severity::warning,
          {shown + " n'est pas une valeur que " + target_ + " puisse écrire ici",
           quoted + " is not a value that " + target_ + " can write here"});
    } else if (is_written(node)) {
      add(node, "MERGED", Severity::information,
          {shown + " figure déjà dans le document et n'y est écrit qu'une fois",
           quoted + " stands in the document already and is written once"});
    } else {
      add(node, "NO-PLACE", Severity::warning,
          {target_ + " n'a pas de place pour " + shown, target_ + " has no place for " + quoted});
    }
  }

  // Is the same value of the same term written elsewhere?
  bool is_written(Node node) {
    // An accounting currency that is the invoice's own.
    if (node.term() == Term::BT_6 && node.text() == invoice_.root().text(Term::BT_5)) return true;
    if (!written_known_) {
      written_known_ = true;
      for (std::uint32_t i = 1; i < invoice_.size(); ++i) {
        const Node other(&invoice_, i);
        if (is_value(other) && placed_.claimed(other)) {
          written_.emplace(other.term(), other.text());
        }
      }
    }
    return written_.contains({node.term(), node.text()});
  }

  void attributes_below(std::uint32_t element) {
    const ElementTree& tree = placed_.tree();
    for (std::uint32_t at = tree[element].first_child; at != 0; at = tree[at].next_sibling) {
      if (tree[at].record != 0 && !tree[at].copy) attributes(tree[at]);
      derived(tree[at]);
      attributes_below(at);
    }
  }

  // What the target demands and the model does not say, where it is a term.
  void derived(const OutElement& at) {
    const schemas::Binding& binding = grammar_.bindings[at.binding];
    const bool computed = at.copy && binding.added_term != 0;
    const bool constant = at.record == 0 && !at.text.empty() && at.text == binding.constant;
    if ((!computed && !constant) || binding.alternative_count == 0) return;
    const Term term = static_cast<Term>(grammar_.alternatives[binding.first_alternative].term);
    if (facts(term) == nullptr) return;
    Finding finding;
    finding.set = "conversion";
    finding.rule = "DERIVED";
    finding.severity = Severity::information;
    finding.terms = {term};
    const std::string text(at.text);
    finding.message = {target_ + " demande une valeur ici : « " + text + " » est écrit",
                       target_ + " demands a value here: \"" + text + "\" is written"};
    findings_.push_back(std::move(finding));
  }

  void attributes(const OutElement& at) {
    const Node node(&invoice_, at.record);
    if (grammar_.bindings[at.binding].name == schemas::nothing) return;
    const std::uint16_t particle = grammar_.bindings[at.binding].particle;
    const schemas::Type& type = grammar_.types[grammar_.particles[particle].type];
    const auto rows = grammar_.attributes.subspan(type.first_attribute, type.attribute_count);
    for (const AttributeName& name : attribute_names) {
      if (!node.has_attribute(name.attribute)) continue;
      const bool carried =
          std::any_of(rows.begin(), rows.end(), [&name](const schemas::Attribute& row) {
            return row.carried_as == static_cast<unsigned>(name.attribute) + 1;
          });
      const bool said = ((at.said >> static_cast<unsigned>(name.attribute)) & 1U) != 0;
      const bool looked_at = !grammar_.bindings[at.binding].own_attribute.empty();
      const bool written = carried && (looked_at || scope_.allows(node.term(), name.attribute));
      if (written || said || forms_.implied(node, name.attribute)) continue;
      const std::string value = clip(node.attribute(name.attribute));
      add(node, "QUALIFIER", severity_of(node.term(), name.attribute),
          {target_ + " n'écrit pas ici : " + std::string(name.fr) + " « " + value + " »",
           target_ + " does not write here: " + std::string(name.en) + " \"" + value + "\""});
    }
  }

  void add(Node node, std::string_view rule, Severity severity, Text message) {
    Finding finding;
    finding.set = "conversion";
    finding.rule = rule;
    finding.severity = severity;
    finding.terms = {node.term()};
    finding.location = node.location();
    finding.line = node.line();
    finding.message = std::move(message);
    findings_.push_back(std::move(finding));
  }

  const Invoice& invoice_;
  const schemas::Grammar& grammar_;
  const TermPlacer& placed_;
  const Scope& scope_;
  const ValueForms& forms_;
  const std::string target_;
  std::set<std::pair<Term, std::string_view>> written_;
  bool written_known_ = false;
  std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> losses(const Invoice& invoice, const schemas::Grammar& grammar,
                            const TermPlacer& placed, const Scope& scope, const ValueForms& forms,
                            std::uint32_t root, std::string_view target_name) {
  return Account(invoice, grammar, placed, scope, forms, target_name).take(root);
}

}  // namespace facteur::formats
