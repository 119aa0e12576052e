// Writes XML 1.0 in UTF-8, indented by one space a level, from text that nobody has vouched for.
//
// Markup characters are escaped; characters that XML 1.0 forbids (§2.2 Char) are left out, because
// no escape may carry them; bytes that are not UTF-8 become U+FFFD. So what is written is always
// well-formed. Element and attribute names come from our own code and are written as they are.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace facteur::formats {

// `text` as character data or attribute value.
std::string xml_escaped(std::string_view text);

class XmlWriter {
 public:
  struct Attribute {
    std::string_view name;
    std::string_view value;
  };
  using Attributes = std::initializer_list<Attribute>;

  // An element that stays open while this lives.
  class Element {
   public:
    Element(XmlWriter& writer, std::string_view name, Attributes attributes = {})
        : writer_(writer) {
      writer_.open(name, attributes);
    }
    ~Element() { writer_.close(); }
    Element(const Element&) = delete;
    Element& operator=(const Element&) = delete;

   private:
    XmlWriter& writer_;
  };

  XmlWriter();

  // An element with text. Nothing at all when the text is empty; an attribute with an empty value
  // is left out.
  void leaf(std::string_view name, std::string_view text, Attributes attributes = {});

  // The document, once every element is closed.
  std::string take() { return std::move(out_); }

 private:
  void open(std::string_view name, Attributes attributes);
  void close();
  void start_tag(std::string_view name, Attributes attributes);

  std::string out_;
  std::vector<std::string_view> open_;  // static storage
};

}  // namespace facteur::formats
