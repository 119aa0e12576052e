#include "formats/pdfa/extension_schemas.h"

#include <algorithm>
#include <span>

namespace facteur::formats::pdfa {
namespace {

constexpr std::string_view extension_ns = "http://www.aiim.org/pdfa/ns/extension/";
constexpr std::string_view schema_ns = "http://www.aiim.org/pdfa/ns/schema#";
constexpr std::string_view property_ns = "http://www.aiim.org/pdfa/ns/property#";
constexpr std::string_view type_ns = "http://www.aiim.org/pdfa/ns/type#";
constexpr std::string_view field_ns = "http://www.aiim.org/pdfa/ns/field#";

constexpr Rule known_fields{
    .id = "6.6.2.3.2-1",
    .sentence = {"La description d'un schéma d'extension n'a que les champs définis en 6.6.2.3.3.",
                 "The description of an extension schema has no fields but those of 6.6.2.3.3."}};
constexpr Rule container_form{
    .id = "6.6.2.3.3-1",
    .sentence = {"Le conteneur des schémas d'extension est pdfaExtension:schemas, un Bag.",
                 "The container of extension schemas is pdfaExtension:schemas, a Bag."}};
constexpr Rule schema_title{
    .id = "6.6.2.3.3-2",
    .sentence = {"Un schéma d'extension a un titre, pdfaSchema:schema, de type Text.",
                 "An extension schema has a title, pdfaSchema:schema, of type Text."}};
constexpr Rule schema_namespace{
    .id = "6.6.2.3.3-3",
    .sentence = {"Un schéma d'extension a un espace de noms, pdfaSchema:namespaceURI, de type URI.",
                 "An extension schema has a namespace, pdfaSchema:namespaceURI, of type URI."}};
constexpr Rule schema_prefix{
    .id = "6.6.2.3.3-4",
    .sentence = {"Un schéma d'extension a un préfixe, pdfaSchema:prefix, de type Text.",
                 "An extension schema has a prefix, pdfaSchema:prefix, of type Text."}};
constexpr Rule schema_properties{
    .id = "6.6.2.3.3-5",
    .sentence = {"Les propriétés d'un schéma d'extension sont pdfaSchema:property, une Seq.",
                 "The properties of an extension schema are pdfaSchema:property, a Seq."}};
constexpr Rule schema_types{
    .id = "6.6.2.3.3-6",
    .sentence = {"Les types d'un schéma d'extension sont pdfaSchema:valueType, une Seq.",
                 "The value types of an extension schema are pdfaSchema:valueType, a Seq."}};
constexpr Rule property_name{
    .id = "6.6.2.3.3-7",
    .sentence = {"Une propriété d'extension a un nom, pdfaProperty:name, de type Text.",
                 "An extension property has a name, pdfaProperty:name, of type Text."}};
constexpr Rule property_type{
    .id = "6.6.2.3.3-8",
    .sentence = {"Une propriété d'extension a un type connu, pdfaProperty:valueType.",
                 "An extension property has a known type, pdfaProperty:valueType."}};
constexpr Rule property_category{
    .id = "6.6.2.3.3-9",
    .sentence = {
        "Une propriété d'extension est « external » ou « internal » (pdfaProperty:category).",
        "An extension property is \"external\" or \"internal\" (pdfaProperty:category)."}};
constexpr Rule property_description{
    .id = "6.6.2.3.3-10",
    .sentence = {"Une propriété d'extension a une description, pdfaProperty:description.",
                 "An extension property has a description, pdfaProperty:description."}};
constexpr Rule type_name{
    .id = "6.6.2.3.3-11",
    .sentence = {"Un type d'extension a un nom, pdfaType:type, de type Text.",
                 "An extension type has a name, pdfaType:type, of type Text."}};
constexpr Rule type_namespace{
    .id = "6.6.2.3.3-12",
    .sentence = {"Un type d'extension a un espace de noms, pdfaType:namespaceURI, de type URI.",
                 "An extension type has a namespace, pdfaType:namespaceURI, of type URI."}};
constexpr Rule type_prefix{
    .id = "6.6.2.3.3-13",
    .sentence = {"Un type d'extension a un préfixe, pdfaType:prefix, de type Text.",
                 "An extension type has a prefix, pdfaType:prefix, of type Text."}};
constexpr Rule type_description{
    .id = "6.6.2.3.3-14",
    .sentence = {"Un type d'extension a une description, pdfaType:description, de type Text.",
                 "An extension type has a description, pdfaType:description, of type Text."}};
constexpr Rule type_fields{
    .id = "6.6.2.3.3-15",
    .sentence = {"Les champs d'un type d'extension sont pdfaType:field, une Seq.",
                 "The fields of an extension type are pdfaType:field, a Seq."}};
constexpr Rule field_name{
    .id = "6.6.2.3.3-16",
    .sentence = {"Un champ d'extension a un nom, pdfaField:name, de type Text.",
                 "An extension field has a name, pdfaField:name, of type Text."}};
constexpr Rule field_type{
    .id = "6.6.2.3.3-17",
    .sentence = {"Un champ d'extension a un type connu, pdfaField:valueType.",
                 "An extension field has a known type, pdfaField:valueType."}};
constexpr Rule field_description{
    .id = "6.6.2.3.3-18",
    .sentence = {"Un champ d'extension a une description, pdfaField:description, de type Text.",
                 "An extension field has a description, pdfaField:description, of type Text."}};

constexpr const Rule* rules[] = {
    &known_fields,         &container_form, &schema_title,   &schema_namespace, &schema_prefix,
    &schema_properties,    &schema_types,   &property_name,  &property_type,    &property_category,
    &property_description, &type_name,      &type_namespace, &type_prefix,      &type_description,
    &type_fields,          &field_name,     &field_type,     &field_description};

enum class Form : std::uint8_t { text, seq, known_type, category };

struct Field {
  std::string_view name;
  const Rule& rule;
  Form form = Form::text;
  bool required = true;
};

// The tables of 6.6.2.3.3, one for each kind of description.
struct Table {
  std::string_view name_space;
  std::string_view prefix;
  std::span<const Field> fields;
};

constexpr Field schema_fields[] = {
    {"schema", schema_title},
    {"namespaceURI", schema_namespace},
    {"prefix", schema_prefix},
    {"property", schema_properties, Form::seq, false},
    {"valueType", schema_types, Form::seq, false},
};
constexpr Field property_fields[] = {
    {"name", property_name},
    {"valueType", property_type, Form::known_type},
    {"category", property_category, Form::category},
    {"description", property_description},
};
constexpr Field value_type_fields[] = {
    {"type", type_name},
    {"namespaceURI", type_namespace},
    {"prefix", type_prefix},
    {"description", type_description},
    {"field", type_fields, Form::seq, false},
};
constexpr Field field_fields[] = {
    {"name", field_name},
    {"valueType", field_type, Form::known_type},
    {"description", field_description},
};
constexpr Table schema_table{schema_ns, "pdfaSchema", schema_fields};
constexpr Table property_table{property_ns, "pdfaProperty", property_fields};
constexpr Table value_type_table{type_ns, "pdfaType", value_type_fields};
constexpr Table field_table{field_ns, "pdfaField", field_fields};

bool has_form(const XmpNode& node, Form form, const XmpTypes& types) {
  if (form == Form::seq) return node.shape == XmpShape::seq || node.shape == XmpShape::alt;
  if (node.shape != XmpShape::simple) return false;
  if (form == Form::known_type) return types.knows(node.value);
  if (form == Form::category) return node.value == "external" || node.value == "internal";
  return true;
}

void check_description(Examination& on, const XmpNode& node, const Table& table,
                       const XmpTypes& types, const std::string& place) {
  for (const XmpNode& child : node.children) {
    const bool known =
        child.name_space == table.name_space &&
        std::ranges::find(table.fields, child.name, &Field::name) != table.fields.end();
    if (!known) on.found.add_value(known_fields, place, child.name);
  }
  for (const Field& field : table.fields) {
    const XmpNode* child = node.child(table.name_space, field.name);
    const bool good = child == nullptr
                          ? !field.required
                          : child->prefix == table.prefix && has_form(*child, field.form, types);
    if (!good) on.found.add(field.rule, place);
  }
}

// The items of an array field; none when it is no array.
std::span<const XmpNode> items_of(const XmpNode& node, std::string_view name_space,
                                  std::string_view name) {
  const XmpNode* found = node.child(name_space, name);
  if (found == nullptr || !found->is_array()) return {};
  return found->children;
}

std::string value_of(const XmpNode& node, std::string_view name_space, std::string_view name) {
  const XmpNode* found = node.child(name_space, name);
  return found == nullptr ? std::string() : found->value;
}

void add_type(XmpTypes& types, const XmpNode& description) {
  const XmpNode* name = description.child(type_ns, "type");
  if (name == nullptr) return;
  XmpStructure structure;
  for (const XmpNode& field : items_of(description, type_ns, "field")) {
    const XmpNode* its_name = field.child(field_ns, "name");
    const XmpNode* its_type = field.child(field_ns, "valueType");
    if (its_name != nullptr && its_type != nullptr) {
      structure.fields[its_name->value] = its_type->value;
    }
  }
  if (structure.fields.empty()) {
    types.add_text(name->value);
  } else if (const XmpNode* uri = description.child(type_ns, "namespaceURI")) {
    structure.name_space = uri->value;
    types.add_structure(name->value, std::move(structure));
  }
}

}  // namespace

const XmpNode* extension_container(const XmpPacket& packet) {
  return packet.property(extension_ns, "schemas");
}

ExtensionSchemas read_extension_schemas(const XmpNode* container, const ExtensionSchemas& main) {
  ExtensionSchemas schemas;
  if (container == nullptr || !container->is_array()) return schemas;
  for (const XmpNode& description : container->children) {
    const XmpNode* uri = description.child(schema_ns, "namespaceURI");
    const XmpNode* properties = description.child(schema_ns, "property");
    if (uri == nullptr || properties == nullptr || !properties->is_array()) continue;
    ExtensionSchema schema;
    if (const auto known = main.find(uri->value); known != main.end()) {
      schema.types = known->second.types;
    }
    for (const XmpNode& type : items_of(description, schema_ns, "valueType")) {
      add_type(schema.types, type);
    }
    for (const XmpNode& property : properties->children) {
      const std::string type = value_of(property, property_ns, "valueType");
      if (property.child(property_ns, "valueType") == nullptr || !schema.types.knows(type))
        continue;
      schema.properties.emplace(value_of(property, property_ns, "name"), type);
    }
    schemas[uri->value] = std::move(schema);
  }
  return schemas;
}

void check_extension_schemas(Examination& on, const XmpNode& container,
                             const ExtensionSchemas& schemas, const std::string& place) {
  if (container.shape != XmpShape::bag || container.prefix != "pdfaExtension") {
    on.found.add(container_form, place);
  }
  if (!container.is_array()) return;
  for (const XmpNode& schema : container.children) {
    const std::string uri = value_of(schema, schema_ns, "namespaceURI");
    const auto known = schemas.find(uri);
    const XmpTypes& types = known == schemas.end() ? XmpTypes::predefined() : known->second.types;
    const std::string here = inside(place, uri);
    check_description(on, schema, schema_table, types, here);
    for (const XmpNode& property : items_of(schema, schema_ns, "property")) {
      const std::string its_place = inside(here, value_of(property, property_ns, "name"));
      check_description(on, property, property_table, types, its_place);
    }
    for (const XmpNode& type : items_of(schema, schema_ns, "valueType")) {
      const std::string its_place = inside(here, value_of(type, type_ns, "type"));
      check_description(on, type, value_type_table, types, its_place);
      for (const XmpNode& field : items_of(type, type_ns, "field")) {
        check_description(on, field, field_table, types,
                          inside(its_place, value_of(field, field_ns, "name")));
      }
    }
  }
}

RuleList extension_schema_rules() {
  return rules;
}

}  // namespace facteur::formats::pdfa
