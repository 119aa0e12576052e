// The content of pages, forms, patterns and glyphs: which operators they use (ISO 19005-3, 6.2.2),
// and what these refer to. Each form, pattern and glyph is read once.
#include "formats/pdfa/content.h"

#include <algorithm>

#include "formats/pdf/tokens.h"
#include "formats/pdfa/literals.h"
#include "formats/pdfa/operators.h"

namespace facteur::formats::pdfa {
namespace {

using pdf::Token;
using pdf::TokenKind;
using pdf::Tokens;

constexpr Rule known_operators{
    .id = "6.2.2-1",
    .sentence = {
        "Un flux de contenu n'a que des opérateurs d'ISO 32000-1, même entre BX et EX.",
        "A content stream has no operators but those of ISO 32000-1, even between BX and EX."}};
constexpr Rule own_resources{
    .id = "6.2.2-2",
    .sentence = {"Un flux de contenu a son propre dictionnaire Resources pour tout ce qu'il nomme.",
                 "A content stream has a Resources dictionary of its own for all that it names."}};
constexpr Rule state_depth{.id = "6.1.13-8",
                           .sentence = {"Les opérateurs q et Q s'emboîtent sur 28 niveaux au plus.",
                                        "The operators q and Q nest at most 28 levels deep."}};
constexpr const Rule* rules[] = {&known_operators, &own_resources, &state_depth};

struct Ink {
  Object space = Object::newName("/DeviceGray");
  Object pattern = Object::newNull();
  bool asked = false;  // since the last change
};

struct State {
  Ink fill;
  Ink stroke;
  Object font = Object::newNull();
  long long text_mode = 0;
  bool overprint_fill = false;
  bool overprint_stroke = false;
  int overprint_mode = 0;
};

class Stream {
 public:
  Stream(Course& course, Resources resources, std::string place, State state, int depth)
      : course_(course),
        graphics_(course.graphics),
        resources_(std::move(resources)),
        place_(std::move(place)),
        state_(std::move(state)),
        depth_(depth) {}

  // True when something transparent is painted.
  bool read(std::string_view content) {
    content_ = content;
    Tokens tokens(content);
    for (Token token = tokens.next(); token.kind != TokenKind::end; token = tokens.next()) {
      if (token.kind == TokenKind::word) {
        if (graphics_.on.operators_left == 0) break;
        --graphics_.on.operators_left;
        apply(token, tokens);
        operands_.clear();
      } else {
        check_literal(graphics_.on, token, place_);
        keep(token);
      }
    }
    return transparent_;
  }

 private:
  void keep(const Token& token) {
    constexpr std::size_t most = 200'000;  // of one operator: a long TJ
    if (operands_.size() == most) operands_.clear();
    operands_.push_back(token);
  }

  void apply(const Token& word, Tokens& tokens) {
    using enum Operator;
    if (word.text == "true" || word.text == "false" || word.text == "null") return;
    const auto found = operator_of(word.text);
    if (!found) graphics_.on.found.add_value(known_operators, place_, word.text);
    const Operator what = found.value_or(nothing);
    if (what == inline_image) return read_inline_image(tokens);
    if (what >= fill_space && what <= fill_and_stroke) return apply_colour(what);
    if (what >= font) return apply_text(what);
    apply_other(what);
  }

  void apply_other(Operator what) {
    switch (what) {
      case Operator::save:
        save();
        break;
      case Operator::restore:
        restore();
        break;
      case Operator::graphics_state:
        use_state(named("/ExtGState"));
        break;
      case Operator::xobject:
        paint(named("/XObject"));
        break;
      case Operator::shading:
        if (!shape_only_) use_shading(named("/Shading"));
        break;
      case Operator::intent:
        check_rendering_intent(graphics_, Object::newName("/" + last_name()), place_);
        break;
      default:
        break;
    }
  }

