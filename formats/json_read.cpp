#include "formats/json_read.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "formats/finding_log.h"
#include "formats/invoice_builder.h"
#include "formats/json_names.h"
#include "formats/utf8.h"
#include "formats/xml_space.h"
#include "schemas/code_lists.h"

namespace facteur::formats {
namespace {

constexpr unsigned deepest = 40;  // the model has fewer levels

bool xml_takes(std::string_view text) {
  while (!text.empty()) {
    const char32_t c = take_code_point(text);
    const bool control = c < 0x20 && c != '\t' && c != '\n' && c != '\r';
    if (control || c == 0xFFFE || c == 0xFFFF) return false;
  }
  return true;
}

// Takes the events of the parser; builds the model as they come.
class Handler : public nlohmann::json_sax<nlohmann::json> {
 public:
  Handler(FindingLog& log, const Limits& limits)
      : builder_(Syntax::json), log_(log), limits_(limits) {
    builder_.add_element(0, "Invoice", 1, 0);
  }

  bool null() override { return scalar("null"); }
  bool boolean(bool value) override { return scalar(value ? "true" : "false"); }
  bool number_integer(number_integer_t) override { return scalar("number"); }
  bool number_unsigned(number_unsigned_t) override { return scalar("number"); }
  bool number_float(number_float_t, const string_t&) override { return scalar("number"); }
  bool binary(binary_t&) override { return scalar("binary"); }

  bool string(string_t& text) override {
    if (skipped_ > 0 || frames_.empty()) return scalar("string");
    const Frame& top = frames_.back();
    if (!xml_takes(text)) {
      problem({"caractère que XML n'admet pas", "a character that XML does not allow"});
    } else if (top.kind == Kind::value && top.attribute) {
      builder_.add_attribute(top.record, *top.attribute, text);
    } else if (top.kind == Kind::value && top.is_text) {
      builder_.set_text(top.record, text);
    } else if (top.kind != Kind::value && top.term != Term::none && !is_group(top.term)) {
      builder_.set_text(add(top), text);
    } else if (top.term != Term::none) {
      problem({"un objet est attendu ici", "an object is expected here"});
    }
    return step();
  }

  bool start_object(std::size_t) override {
    if (skipped_ > 0) return ++skipped_, room();
    if (frames_.empty()) {
      frames_.push_back({});
      return true;
    }
    const Frame above = frames_.back();
    if (above.kind == Kind::value || above.term == Term::none) return skip(above);
    Frame frame;
    frame.kind = is_group(above.term) ? Kind::group : Kind::value;
    frame.group = above.term;
    frame.record = add(above);
    frame.element = element_;
    frames_.push_back(std::move(frame));
    return room();
  }

  bool key(string_t& name) override {
    if (skipped_ > 0) return true;
    Frame& top = frames_.back();
    top.key = name;
    top.term = Term::none;
    top.attribute.reset();
    top.is_text = false;
    if (!top.keys.insert(name).second) return refuse({"clé répétée", "the key occurs twice"});
    if (top.kind == Kind::value) return value_key(top, name);
    if (frames_.size() == 1 && name == "$schema") return true;
    const Term term = term_named(name);
    if (term == Term::none) return refuse({"clé inconnue", "unknown key"});
    if (!stands_in(term, top.group)) {
      const TermFacts* known = facts(term);
      const std::string place = known->group == Term::none ? "" : facteur::name(known->group);
      return refuse({"ce terme n'est pas de ce groupe ; sa place : " +
                         (place.empty() ? "le document" : place),
                     "this term is not of this group; its place: " +
                         (place.empty() ? "the document" : place)});
    }
    top.term = term;
    top.count = 0;
    return true;
  }

  bool end_object() override {
    if (skipped_ > 0) return leave_skipped();
    frames_.pop_back();
    return step();
  }

  bool start_array(std::size_t) override {
    if (skipped_ > 0) return ++skipped_, room();
    if (frames_.empty()) return not_an_object();
    Frame& top = frames_.back();
    if (top.kind == Kind::value || top.in_array || top.term == Term::none) return skip(top);
    top.in_array = true;
    return true;
  }

  bool end_array() override {
    if (skipped_ > 0) return leave_skipped();
    frames_.back().in_array = false;
    return true;
  }

  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::detail::exception& error) override {
    const std::string where = std::to_string(position);
    log_.add_final("MALFORMED", pointer(), 0,
                   {"ce n'est pas du JSON bien formé (octet " + where + ")",
                    "this is not well-formed JSON (byte " + where + "): " + clip(error.what())});
    return false;
  }

  bool is_whole() const { return whole_; }
  Invoice finish() && { return std::move(builder_).finish(nullptr); }

