// One PDF under examination: the bytes, the objects that libqpdf finds in them, and what is left of
// the budgets. Rules read it, and put what they find into `found`.
//
// Every function that follows references is safe against loops: libqpdf resolves one reference at a
// time, and walks keep the objects that they have seen.
#pragma once

#include <cstddef>
#include <optional>
#include <qpdf/JSON.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "formats/pdfa/findings.h"
#include "formats/pdfa/judge.h"

namespace facteur::formats::pdfa {

using Object = QPDFObjectHandle;

struct Examination {
  std::string_view bytes;
  QPDF& pdf;
  const PdfaLimits& limits;
  Findings& found;
  Part part;  // by whose rules it is judged
  PdfaClaim claim;
  std::size_t inflated_left;
  std::size_t operators_left;
  std::vector<Object> pages;  // in their order; each once

  Object catalog() const { return pdf.getRoot(); }

  // The decoded data of a stream. Nothing when they cannot be decoded, or are beyond the limits.
  std::optional<std::string> data_of(const Object& stream);
};

// "object 12 0" of an indirect object, else `otherwise`.
std::string place_of(const Object& handle, const std::string& otherwise = "");
// "page 2", counted from 1.
std::string page_place(std::size_t index);
// The places from the outside in; an empty one is left out.
std::string inside(const std::string& outer, const std::string& inner);

// The entry of a dictionary or of a stream's dictionary; null where there is none.
Object entry(const Object& dictionary, const std::string& key);
// Is the entry there, with a value that is not null?
bool has(const Object& dictionary, const std::string& key);
// The value of a name without its slash; empty when it is none.
std::string name_value(const Object& object);
std::string name_entry(const Object& dictionary, const std::string& key);
// Dictionaries, and streams, which have one.
bool has_entries(const Object& object);
Object dictionary_of(const Object& object);

// Objects that a walk has met. A direct object is always new.
class Seen {
 public:
  bool is_new(const Object& handle);

 private:
  std::set<QPDFObjGen> seen_;
};

}  // namespace facteur::formats::pdfa
