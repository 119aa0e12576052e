// How objects are written in the file: spacing, strings, streams, the limits of numbers and names
// (ISO 19005-3, 6.1.6 to 6.1.9 and 6.1.13). Each object is read from its bytes, beside what libqpdf
// makes of it.
#include <algorithm>
#include <charconv>
#include <cmath>

#include "formats/pdf/tokens.h"
#include "formats/pdfa/families.h"
#include "formats/pdfa/literals.h"
#include "formats/utf8.h"

namespace facteur::formats::pdfa {
namespace {

using pdf::Token;
using pdf::TokenKind;
using pdf::Tokens;

constexpr Rule stream_length{
    .id = "6.1.7.1-1",
    .sentence = {"La clé Length d'un flux est le nombre de ses octets dans le fichier.",
                 "The Length of a stream is the number of its bytes in the file."}};
constexpr Rule stream_lines{
    .id = "6.1.7.1-2",
    .sentence = {
        "« stream » est suivi de CR LF ou de LF, « endstream » précédé d'une fin de ligne.",
        "\"stream\" is followed by CR LF or LF, \"endstream\" preceded by an end of line."}};
constexpr Rule external_stream{
    .id = "6.1.7.1-3",
    .sentence = {"Un flux n'a ni clé F, ni FFilter, ni FDecodeParms.",
                 "A stream has none of the keys F, FFilter and FDecodeParms."}};
constexpr Rule stream_filters{
    .id = "6.1.7.2-1",
    .sentence = {
        "Les filtres sont ceux d'ISO 32000-1, sans LZWDecode ; Crypt seulement avec Identity.",
        "Filters are those of ISO 32000-1, without LZWDecode; Crypt only with Identity."}};
constexpr Rule structure_names{
    .id = "6.1.8-1",
    .sentence = {"Noms de polices, de colorants et de types de structure sont en UTF-8.",
                 "Names of fonts, of colourants and of structure types are UTF-8."}};
constexpr Rule object_spacing{
    .id = "6.1.9-1",
    .sentence = {
        "Numéro, génération et « obj » sont séparés d'un seul espace ; une fin de ligne borde "
        "« obj » et « endobj ».",
        "Number, generation and \"obj\" are separated by one white space; ends of line stand "
        "around \"obj\" and \"endobj\"."}};
constexpr Rule page_size{
    .id = "6.1.13-11",
    .sentence = {"Les cadres d'une page mesurent de 3 à 14 400 unités dans chaque direction.",
                 "The boxes of a page measure from 3 to 14,400 units in each direction."}};

constexpr const Rule* rules[] = {&stream_length,  &stream_lines,    &external_stream,
                                 &stream_filters, &structure_names, &object_spacing,
                                 &page_size};

bool is_end_of_line(char c) {
  return c == '\r' || c == '\n';
}

// The bytes of an object from its number to "endobj".
class ObjectText {
 public:
  ObjectText(Examination& on, const Object& object, std::size_t offset)
      : on_(on), object_(object), place_(place_of(object)), tokens_(on.bytes, offset) {}

  void check() {
    if (!check_head()) return;
    Token token = tokens_.next();
    for (; token.kind != TokenKind::end && token.text != "endobj"; token = tokens_.next()) {
      if (token.text == "stream") {
        if (!check_stream()) return;
      } else if (token.text == "obj") {
        return;  // the object has no end; what follows is another one
      } else {
        check_literal(on_, token, place_);
      }
    }
    if (token.kind == TokenKind::end) return;
    const bool after =
        tokens_.offset() < on_.bytes.size() && is_end_of_line(on_.bytes[tokens_.offset()]);
    if (!is_end_of_line(on_.bytes[token.at - 1]) || !after) spacing_is_wrong();
  }

  std::size_t end() const { return tokens_.offset(); }

 private:
  void spacing_is_wrong() { on_.found.add(object_spacing, place_); }