  void apply_colour(Operator what) {
    using enum Operator;
    if (shape_only_) return;
    switch (what) {
      case fill_space:
      case stroke_space:
        set_space(what == fill_space ? state_.fill : state_.stroke, named_space());
        break;
      case fill_gray:
      case stroke_gray:
        set_space(what == fill_gray ? state_.fill : state_.stroke, Object::newName("/DeviceGray"));
        break;
      case fill_rgb:
      case stroke_rgb:
        set_space(what == fill_rgb ? state_.fill : state_.stroke, Object::newName("/DeviceRGB"));
        break;
      case fill_cmyk:
      case stroke_cmyk:
        set_space(what == fill_cmyk ? state_.fill : state_.stroke, Object::newName("/DeviceCMYK"));
        break;
      case fill_colour:
      case stroke_colour:
        set_pattern(what == fill_colour ? state_.fill : state_.stroke);
        break;
      default:
        if (what != stroke) use_fill();
        if (what != fill) use_stroke();
        break;
    }
  }

  void apply_text(Operator what) {
    switch (what) {
      case Operator::font:
        if (!operands_.empty() && operands_[0].kind == TokenKind::name) {
          state_.font = find("/Font", pdf::name_of(operands_[0].text));
        }
        break;
      case Operator::text_mode:
        state_.text_mode =
            operands_.empty() ? 0 : std::atoll(std::string(operands_[0].text).c_str());
        break;
      case Operator::text:
        show_text();
        break;
      default:
        shape_only_ = true;  // d1: the glyph takes the colour of the text
        break;
    }
  }

  void save() {
    constexpr std::size_t deepest = 10'000;
    if (++level_ > 28) graphics_.on.found.add(state_depth, place_);
    if (saved_.size() < deepest) saved_.push_back(state_);
  }

  void restore() {
    if (level_ == 0) return;
    if (--level_ >= saved_.size()) return;
    state_ = std::move(saved_.back());
    saved_.pop_back();
  }

  std::string last_name() const {
    if (operands_.empty() || operands_.back().kind != TokenKind::name) return "";
    return pdf::name_of(operands_.back().text);
  }

  Object find(const std::string& category, const std::string& name) {
    if (name.empty()) return Object::newNull();
    if (resources_.inherits(category, "/" + name)) graphics_.on.found.add(own_resources, place_);
    return resources_.find(category, "/" + name);
  }
  Object named(const std::string& category) { return find(category, last_name()); }

  Object named_space() {
    const Object found = find("/ColorSpace", last_name());
    return Object(found).isNull() ? Object::newName("/" + last_name()) : found;
  }

  void set_space(Ink& ink, const Object& space) {
    ink = {space, Object::newNull(), false};
    check_colour_space(graphics_, space, resources_, place_);
  }

  void set_pattern(Ink& ink) {
    const std::string name = last_name();
    if (name.empty()) return;
    ink.pattern = find("/Pattern", name);
    ink.asked = false;
  }

  void use_fill() { use(state_.fill, {state_.overprint_fill, state_.overprint_mode}); }
  void use_stroke() { use(state_.stroke, {state_.overprint_stroke, state_.overprint_mode}); }

  void use(Ink& ink, const Overprint& overprint) {
    if (shape_only_ || ink.asked) return;
    ink.asked = true;
    check_colour_space(graphics_, ink.space, resources_, place_, overprint);
    if (!has_entries(ink.pattern) || !course_.others.is_new(ink.pattern)) return;
    if (Object(ink.pattern).isStream()) {
      read_part(ink.pattern, place_of(ink.pattern));
    } else {
      use_shading(entry(ink.pattern, "/Shading"));
      use_state(entry(ink.pattern, "/ExtGState"));
    }
  }

  void use_shading(const Object& shading) {
    check_colour_space(graphics_, entry(shading, "/ColorSpace"), resources_,
                       inside(place_, place_of(shading)));
  }