 private:
  enum class Kind : std::uint8_t { group, value };
  struct Frame {
    Kind kind = Kind::group;
    Term group = Term::none;  // that this object is, or the value
    std::uint32_t record = InvoiceBuilder::document;
    std::uint32_t element = 0;
    std::set<std::string> keys;
    std::string key;          // the last one
    Term term = Term::none;   // that it names; none: what it holds is left out
    std::uint32_t count = 0;  // of its nodes so far
    bool in_array = false;
    bool is_text = false;  // of a value: the key is "value"
    std::optional<Attribute> attribute;
  };

  std::uint32_t add(const Frame& frame) {
    Frame& top = frames_.back();
    const TermFacts* known = facts(frame.term);
    const char* name = known != nullptr ? known->id.data() : "mark";
    element_ = builder_.add_element(top.element, name, ++top.count, 0);
    return builder_.add(frame.record, frame.term, element_);
  }

  bool value_key(Frame& top, const std::string& name) {
    top.is_text = name == "value";
    top.attribute = json_attribute(name);
    if (top.is_text || top.attribute) return true;
    return refuse({"clé inconnue d'une valeur", "unknown key of a value"});
  }

  // Leaves out what comes next.
  bool refuse(Text what) {
    problem(std::move(what));
    frames_.back().term = Term::none;
    return true;
  }

  bool skip(const Frame& top) {
    const bool said = top.term == Term::none;
    if (!said) problem({"une seule valeur est attendue ici", "a single value is expected here"});
    skipped_ = 1;
    return room();
  }

  bool leave_skipped() {
    --skipped_;
    return true;
  }

  bool scalar(std::string_view what) {
    if (frames_.empty()) return not_an_object();
    const Frame& top = frames_.back();
    const bool expected = top.term != Term::none || top.is_text || top.attribute;
    if (skipped_ == 0 && expected && what != "string") {
      problem({"une chaîne est attendue ici : mettez la valeur entre guillemets",
               "a string is expected here: put the value between quotation marks"});
    }
    return true;
  }

  bool not_an_object() {
    log_.add_final("MALFORMED", "", 0, {"un objet JSON est attendu", "a JSON object is expected"});
    return false;
  }

  bool room() {
    if (frames_.size() + skipped_ <= deepest) return true;
    log_.add_final("MALFORMED", pointer(), 0, {"trop de niveaux", "too many levels"});
    return false;
  }

  bool step() {
    whole_ = frames_.empty();
    if (builder_.nodes() <= limits_.nodes) return true;
    log_.add_final("TOO-LARGE", pointer(), 0, {"trop de valeurs", "too many values"});
    return false;
  }

  void problem(Text what) { log_.add("SYNTAX", pointer(), 0, std::move(what)); }

  // RFC 6901, of the last key and the place in its array.
  std::string pointer() const {
    std::string path;
    for (const Frame& frame : frames_) {
      path += "/";
      for (const char c : clip(frame.key)) {
        path += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
      }
      if (!frame.in_array) continue;
      const bool open = &frame != &frames_.back();  // its last node is still being read
      path += "/" + std::to_string(open && frame.count > 0 ? frame.count - 1 : frame.count);
    }
    return path;
  }

  InvoiceBuilder builder_;
  FindingLog& log_;
  const Limits& limits_;
  std::vector<Frame> frames_;
  std::uint32_t element_ = 0;  // of the node made last
  unsigned skipped_ = 0;       // levels open below what is left out
  bool whole_ = false;
};

Identity identity_of(const Invoice& invoice) {
  const auto type = trim_xml_space(invoice.root().text(Term::BT_3));
  const bool credit = codes::credit_note_types.contains(type);
  return {Format::unknown, credit ? Kind::creditnote : Kind::invoice, "JSON"};
}

}  // namespace

bool looks_like_json(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  const std::string_view text = trim_xml_space(bytes.substr(0, 4096));
  return !text.empty() && text[0] == '{';
}

Reading read_json(std::string_view bytes, const Limits& limits) {
  Reading reading;
  reading.identity = {Format::unknown, Kind::unknown, "JSON"};
  FindingLog log(limits.findings);
  if (bytes.size() > limits.bytes) {
    log.add_final("TOO-LARGE", "", 0,
                  describe(Issue::too_large, same(std::to_string(limits.bytes))));
  } else {
    Handler handler(log, limits);
    const bool parsed = nlohmann::json::sax_parse(bytes, &handler);
    if (parsed && handler.is_whole()) {
      reading.invoice = std::move(handler).finish();
      reading.identity = identity_of(*reading.invoice);
      const Node process = reading.invoice->root().first(Term::BG_2);
      reading.profile = trim_xml_space(process.text(Term::BT_24));
    }
  }
  reading.structure = reading.invoice && log.empty();
  reading.findings_beyond = log.beyond();
  reading.findings = std::move(log).take();
  return reading;
}

}  // namespace facteur::formats