  // "12 0 obj" and an end of line on both sides. False when it does not stand there.
  bool check_head() {
    const Token number = tokens_.next();
    const Token generation = tokens_.next();
    const Token keyword = tokens_.next();
    if (number.kind != TokenKind::integer || keyword.text != "obj") return false;
    const bool single_spaces = generation.at == number.at + number.text.size() + 1 &&
                               keyword.at == generation.at + generation.text.size() + 1;
    const std::size_t after = tokens_.offset();
    const bool lines = number.at > 0 && is_end_of_line(on_.bytes[number.at - 1]) &&
                       after < on_.bytes.size() && is_end_of_line(on_.bytes[after]);
    if (!single_spaces || !lines) spacing_is_wrong();
    return true;
  }

  // Moves behind "endstream". False when there is none.
  bool check_stream() {
    std::size_t start = tokens_.offset();
    const std::string_view rest = on_.bytes.substr(start);
    const bool right = rest.starts_with("\r\n") || rest.starts_with("\n");
    if (!right) on_.found.add(stream_lines, place_);
    if (rest.starts_with("\r\n")) {
      start += 2;
    } else if (!rest.empty() && is_end_of_line(rest[0])) {
      start += 1;
    }
    Object written = entry(object_, "/Length");
    const std::size_t length =
        written.isInteger() ? static_cast<std::size_t>(std::max(0LL, written.getIntValue())) : 0;
    const std::size_t end = find_end(start, length);
    if (end == on_.bytes.npos) return false;
    if (!written.isInteger() || length_of(start, end, length) != length) {
      on_.found.add(stream_length, place_);
    }
    if (!is_end_of_line(on_.bytes[end - 1])) on_.found.add(stream_lines, place_);
    tokens_.move_to(end + std::string_view("endstream").size());
    return true;
  }

  // Where "endstream" stands: where the length says, or else the first one.
  std::size_t find_end(std::size_t start, std::size_t length) const {
    if (length <= on_.bytes.size() - std::min(start, on_.bytes.size())) {
      Tokens tokens(on_.bytes, start + length);
      const Token token = tokens.next();
      if (token.text.starts_with("endstream")) return token.at;
    }
    return on_.bytes.find("endstream", start);
  }

  // The number of bytes without the one end of line before "endstream"; of CR LF, both are taken
  // for it unless the length counts the first.
  std::size_t length_of(std::size_t start, std::size_t end, std::size_t written) const {
    const std::size_t size = end - start;
    if (size >= 2 && on_.bytes.substr(end - 2, 2) == "\r\n") {
      return size - (size > written + 1 ? 2 : 1);
    }
    return size - (size >= 1 && is_end_of_line(on_.bytes[end - 1]) ? 1 : 0);
  }