  void use_state(const Object& found) {
    check_graphics_state(graphics_, found, place_);
    Object state = found;
    if (!state.isDictionary()) return;
    transparent_ |= is_transparent_state(state);
    const Object font = entry(state, "/Font");
    if (Object(font).isArray() && Object(font).getArrayNItems() > 0) {
      state_.font = Object(font).getArrayItem(0);
    }
    const Object stroke = entry(state, "/OP");
    const Object fill = entry(state, "/op");
    if (Object(stroke).isBool()) {
      state_.overprint_stroke = Object(stroke).getBoolValue();
      if (!Object(fill).isBool()) state_.overprint_fill = state_.overprint_stroke;
    }
    if (Object(fill).isBool()) state_.overprint_fill = Object(fill).getBoolValue();
    const Object mode = entry(state, "/OPM");
    if (Object(mode).isInteger()) state_.overprint_mode = Object(mode).getIntValue() != 0 ? 1 : 0;
    state_.fill.asked = state_.stroke.asked = false;
  }

  void paint(const Object& xobject) {
    if (!Object(xobject).isStream()) return;
    check_xobject(graphics_, xobject, place_);
    const std::string type = name_entry(xobject, "/Subtype");
    if (type == "Image") {
      check_image(graphics_, xobject, resources_, place_);
      if (is_mask(xobject)) use_fill();
      transparent_ |= Object(entry(xobject, "/SMask")).isStream() || has_mask_in_data(xobject);
    } else if (type == "Form") {
      paint_form(xobject);
    }
  }

  static bool is_mask(const Object& image) {
    Object mask = entry(image, "/ImageMask");
    return mask.isBool() && mask.getBoolValue();
  }
  static bool has_mask_in_data(const Object& image) {
    Object in_data = entry(image, "/SMaskInData");
    return in_data.isInteger() && in_data.getIntValue() > 0;
  }

  void paint_form(const Object& form) {
    const QPDFObjGen id = Object(form).getObjGen();
    const auto [known, is_new] = course_.transparent.emplace(id, false);
    if (is_new) {
      const Object group = entry(form, "/Group");
      const bool transparent = name_entry(group, "/S") == "Transparency";
      if (transparent) {
        check_colour_space(graphics_, entry(group, "/CS"), form_resources(form), place_of(form));
      }
      course_.transparent[id] = read_part(form, place_of(form)) || transparent;
    }
    transparent_ |= course_.transparent[id];
  }

  Resources form_resources(const Object& form) const {
    const Object own = entry(form, "/Resources");
    const Object page = Object(resources_.page).isNull() ? resources_.own : resources_.page;
    return {own, page, false};
  }

  // A form, a pattern or a glyph. Returns whether something transparent is painted.
  bool read_part(const Object& stream, const std::string& place) {
    constexpr int deepest = 28;
    if (depth_ >= deepest) return false;
    const auto content = graphics_.on.data_of(stream);
    if (!content) return false;
    Stream part(course_, form_resources(stream), inside(page_of(place_), place), state_,
                depth_ + 1);
    return part.read(*content);
  }

  // "page 2" of "page 2 / object 12 0"
  static std::string page_of(const std::string& place) {
    return place.substr(0, place.find(" / "));
  }

  void show_text() {
    const long long mode = state_.text_mode;
    const bool fills = mode == 0 || mode == 2 || mode == 4 || mode == 6;
    const bool strokes = mode == 1 || mode == 2 || mode == 5 || mode == 6;
    if (fills) use_fill();
    if (strokes) use_stroke();
    if (!has_entries(state_.font)) return;
    for (const Token& operand : operands_) {
      if (operand.kind != TokenKind::string && operand.kind != TokenKind::hex_string) continue;
      graphics_.fonts.note(graphics_.on, state_.font, pdf::string_of(operand), mode != 3, place_);
    }
    if (name_entry(state_.font, "/Subtype") == "Type3") read_glyphs(state_.font);
  }

