#include "formats/pdfa/rdf.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace facteur::formats::pdfa {
namespace {

constexpr std::string_view rdf_name_space = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
constexpr std::string_view xml_name_space = "http://www.w3.org/XML/1998/namespace";
constexpr std::string_view dublin_core = "http://purl.org/dc/elements/1.1/";
constexpr std::string_view old_dublin_core = "http://purl.org/dc/1.1/";

std::string_view view(const xmlChar* text) {
  return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

struct Name {
  std::string_view name_space;
  std::string_view prefix;
  std::string_view local;

  bool is_rdf(std::string_view its_local) const {
    return name_space == rdf_name_space && local == its_local;
  }
  bool is_language() const { return name_space == xml_name_space && local == "lang"; }
};

Name name_of(const xmlNs* name_space, const xmlChar* local) {
  if (name_space == nullptr) return {{}, {}, view(local)};
  return {view(name_space->href), view(name_space->prefix), view(local)};
}
Name name_of(const xmlNode& element) {
  return name_of(element.ns, element.name);
}
// Of attributes, "about" and "ID" without a prefix are RDF's on elements of RDF.
Name name_of(const xmlAttr& attribute) {
  Name name = name_of(attribute.ns, attribute.name);
  const bool old_form = name.local == "about" || name.local == "ID";
  if (name.name_space.empty() && old_form &&
      name_of(*attribute.parent).name_space == rdf_name_space) {
    name.name_space = rdf_name_space;
  }
  return name;
}

std::string value_of(const xmlAttr& attribute) {
  std::string value;
  for (const xmlNode* part = attribute.children; part != nullptr; part = part->next) {
    value += view(part->content);
  }
  return value;
}

bool is_white(const xmlNode& node) {
  return node.type == XML_TEXT_NODE &&
         view(node.content).find_first_not_of(" \t\r\n") == std::string_view::npos;
}

struct NotXmp {};  // thrown and caught inside this file

void require(bool holds) {
  if (!holds) throw NotXmp();
}

// Terms of RDF that can be neither properties nor qualifiers.
bool is_syntax_term(const Name& name) {
  if (name.name_space != rdf_name_space) return false;
  constexpr std::string_view terms[] = {
      "RDF",      "ID",          "about",     "parseType",       "resource", "nodeID",
      "datatype", "Description", "aboutEach", "aboutEachPrefix", "bagID"};
  return std::ranges::find(terms, name.local) != std::end(terms);
}

XmpNode new_node(const Name& name, std::string value) {
  require(!name.name_space.empty());
  XmpNode node;
  node.name_space = name.name_space == old_dublin_core ? dublin_core : name.name_space;
  node.prefix = name.prefix;
  node.name = name.local;
  node.value = std::move(value);
  return node;
}

class Reader {
 public:
  std::vector<XmpNode> read(const xmlNode& root) {
    XmpNode top;
    top.shape = XmpShape::structure;
    for (const xmlNode* child = root.children; child != nullptr; child = child->next) {
      if (is_white(*child) || child->type == XML_COMMENT_NODE) continue;
      require(child->type == XML_ELEMENT_NODE && name_of(*child).is_rdf("Description"));
      read_description(*child, top, true);
    }
    return std::move(top.children);
  }

 private:
  // Puts a node into its parent: items of arrays lose their name, fields have to be the only ones.
  XmpNode& put(XmpNode& parent, XmpNode node) {
    if (node.is(rdf_name_space, "li")) {
      require(parent.is_array());
      node.name_space.clear();
      node.name = "[]";
    } else {
      require(parent.child(node.name_space, node.name) == nullptr);
      require(!node.is(rdf_name_space, "value") || parent.shape == XmpShape::structure);
    }
    parent.children.push_back(std::move(node));
    return parent.children.back();
  }

  // Attributes of rdf:Description, rdf:Bag and the like, or of a typed node, and what is in it.
  void read_description(const xmlNode& element, XmpNode& into, bool top) {
    int identities = 0;
    for (const xmlAttr* attribute = element.properties; attribute != nullptr;
         attribute = attribute->next) {
      const Name name = name_of(*attribute);
      if (name.is_rdf("about") || name.is_rdf("ID") || name.is_rdf("nodeID")) {
        require(++identities == 1);
        if (top && name.is_rdf("about")) take_subject(value_of(*attribute));
      } else if (name.is_language()) {
        if (!top) into.has_language = true;
      } else {
        require(!is_syntax_term(name));
        put(into, new_node(name, value_of(*attribute)));
      }
    }
    read_properties(element, into);
  }

  // All descriptions of a packet speak of one thing.
  void take_subject(const std::string& about) {
    require(about.empty() || subject_.empty() || about == subject_);
    if (subject_.empty()) subject_ = about;
  }

  void read_properties(const xmlNode& element, XmpNode& into) {
    for (const xmlNode* child = element.children; child != nullptr; child = child->next) {
      if (is_white(*child) || child->type == XML_COMMENT_NODE) continue;
      require(child->type == XML_ELEMENT_NODE);
      read_property(*child, into);
    }
  }

  void read_property(const xmlNode& element, XmpNode& parent) {
    require(!is_syntax_term(name_of(element)));
    std::size_t attributes = 0;
    const xmlAttr* telling = nullptr;  // the first that is not xml:lang
    for (const xmlAttr* a = element.properties; a != nullptr; a = a->next, ++attributes) {
      if (telling == nullptr && !name_of(*a).is_language()) telling = a;
    }
    const Name name = telling == nullptr ? Name{} : name_of(*telling);
    const bool may_say_how = attributes <= 3;
    const bool typed = may_say_how && name.is_rdf("datatype");
    if (may_say_how && name.is_rdf("parseType")) {
      require(value_of(*telling) == "Resource");
      read_inline_structure(element, parent);
    } else if (!typed && (telling != nullptr || element.children == nullptr)) {
      read_empty(element, parent);
    } else if (!typed && has_other_than_text(element)) {
      read_resource(element, parent);
    } else {
      read_literal(element, parent);
    }
  }

  static bool has_other_than_text(const xmlNode& element) {
    for (const xmlNode* child = element.children; child != nullptr; child = child->next) {
      if (child->type != XML_TEXT_NODE && child->type != XML_COMMENT_NODE) return true;
    }
    return false;
  }

  // Only xml:lang and those of RDF that are named may stand on the element.
  static void take_language(const xmlNode& element, XmpNode& node,
                            std::initializer_list<std::string_view> allowed) {
    for (const xmlAttr* a = element.properties; a != nullptr; a = a->next) {
      const Name name = name_of(*a);
      if (name.is_language()) {
        node.has_language = true;
      } else {
        require(name.name_space == rdf_name_space &&
                std::ranges::find(allowed, name.local) != allowed.end());
      }
    }
  }

  // <dc:title>text</dc:title>
  void read_literal(const xmlNode& element, XmpNode& parent) {
    XmpNode& node = put(parent, new_node(name_of(element), ""));
    take_language(element, node, {"ID", "datatype"});
    for (const xmlNode* child = element.children; child != nullptr; child = child->next) {
      if (child->type == XML_COMMENT_NODE) continue;
      require(child->type == XML_TEXT_NODE);
      node.value += view(child->content);
    }
  }

  // <x:y rdf:parseType="Resource"> fields </x:y>
  void read_inline_structure(const xmlNode& element, XmpNode& parent) {
    XmpNode& node = put(parent, new_node(name_of(element), ""));
    node.shape = XmpShape::structure;
    take_language(element, node, {"ID", "parseType"});
    read_properties(element, node);
    settle_value(node);
  }

  // <x:y> <rdf:Bag> items </rdf:Bag> </x:y>, or a structure in it
  void read_resource(const xmlNode& element, XmpNode& parent) {
    XmpNode& node = put(parent, new_node(name_of(element), ""));
    take_language(element, node, {"ID"});
    bool found = false;
    for (const xmlNode* child = element.children; child != nullptr; child = child->next) {
      if (is_white(*child) || child->type == XML_COMMENT_NODE) continue;
      require(child->type == XML_ELEMENT_NODE && !found);
      found = true;
      const Name name = name_of(*child);
      node.shape = shape_of(name);
      require(!name.name_space.empty());
      require(name.is_rdf("Description") || !is_syntax_term(name));
      const bool language = node.has_language;
      read_description(*child, node, false);
      node.has_language = language;
      settle_value(node);
    }
    require(found);
  }

  static XmpShape shape_of(const Name& name) {
    if (name.is_rdf("Bag")) return XmpShape::bag;
    if (name.is_rdf("Seq")) return XmpShape::seq;
    if (name.is_rdf("Alt")) return XmpShape::alt;
    return XmpShape::structure;
  }

  // <x:y rdf:resource="..."/> is a simple value, <x:y a:b="..."/> a structure, <x:y/> empty text.
  void read_empty(const xmlNode& element, XmpNode& parent) {
    require(element.children == nullptr);
    XmpNode& node = put(parent, new_node(name_of(element), ""));
    const xmlAttr* value = nullptr;
    bool fields = false;
    bool resource = false;
    bool value_attribute = false;
    for (const xmlAttr* a = element.properties; a != nullptr; a = a->next) {
      const Name name = name_of(*a);
      if (name.is_rdf("resource") || name.is_rdf("value")) {
        value = a;
        (name.is_rdf("value") ? value_attribute : resource) = true;
      } else if (name.is_language()) {
        node.has_language = true;
      } else if (!name.is_rdf("ID") && !name.is_rdf("nodeID")) {
        require(!is_syntax_term(name));
        fields = true;
      }
    }
    require(!(resource && value_attribute));
    if (value != nullptr) {
      node.value = value_of(*value);
    } else if (fields) {
      node.shape = XmpShape::structure;
      read_fields(element, node);
    }
  }

  void read_fields(const xmlNode& element, XmpNode& node) {
    for (const xmlAttr* a = element.properties; a != nullptr; a = a->next) {
      const Name name = name_of(*a);
      if (name.is_language() || is_syntax_term(name)) continue;
      put(node, new_node(name, value_of(*a)));
    }
  }

  // A structure with rdf:value is that value; its other fields are qualifiers of it.
  static void settle_value(XmpNode& node) {
    if (node.shape != XmpShape::structure) return;
    const XmpNode* found = node.child(rdf_name_space, "value");
    if (found == nullptr) return;
    XmpNode value = *found;
    node.shape = value.shape;
    node.value = std::move(value.value);
    node.has_language |= value.has_language;
    node.children = std::move(value.children);
  }

  std::string subject_;
};

}  // namespace

bool is_rdf_root(const xmlNode& node) {
  return name_of(node).is_rdf("RDF");
}

std::optional<std::vector<XmpNode>> read_rdf(const xmlNode& root) try {
  return Reader().read(root);
} catch (const NotXmp&) {
  return std::nullopt;
}

}  // namespace facteur::formats::pdfa
