#include "formats/identify.h"

#include <algorithm>
#include <array>

#include "formats/xml_space.h"

namespace facteur::formats {
namespace {

struct Root {
  std::string_view name_space, local;
  Format format;
  Kind kind;
};

// Every root element that this house has a name for.
constexpr std::array roots{
    Root{"urn:oasis:names:specification:ubl:schema:xsd:Invoice-2", "Invoice", Format::ubl,
         Kind::invoice},
    Root{"urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2", "CreditNote", Format::ubl,
         Kind::creditnote},
    Root{"urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100", "CrossIndustryInvoice",
         Format::cii, Kind::invoice},
    Root{"urn:un:unece:uncefact:data:standard:CrossDomainAcknowledgementAndResponse:100",
         "CrossDomainAcknowledgementAndResponse", Format::cdar, Kind::lifecycle},
    Root{"", "Report", Format::flux10, Kind::report},
};

constexpr std::size_t looked_at = 8u << 10;

// The first bytes as something ASCII: UTF-16 loses every other byte.
std::string as_ascii(std::string_view head) {
  head = head.substr(0, looked_at);
  if (head.substr(0, 3) == "\xEF\xBB\xBF") return std::string(head.substr(3));
  const bool little = head.size() > 1 && head[1] == '\0';
  const bool marked = head.substr(0, 2) == "\xFF\xFE" || head.substr(0, 2) == "\xFE\xFF";
  const bool big = head.size() > 1 && head[0] == '\0';
  if (!little && !marked && !big) return std::string(head);
  const bool low_first = little || head.substr(0, 2) == "\xFF\xFE";
  std::string text;
  for (std::size_t i = (marked ? 2u : 0u) + (low_first ? 0u : 1u); i < head.size(); i += 2) {
    text += head[i];
  }
  return text;
}

// Past the XML declaration, comments, processing instructions and a DOCTYPE; npos when there is no
// element in sight.
std::size_t first_element(std::string_view text) {
  for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at)) {
    const std::string_view rest = text.substr(at);
    std::string_view closing = ">";
    if (rest.substr(0, 2) == "<?") {
      closing = "?>";
    } else if (rest.substr(0, 4) == "<!--") {
      closing = "-->";
    } else if (rest.substr(0, 2) != "<!") {
      return at;
    }
    at = text.find(closing, at + 2);
    if (at == std::string_view::npos) break;
  }
  return std::string_view::npos;
}

bool ends_name(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '>' || c == '/';
}

// The value of xmlns:PREFIX (or xmlns) in the start tag.
std::string_view name_space_of(std::string_view tag, std::string_view prefix) {
  std::string wanted = "xmlns";
  if (!prefix.empty()) wanted.append(":").append(prefix);
  for (std::size_t at = tag.find(wanted); at != std::string_view::npos;
       at = tag.find(wanted, at + 1)) {
    std::string_view rest = tag.substr(at + wanted.size());
    rest = rest.substr(std::min(rest.find_first_not_of(" \t\r\n"), rest.size()));
    if (rest.empty() || rest[0] != '=') continue;
    rest = rest.substr(std::min(rest.find_first_of("\"'"), rest.size()));
    if (rest.empty()) return {};
    const auto close = rest.find(rest[0], 1);
    return close == std::string_view::npos ? std::string_view() : rest.substr(1, close - 1);
  }
  return {};
}

}  // namespace

std::string_view name(Format format) {
  constexpr std::array names{"ubl", "cii", "facturx", "cdar", "flux10", "unknown"};
  return names[static_cast<std::size_t>(format)];
}

std::string_view name(Kind kind) {
  constexpr std::array names{"invoice", "creditnote", "lifecycle", "report", "unknown"};
  return names[static_cast<std::size_t>(kind)];
}

Identity identify_root(std::string_view name_space, std::string_view local) {
  constexpr std::size_t longest = 200;
  Identity identity;
  if (!name_space.empty()) {
    identity.root.append("{").append(name_space.substr(0, longest)).append("}");
  }
  identity.root += local.substr(0, longest / 2);
  for (const Root& root : roots) {
    if (root.name_space != name_space || root.local != local) continue;
    identity.format = root.format;
    identity.kind = root.kind;
  }
  return identity;
}

bool is_pdf(std::string_view head) {
  constexpr std::string_view mark = "%PDF-";
  constexpr std::size_t farthest = 1024;
  if (head.starts_with(mark)) return true;
  const std::string text = as_ascii(head.substr(0, farthest + mark.size()));
  if (trim_xml_space(text).substr(0, 1) == "<") return false;
  return head.substr(0, farthest + mark.size()).find(mark) != std::string_view::npos;
}

Identity identify(std::string_view head) {
  if (is_pdf(head)) return {Format::facturx, Kind::invoice, "PDF"};
  if (head.substr(0, 4) == "PK\x03\x04") return {Format::unknown, Kind::unknown, "ZIP"};
  const std::string text = as_ascii(head);
  if (trim_xml_space(text).substr(0, 1) != "<") return {};
  const std::size_t at = first_element(text);
  if (at == std::string::npos) return {};
  const std::string_view tag = std::string_view(text).substr(at + 1);
  const auto end = std::find_if(tag.begin(), tag.end(), ends_name);
  const std::string_view qualified = tag.substr(0, static_cast<std::size_t>(end - tag.begin()));
  const auto colon = qualified.find(':');
  const bool prefixed = colon != std::string_view::npos;
  const std::string_view prefix = prefixed ? qualified.substr(0, colon) : std::string_view();
  return identify_root(name_space_of(tag.substr(0, tag.find('>')), prefix),
                       prefixed ? qualified.substr(colon + 1) : qualified);
}

}  // namespace facteur::formats
