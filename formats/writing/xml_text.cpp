#include "formats/writing/xml_text.h"

#include <algorithm>
#include <vector>

#include "formats/xml_writer.h"

namespace facteur::formats {
namespace {

using schemas::Binding;
using schemas::nothing;

// Most values hold nothing to escape.
void append_text(std::string& out, std::string_view text) {
  bool plain = true;
  for (const char c : text) {
    plain = plain && c != '&' && c != '<' && c != '>' && c != '"' &&
            static_cast<unsigned char>(c) >= 0x20 && static_cast<unsigned char>(c) < 0x80;
  }
  out += plain ? std::string(text) : xml_escaped(text);
}

// A reader turns white space in attributes into spaces unless it is written as a reference.
void append_attribute(std::string& out, std::string_view text) {
  for (const char c : xml_escaped(text)) {
    if (c == '\n') {
      out += "&#10;";
    } else if (c == '\t') {
      out += "&#9;";
    } else {
      out += c;
    }
  }
}

class Output {
 public:
  Output(const schemas::Grammar& grammar, const schemas::Document& document,
         const ElementTree& tree, const Invoice& invoice, const ValueForms& forms, ByteSink& sink)
      : grammar_(grammar),
        document_(document),
        tree_(tree),
        invoice_(invoice),
        forms_(forms),
        sink_(sink),
        used_(grammar.namespaces.size()) {}

  void document(std::uint32_t root) {
    use_below(root);
    const schemas::Name& name = grammar_.names[document_.root];
    const bool by_default = !used_[name.name_space];
    const std::string_view tag = by_default ? name.local() : name.qualified;
    out_ = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<";
    out_ += tag;
    declare(by_default ? std::string_view() : prefix(name), name.name_space);
    for (const schemas::Name& known : grammar_.names) {
      if (!used_[known.name_space] || known.name_space == name.name_space) continue;
      used_[known.name_space] = false;
      declare(prefix(known), known.name_space);
    }
    out_ += ">\n";
    for (std::uint32_t child = tree_[root].first_child; child != 0;
         child = tree_[child].next_sibling) {
      element(child, 1);
    }
    out_.append("</").append(tag).append(">\n");
    sink_.write(out_);
  }

 private:
  static std::string_view prefix(const schemas::Name& name) {
    return name.qualified.substr(0, std::max<std::size_t>(name.prefix_size, 1) - 1);
  }

  // A name without a namespace has nothing to declare.
  void declare(std::string_view prefix, std::uint16_t name_space) {
    if (grammar_.namespaces[name_space].empty()) return;
    out_ += " xmlns";
    if (!prefix.empty()) out_.append(":").append(prefix);
    out_.append("=\"").append(grammar_.namespaces[name_space]).append("\"");
  }

  // Marks the namespaces of the elements below this one.
  void use_below(std::uint32_t index) {
    for (std::uint32_t at = tree_[index].first_child; at != 0; at = tree_[at].next_sibling) {
      const Binding& binding = grammar_.bindings[tree_[at].binding];
      if (binding.name == nothing) continue;
      used_[grammar_.names[binding.name].name_space] = true;
      use_below(at);
    }
  }

  void hand_over() {
    constexpr std::size_t enough = std::size_t{64} << 10;
    if (out_.size() < enough) return;
    sink_.write(out_);
    out_.clear();
  }

  void element(std::uint32_t index, std::size_t depth) {
    const OutElement& at = tree_[index];
    const Binding& binding = grammar_.bindings[at.binding];
    const schemas::Name& name = grammar_.names[binding.name];
    hand_over();
    out_.append(2 * depth, ' ').append("<").append(name.qualified);
    const schemas::Type& type = grammar_.types[grammar_.particles[binding.particle].type];
    attributes(at, binding, type);
    if (type.content == schemas::Content::text || at.first_child == 0) {
      if (at.text.empty() && stored_text(at) == nullptr) {
        out_ += "/>\n";
        return;
      }
      out_ += '>';
      if (const auto source = stored_text(at)) {
        for (auto piece = source->next(); !piece.empty(); piece = source->next()) {
          out_ += piece;
          hand_over();
        }
      } else {
        append_text(out_, at.text);
      }
    } else {
      out_ += ">\n";
      for (std::uint32_t child = at.first_child; child != 0; child = tree_[child].next_sibling) {
        element(child, depth + 1);
      }
      out_.append(2 * depth, ' ');
    }
    out_.append("</").append(name.qualified).append(">\n");
  }

  static bool is_said(const OutElement& at, const schemas::Attribute& attribute) {
    return ((at.said >> (attribute.carried_as - 1U)) & 1U) != 0;
  }

  void attributes(const OutElement& at, const Binding& binding, const schemas::Type& type) {
    const Node node(&invoice_, at.record);
    const auto rows = grammar_.attributes.subspan(type.first_attribute, type.attribute_count);
    for (const schemas::Attribute& row : rows) {
      const bool looked_at = row.name == binding.own_attribute;
      std::optional<std::string_view> value;
      if (looked_at && !at.attribute.empty()) {
        value = at.attribute;
      } else if (at.record != 0 && row.carried_as != 0 && !is_said(at, row)) {
        value = forms_.attribute(node, row, looked_at);
      }
      if (value) attribute(row.name, *value);
    }
    for (std::uint32_t child = at.first_child; child != 0; child = tree_[child].next_sibling) {
      const Binding& row = grammar_.bindings[tree_[child].binding];
      if (row.name == nothing) attribute(row.own_attribute, tree_[child].text);
    }
  }

  // An attachment that is not in memory; base64 has nothing to escape.
  std::unique_ptr<ByteSource> stored_text(const OutElement& at) const {
    const Node node(&invoice_, at.record);
    return at.record != 0 && node.stored() != nullptr ? node.open_text() : nullptr;
  }

  void attribute(std::string_view name, std::string_view value) {
    out_.append(" ").append(name).append("=\"");
    append_attribute(out_, value);
    out_ += '"';
  }

  const schemas::Grammar& grammar_;
  const schemas::Document& document_;
  const ElementTree& tree_;
  const Invoice& invoice_;
  const ValueForms& forms_;
  ByteSink& sink_;
  std::vector<bool> used_;  // namespaces, below the root
  std::string out_;         // what the sink has not got yet
};

}  // namespace

void write_xml_text(const schemas::Grammar& grammar, const schemas::Document& document,
                    const ElementTree& tree, std::uint32_t root, const Invoice& invoice,
                    const ValueForms& forms, ByteSink& sink) {
  Output(grammar, document, tree, invoice, forms, sink).document(root);
}

}  // namespace facteur::formats
