#include "formats/json_write.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

#include "formats/json_names.h"
#include "formats/writing/value_form.h"

namespace facteur::formats {
namespace {

constexpr unsigned attribute_count = 11;

class Writer {
 public:
  Writer(const Invoice& invoice, ByteSink& sink) : forms_(invoice), sink_(sink) {}

  void document(Node root) {
    group(root);
    out_ += '\n';
    sink_.write(out_);
  }

 private:
  using Place = std::vector<Node>::const_iterator;

  void group(Node node) {
    std::vector<Node> children;
    for (Node child = node.first_child(); child; child = child.next_sibling()) {
      if (child.term() != Term::none && !is_implied(child)) children.push_back(child);
    }
    std::stable_sort(children.begin(), children.end(), [](Node a, Node b) {
      return std::pair(is_group(a.term()), a.term()) < std::pair(is_group(b.term()), b.term());
    });
    open('{');
    for (auto at = children.begin(); at != children.end();) {
      const Term term = at->term();
      const auto end =
          std::find_if(at, children.end(), [term](Node n) { return n.term() != term; });
      key(name(term));
      several(at, end);
      at = end;
    }
    close('}');
  }

  // What every reader of the form takes for granted.
  bool is_implied(Node node) const {
    if (node.term() == Term::tax_scheme) return node.text() == "VAT";
    return node.term() == Term::gross_quantity && forms_.implied(node);
  }

  void several(Place at, Place end) {
    const TermFacts* known = facts(at->term());
    if (end - at == 1 && (known == nullptr || !known->repeats)) return one(*at);
    open('[');
    for (; at != end; ++at) {
      next();
      one(*at);
    }
    close(']');
  }

  void one(Node node) {
    if (is_group(node.term())) return group(node);
    bool qualified = false;
    for (unsigned i = 0; i < attribute_count; ++i) {
      const auto which = static_cast<Attribute>(i);
      if (!node.has_attribute(which) || is_idle(node, which)) continue;
      if (!qualified) {
        open('{');
        key("value");
        text(node);
        qualified = true;
      }
      key(json_name(which));
      string(node.attribute(which));
    }
    if (qualified) return close('}');
    text(node);
  }

  bool is_idle(Node node, Attribute which) const {
    if (which == Attribute::format) return forms_.has_day(node);
    return which == Attribute::currency && forms_.implied(node, which);
  }

  void text(Node node) {
    if (node.stored() == nullptr) return string(forms_.neutral(node));
    out_ += '"';
    const auto source = node.open_text();
    std::string held;
    for (auto piece = source->next(); !piece.empty(); piece = source->next()) {
      held += piece;
      const std::size_t whole = before_last_character(held);
      add_escaped(std::string_view(held).substr(0, whole));
      held.erase(0, whole);
    }
    add_escaped(held);
    out_ += '"';
  }

  // Where the last character begins, which may go on in the next piece; the end after an ASCII one.
  static std::size_t before_last_character(std::string_view text) {
    std::size_t end = text.size();
    while (end > 0 && (static_cast<unsigned char>(text[end - 1]) & 0xC0U) == 0x80U) --end;
    return end > 0 && static_cast<unsigned char>(text[end - 1]) >= 0xC0U ? end - 1 : end;
  }

  void add_escaped(std::string_view text) {
    const std::string quoted = escape(text);
    out_.append(quoted, 1, quoted.size() - 2);
    hand_over();
  }

  // With its quotation marks.
  static std::string escape(std::string_view text) {
    return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  }

  void string(std::string_view text) {
    out_ += escape(text);
    hand_over();
  }

  void key(std::string_view name) {
    next();
    out_.append("\"").append(name).append("\": ");
  }

  void open(char bracket) {
    out_ += bracket;
    filled_.push_back(false);
  }
  void next() {
    if (filled_.back()) out_ += ',';
    filled_.back() = true;
    new_line();
  }
  void close(char bracket) {
    const bool filled = filled_.back();
    filled_.pop_back();
    if (filled) new_line();
    out_ += bracket;
  }
  void new_line() {
    out_ += '\n';
    out_.append(2 * filled_.size(), ' ');
  }

  void hand_over() {
    constexpr std::size_t enough = std::size_t{64} << 10;
    if (out_.size() < enough) return;
    sink_.write(out_);
    out_.clear();
  }

  ValueForms forms_;
  ByteSink& sink_;
  std::string out_;           // what the sink has not got yet
  std::vector<bool> filled_;  // the brackets that are open: does anything stand in them?
};

}  // namespace

std::string write_json(const Invoice& invoice) {
  StringSink sink;
  write_json(invoice, sink);
  return sink.take();
}

void write_json(const Invoice& invoice, ByteSink& sink) {
  Writer(invoice, sink).document(invoice.root());
}

}  // namespace facteur::formats
