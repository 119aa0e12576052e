#include "formats/pdfa/examination.h"

#include <algorithm>

#include "formats/pdfa/stream_data.h"

namespace facteur::formats::pdfa {

std::optional<std::string> Examination::data_of(const Object& stream) {
  auto data = decoded(stream, std::min(inflated_left, limits.stream));
  if (data) inflated_left -= data->size();
  return data;
}

std::string place_of(const Object& handle, const std::string& otherwise) {
  if (!handle.isIndirect()) return otherwise;
  return "object " + std::to_string(handle.getObjectID()) + " " +
         std::to_string(handle.getGeneration());
}

std::string page_place(std::size_t index) {
  return "page " + std::to_string(index + 1);
}

std::string inside(const std::string& outer, const std::string& inner) {
  if (outer.empty() || inner.empty()) return outer + inner;
  return outer + " / " + inner;
}

bool has_entries(const Object& object) {
  Object handle = object;
  return handle.isDictionary() || handle.isStream();
}

Object dictionary_of(const Object& object) {
  Object handle = object;
  return handle.isStream() ? handle.getDict() : handle;
}

Object entry(const Object& dictionary, const std::string& key) {
  Object entries = dictionary_of(dictionary);
  return entries.isDictionary() ? entries.getKey(key) : Object::newNull();
}

bool has(const Object& dictionary, const std::string& key) {
  return !entry(dictionary, key).isNull();
}

std::string name_value(const Object& object) {
  Object handle = object;
  return handle.isName() ? handle.getName().substr(1) : std::string();
}

std::string name_entry(const Object& dictionary, const std::string& key) {
  return name_value(entry(dictionary, key));
}

bool Seen::is_new(const Object& handle) {
  return !handle.isIndirect() || seen_.insert(handle.getObjGen()).second;
}

}  // namespace facteur::formats::pdfa
