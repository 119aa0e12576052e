#include "schemas/compile/tables.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>
#include <utility>

namespace facteur::schemas::compile {
namespace {

std::uint16_t narrow(std::size_t value) {
  if (value >= nothing) throw Error("a table has too many rows");
  return static_cast<std::uint16_t>(value);
}

std::string prefix_of(const std::string& qualified) {
  const auto colon = qualified.find(':');
  return colon == std::string::npos ? "" : qualified.substr(0, colon);
}

using NameKey = std::pair<std::uint16_t, std::string>;  // namespace, qualified name

struct Uses {
  std::set<std::uint16_t> types;     // that rows give the name
  std::uint16_t declared = nothing;  // by `element`
};

class NameCollector {
 public:
  explicit NameCollector(const Tables& tables) : tables_(tables) {}

  std::vector<NameRow> collect() {
    const Notation& notation = tables_.notation;
    for (const ElementType& type : notation.types) add_rows(type.rows);
    for (const SyntaxLine& syntax : notation.syntaxes) add(syntax.root, syntax.type);
    for (const DeclarationLine& line : notation.declarations) {
      uses_[key(line.name)].declared = tables_.type(line.type);
    }
    std::vector<NameRow> names;
    for (const auto& [key, uses] : uses_) {
      names.push_back({key.second, key.first, declared_type(key, uses)});
    }
    return names;
  }

 private:
  NameKey key(const std::string& name) const { return {tables_.prefix(prefix_of(name)), name}; }
  void add(const std::string& name, const std::string& type) {
    uses_[key(name)].types.insert(tables_.type(type));
  }
  void add_rows(const std::vector<ContentRow>& rows) {
    for (const ContentRow& row : rows) {
      if (row.is_group()) {
        add_rows(row.rows);
      } else if (!row.is_wildcard()) {
        add(row.name, row.type);
      }
    }
  }
  std::uint16_t declared_type(const NameKey& key, const Uses& uses) const {
    if (!tables_.notation.namespaces[key.first].global) return uses.declared;
    if (uses.types.size() > 1) throw Error(key.second + " is global, but has two types");
    return uses.types.empty() ? uses.declared : *uses.types.begin();
  }

  const Tables& tables_;
  std::map<NameKey, Uses> uses_;  // sorted as grammar.h wants names
};

// Builds the trees of terms over the types.
class Binder {
 public:
  explicit Binder(Tables& tables) : tables_(tables) {}

  std::unique_ptr<Node> bind(const SyntaxLine& syntax) {
    auto root = std::make_unique<Node>();
    root->name = syntax.root;
    root->type = tables_.type(syntax.type);
    for (const TermTree& tree : tables_.notation.terms) {
      const auto& wanted = tree.syntaxes;
      if (std::find(wanted.begin(), wanted.end(), syntax.name) == wanted.end()) continue;
      for (const TermRow& row : tree.rows) graft(*root, row);
    }
    resolve_conditions(*root);
    sort_children(*root);
    return root;
  }

 private:
  // Gives a child of an element type its type and position; false when there is no such child.
  bool place(Node& node, std::uint16_t type) const {
    if (node.is_attribute()) return true;
    const std::size_t data = tables_.notation.data.size();
    if (type < data) return false;
    const auto rows = particles(tables_.notation.types[type - data].rows);
    const auto row = std::find_if(rows.begin(), rows.end(), [&](const ContentRow* candidate) {
      return candidate->name == node.name;
    });
    if (row == rows.end()) return false;
    node.type = tables_.type((*row)->type);
    node.position = static_cast<std::size_t>(row - rows.begin());
    return true;
  }

  Node* child(Node& parent, const std::string& name) {
    for (const auto& node : parent.children) {
      if (node->name == name) return node.get();
    }
    auto node = std::make_unique<Node>();
    node->name = name;
    node->parent = &parent;
    if (!place(*node, parent.type)) return nullptr;
    parent.children.push_back(std::move(node));
    return parent.children.back().get();
  }

  void graft(Node& parent, const TermRow& row) {
    bool found = false;
    for (const std::string& name : row.names) {
      Node* node = child(parent, name);
      if (node == nullptr) continue;  // the other document's name for it
      found = true;
      node->alternatives.insert(node->alternatives.end(), row.alternatives.begin(),
                                row.alternatives.end());
      if (!row.constant.empty()) node->constant = row.constant;
      if (!row.copied.empty()) node->copied = row.copied;
      if (row.nested && node->type != parent.type)
        throw Error(name + " is not of its parent's type");
      node->nested = row.nested;
      for (const TermRow& below : row.rows) graft(*node, below);
    }
    if (!found) throw Error(parent.name + " has no child " + row.names.front());
  }

  static void sort_children(Node& node) {
    std::sort(node.children.begin(), node.children.end(),
              [](const auto& a, const auto& b) { return a->position < b->position; });
    for (const auto& child : node.children) sort_children(*child);
  }

  void resolve_conditions(Node& node) {
    for (const AlternativeText& alternative : node.alternatives) {
      node.conditions.push_back(alternative.path.empty() ? nothing : condition(node, alternative));
    }
    for (std::size_t i = 0; i < node.children.size(); ++i) resolve_conditions(*node.children[i]);
  }

