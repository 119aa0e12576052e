#include "formats/document_reader.h"

#include "formats/lexical.h"
#include "formats/xml_space.h"

namespace facteur::formats {
namespace {

using schemas::Content;
using schemas::Lexical;
using schemas::nothing;

constexpr std::string_view xsd = "http://www.w3.org/2001/XMLSchema";
constexpr std::string_view xsi = "http://www.w3.org/2001/XMLSchema-instance";

Text expected_form(Lexical type) {
  switch (type) {
    case Lexical::decimal:
      return {"un nombre décimal, par exemple 1234.56", "a decimal number such as 1234.56"};
    case Lexical::integer:
      return {"un nombre entier", "a whole number"};
    case Lexical::boolean:
      return {"true ou false", "true or false"};
    case Lexical::date:
      return {"une date, par exemple 2026-09-01", "a date such as 2026-09-01"};
    case Lexical::time:
      return {"une heure, par exemple 14:30:00", "a time such as 14:30:00"};
    case Lexical::date_time:
      return {"une date et une heure, par exemple 2026-09-01T14:30:00",
              "a date and time such as 2026-09-01T14:30:00"};
    case Lexical::base64:
      return {"des données en base64", "base64 data"};
    case Lexical::language:
      return {"un code de langue, par exemple fr", "a language code such as fr"};
    case Lexical::any_uri:
      return {"une URI", "a URI"};
    case Lexical::id:
      return {"un nom XML qui n'est pas encore utilisé", "an XML name that is not in use yet"};
    default:
      return {"un texte", "a text"};
  }
}

Text expected_form(const schemas::Restriction& restriction) {
  if (!restriction.fixed.empty()) return same(restriction.fixed);
  const std::string least = std::to_string(restriction.minimum_length);
  const std::string most = std::to_string(restriction.maximum_length);
  return {"de " + least + " à " + most + " caractères", least + " to " + most + " characters"};
}

}  // namespace

DocumentReader::DocumentReader(const schemas::Grammar& grammar, const schemas::Document& document,
                               Syntax syntax, FindingLog& log, const Limits& limits,
                               std::shared_ptr<TextStore> store, const ShapeSets& shape_sets)
    : grammar_(grammar),
      document_(document),
      log_(log),
      builder_(syntax),
      binder_(grammar_, builder_),
      shapes_(grammar, shape_sets),
      store_(std::move(store)),
      text_(limits, store_.get()) {}

bool DocumentReader::is_text(const Frame& frame) const {
  return frame.mode == Mode::checked && type_of(frame).content == Content::text;
}

void DocumentReader::start(const StartTag& tag) {
  Frame& frame = frames_.emplace_back();
  frame.name = tag.shown;
  frame.line = tag.line;
  if (frames_.size() == 1) {
    open_root(tag, frame);
  } else {
    place_child(tag, frames_[frames_.size() - 2], frame);
  }
  frame.counters = static_cast<std::uint32_t>(counters_.size());
  check_attributes(tag, frame);
  shapes_.start(tag.name.name, tag.shown, tag.attributes);
  place_shapes();
  if (is_text(frame)) text_.open(type_of(frame).lexical, binder_.wants_text(frame.place));
}

void DocumentReader::open_root(const StartTag& tag, Frame& frame) {
  frame.name = grammar_.names[document_.root].local();
  frame.type = document_.type;
  frame.place.binding = document_.binding;
  frame.place.element = builder_.add_element(0, tag.shown.data(), 1, tag.line);
}

void DocumentReader::place_child(const StartTag& tag, Frame& parent, Frame& frame) {
  frame.ordinal = count(tag.key, parent.counters);
  switch (parent.mode) {
    case Mode::checked:
      check_child(tag, parent, frame);
      break;
    case Mode::lax:
      open_lax(tag, frame);
      break;
    case Mode::skipped:
      frame.mode = Mode::skipped;
      break;
  }
  if (frame.mode != Mode::checked) return;
  const std::uint16_t binding = binder_.child(parent.place.binding, tag.name.name);
  if (binding == nothing) return;
  const std::uint32_t element =
      builder_.add_element(parent.place.element, tag.shown.data(), frame.ordinal, tag.line);
  frame.place = binder_.open(parent.place, binding, element, frame.type, tag.attributes);
}

void DocumentReader::check_child(const StartTag& tag, Frame& parent, Frame& frame) {
  const schemas::Type& type = type_of(parent);
  if (type.content == Content::text || type.content == Content::empty) {
    frame.mode = Mode::skipped;
    if (muted()) return;
    report(type.content == Content::text ? Issue::child_in_text : Issue::nothing_more_allowed,
           same(clip(tag.shown)), same(parent.name));
    return;
  }
  Position next = parent.position;
  const Move move = step(grammar_, type, next, tag.name);
  if (move.step != Step::matched) report_child(tag, parent, move);
  parent.position = next;
  accept(tag, move.particle, frame);
}

// Gives the child the type that its particle prescribes.
void DocumentReader::accept(const StartTag& tag, std::uint16_t particle, Frame& frame) {
  if (particle == nothing) {
    frame.mode = Mode::skipped;
    return;
  }
  const schemas::Particle& row = grammar_.particles[particle];
  if (row.name < schemas::Particle::any_strict) {
    frame.type = row.type;
    if (frame.type == nothing) frame.mode = Mode::lax;
    return;
  }
  open_lax(tag, frame);
  if (row.name == schemas::Particle::any_strict && frame.mode == Mode::lax) {
    report(Issue::undeclared_element, same(clip(tag.shown)));
    frame.mode = Mode::skipped;
  }
}

void DocumentReader::open_lax(const StartTag& tag, Frame& frame) const {
  frame.type = tag.name.name == nothing ? nothing : grammar_.names[tag.name.name].declared_type;
  frame.declared = frame.type != nothing;
  frame.mode = frame.declared ? Mode::checked : Mode::lax;
}

void DocumentReader::report_child(const StartTag& tag, const Frame& parent, Move move) {
  if (muted()) return;
  const Text name = same(clip(tag.shown));
  if (move.step == Step::skipped) {
    const Text missing = same(shown_name(grammar_, move.missing));
    return log_.add("SYNTAX", location(frames_.size() - 1), tag.line,
                    describe(Issue::missing_before, missing, name));
  }
  if (move.step == Step::repeated) {
    const auto most = grammar_.particles[move.particle].maximum;
    return report(Issue::repeated_element, name, same(std::to_string(most)));
  }
  const schemas::Type& type = type_of(parent);
  const Text expected{expected_next(grammar_, type, parent.position, " ou "),
                      expected_next(grammar_, type, parent.position, " or ")};
  if (expected.fr.empty()) return report(Issue::nothing_more_allowed, name);
  report(move.step == Step::misplaced ? Issue::misplaced_element : Issue::unexpected_element, name,
         expected);
}

void DocumentReader::check_attributes(const StartTag& tag, const Frame& frame) {
  if (frame.mode == Mode::skipped) return;
  unsigned required = 0;
  for (const AttributeView& attribute : tag.attributes) {
    if (attribute.name_space == xsi) {
      check_xsi_attribute(attribute, tag, frame);
    } else if (frame.mode == Mode::checked) {
      check_plain_attribute(attribute, frame, required);
    }
  }
  if (frame.mode != Mode::checked) return;
  const schemas::Type& type = type_of(frame);
  for (std::uint16_t i = 0; i < type.attribute_count; ++i) {
    const schemas::Attribute& rule = grammar_.attributes[type.first_attribute + i];
    if (rule.required && (required & (1U << i)) == 0) {
      report(Issue::missing_attribute, same(rule.name), same(frame.name));
    }
  }
}

void DocumentReader::check_plain_attribute(const AttributeView& attribute, const Frame& frame,
                                           unsigned& required) {
  const schemas::Type& type = type_of(frame);
  if (attribute.name_space.empty()) {
    for (std::uint16_t i = 0; i < type.attribute_count; ++i) {
      const schemas::Attribute& rule = grammar_.attributes[type.first_attribute + i];
      if (rule.name != attribute.name) continue;
      required |= 1U << i;
      return check_value(attribute, rule);
    }
  }
  if (muted()) return;
  report(Issue::unknown_attribute, same(clip(attribute.name)), same(clip(frame.name)));
}

void DocumentReader::check_value(const AttributeView& attribute, const schemas::Attribute& rule) {
  const bool repeated_id = rule.lexical == Lexical::id && !ids_.emplace(attribute.value).second;
  Text expected;
  if (repeated_id || !conforms(rule.lexical, attribute.value)) {
    expected = expected_form(rule.lexical);
  } else if (rule.restriction != nothing) {
    const schemas::Restriction& restriction = grammar_.restrictions[rule.restriction];
    if (conforms(restriction, attribute.value)) return;
    expected = expected_form(restriction);
  } else {
    return;
  }
  report(Issue::bad_attribute_value, same(clip(attribute.value)), expected, same(rule.name));
}

void DocumentReader::check_xsi_attribute(const AttributeView& attribute, const StartTag& tag,
                                         const Frame& frame) {
  if (attribute.local == "schemaLocation" || attribute.local == "noNamespaceSchemaLocation") return;
  if (attribute.local == "type") return check_xsi_type(attribute, tag, frame);
  if (attribute.local == "nil") {
    if (frame.declared) report(Issue::not_nillable, same(clip(frame.name)));
  } else if (frame.mode == Mode::checked) {
    report(Issue::unknown_attribute, same(clip(attribute.name)), same(clip(frame.name)));
  }
}

void DocumentReader::check_xsi_type(const AttributeView& attribute, const StartTag& tag,
                                    const Frame& frame) {
  if (frame.mode == Mode::checked) {
    if (is_own_type(attribute, tag, frame)) return;
    return report(Issue::wrong_xsi_type, same(clip(attribute.value)), same(type_of(frame).name));
  }
  const std::string_view name_space = attribute.type_name_space;
  if (name_space == xsd || grammar_.find_namespace(name_space) != nothing) return;
  report(Issue::wrong_xsi_type, same(clip(attribute.value)), {"inconnu", "unknown"});
}

// xsi:type may repeat the type that an element has anyway; nothing derives from any, but what XML
// Schema derives from its own (xs:token from xs:string), which is refused all the same. The
// notation names a type with its prefix; XML Schema's own ("string") begin in lower case. Without
// either, an element that is declared globally is UBL's: the type of a basic component is named
// after the component, that of an aggregate stands in the aggregate's namespace. Other types have
// no name.
bool DocumentReader::is_own_type(const AttributeView& attribute, const StartTag& tag,
                                 const Frame& frame) const {
  const std::string_view name_space = attribute.type_name_space;
  if (tag.name.name == nothing || name_space.data() == nullptr) return false;
  const std::string_view named = trim_xml_space(attribute.value);
  const std::string_view local = named.substr(named.find(':') + 1);
  const schemas::Type& type = type_of(frame);
  const std::string_view own = type.name.substr(type.name.find(':') + 1);
  if (type.name_space != nothing) {
    return local == own && name_space == grammar_.namespaces[type.name_space];
  }
  if (own[0] >= 'a' && own[0] <= 'z') return local == own && name_space == xsd;
  const schemas::Name& element = grammar_.names[tag.name.name];
  if (element.declared_type == nothing) return false;
  const bool basic = type.content == Content::text;
  return local == (basic ? std::string(element.local()) + "Type" : std::string(own)) &&
         name_space == grammar_.namespaces[tag.name.name_space];
}

void DocumentReader::text(std::string_view characters, bool cdata) {
  if (frames_.empty()) return;
  const bool blank = is_xml_space(characters);
  shapes_.text(characters, blank);
  Frame& frame = frames_.back();
  if (frame.mode != Mode::checked) return;
  switch (type_of(frame).content) {
    case Content::text:
      text_.add(characters);
      return;
    case Content::mixed:
      return;
    case Content::elements:
      if (!cdata && blank) return;
      break;
    case Content::empty:
      break;
  }
  if (frame.text_reported) return;
  frame.text_reported = true;
  report(Issue::text_between, same(frame.name), same(clip(trim_xml_space(characters))));
}

void DocumentReader::end() {
  const Frame& frame = frames_.back();
  if (is_text(frame)) {
    check_text(frame);
    close_text(frame.place);
  } else if (frame.mode == Mode::checked) {
    check_end(frame);
    binder_.close(frame.place, {});
  }
  shapes_.end();
  place_shapes();
  counters_.resize(frame.counters);
  frames_.pop_back();
}

void DocumentReader::close_text(const Place& place) {
  if (text_.stored()) {
    binder_.close(place, {});
    if (place.record != InvoiceBuilder::none) {
      builder_.set_stored_text(place.record, text_.take_stored());
    }
  } else {
    binder_.close(place, text_.view());
    if (place.record != InvoiceBuilder::none && builder_.term_of(place.record) == Term::BT_24) {
      shapes_.profile(text_.view());
    }
  }
  text_.close();
}

void DocumentReader::check_end(const Frame& frame) {
  const schemas::Type& type = type_of(frame);
  const std::uint16_t missing = missing_at_end(grammar_, type, frame.position);
  if (missing == nothing) return;
  report(Issue::missing_at_end, same(shown_name(grammar_, missing)));
}

void DocumentReader::check_text(const Frame& frame) {
  if (text_.conforms() || muted()) return;
  report(Issue::bad_value, same(clip(text_.view())), expected_form(type_of(frame).lexical));
}

// Which one of its name among its siblings an element is. Bounded: an element with very many
// different children (none of ours has) stops being counted.
std::uint32_t DocumentReader::count(const void* key, std::uint32_t first) {
  constexpr std::size_t most = 256;
  for (std::size_t i = counters_.size(); i > first; --i) {
    if (counters_[i - 1].key == key) return ++counters_[i - 1].count;
  }
  if (counters_.size() - first < most) counters_.push_back({key, 1});
  return 1;
}

std::string DocumentReader::location(std::size_t depth) const {
  if (depth == 0) return {};
  std::string path = "/";
  path += frames_[0].name;
  for (std::size_t i = 1; i < depth; ++i) {
    path.append("/").append(clip(frames_[i].name));
    path.append("[").append(std::to_string(frames_[i].ordinal)).append("]");
  }
  return path;
}

bool DocumentReader::muted() {
  if (!log_.full()) return false;
  log_.count();
  return true;
}

void DocumentReader::report(Issue issue, const Text& first, const Text& second, const Text& third) {
  if (muted()) return;
  log_.add("SYNTAX", location(), line(), describe(issue, first, second, third));
}

}  // namespace facteur::formats
