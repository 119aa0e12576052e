#include "formats/json_write.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

#include "formats/json_names.h"
#include "formats/writing/value_form.h"

namespace facteur::formats {
namespace {

using Json = nlohmann::ordered_json;

constexpr unsigned attribute_count = 11;

class Writer {
 public:
  explicit Writer(const Invoice& invoice) : forms_(invoice) {}

  Json group(Node node) {
    std::vector<Node> children;
    for (Node child = node.first_child(); child; child = child.next_sibling()) {
      if (child.term() != Term::none && !is_implied(child)) children.push_back(child);
    }
    std::stable_sort(children.begin(), children.end(), [](Node a, Node b) {
      return std::pair(is_group(a.term()), a.term()) < std::pair(is_group(b.term()), b.term());
    });
    Json object = Json::object();
    for (auto at = children.begin(); at != children.end();) {
      const Term term = at->term();
      const auto end =
          std::find_if(at, children.end(), [term](Node n) { return n.term() != term; });
      object[name(term)] = several(at, end);
      at = end;
    }
    return object;
  }

 private:
  using Place = std::vector<Node>::const_iterator;

  // What every reader of the form takes for granted.
  bool is_implied(Node node) const {
    if (node.term() == Term::tax_scheme) return node.text() == "VAT";
    return node.term() == Term::gross_quantity && forms_.implied(node);
  }

  Json several(Place at, Place end) {
    const TermFacts* known = facts(at->term());
    if (end - at == 1 && (known == nullptr || !known->repeats)) return one(*at);
    Json array = Json::array();
    for (; at != end; ++at) array.push_back(one(*at));
    return array;
  }

  Json one(Node node) {
    if (is_group(node.term())) return group(node);
    Json value = text_of(node);
    Json object = {{"value", value}};
    for (unsigned i = 0; i < attribute_count; ++i) {
      const auto which = static_cast<Attribute>(i);
      if (!node.has_attribute(which) || is_idle(node, which)) continue;
      object[std::string(json_name(which))] = std::string(node.attribute(which));
    }
    return object.size() == 1 ? value : object;
  }

  bool is_idle(Node node, Attribute which) const {
    if (which == Attribute::format) return forms_.has_day(node);
    return which == Attribute::currency && forms_.implied(node, which);
  }

  std::string text_of(Node node) {
    if (node.stored() == nullptr) return std::string(forms_.neutral(node));
    std::string text;
    const auto source = node.open_text();
    for (auto piece = source->next(); !piece.empty(); piece = source->next()) text += piece;
    return text;
  }

  ValueForms forms_;
};

}  // namespace

std::string write_json(const Invoice& invoice) {
  return Writer(invoice).group(invoice.root()).dump(2, ' ', false, Json::error_handler_t::replace) +
         "\n";
}

}  // namespace facteur::formats
