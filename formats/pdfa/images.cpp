// Images and other XObjects (ISO 19005-3, 6.2.8 and 6.2.9), and the filters of inline images
// (6.1.10).
#include <algorithm>

#include "formats/pdfa/graphics.h"
#include "formats/pdfa/jpeg2000.h"
#include "formats/pdfa/stream_data.h"

namespace facteur::formats::pdfa {
namespace {

constexpr Rule inline_filters{
    .id = "6.1.10-1",
    .sentence = {
        "Les filtres d'une image en ligne sont ceux d'ISO 32000-1, sans LZW ni Crypt.",
        "The filters of an inline image are those of ISO 32000-1, without LZW and Crypt."}};
constexpr Rule no_alternates{
    .id = "6.2.8-1",
    .sentence = {"Une image n'a pas de clé Alternates.", "An image has no Alternates key."}};
constexpr Rule no_image_opi{
    .id = "6.2.8-2", .sentence = {"Une image n'a pas de clé OPI.", "An image has no OPI key."}};
constexpr Rule no_interpolation{
    .id = "6.2.8-3",
    .sentence = {"La clé Interpolate d'une image est absente ou fausse.",
                 "The Interpolate key of an image is absent or false."}};
constexpr Rule image_bits{.id = "6.2.8-4",
                          .sentence = {"Une image a 1, 2, 4, 8 ou 16 bits par composante.",
                                       "An image has 1, 2, 4, 8 or 16 bits per component."}};
constexpr Rule mask_bits{
    .id = "6.2.8-5",
    .sentence = {"Un masque a 1 bit par composante.", "A mask has 1 bit per component."}};
constexpr Rule jpx_channels{.id = "6.2.8.3-1",
                            .sentence = {"Une image JPEG 2000 a 1, 3 ou 4 canaux de couleur.",
                                         "A JPEG 2000 image has 1, 3 or 4 colour channels."}};
constexpr Rule jpx_spaces{
    .id = "6.2.8.3-2",
    .sentence = {"De plusieurs espaces de couleur d'une image JPEG 2000, un seul a APPROX 1.",
                 "Of several colour spaces of a JPEG 2000 image, exactly one has APPROX 1."}};
constexpr Rule jpx_method{.id = "6.2.8.3-3",
                          .sentence = {"La méthode METH d'une image JPEG 2000 est 1, 2 ou 3.",
                                       "The method METH of a JPEG 2000 image is 1, 2 or 3."}};
constexpr Rule jpx_ciejab{.id = "6.2.8.3-4",
                          .sentence = {"Une image JPEG 2000 n'est pas en CIEJab (espace 19).",
                                       "A JPEG 2000 image is not in CIEJab (space 19)."}};
constexpr Rule jpx_depth{
    .id = "6.2.8.3-5",
    .sentence = {"Les canaux d'une image JPEG 2000 ont la même profondeur, de 1 à 38 bits.",
                 "The channels of a JPEG 2000 image have the same depth, of 1 to 38 bits."}};
constexpr Rule form_keys{.id = "6.2.9-1",
                         .sentence = {"Un formulaire XObject n'a ni OPI, ni PS, ni Subtype2 PS.",
                                      "A form XObject has neither OPI, nor PS, nor Subtype2 PS."}};
constexpr Rule no_reference{
    .id = "6.2.9-2",
    .sentence = {"Un formulaire XObject n'a pas de clé Ref.", "A form XObject has no Ref key."}};
constexpr Rule no_postscript{.id = "6.2.9-3",
                             .sentence = {"Le fichier n'a pas de XObject PostScript.",
                                          "The file has no PostScript XObject."}};

constexpr const Rule* rules[] = {&inline_filters, &no_alternates, &no_image_opi, &no_interpolation,
                                 &image_bits,     &mask_bits,     &jpx_channels, &jpx_spaces,
                                 &jpx_method,     &jpx_ciejab,    &jpx_depth,    &form_keys,
                                 &no_reference,   &no_postscript};

constexpr std::string_view allowed_filters[] = {"ASCIIHexDecode",
                                                "ASCII85Decode",
                                                "FlateDecode",
                                                "RunLengthDecode",
                                                "CCITTFaxDecode",
                                                "DCTDecode",
                                                "AHx",
                                                "A85",
                                                "Fl",
                                                "RL",
                                                "CCF",
                                                "DCT"};

bool is_true(const Object& value) {
  Object flag = value;
  return flag.isBool() && flag.getBoolValue();
}

void check_bits(Graphics& graphics, const Object& bits, bool mask, const std::string& place) {
  Object number = bits;
  if (!number.isInteger()) return;
  const long long value = number.getIntValue();
  if (mask) {
    if (value != 1) graphics.on.found.add_value(mask_bits, place, std::to_string(value));
  } else if (value != 1 && value != 2 && value != 4 && value != 8 && value != 16) {
    graphics.on.found.add_value(image_bits, place, std::to_string(value));
  }
}

bool is_jpeg2000(const Object& image) {
  Object filter = entry(image, "/Filter");
  if (filter.isArray() && filter.getArrayNItems() > 0) {
    filter = filter.getArrayItem(filter.getArrayNItems() - 1);
  }
  return name_value(filter) == "JPXDecode";
}

void check_jpeg2000(Graphics& graphics, const Object& image, const std::string& place) {
  const auto data = undecoded(image, graphics.on.limits.stream);
  if (!data) return;
  const Jpeg2000 jpx = read_jpeg2000(*data);
  Findings& found = graphics.on.found;
  if (jpx.channels != 1 && jpx.channels != 3 && jpx.channels != 4) found.add(jpx_channels, place);
  if (jpx.mixed_depths || jpx.depth < 1 || jpx.depth > 38) found.add(jpx_depth, place);
  if (has(image, "/ColorSpace")) return;
  if (jpx.spaces != 1 && jpx.best_spaces != 1) found.add(jpx_spaces, place);
  if (jpx.method < 1 || jpx.method > 3) found.add(jpx_method, place);
  if (jpx.enumerated == 19) found.add(jpx_ciejab, place);
}

void check_image_keys(Graphics& graphics, const Object& image, bool mask,
                      const std::string& place) {
  if (has(image, "/Alternates")) graphics.on.found.add(no_alternates, place);
  if (has(image, "/OPI")) graphics.on.found.add(no_image_opi, place);
  if (is_true(entry(image, "/Interpolate"))) graphics.on.found.add(no_interpolation, place);
  check_bits(graphics, entry(image, "/BitsPerComponent"), mask, place);
  check_rendering_intent(graphics, entry(image, "/Intent"), place);
  if (is_jpeg2000(image)) check_jpeg2000(graphics, image, place);
}

}  // namespace

void check_image(Graphics& graphics, const Object& image, const Resources& resources,
                 const std::string& place) {
  if (!is_true(entry(image, "/ImageMask"))) {
    check_colour_space(graphics, entry(image, "/ColorSpace"), resources,
                       inside(place, place_of(image)));
  }
  if (!graphics.seen.is_new(image)) return;
  check_image_keys(graphics, image, false, inside(place, place_of(image)));
  for (const char* key : {"/SMask", "/Mask"}) {
    const Object mask = entry(image, key);
    if (!Object(mask).isStream() || !graphics.seen.is_new(mask)) continue;
    check_image_keys(graphics, mask, std::string_view(key) == "/Mask",
                     inside(place, place_of(mask)));
  }
}

void check_inline_image(Graphics& graphics, const Object& image, const Resources& resources,
                        const std::string& place) {
  const auto either = [&](const char* key, const char* abbreviated) {
    const Object value = entry(image, key);
    return Object(value).isNull() ? entry(image, abbreviated) : value;
  };
  Object filters = either("/Filter", "/F");
  const int count = filters.isArray() ? filters.getArrayNItems() : filters.isNull() ? 0 : 1;
  for (int i = 0; i < count; ++i) {
    const std::string name = name_value(filters.isArray() ? filters.getArrayItem(i) : filters);
    if (std::ranges::find(allowed_filters, name) == std::end(allowed_filters)) {
      graphics.on.found.add_value(inline_filters, place, name);
    }
  }
  if (is_true(either("/Interpolate", "/I"))) graphics.on.found.add(no_interpolation, place);
  check_bits(graphics, either("/BitsPerComponent", "/BPC"), false, place);
  check_rendering_intent(graphics, entry(image, "/Intent"), place);
  if (!is_true(either("/ImageMask", "/IM"))) {
    check_colour_space(graphics, either("/ColorSpace", "/CS"), resources, place);
  }
}

void check_xobject(Graphics& graphics, const Object& xobject, const std::string& place) {
  const std::string here = inside(place, place_of(xobject));
  const std::string type = name_entry(xobject, "/Subtype");
  if (type == "PS") graphics.on.found.add(no_postscript, here);
  if (type != "Form") return;
  if (has(xobject, "/OPI") || has(xobject, "/PS") || name_entry(xobject, "/Subtype2") == "PS") {
    graphics.on.found.add(form_keys, here);
  }
  if (has(xobject, "/Ref")) graphics.on.found.add(no_reference, here);
}

RuleList image_rules() {
  return rules;
}

}  // namespace facteur::formats::pdfa
