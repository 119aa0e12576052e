#include "formats/pdfa/xmp.h"

#include <libxml/parser.h>
#include <libxml/tree.h>

#include <algorithm>
#include <cstring>
#include <memory>

#include "formats/pdfa/rdf.h"
#include "formats/utf8.h"

namespace facteur::formats::pdfa {
namespace {

using Document = std::unique_ptr<xmlDoc, decltype(&xmlFreeDoc)>;

Document parse(std::string_view bytes) {
  constexpr int options =
      XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA;
  return {xmlReadMemory(bytes.data(), static_cast<int>(bytes.size()), nullptr, nullptr, options),
          &xmlFreeDoc};
}

// Old writers left Latin-1 and control characters in packets; readers take the one for UTF-8 and
// the others for spaces.
std::string repaired(std::string_view bytes) {
  std::string text;
  while (!bytes.empty()) {
    const auto first = static_cast<unsigned char>(bytes[0]);
    const std::size_t before = bytes.size();
    const char32_t point = take_code_point(bytes);
    const bool ill_formed = point == replacement_character && before - bytes.size() == 1;
    const char32_t kept = ill_formed ? first : point;
    const bool control = kept < 0x20 && kept != '\t' && kept != '\n' && kept != '\r';
    append_utf8(text, control ? U' ' : kept);
  }
  return text;
}

bool starts_as_utf16(std::string_view bytes) {
  return bytes.starts_with("\xFE\xFF") || bytes.starts_with("\xFF\xFE") ||
         (bytes.size() > 1 && (bytes[0] == '\0' || bytes[1] == '\0'));
}

std::string encoding_of(const xmlDoc& document, std::string_view bytes) {
  if (document.encoding == nullptr) return starts_as_utf16(bytes) ? "UTF-16" : "UTF-8";
  std::string name = reinterpret_cast<const char*>(document.encoding);
  std::ranges::transform(name, name.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return name;
}

// The first rdf:RDF, in or outside of an x:xmpmeta; on the way, the last xpacket instruction.
const xmlNode* find_rdf(const xmlNode* node, std::string& header, int depth = 0) {
  constexpr int deepest = 64;
  for (; node != nullptr && depth < deepest; node = node->next) {
    if (node->type == XML_PI_NODE && node->content != nullptr &&
        std::strcmp(reinterpret_cast<const char*>(node->name), "xpacket") == 0) {
      header = reinterpret_cast<const char*>(node->content);
    }
    if (node->type != XML_ELEMENT_NODE) continue;
    if (is_rdf_root(*node)) return node;
    if (const xmlNode* found = find_rdf(node->children, header, depth + 1)) return found;
  }
  return nullptr;
}

}  // namespace

bool XmpNode::is_language_alternative() const {
  if (shape != XmpShape::alt) return false;
  return children.empty() || std::ranges::any_of(children, &XmpNode::has_language);
}

const XmpNode* XmpNode::child(std::string_view its_name_space, std::string_view its_name) const {
  const auto found = std::ranges::find_if(
      children, [&](const XmpNode& n) { return n.is(its_name_space, its_name); });
  return found == children.end() ? nullptr : &*found;
}

const XmpNode* XmpPacket::property(std::string_view name_space, std::string_view name) const {
  const auto found =
      std::ranges::find_if(properties, [&](const XmpNode& n) { return n.is(name_space, name); });
  return found == properties.end() ? nullptr : &*found;
}

XmpPacket read_xmp(std::string_view bytes) {
  constexpr std::size_t longest = std::size_t{16} << 20;
  XmpPacket packet;
  if (bytes.size() > longest) return packet;
  Document document = parse(bytes);
  std::string other;
  if (!document) {
    other = repaired(bytes);
    document = parse(other);
  }
  if (!document) return packet;
  packet.encoding = encoding_of(*document, bytes);
  const xmlNode* rdf = find_rdf(document->children, packet.header);
  if (rdf == nullptr) {
    packet.well_formed = true;
    return packet;
  }
  auto properties = read_rdf(*rdf);
  packet.well_formed = properties.has_value();
  if (properties) packet.properties = std::move(*properties);
  return packet;
}

}  // namespace facteur::formats::pdfa
