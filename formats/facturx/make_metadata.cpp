#include "formats/facturx/make_metadata.h"

#include <array>
#include <cstdio>
#include <qpdf/QPDF.hh>
#include <string_view>

#include "formats/utf8.h"
#include "formats/xml_writer.h"

namespace facteur::formats::facturx {
namespace {

// ISO 19005-3 §6.6.2.3: properties that XMP does not know are described in the packet.
constexpr std::string_view extension_schema = R"(<rdf:Description rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>fx</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq>
)";

struct Property {
  std::string_view name, description;
};

constexpr std::array factur_x_properties{
    Property{"DocumentFileName", "Name of the embedded XML invoice"},
    Property{"DocumentType", "Kind of document that the XML holds"},
    Property{"Version", "Version of the specification that the XML follows"},
    Property{"ConformanceLevel", "Profile that the XML follows"},
};

std::string leaf(std::string_view name, std::string_view text) {
  std::string out = "<";
  out.append(name).append(">").append(xml_escaped(text));
  return out.append("</").append(name).append(">\n");
}

std::string described_properties() {
  std::string out(extension_schema);
  for (const Property& property : factur_x_properties) {
    out += "<rdf:li rdf:parseType=\"Resource\">\n";
    out += leaf("pdfaProperty:name", property.name) + leaf("pdfaProperty:valueType", "Text");
    out += leaf("pdfaProperty:category", "external");
    out += leaf("pdfaProperty:description", property.description) + "</rdf:li>\n";
  }
  return out +
         "</rdf:Seq></pdfaSchema:property>\n</rdf:li></rdf:Bag></pdfaExtension:schemas>\n"
         "</rdf:Description>\n";
}

std::string description(std::string_view prefix, std::string_view name_space,
                        const std::string& properties) {
  std::string out = "<rdf:Description rdf:about=\"\" xmlns:";
  out.append(prefix).append("=\"").append(name_space).append("\">\n");
  return out.append(properties).append("</rdf:Description>\n");
}

// A property with a text in one language, or in a list.
std::string in_list(std::string_view name, std::string_view item, std::string_view list,
                    std::string_view text) {
  if (text.empty()) return {};
  std::string out = "<";
  out.append(name).append("><rdf:").append(list).append("><rdf:li").append(item).append(">");
  out += xml_escaped(text);
  out.append("</rdf:li></rdf:").append(list).append("></").append(name).append(">\n");
  return out;
}

std::string optional_leaf(std::string_view name, std::string_view text) {
  return text.empty() ? std::string() : leaf(name, text);
}

struct Moment {
  int year, month, day, hour, minute, second;
};

Moment moment_of(std::chrono::sys_seconds instant) {
  const auto day = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(instant - day);
  return {int(date.year()),          int(unsigned(date.month())), int(unsigned(date.day())),
          int(time.hours().count()), int(time.minutes().count()), int(time.seconds().count())};
}

std::string formatted(const char* form, std::chrono::sys_seconds instant) {
  const Moment at = moment_of(instant);
  std::array<char, 80> text{};
  std::snprintf(text.data(), text.size(), form, at.year, at.month, at.day, at.hour, at.minute,
                at.second);
  return text.data();
}

std::string xmp_date(std::chrono::sys_seconds instant) {
  return formatted("%04d-%02d-%02dT%02d:%02d:%02dZ", instant);
}

std::string dublin_core(const DocumentFacts& facts) {
  return leaf("dc:format", "application/pdf") +
         in_list("dc:title", R"( xml:lang="x-default")", "Alt", facts.title) +
         in_list("dc:creator", "", "Seq", facts.author) +
         in_list("dc:description", R"( xml:lang="x-default")", "Alt", facts.subject);
}

std::string factur_x(const Profile& profile) {
  return leaf("fx:DocumentType", "INVOICE") + leaf("fx:DocumentFileName", profile.file) +
         leaf("fx:Version", profile.version) + leaf("fx:ConformanceLevel", profile.level);
}

// Without what one of the two places could not say: control characters, bytes that are no UTF-8.
std::string sayable(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const char32_t c = take_code_point(text);
    const bool control = c < 0x20 || (c >= 0x7F && c < 0xA0);
    const bool no_character = (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
    append_utf8(out, control ? U' ' : no_character ? replacement_character : c);
  }
  return out;
}

DocumentFacts sayable(const DocumentFacts& facts) {
  DocumentFacts out = facts;
  for (std::string* text :
       {&out.title, &out.author, &out.subject, &out.keywords, &out.creator, &out.producer})
    *text = sayable(*text);
  return out;
}

void set_information(QPDF& pdf, const DocumentFacts& facts) {
  auto information = QPDFObjectHandle::newDictionary();
  const auto say = [&](const char* key, const std::string& text) {
    if (!text.empty()) information.replaceKey(key, QPDFObjectHandle::newUnicodeString(text));
  };
  say("/Title", facts.title);
  say("/Author", facts.author);
  say("/Subject", facts.subject);
  say("/Keywords", facts.keywords);
  say("/Creator", facts.creator);
  say("/Producer", facts.producer);
  say("/CreationDate", pdf_date(facts.created));
  say("/ModDate", pdf_date(facts.modified));
  pdf.getTrailer().replaceKey("/Info", pdf.makeIndirectObject(information));
}

}  // namespace

std::string pdf_date(std::chrono::sys_seconds instant) {
  return formatted("D:%04d%02d%02d%02d%02d%02dZ", instant);
}

std::string xmp_packet(const DocumentFacts& given, const Profile& profile, char conformance) {
  const DocumentFacts facts = sayable(given);
  std::string out =
      "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
      "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
      "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n";
  out += description(
      "pdfaid", "http://www.aiim.org/pdfa/ns/id/",
      leaf("pdfaid:part", "3") + leaf("pdfaid:conformance", std::string(1, conformance)));
  out += description("dc", "http://purl.org/dc/elements/1.1/", dublin_core(facts));
  out += description("pdf", "http://ns.adobe.com/pdf/1.3/",
                     optional_leaf("pdf:Producer", facts.producer) +
                         optional_leaf("pdf:Keywords", facts.keywords));
  out += description("xmp", "http://ns.adobe.com/xap/1.0/",
                     optional_leaf("xmp:CreatorTool", facts.creator) +
                         leaf("xmp:CreateDate", xmp_date(facts.created)) +
                         leaf("xmp:ModifyDate", xmp_date(facts.modified)) +
                         leaf("xmp:MetadataDate", xmp_date(facts.modified)));
  out += described_properties();
  out +=
      description("fx", "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#", factur_x(profile));
  return out + "</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>";
}

void set_metadata(QPDF& pdf, const DocumentFacts& facts, const Profile& profile, char conformance) {
  set_information(pdf, sayable(facts));
  auto packet = QPDFObjectHandle::newStream(&pdf, xmp_packet(facts, profile, conformance));
  packet.getDict().replaceKey("/Type", QPDFObjectHandle::newName("/Metadata"));
  packet.getDict().replaceKey("/Subtype", QPDFObjectHandle::newName("/XML"));
  pdf.getRoot().replaceKey("/Metadata", packet);
}

}  // namespace facteur::formats::facturx