  Examination& on_;
  Object object_;
  std::string place_;
  Tokens tokens_;
};

constexpr std::string_view allowed_filters[] = {"ASCIIHexDecode",  "ASCII85Decode",  "FlateDecode",
                                                "RunLengthDecode", "CCITTFaxDecode", "JBIG2Decode",
                                                "DCTDecode",       "JPXDecode"};

bool is_allowed_filter(const std::string& filter, const Object& parameters) {
  if (filter == "Crypt") {
    return Object(parameters).isNull() || name_entry(parameters, "/Name") == "Identity";
  }
  return std::ranges::find(allowed_filters, filter) != std::end(allowed_filters);
}

void check_filters(Examination& on, const Object& stream) {
  Object filters = entry(stream, "/Filter");
  Object parameters = entry(stream, "/DecodeParms");
  if (filters.isNull()) return;
  const int count = filters.isArray() ? filters.getArrayNItems() : 1;
  for (int i = 0; i < count; ++i) {
    const std::string filter = name_value(filters.isArray() ? filters.getArrayItem(i) : filters);
    const Object its = parameters.isArray() && i < parameters.getArrayNItems()
                           ? parameters.getArrayItem(i)
                           : parameters;
    if (!is_allowed_filter(filter, its))
      on.found.add_value(stream_filters, place_of(stream), filter);
  }
}

void check_stream_keys(Examination& on, const Object& stream) {
  for (const char* key : {"/F", "/FFilter", "/FDecodeParms"}) {
    if (has(stream, key)) on.found.add_value(external_stream, place_of(stream), key);
  }
  check_filters(on, stream);
}

// Strings and numbers of the objects inside an object stream.
void check_object_stream(Examination& on, const Object& stream) {
  const auto data = on.data_of(stream);
  if (!data) return;
  Tokens tokens(*data);
  for (Token token = tokens.next(); token.kind != TokenKind::end; token = tokens.next()) {
    check_literal(on, token, place_of(stream));
  }
}

// Each object where the cross-reference table has it. Hostile tables point to one place many times:
// the bytes read are bounded.
void check_texts(Examination& on) {
  const std::size_t shift = std::min(on.bytes.find("%PDF-"), on.bytes.size());
  std::size_t budget = 4 * on.bytes.size() + (std::size_t{1} << 20);
  for (const auto& [id, where] : on.pdf.getXRefTable()) {
    if (where.getType() != 1) continue;
    const std::size_t offset = shift + static_cast<std::size_t>(where.getOffset());
    if (where.getOffset() <= 0 || offset >= on.bytes.size()) continue;
    const Object object = on.pdf.getObject(id);
    ObjectText text(on, object, offset);
    text.check();
    const std::size_t read = text.end() - std::min(text.end(), offset);
    if (read > budget) return;
    budget -= read;
    if (!dictionary_of(object).isDictionary()) continue;
    if (Object(object).isStream()) check_stream_keys(on, object);
    if (name_entry(object, "/Type") == "ObjStm") check_object_stream(on, object);
  }
}

void check_structure_types(Examination& on) {
  Object roles = entry(entry(on.catalog(), "/StructTreeRoot"), "/RoleMap");
  if (!roles.isDictionary()) return;
  for (const auto& [key, value] : roles.getDictAsMap()) {
    for (const std::string& name : {key.substr(1), name_value(value)}) {
      if (!is_utf8(name)) on.found.add(structure_names, place_of(roles, "catalog"));
    }
  }
}

void check_structure_elements(Examination& on) {
  for (Object& object : on.pdf.getAllObjects()) {
    if (!object.isDictionary() || !object.hasKey("/S") || !object.hasKey("/P")) continue;
    if (!is_utf8(name_entry(object, "/S"))) on.found.add(structure_names, place_of(object));
  }
}

bool is_page_size(double from, double to) {
  const double size = std::abs(from - to);
  return size >= 3 && size <= 14400;
}

// The entry of a page, or of the nearest node above it.
Object inherited(const Object& page, const char* key) {
  Object node = page;
  constexpr int deepest = 64;
  for (int depth = 0; depth < deepest && node.isDictionary() && !has(node, key); ++depth) {
    node = entry(node, "/Parent");
  }
  return entry(node, key);
}

void check_page_boxes(Examination& on) {
  for (std::size_t page = 0; page < on.pages.size(); ++page) {
    for (const char* key : {"/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox"}) {
      Object box = inherited(on.pages[page], key);
      if (!box.isArray() || box.getArrayNItems() != 4) continue;
      double corner[4];
      bool numbers = true;
      for (int i = 0; i < 4; ++i) numbers &= box.getArrayItem(i).getValueAsNumber(corner[i]);
      if (!numbers) continue;
      if (!is_page_size(corner[0], corner[2]) || !is_page_size(corner[1], corner[3])) {
        on.found.add(page_size, page_place(page));
      }
    }
  }
}

}  // namespace

void report_name_encoding(Examination& on, const std::string& name, const std::string& place) {
  if (!is_utf8(name)) on.found.add(structure_names, place);
}

void check_objects(Examination& on) {
  check_texts(on);
  check_structure_types(on);
  check_structure_elements(on);
  check_page_boxes(on);
}

RuleList object_rules() {
  return rules;
}

}  // namespace facteur::formats::pdfa
