#include "tests/formats/model_text.h"

#include <algorithm>
#include <vector>

namespace facteur::test {
namespace {

using formats::Node;

void append(std::string& out, Node node, const std::string& path) {
  std::vector<Node> children;
  for (Node child = node.first_child(); child; child = child.next_sibling()) {
    if (child.term() != Term::none) children.push_back(child);
  }
  std::stable_sort(children.begin(), children.end(),
                   [](Node a, Node b) { return a.term() < b.term(); });
  for (const Node child : children) append(out, child, path + "/" + name(child.term()));
  const TermFacts* known = facts(node.term());
  const bool group = known != nullptr && known->type == DataType::group;
  if (group || node.index() == 0) {
    if (!children.empty()) out += path + " end\n";
    return;
  }
  out += path + " = " + std::string(node.text());
  for (unsigned i = 0; i <= static_cast<unsigned>(Attribute::subject); ++i) {
    const auto attribute = static_cast<Attribute>(i);
    if (!node.has_attribute(attribute)) continue;
    out += " @" + std::to_string(i) + "=" + std::string(node.attribute(attribute));
  }
  out += "\n";
}

}  // namespace

std::string model_text(const formats::Invoice& invoice) {
  std::string out;
  append(out, invoice.root(), "");
  return out;
}

}  // namespace facteur::test
