#include "tests/formats/pdf_maker.h"

#include <zlib.h>

#include <cstdio>

namespace facteur::test {
namespace {

std::string reference(int number) {
  return std::to_string(number) + " 0 R";
}

std::string table_entry(std::size_t offset) {
  char entry[32];
  std::snprintf(entry, sizeof entry, "%010zu 00000 n \n", offset);
  return entry;
}

// An entry of a cross-reference stream with the widths 1, 4, 2.
std::string stream_entry(unsigned type, std::size_t first, std::size_t second) {
  std::string entry(1, static_cast<char>(type));
  for (int shift = 24; shift >= 0; shift -= 8) entry += static_cast<char>(first >> shift & 255);
  for (int shift = 8; shift >= 0; shift -= 8) entry += static_cast<char>(second >> shift & 255);
  return entry;
}

std::string stream_body(const std::string& entries, const std::string& data) {
  return "<< " + entries + " /Length " + std::to_string(data.size()) + " >>\nstream\n" + data +
         "\nendstream";
}

std::string numbered(std::size_t number, const std::string& body) {
  return std::to_string(number) + " 0 obj\n" + body + "\nendobj\n";
}

}  // namespace

std::string deflated(const std::string& bytes) {
  uLongf size = compressBound(bytes.size());
  std::string packed(size, '\0');
  compress(reinterpret_cast<Bytef*>(packed.data()), &size,
           reinterpret_cast<const Bytef*>(bytes.data()), bytes.size());
  packed.resize(size);
  return packed;
}

int PdfMaker::add(std::string body) {
  objects_.push_back({std::move(body)});
  return static_cast<int>(objects_.size());
}

int PdfMaker::add_stream(const std::string& entries, const std::string& data) {
  return add(stream_body(entries, data));
}

void PdfMaker::replace(int number, std::string body) {
  objects_.at(static_cast<std::size_t>(number) - 1).body = std::move(body);
}

void PdfMaker::compress(int number) {
  objects_.at(static_cast<std::size_t>(number) - 1).compressed = true;
}

std::string PdfMaker::write(int root, Xref xref, const std::string& trailer) const {
  std::string file = "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n";
  std::vector<std::string> entries{xref == Xref::table ? "0000000000 65535 f \n"
                                                       : stream_entry(0, 0, 65535)};
  std::string heads, bodies;
  std::size_t compressed = 0;
  const std::size_t holder = objects_.size() + 1;  // the object stream
  for (std::size_t i = 0; i < objects_.size(); ++i) {
    if (objects_[i].compressed) {
      heads += std::to_string(i + 1) + " " + std::to_string(bodies.size()) + " ";
      bodies += objects_[i].body + " ";
      entries.push_back(stream_entry(2, holder, compressed++));
      continue;
    }
    entries.push_back(xref == Xref::table ? table_entry(file.size())
                                          : stream_entry(1, file.size(), 0));
    file += numbered(i + 1, objects_[i].body);
  }
  if (compressed > 0) {
    entries.push_back(stream_entry(1, file.size(), 0));
    file +=
        numbered(holder, stream_body("/Type /ObjStm /N " + std::to_string(compressed) + " /First " +
                                         std::to_string(heads.size()) + " /Filter /FlateDecode",
                                     deflated(heads + bodies)));
  }
  const std::size_t start = file.size();
  const std::string root_entry = "/Root " + reference(root) + " " + trailer;
  if (xref == Xref::table) {
    file += "xref\n0 " + std::to_string(entries.size()) + "\n";
    for (const std::string& entry : entries) file += entry;
    file += "trailer\n<< /Size " + std::to_string(entries.size()) + " " + root_entry + " >>\n";
  } else if (xref == Xref::stream) {
    const std::size_t own = entries.size();
    entries.push_back(stream_entry(1, start, 0));
    std::string data;
    for (const std::string& entry : entries) data += entry;
    file +=
        numbered(own, stream_body("/Type /XRef /W [1 4 2] /Size " + std::to_string(entries.size()) +
                                      " " + root_entry + " /Filter /FlateDecode",
                                  deflated(data)));
  }
  return file + "startxref\n" + std::to_string(start) + "\n%%EOF\n";
}

namespace {

std::string xmp_packet(const std::string& level, const std::string& name) {
  return "<?xpacket begin='\xEF\xBB\xBF' id='W5M0MpCehiHzreSzNTczkc9d'?>"
         "<x:xmpmeta xmlns:x='adobe:ns:meta/'>"
         "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"
         "<rdf:Description rdf:about='' xmlns:pdfaid='http://www.aiim.org/pdfa/ns/id/'"
         " pdfaid:part='3' pdfaid:conformance='B'/>"
         "<rdf:Description rdf:about=''"
         " xmlns:fx='urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#'>"
         "<fx:DocumentType>INVOICE</fx:DocumentType>"
         "<fx:DocumentFileName>" +
         name +
         "</fx:DocumentFileName>"
         "<fx:Version>1.0</fx:Version><fx:ConformanceLevel>" +
         level +
         "</fx:ConformanceLevel>"
         "</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='w'?>";
}

}  // namespace

int Hybrid::add_to(PdfMaker& maker) const {
  std::string names, associated_files;
  for (const File& file : files) {
    const int stream =
        maker.add_stream("/Type /EmbeddedFile /Subtype /text#2Fxml " + file.filter, file.data);
    const std::string relation =
        file.relationship.empty() ? "" : " /AFRelationship " + file.relationship;
    const int specification =
        maker.add("<< /Type /Filespec /F (" + file.name + ") /UF (" + file.name + ")" + relation +
                  " /EF << /F " + reference(stream) + " >> >>");
    if (file.in_name_tree) names += "(" + file.name + ") " + reference(specification) + " ";
    associated_files += reference(specification) + " ";
  }
  const int page_content = maker.add_stream("", content);
  const int page_font = maker.add(font);
  const int page = maker.add("");
  const int pages = maker.add("<< /Type /Pages /Count 1 /Kids [" + reference(page) + "] >>");
  maker.replace(page, "<< /Type /Page /Parent " + reference(pages) +
                          " /MediaBox [0 0 595 842] /Contents " + reference(page_content) +
                          " /Resources << /Font << /F1 " + reference(page_font) + " >> >> >>");
  std::string catalog = "<< /Type /Catalog /Pages " + reference(pages);
  catalog += " /Names << /EmbeddedFiles << /Names [" + names + "] >> >>";
  if (associated) catalog += " /AF [" + associated_files + "]";
  if (with_xmp) {
    const std::string name = files.empty() ? "factur-x.xml" : files.front().name;
    catalog += " /Metadata " + reference(maker.add_stream("/Type /Metadata /Subtype /XML",
                                                          xmp_packet(level, name)));
  }
  return maker.add(catalog + " >>");
}

std::string Hybrid::write(Xref xref) const {
  PdfMaker maker;
  const int root = add_to(maker);
  return maker.write(root, xref);
}

Hybrid hybrid_of(const std::string& xml) {
  Hybrid hybrid;
  Hybrid::File file;
  file.data = deflated(xml);
  file.filter = "/Filter /FlateDecode";
  hybrid.files.push_back(std::move(file));
  return hybrid;
}

}  // namespace facteur::test
