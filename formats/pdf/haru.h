// libharu 2.3.0 behind a C++ border: ownership, and errors as exceptions. Included by this folder's
// sources only.
//
// libharu gets no error handler, so nothing is thrown through its frames: it notes the first error
// in the document and every later call fails, until check() turns that into an exception.
#pragma once

#include <hpdf.h>

#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <type_traits>

#include "formats/pdf/picture.h"

namespace facteur::formats::pdf {

// What libharu made, or std::bad_alloc where it could not.
template <typename Handle>
Handle made(Handle handle) {
  if (!handle) throw std::bad_alloc();
  return handle;
}

// One document; used by one thread at a time. Documents share nothing.
class HaruDocument {
 public:
  HaruDocument();

  HPDF_Doc get() const { return document_.get(); }

  // Throws std::runtime_error with libharu's error number when a call on this document has failed.
  void check() const;

  HPDF_Image add_picture(const Picture& picture) const;

  HPDF_Page add_page(double width, double height) const;

  // What readers of the file show as its name and use for its language (an RFC 5646 tag).
  void describe(std::string_view title, std::string_view language) const;

  std::string bytes() const;

 private:
  struct Free {
    void operator()(HPDF_Doc document) const { HPDF_Free(document); }
  };
  std::unique_ptr<std::remove_pointer_t<HPDF_Doc>, Free> document_;
};

}  // namespace facteur::formats::pdf
