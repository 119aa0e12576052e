#include "formats/pdf/objects.h"

#include <zlib.h>

#include <charconv>
#include <stdexcept>

#include "formats/utf8.h"

namespace facteur::formats::pdf {
namespace {

std::string deflated(std::string_view data) {
  uLongf size = compressBound(uLong(data.size()));
  std::string out(size, '\0');
  const int result = compress2(reinterpret_cast<Bytef*>(out.data()), &size,
                               reinterpret_cast<const Bytef*>(data.data()), uLong(data.size()),
                               Z_DEFAULT_COMPRESSION);
  if (result != Z_OK) throw std::runtime_error("zlib refused to compress");
  out.resize(size);
  return out;
}

std::string ten_digits(std::size_t value) {
  const std::string digits = std::to_string(value);
  return std::string(10 - digits.size(), '0') + digits;
}

}  // namespace

std::string number(double value) {
  char buffer[64];
  const auto end =
      std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed, 2);
  std::string text(buffer, end.ptr);
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text == "-0" ? "0" : text;
}

std::string hexadecimal(std::uint32_t value, int digits) {
  std::string text;
  for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4)
    text.push_back("0123456789ABCDEF"[value >> shift & 0xF]);
  return text;
}

std::string text_string(std::string_view utf8) {
  std::string text = "<FEFF";
  while (!utf8.empty()) {
    const char32_t c = take_code_point(utf8);
    if (c >= 0x10000) text += hexadecimal(0xD800 + ((c - 0x10000) >> 10), 4);
    text += hexadecimal(c >= 0x10000 ? 0xDC00 + ((c - 0x10000) & 0x3FF) : c, 4);
  }
  return text + ">";
}

std::string reference(int object) {
  return std::to_string(object) + " 0 R";
}

// The comment of bytes above 127 tells transfer programs that the file is binary (§7.5.2).
ObjectFile::ObjectFile() : out_("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n"), offsets_(1, 0) {}

int ObjectFile::reserve() {
  offsets_.push_back(0);
  return int(offsets_.size()) - 1;
}

void ObjectFile::write(int object, std::string_view content) {
  offsets_.at(std::size_t(object)) = out_.size();
  out_.append(std::to_string(object)).append(" 0 obj\n").append(content).append("\nendobj\n");
}

int ObjectFile::add(std::string_view content) {
  const int object = reserve();
  write(object, content);
  return object;
}

void ObjectFile::write_stream(int object, std::string_view entries, std::string_view data) {
  const std::string packed = deflated(data);
  std::string content = "<< /Length " + std::to_string(packed.size()) + " /Filter /FlateDecode";
  content.append(entries).append(" >>\nstream\n").append(packed).append("\nendstream");
  write(object, content);
}

int ObjectFile::add_stream(std::string_view entries, std::string_view data) {
  const int object = reserve();
  write_stream(object, entries, data);
  return object;
}

std::string ObjectFile::finish(int catalog, int information) && {
  const std::size_t start = out_.size();
  const std::string size = std::to_string(offsets_.size());
  out_ += "xref\n0 " + size + "\n0000000000 65535 f \n";
  for (std::size_t i = 1; i < offsets_.size(); ++i) {
    if (offsets_[i] == 0) throw std::logic_error("a PDF object was reserved but not written");
    out_ += ten_digits(offsets_[i]) + " 00000 n \n";
  }
  out_ += "trailer\n<< /Size " + size + " /Root " + reference(catalog) + " /Info " +
          reference(information) + " >>\nstartxref\n" + std::to_string(start) + "\n%%EOF\n";
  return std::move(out_);
}

}  // namespace facteur::formats::pdf
