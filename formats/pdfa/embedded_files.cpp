// Embedded files (ISO 19005-3, 6.8): what makes a hybrid invoice's XML a part of the document. Part
// 2 has other rules here, which are not asked.
#include <algorithm>
#include <set>

#include "formats/pdfa/families.h"

namespace facteur::formats::pdfa {
namespace {

constexpr Rule media_type{
    .id = "6.8-1",
    .sentence = {"Un fichier joint dit son type MIME (Subtype de son flux).",
                 "An embedded file states its MIME type (Subtype of its stream)."}};
constexpr Rule file_names{
    .id = "6.8-2",
    .sentence = {"La spécification d'un fichier joint a les clés F et UF.",
                 "The file specification of an embedded file has the keys F and UF."}};
constexpr Rule relationship{
    .id = "6.8-3",
    .sentence = {"La spécification de fichier dit son lien avec le document : AFRelationship.",
                 "The file specification states its relation to the document: AFRelationship."}};
constexpr Rule associated{
    .id = "6.8-4",
    .sentence = {"Un fichier joint est associé au document ou à une partie de celui-ci : clé AF.",
                 "An embedded file is associated with the document or a part of it: key AF."}};

constexpr const Rule* rules[] = {&media_type, &file_names, &relationship, &associated};

bool is_mime_word(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           c == '-' || c == '+' || c == '.';
  });
}

bool is_mime_type(std::string_view text) {
  const std::size_t slash = text.find('/');
  return slash != text.npos && is_mime_word(text.substr(0, slash)) &&
         is_mime_word(text.substr(slash + 1));
}

void add_associated(Object files, std::set<QPDFObjGen>& into) {
  if (files.isArray()) {
    for (Object& file : files.getArrayAsVector()) into.insert(file.getObjGen());
  } else {
    into.insert(files.getObjGen());
  }
}

// Every file that some AF key names, of whatever object, or that marked content can name.
std::set<QPDFObjGen> associated_files(Examination& on) {
  std::set<QPDFObjGen> files;
  for (const Object& object : on.pdf.getAllObjects()) {
    if (!has_entries(object)) continue;
    if (has(object, "/AF")) add_associated(entry(object, "/AF"), files);
    Object marked = entry(entry(object, "/Resources"), "/Properties");
    if (!marked.isDictionary()) marked = entry(object, "/Properties");
    if (!marked.isDictionary()) continue;
    for (const std::string& key : marked.getKeys()) {
      if (marked.getKey(key).isArray()) add_associated(marked.getKey(key), files);
    }
  }
  return files;
}

void check_file(Examination& on, const Object& file, const std::set<QPDFObjGen>& known) {
  const std::string place = place_of(file, "catalog");
  const bool embeds = has(file, "/EF");
  if (embeds && !(entry(file, "/F").isString() && entry(file, "/UF").isString())) {
    on.found.add(file_names, place);
  }
  if (name_entry(file, "/AFRelationship").empty()) on.found.add(relationship, place);
  if (embeds && Object(file).isIndirect() && !known.contains(Object(file).getObjGen())) {
    on.found.add(associated, place);
  }
  Object streams = entry(file, "/EF");
  if (!streams.isDictionary()) return;
  for (const std::string& key : streams.getKeys()) {
    Object stream = streams.getKey(key);
    if (!stream.isStream()) continue;
    const std::string type = name_entry(stream, "/Subtype");
    if (!is_mime_type(type)) on.found.add_value(media_type, place_of(stream), type);
  }
}

// The values of the name tree; direct dictionaries can stand there too.
void tree_values(const Object& root, std::vector<Object>& values) {
  Seen seen;
  std::vector<Object> waiting{root};
  while (!waiting.empty()) {
    Object node = waiting.back();
    waiting.pop_back();
    if (!node.isDictionary() || !seen.is_new(node)) continue;
    Object names = entry(node, "/Names");
    for (int i = 1; names.isArray() && i < names.getArrayNItems(); i += 2) {
      values.push_back(names.getArrayItem(i));
    }
    Object kids = entry(node, "/Kids");
    for (int i = 0; kids.isArray() && i < kids.getArrayNItems(); ++i) {
      if (kids.getArrayItem(i).isIndirect()) waiting.push_back(kids.getArrayItem(i));
    }
  }
}

}  // namespace

void check_embedded_files(Examination& on) {
  if (on.part != Part::three) return;
  std::vector<Object> files;
  tree_values(entry(entry(on.catalog(), "/Names"), "/EmbeddedFiles"), files);
  for (const Object& object : on.pdf.getAllObjects()) {
    if (name_entry(object, "/Type") == "Filespec") files.push_back(object);
  }
  const std::set<QPDFObjGen> known = associated_files(on);
  Seen seen;
  for (const Object& file : files) {
    if (has_entries(file) && seen.is_new(file)) check_file(on, file, known);
  }
}

RuleList embedded_file_rules() {
  return rules;
}

}  // namespace facteur::formats::pdfa
