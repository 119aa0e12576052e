#include "formats/facturx/stamp_repair.h"

#include <algorithm>
#include <array>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFEmbeddedFileDocumentHelper.hh>
#include <qpdf/QUtil.hh>
#include <string>

#include "formats/facturx/read_stream.h"

namespace facteur::formats::facturx {
namespace {

using Object = QPDFObjectHandle;

bool is_name(Object object, const char* name) {
  return object.isName() && object.getName() == name;
}

// ISO 19005-3 §6.1.7.2: LZW is forbidden, and what it compressed can be compressed otherwise.
bool repair_compression(Object stream) {
  constexpr std::size_t most = std::size_t{64} << 20;
  const auto has_lzw = [](Object filter) {
    if (!filter.isArray()) return is_name(filter, "/LZWDecode");
    for (const Object& each : filter.getArrayAsVector())
      if (is_name(each, "/LZWDecode")) return true;
    return false;
  };
  if (!has_lzw(stream.getDict().getKey("/Filter"))) return false;
  const StreamBytes data = decode(stream, most);
  if (data.fault != StreamFault::none) return false;
  stream.replaceStreamData(data.bytes, Object::newNull(), Object::newNull());
  return true;
}

// §6.2.8: a hint to smooth, which readers follow or not.
bool repair_image(Object dictionary) {
  Object hint = dictionary.getKey("/Interpolate");
  if (!is_name(dictionary.getKey("/Subtype"), "/Image") || !hint.isBool() || !hint.getBoolValue())
    return false;
  dictionary.removeKey("/Interpolate");
  return true;
}

// §6.2.11.3.2 wants stated what ISO 32000-1 takes as given; §6.2.11.4.2 lets lists be absent, and
// wants them complete when they are there.
bool repair_font(Object dictionary) {
  if (is_name(dictionary.getKey("/Subtype"), "/CIDFontType2") &&
      !dictionary.hasKey("/CIDToGIDMap") && dictionary.getKey("/FontDescriptor").isDictionary() &&
      dictionary.getKey("/FontDescriptor").hasKey("/FontFile2")) {
    dictionary.replaceKey("/CIDToGIDMap", Object::newName("/Identity"));
    return true;
  }
  if (!is_name(dictionary.getKey("/Type"), "/FontDescriptor")) return false;
  const bool listed = dictionary.hasKey("/CIDSet") || dictionary.hasKey("/CharSet");
  dictionary.removeKey("/CIDSet");
  dictionary.removeKey("/CharSet");
  return listed;
}

void repair_object(Object object, std::set<Note>& done) {
  if (object.isStream()) {
    if (repair_compression(object)) done.insert(Note::compression);
    if (repair_image(object.getDict())) done.insert(Note::images);
  } else if (object.isDictionary() && repair_font(object)) {
    done.insert(Note::fonts);
  }
}

// §6.3.2: flags of an annotation (ISO 32000-1 table 165). One that is hidden on screen stays as it
// is, since printing it would show what was not meant to be seen.
bool repair_annotation(Object annotation) {
  constexpr int invisible = 1, hidden = 2, print = 4, no_view = 32, toggles = 256;
  if (!annotation.isDictionary() || is_name(annotation.getKey("/Subtype"), "/Popup")) return false;
  Object stated = annotation.getKey("/F");
  const int flags = stated.isInteger() ? stated.getIntValueAsInt() : 0;
  if ((flags & (invisible | hidden | no_view | toggles)) != 0 || (flags & print) != 0) return false;
  annotation.replaceKey("/F", Object::newInteger(flags | print));
  return true;
}

bool repair_annotations(QPDF& pdf) {
  bool any = false;
  for (Object page : pdf.getAllPages()) {
    Object annotations = page.getKey("/Annots");
    if (!annotations.isArray()) continue;
    for (const Object& annotation : annotations.getArrayAsVector())
      any = repair_annotation(annotation) || any;
  }
  return any;
}

// §6.4.1: readers are not to make appearances of their own.
bool repair_form(QPDF& pdf) {
  Object form = pdf.getRoot().getKey("/AcroForm");
  if (!form.isDictionary() || !form.hasKey("/NeedAppearances")) return false;
  form.removeKey("/NeedAppearances");
  return true;
}

// §6.8: what an embedded file must say; it says the least that is true.
bool repair_file(Object specification) {
  bool any = false;
  const auto state = [&](Object dictionary, const char* key, const Object& value) {
    if (dictionary.hasKey(key)) return;
    dictionary.replaceKey(key, value);
    any = true;
  };
  Object name = specification.getKey("/UF").isString() ? specification.getKey("/UF")
                                                       : specification.getKey("/F");
  if (!name.isString()) name = Object::newString("file");
  state(specification, "/F", name);
  state(specification, "/UF", name);
  state(specification, "/AFRelationship", Object::newName("/Unspecified"));
  for (const std::string& key : specification.getKey("/EF").getKeys()) {
    Object stream = specification.getKey("/EF").getKey(key);
    if (stream.isStream())
      state(stream.getDict(), "/Subtype", Object::newName("/application/octet-stream"));
  }
  return any;
}

bool repair_files(QPDF& pdf) {
  bool any = false;
  QPDFEmbeddedFileDocumentHelper tree(pdf);
  if (!tree.hasEmbeddedFiles()) return false;
  Object associated = pdf.getRoot().getKey("/AF");
  if (!associated.isArray()) associated = Object::newArray();
  std::set<QPDFObjGen> listed;
  for (const Object& each : associated.getArrayAsVector()) listed.insert(each.getObjGen());
  for (const auto& [name, file] : tree.getEmbeddedFiles()) {
    Object specification = file->getObjectHandle();
    if (!specification.getKey("/EF").isDictionary()) continue;
    any = repair_file(specification) || any;
    if (!specification.isIndirect() || !listed.insert(specification.getObjGen()).second) continue;
    associated.appendItem(specification);
    any = true;
  }
  pdf.getRoot().replaceKey("/AF", associated);
  return any;
}

std::string stated_text(const Object& dictionary, const char* key) {
  Object information = dictionary;  // its members are not const
  Object text = information.isDictionary() ? information.getKey(key) : Object::newNull();
  return text.isString() ? text.getUTF8Value() : std::string();
}

std::optional<std::chrono::sys_seconds> stated_date(const Object& information, const char* key) {
  QUtil::QPDFTime time{0, 0, 0, 0, 0, 0, 0};
  if (!QUtil::pdf_time_to_qpdf_time(stated_text(information, key), &time)) return std::nullopt;
  const std::chrono::year_month_day day(std::chrono::year(time.year),
                                        std::chrono::month(unsigned(time.month)),
                                        std::chrono::day(unsigned(time.day)));
  if (!day.ok() || time.year < 1 || time.year > 9998) return std::nullopt;
  return std::chrono::sys_days(day) + std::chrono::hours(time.hour) +
         std::chrono::minutes(time.minute + time.tz_delta) + std::chrono::seconds(time.second);
}

}  // namespace

std::set<Note> repair(QPDF& pdf) {
  std::set<Note> done;
  for (const Object& object : pdf.getAllObjects()) repair_object(object, done);
  if (repair_annotations(pdf)) done.insert(Note::annotations);
  if (repair_form(pdf)) done.insert(Note::form);
  if (repair_files(pdf)) done.insert(Note::files);
  return done;
}

bool drop_metadata_of_parts(QPDF& pdf) {
  bool any = false;
  const QPDFObjGen document = pdf.getRoot().getObjGen();
  for (Object object : pdf.getAllObjects()) {
    Object dictionary = object.isStream() ? object.getDict() : object;
    if (!dictionary.isDictionary() || object.getObjGen() == document) continue;
    if (!dictionary.getKey("/Metadata").isStream()) continue;
    dictionary.removeKey("/Metadata");
    any = true;
  }
  return any;
}

bool lacks_output_intent(QPDF& pdf) {
  Object intents = pdf.getRoot().getKey("/OutputIntents");
  if (!intents.isArray()) return true;
  for (Object intent : intents.getArrayAsVector())
    if (intent.isDictionary() && is_name(intent.getKey("/S"), "/GTS_PDFA1")) return false;
  return true;
}

DocumentFacts stated_facts(QPDF& pdf, std::chrono::sys_seconds otherwise) {
  Object information = pdf.getTrailer().getKey("/Info");
  DocumentFacts facts;
  facts.title = stated_text(information, "/Title");
  facts.author = stated_text(information, "/Author");
  facts.subject = stated_text(information, "/Subject");
  facts.keywords = stated_text(information, "/Keywords");
  facts.creator = stated_text(information, "/Creator");
  if (facts.creator.empty()) facts.creator = stated_text(information, "/Producer");
  facts.created = stated_date(information, "/CreationDate").value_or(otherwise);
  return facts;
}

bool carries_signature(QPDF& pdf) {
  if (pdf.getRoot().hasKey("/Perms")) return true;
  const auto objects = pdf.getAllObjects();
  return std::any_of(objects.begin(), objects.end(), [](Object object) {
    if (!object.isDictionary()) return false;
    const bool field = is_name(object.getKey("/FT"), "/Sig") && object.getKey("/V").isDictionary();
    return field || (object.hasKey("/ByteRange") && object.hasKey("/Contents"));
  });
}

bool is_xfa_form(QPDF& pdf) {
  Object form = pdf.getRoot().getKey("/AcroForm");
  return form.isDictionary() && form.hasKey("/XFA");
}

}  // namespace facteur::formats::facturx
