#include "formats/xml_writer.h"

#include "formats/utf8.h"

namespace facteur::formats {
namespace {

// XML 1.0 §2.2, production [2].
bool xml_allows(char32_t c) {
  if (c < 0x20) return c == '\t' || c == '\n' || c == '\r';
  return c != 0xFFFE && c != 0xFFFF;
}

void append_escaped(std::string& out, std::string_view text) {
  while (!text.empty()) {
    const char32_t c = take_code_point(text);
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\r':
        out += "&#13;";
        break;  // a bare one would be read back as a line feed
      default:
        if (xml_allows(c)) append_utf8(out, c);
    }
  }
}

}  // namespace

std::string xml_escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  append_escaped(out, text);
  return out;
}

XmlWriter::XmlWriter() : out_("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n") {}

void XmlWriter::leaf(std::string_view name, std::string_view text, Attributes attributes) {
  if (text.empty()) return;
  start_tag(name, attributes);
  append_escaped(out_, text);
  out_.append("</").append(name).append(">\n");
}

void XmlWriter::open(std::string_view name, Attributes attributes) {
  start_tag(name, attributes);
  out_.push_back('\n');
  open_.push_back(name);
}

void XmlWriter::close() {
  const std::string_view name = open_.back();
  open_.pop_back();
  out_.append(open_.size(), ' ').append("</").append(name).append(">\n");
}

void XmlWriter::start_tag(std::string_view name, Attributes attributes) {
  out_.append(open_.size(), ' ').append("<").append(name);
  for (const auto& [attribute, value] : attributes) {
    if (value.empty()) continue;
    out_.append(" ").append(attribute).append("=\"");
    append_escaped(out_, value);
    out_.push_back('"');
  }
  out_.push_back('>');
}

}  // namespace facteur::formats
