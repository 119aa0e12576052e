// Metadata (ISO 19005-3, 6.6): the packet of the catalog, those of other objects, their properties,
// and the claim to be PDF/A.
#include <algorithm>

#include "formats/pdfa/extension_schemas.h"
#include "formats/pdfa/families.h"

namespace facteur::formats::pdfa {
namespace {

constexpr std::string_view identification = "http://www.aiim.org/pdfa/ns/id/";

constexpr Rule has_metadata{
    .id = "6.6.2.1-1",
    .sentence = {"Le catalogue a un flux Metadata, de Type Metadata et Subtype XML.",
                 "The catalog has a Metadata stream, of Type Metadata and Subtype XML."}};
constexpr Rule no_bytes{.id = "6.6.2.1-2",
                        .sentence = {"L'en-tête d'un paquet XMP n'a pas d'attribut bytes.",
                                     "The header of an XMP packet has no attribute bytes."}};
constexpr Rule no_encoding{.id = "6.6.2.1-3",
                           .sentence = {"L'en-tête d'un paquet XMP n'a pas d'attribut encoding.",
                                        "The header of an XMP packet has no attribute encoding."}};
constexpr Rule well_formed{.id = "6.6.2.1-4",
                           .sentence = {"Les paquets XMP sont bien formés : XML, RDF et XMP.",
                                        "XMP packets are well formed: XML, RDF and XMP."}};
constexpr Rule is_utf8_packet{
    .id = "6.6.2.1-5", .sentence = {"Les paquets XMP sont en UTF-8.", "XMP packets are UTF-8."}};
constexpr Rule known_property{
    .id = "6.6.2.3.1-1",
    .sentence = {"Une propriété XMP est d'un schéma prédéfini ou décrit par un schéma d'extension.",
                 "An XMP property is of a predefined schema or described by an extension schema."}};
constexpr Rule property_type{
    .id = "6.6.2.3.1-2",
    .sentence = {"La valeur d'une propriété XMP est du type que son schéma lui donne.",
                 "The value of an XMP property is of the type that its schema gives it."}};
constexpr Rule claims_pdfa{
    .id = "6.6.4-1",
    .sentence = {"Les métadonnées disent la partie et le niveau de PDF/A (schéma pdfaid).",
                 "The metadata state the part and level of PDF/A (schema pdfaid)."}};
constexpr Rule claimed_part{.id = "6.6.4-2",
                            .sentence = {"pdfaid:part est le numéro de la partie d'ISO 19005 : 3.",
                                         "pdfaid:part is the part number of ISO 19005: 3."}};
constexpr Rule is_part_two{
    .id = "6.6.4-2",
    .severity = Severity::warning,
    .sentence = {"Le fichier se dit PDF/A-2 et est jugé comme tel : PDF/A-3 demande pdfaid:part 3.",
                 "The file claims PDF/A-2 and is judged as such: PDF/A-3 asks for pdfaid:part 3."}};
constexpr Rule claimed_level{
    .id = "6.6.4-3",
    .sentence = {"pdfaid:conformance vaut A, B ou U.", "pdfaid:conformance is A, B or U."}};
constexpr Rule part_prefix{.id = "6.6.4-4",
                           .sentence = {"La propriété part a le préfixe pdfaid.",
                                        "The property part has the prefix pdfaid."}};
constexpr Rule conformance_prefix{.id = "6.6.4-5",
                                  .sentence = {"La propriété conformance a le préfixe pdfaid.",
                                               "The property conformance has the prefix pdfaid."}};
constexpr Rule amd_prefix{.id = "6.6.4-6",
                          .sentence = {"La propriété amd a le préfixe pdfaid.",
                                       "The property amd has the prefix pdfaid."}};
constexpr Rule corr_prefix{.id = "6.6.4-7",
                           .sentence = {"La propriété corr a le préfixe pdfaid.",
                                        "The property corr has the prefix pdfaid."}};

constexpr const Rule* rules[] = {&has_metadata,       &no_bytes,       &no_encoding,   &well_formed,
                                 &is_utf8_packet,     &known_property, &property_type, &claims_pdfa,
                                 &claimed_part,       &is_part_two,    &claimed_level, &part_prefix,
                                 &conformance_prefix, &amd_prefix,     &corr_prefix};

// Does the header say `name = "..."`?
bool has_pseudo_attribute(std::string_view header, std::string_view name) {
  for (std::size_t at = header.find(name); at != header.npos; at = header.find(name, at + 1)) {
    std::size_t next = header.find_first_not_of(" \t\r\n", at + name.size());
    if (next == header.npos || header[next] != '=') continue;
    next = header.find_first_not_of(" \t\r\n", next + 1);
    if (next == header.npos || (header[next] != '\'' && header[next] != '"')) continue;
    if (header.find(header[next], next + 1) != header.npos) return true;
  }
  return false;
}

void check_packet(Examination& on, const XmpPacket& packet, const std::string& place) {
  if (!packet.well_formed) on.found.add(well_formed, place);
  if (has_pseudo_attribute(packet.header, "bytes")) on.found.add(no_bytes, place);
  if (has_pseudo_attribute(packet.header, "encoding")) on.found.add(no_encoding, place);
  if (packet.encoding != "UTF-8") on.found.add_value(is_utf8_packet, place, packet.encoding);
}

// The schema that describes a property; null when none does.
const ExtensionSchema* schema_of(const XmpNode& property, const ExtensionSchemas& schemas) {
  const auto found = schemas.find(property.name_space);
  if (found == schemas.end() || !found->second.properties.contains(property.name)) return nullptr;
  return &found->second;
}

// A packet's own schemas come first, then those of the catalog's packet, then the predefined ones.
void check_property(Examination& on, const XmpNode& property, const ExtensionSchemas& own,
                    const ExtensionSchemas& main, const std::string& place) {
  const std::string here = inside(place, property.prefix + ":" + property.name);
  const ExtensionSchema* schema = schema_of(property, own);
  if (schema == nullptr) schema = schema_of(property, main);
  if (schema != nullptr) {
    const std::string& type = schema->properties.at(property.name);
    if (!schema->types.matches(property, type)) on.found.add_value(property_type, here, type);
    return;
  }
  const std::string_view type = predefined_schemas::type_of(property.name_space, property.name);
  if (type.empty()) {
    on.found.add_value(known_property, here, property.name_space);
  } else if (!XmpTypes::predefined().matches(property, type)) {
    on.found.add_value(property_type, here, type);
  }
}

void check_properties(Examination& on, const XmpPacket& packet, const ExtensionSchemas& main,
                      const std::string& place) {
  const XmpNode* container = extension_container(packet);
  const ExtensionSchemas own = read_extension_schemas(container, main);
  for (const XmpNode& property : packet.properties) {
    if (&property != container) check_property(on, property, own, main, place);
  }
  if (container != nullptr) check_extension_schemas(on, *container, own, place);
}

void check_prefix(Examination& on, const XmpPacket& packet, const char* name, const Rule& rule) {
  const XmpNode* property = packet.property(identification, name);
  if (property != nullptr && property->prefix != "pdfaid") {
    on.found.add_value(rule, "XMP", property->prefix);
  }
}

int part_of(const XmpNode* property) {
  if (property == nullptr || property->value.size() > 3) return 0;
  const bool digits =
      std::ranges::all_of(property->value, [](char c) { return c >= '0' && c <= '9'; });
  return digits && !property->value.empty() ? std::stoi(property->value) : 0;
}

void check_part(Examination& on, const std::string& written) {
  if (on.claim.part == static_cast<int>(Part::two) && on.part == Part::three) {
    on.part = Part::two;
    on.found.add(is_part_two, "XMP");
  } else if (on.claim.part != static_cast<int>(on.part)) {
    on.found.add_value(claimed_part, "XMP", written);
  }
}

void check_claim(Examination& on, const XmpPacket& packet) {
  const auto claims = [](const XmpNode& p) { return p.name_space == identification; };
  if (std::ranges::none_of(packet.properties, claims)) {
    on.found.add(claims_pdfa, "XMP");
    return;
  }
  const XmpNode* part = packet.property(identification, "part");
  const XmpNode* conformance = packet.property(identification, "conformance");
  on.claim.part = part_of(part);
  if (conformance != nullptr) on.claim.conformance = conformance->value;
  check_part(on, part == nullptr ? "" : part->value);
  const std::string& level = on.claim.conformance;
  if (level != "A" && level != "B" && level != "U") on.found.add_value(claimed_level, "XMP", level);
  check_prefix(on, packet, "part", part_prefix);
  check_prefix(on, packet, "conformance", conformance_prefix);
  check_prefix(on, packet, "amd", amd_prefix);
  check_prefix(on, packet, "corr", corr_prefix);
}

bool is_metadata(const Object& object) {
  return Object(object).isStream() && name_entry(object, "/Type") == "Metadata" &&
         name_entry(object, "/Subtype") == "XML";
}

// The packets of pages, images, fonts and so on.
void check_other_packets(Examination& on, const ExtensionSchemas& main) {
  Seen seen;
  for (const Object& object : on.pdf.getAllObjects()) {
    if (name_entry(object, "/Type") == "Catalog") continue;
    const Object stream = entry(object, "/Metadata");
    if (!is_metadata(stream) || !seen.is_new(stream)) continue;
    const auto data = on.data_of(stream);
    if (!data) continue;
    const XmpPacket packet = read_xmp(*data);
    check_packet(on, packet, place_of(stream));
    check_properties(on, packet, main, place_of(stream));
  }
}

}  // namespace

void check_metadata(Examination& on) {
  Object stream = entry(on.catalog(), "/Metadata");
  if (!is_metadata(stream)) on.found.add(has_metadata, "catalog");
  ExtensionSchemas schemas;
  const auto data = stream.isStream() ? on.data_of(stream) : std::nullopt;
  if (data) {
    const XmpPacket packet = read_xmp(*data);
    check_packet(on, packet, "XMP");
    check_properties(on, packet, {}, "XMP");
    check_claim(on, packet);
    schemas = read_extension_schemas(extension_container(packet), {});
  }
  check_other_packets(on, schemas);
}

RuleList metadata_rules() {
  return rules;
}

}  // namespace facteur::formats::pdfa
