// The outer shape of a PDF file: numbered objects, cross-reference table, trailer
// (ISO 32000-1 §7.3 to §7.5).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace facteur::formats::pdf {

// "12.34": two decimals at most, in any locale.
std::string number(double value);

// A text string (§7.9.2.2) in UTF-16BE, as hexadecimal digits: safe for any text.
std::string text_string(std::string_view utf8);

std::string hexadecimal(std::uint32_t value, int digits);

class ObjectFile {
 public:
  ObjectFile();

  // A number for an object that is written later, once.
  int reserve();
  void write(int object, std::string_view content);
  int add(std::string_view content);
  // `entries` are those of the stream's dictionary beside Length and Filter.
  void write_stream(int object, std::string_view entries, std::string_view data);
  int add_stream(std::string_view entries, std::string_view data);

  std::string finish(int catalog, int information) &&;

 private:
  std::string out_;
  std::vector<std::size_t> offsets_;  // by object number; 0: not written
};

// "7 0 R"
std::string reference(int object);

}  // namespace facteur::formats::pdf