  void read_glyphs(const Object& font) {
    Object glyphs = entry(font, "/CharProcs");
    if (!glyphs.isDictionary() || !course_.others.is_new(font)) return;
    const Object own = entry(font, "/Resources");
    const Object page = Object(resources_.page).isNull() ? resources_.own : resources_.page;
    for (const std::string& key : glyphs.getKeys()) {
      const Object glyph = glyphs.getKey(key);
      if (!Object(glyph).isStream() || depth_ > 8) continue;
      const auto content = graphics_.on.data_of(glyph);
      if (!content) continue;
      Stream part(course_, {own, page, false}, inside(page_of(place_), place_of(glyph)), state_,
                  depth_ + 1);
      part.read(*content);
    }
  }

  // BI <entries> ID <data> EI
  void read_inline_image(Tokens& tokens) {
    Object image = Object::newDictionary();
    for (Token key = tokens.next(); key.kind == TokenKind::name; key = tokens.next()) {
      image.replaceKey("/" + pdf::name_of(key.text), value_of(tokens));
    }
    check_inline_image(graphics_, image, resources_, place_);
    if (is_mask(image) || has_true(image, "/IM")) use_fill();
    tokens.move_to(end_of_image(tokens.offset()));
  }

  static bool has_true(const Object& image, const char* key) {
    Object value = entry(image, key);
    return value.isBool() && value.getBoolValue();
  }

  // Names, numbers and lists of them; all that inline images need.
  Object value_of(Tokens& tokens, int depth = 0) {
    const Token token = tokens.next();
    check_literal(graphics_.on, token, place_);
    if (token.kind == TokenKind::name) return Object::newName("/" + pdf::name_of(token.text));
    if (token.kind == TokenKind::integer) {
      return Object::newInteger(std::atoll(std::string(token.text).c_str()));
    }
    if (token.text == "true" || token.text == "false") return Object::newBool(token.text == "true");
    if (token.kind == TokenKind::dict_open) skip_dictionary(tokens);
    if (token.kind != TokenKind::array_open || depth > 4) return Object::newNull();
    Object list = Object::newArray();
    for (std::size_t from = tokens.offset(); list.getArrayNItems() < 64; from = tokens.offset()) {
      const Token next = tokens.next();
      if (next.kind == TokenKind::array_close || next.kind == TokenKind::end) break;
      tokens.move_to(from);
      list.appendItem(value_of(tokens, depth + 1));
    }
    return list;
  }

  static void skip_dictionary(Tokens& tokens) {
    int depth = 1;
    while (depth > 0) {
      const Token token = tokens.next();
      if (token.kind == TokenKind::end) return;
      if (token.kind == TokenKind::dict_open) ++depth;
      if (token.kind == TokenKind::dict_close) --depth;
    }
  }

  // Behind "EI": the first that stands alone and is followed by text, not by image data.
  std::size_t end_of_image(std::size_t from) const {
    for (std::size_t at = content_.find("EI", from + 1); at != content_.npos;
         at = content_.find("EI", at + 1)) {
      const bool stands_alone = pdf::is_white(content_[at - 1]) &&
                                (at + 2 == content_.size() || pdf::is_white(content_[at + 2]));
      const std::string_view after = content_.substr(at + 2, 12);
      const bool text = std::ranges::all_of(
          after, [](char c) { return (c >= ' ' && c <= '~') || pdf::is_white(c); });
      if (stands_alone && text) return at + 2;
    }
    return content_.size();
  }

  Course& course_;
  Graphics& graphics_;
  Resources resources_;
  std::string place_;
  State state_;
  int depth_;
  std::string_view content_;
  std::vector<Token> operands_;
  std::vector<State> saved_;
  std::size_t level_ = 0;
  bool shape_only_ = false;
  bool transparent_ = false;
};

}  // namespace

bool read_content(Course& course, std::string_view content, const Resources& resources,
                  const std::string& place) {
  return Stream(course, resources, place, {}, 0).read(content);
}

RuleList content_rules() {
  return rules;
}

}  // namespace facteur::formats::pdfa
