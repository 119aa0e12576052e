#include "formats/pdf/haru.h"

#include <array>
#include <cstdio>
#include <stdexcept>

#include "formats/utf8.h"

namespace facteur::formats::pdf {
namespace {

constexpr const char* utf8_encoder = "UTF-8";

[[noreturn]] void failed(HPDF_STATUS error) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "libharu reports error 0x%04X", unsigned(error));
  throw std::runtime_error(text.data());
}

// libharu knows characters of two bytes, and text up to the first NUL.
std::string for_haru(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const char32_t c = take_code_point(text);
    append_utf8(out, c == 0 || c > 0xFFFF ? replacement_character : c);
  }
  return out;
}

}  // namespace

HaruDocument::HaruDocument() : document_(made(HPDF_New(nullptr, nullptr))) {
  HPDF_UseUTFEncodings(document_.get());
  HPDF_SetCompressionMode(document_.get(), HPDF_COMP_ALL);
  document_->pdf_version = HPDF_VER_17;
  check();
}

void HaruDocument::check() const {
  if (const HPDF_STATUS error = HPDF_GetError(document_.get())) failed(error);
}

HPDF_Image HaruDocument::add_picture(const Picture& picture) const {
  const bool jpeg = picture.kind == Picture::Kind::jpeg;
  const std::string& bytes = jpeg ? picture.file : picture.pixels;
  const auto* data = reinterpret_cast<const HPDF_BYTE*>(bytes.data());
  const HPDF_Image image =
      jpeg ? HPDF_LoadJpegImageFromMem(document_.get(), data, HPDF_UINT(bytes.size()))
           : HPDF_LoadRawImageFromMem(document_.get(), data, picture.width, picture.height,
                                      HPDF_CS_DEVICE_RGB, 8);
  check();
  if (!image) failed(HPDF_INVALID_IMAGE);
  return image;
}

HPDF_Page HaruDocument::add_page(double width, double height) const {
  const HPDF_Page page = HPDF_AddPage(document_.get());
  check();
  HPDF_Page_SetWidth(page, HPDF_REAL(width));
  HPDF_Page_SetHeight(page, HPDF_REAL(height));
  check();
  return page;
}

void HaruDocument::describe(std::string_view title, std::string_view language) const {
  const HPDF_Doc document = document_.get();
  HPDF_SetCurrentEncoder(document, utf8_encoder);
  HPDF_SetInfoAttr(document, HPDF_INFO_TITLE, for_haru(title).c_str());
  HPDF_SetInfoAttr(document, HPDF_INFO_PRODUCER, "Facteur");
  HPDF_Dict_Add(document->catalog, "Lang",
                HPDF_String_New(document->mmgr, std::string(language).c_str(), nullptr));
  const HPDF_Dict preferences = HPDF_Dict_New(document->mmgr);
  HPDF_Dict_Add(document->catalog, "ViewerPreferences", preferences);
  check();
  HPDF_Dict_AddBoolean(preferences, "DisplayDocTitle", HPDF_TRUE);
  check();
}

std::string HaruDocument::bytes() const {
  HPDF_SaveToStream(document_.get());
  check();
  HPDF_UINT32 size = HPDF_GetStreamSize(document_.get());
  std::string out(size, '\0');
  HPDF_ResetStream(document_.get());
  HPDF_ReadFromStream(document_.get(), reinterpret_cast<HPDF_BYTE*>(out.data()), &size);
  check();
  if (size != out.size()) failed(HPDF_STREAM_EOF);
  return out;
}

}  // namespace facteur::formats::pdf