  std::uint16_t condition(Node& node, const AlternativeText& alternative) {
    ConditionRow row{Binding::own, "exact", 0, alternative.value};
    if (alternative.path[0] == '@') {
      node.own_attribute = alternative.path.substr(1);
    } else {
      const Node& probe = find_probe(node, alternative.path);
      row.slot = probe.slot;
      if (is_boolean(probe.type)) row.test = "boolean";
    }
    if (alternative.test == "~") row.test = "folded";
    if (alternative.value.rfind("BT-", 0) == 0) {
      row.test = "same_as_term";
      row.term = term_number(alternative.value);
      node.late = node.late || alternative.test == "at-end";
      row.literal.clear();
    }
    tables_.conditions.push_back(row);
    return narrow(tables_.conditions.size() - 1);
  }

  bool is_boolean(std::uint16_t type) const {
    return type < tables_.notation.data.size() && tables_.notation.data[type].lexical == "boolean";
  }

  // Climbs from `node` to the anchor, descends to the element whose text decides, gives it a slot.
  const Node& find_probe(Node& node, std::string path) {
    Node* at = &node;
    while (path.rfind("../", 0) == 0) {
      at = at->parent;
      if (at == nullptr) throw Error("a path climbs above the root");
      path.erase(0, 3);
    }
    at->anchor = true;
    for (Node* above = at->parent; above != nullptr; above = above->parent) {
      if (above->anchor) throw Error("anchors nest at " + at->name);
    }
    node.waits = true;
    for (std::size_t from = 0; from != std::string::npos;) {
      const std::size_t slash = path.find('/', from);
      at = child(*at, path.substr(from, slash - from));
      if (at == nullptr) throw Error("no element at " + path);
      from = slash == std::string::npos ? slash : slash + 1;
    }
    if (at->slot == nothing) at->slot = next_slot_++;
    return *at;
  }

  Tables& tables_;
  std::uint16_t next_slot_ = 0;
};

}  // namespace

std::uint16_t Tables::name(const std::string& qualified) const {
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i].qualified == qualified) return narrow(i);
  }
  throw Error("unknown element " + qualified);
}

std::uint16_t Tables::type(const std::string& name) const {
  if (name == "anything") return nothing;
  for (std::size_t i = 0; i < notation.data.size(); ++i) {
    if (notation.data[i].name == name) return narrow(i);
  }
  for (std::size_t i = 0; i < notation.types.size(); ++i) {
    if (notation.types[i].name == name) return narrow(notation.data.size() + i);
  }
  throw Error("unknown type " + name);
}

std::uint16_t Tables::name_space_of_type(const std::string& name) const {
  const std::string prefix_of_type = prefix_of(name);
  return prefix_of_type.empty() ? nothing : prefix(prefix_of_type);
}

std::uint16_t Tables::restriction(const std::string& name) const {
  for (std::size_t i = 0; i < notation.restrictions.size(); ++i) {
    if (notation.restrictions[i].name == name) return narrow(i);
  }
  return nothing;
}

std::uint16_t Tables::prefix(const std::string& prefix) const {
  for (std::size_t i = 0; i < notation.namespaces.size(); ++i) {
    if (notation.namespaces[i].prefix == prefix) return narrow(i);
  }
  throw Error("unknown prefix " + prefix);
}

std::vector<const ContentRow*> particles(const std::vector<ContentRow>& rows) {
  std::vector<const ContentRow*> all;
  for (const ContentRow& row : rows) {
    if (!row.is_group()) {
      all.push_back(&row);
      continue;
    }
    const auto below = particles(row.rows);
    all.insert(all.end(), below.begin(), below.end());
  }
  return all;
}

std::uint16_t term_number(const std::string& term) {
  struct Series {
    std::string_view prefix;
    unsigned first;
  };
  constexpr Series series[] = {{"BT-DEX-", 4000},    {"BG-DEX-", 4500}, {"EXT-FR-FE-BG-", 3500},
                               {"EXT-FR-FE-", 3000}, {"BT-", 0},        {"BG-", 1000},
                               {"MDT-", 5000},       {"MDG-", 6000},    {"TT-", 7000},
                               {"TG-", 8000},        {"TB-", 8500}};
  constexpr std::pair<std::string_view, std::uint16_t> words[] = {
      {"none", 0},
      {"document", Alternative::document},
      {"tax-scheme", 2001},
      {"logistics-charge", 2004},
      {"logistics-amount", 2005},
      {"logistics-category", 2006},
      {"logistics-rate", 2007},
      {"logistics-reason", 2008},
      {"logistics-reason-code", 2009},
      {"adjustment-amount", 2010},
      {"gross-quantity", 2002}};
  for (const auto& [word, number] : words) {
    if (term == word) return number;
  }
  for (const auto& [prefix, first] : series) {
    if (term.rfind(prefix, 0) != 0) continue;
    std::size_t end = 0;
    const std::string rest = term.substr(prefix.size());
    const auto number = std::stoul(rest, &end);
    auto part = end < rest.size() ? std::stoul(rest.substr(end + 1)) : 0;  // BT-158-1
    if (end < rest.size() && part == 0) part = 5;                          // TT-34-0
    return narrow(10'000 * part + first + number);
  }
  throw Error("unknown term " + term);
}

Tables resolve(Notation notation) {
  Tables tables;
  tables.notation = std::move(notation);
  tables.names = NameCollector(tables).collect();
  Binder binder(tables);
  for (const SyntaxLine& syntax : tables.notation.syntaxes) {
    tables.roots.push_back(binder.bind(syntax));
  }
  return tables;
}

}  // namespace facteur::schemas::compile
