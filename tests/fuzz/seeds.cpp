#include <algorithm>
#include <fstream>
#include <iterator>

#include "archive/entry.h"
#include "archive/frame.h"
#include "archive/proof.h"
#include "archive/segment.h"
#include "formats/json_write.h"
#include "formats/read.h"
#include "schemas/grammar.h"
#include "tests/formats/pdf_maker.h"
#include "tests/fuzz/fuzz.h"

namespace facteur::fuzz {
namespace {

std::string file(std::string_view name) {
  std::ifstream in(std::string(FACTEUR_SOURCE_DIR "/tests/data/") + std::string(name),
                   std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// The smallest document of each syntax, wrong as it is: its root alone.
std::vector<std::string> roots() {
  std::vector<std::string> documents;
  for (const schemas::Grammar* grammar :
       {&schemas::ubl, &schemas::cii, &schemas::cdar, &schemas::flux10}) {
    for (const schemas::Document& document : grammar->documents) {
      const schemas::Name& root = grammar->names[document.root];
      std::string text = "<" + std::string(root.qualified);
      for (const schemas::Name& name : grammar->names) {
        if (name.prefix_size == 0) continue;
        std::string declaration = " xmlns:";
        declaration += name.qualified.substr(0, name.prefix_size - 1u);
        declaration += "=\"";
        declaration.append(grammar->namespaces[name.name_space]).append("\"");
        if (text.find(declaration) == std::string::npos) text += declaration;
      }
      if (root.prefix_size == 0 && root.name_space < grammar->namespaces.size()) {
        text.append(" xmlns=\"").append(grammar->namespaces[root.name_space]).append("\"");
      }
      documents.push_back(text + "></" + std::string(root.qualified) + ">");
    }
  }
  return documents;
}

std::vector<std::string> documents() {
  std::vector<std::string> seeds = roots();
  seeds.push_back(file("rules/base.xml"));
  seeds.push_back(
      "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><!-- c --><?p i?><a:b xmlns:a=\"u\" "
      "c='&lt;&#65;'><![CDATA[]]]]>\xE9</a:b>");
  return seeds;
}

std::vector<std::string> invoices_in_json() {
  const formats::Reading reading = formats::read(file("rules/base.xml"));
  return {formats::write_json(*reading.invoice), "{}",
          "{\"a\": [1, -2.5e3, true, null, \"\\u00e9\"]}"};
}

// The keys of the seed, and what JSON is made of.
std::vector<std::string> json_words() {
  std::vector<std::string> words = {"{",  "}",  "[",    "]",       ":",  ",",
                                    "\"", "\\", "null", "\\ud83d", "1e9"};
  const std::string invoice = invoices_in_json()[0];
  for (std::size_t end = 0; (end = invoice.find("\":", end)) != std::string::npos; ++end) {
    const std::size_t begin = invoice.rfind('"', end - 1);
    words.push_back(invoice.substr(begin, end + 1 - begin));
  }
  std::ranges::sort(words);
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

archive::Entry entry() {
  archive::Entry entry;
  entry.time = 1'795'200'000'000'000;
  entry.tenant = "100000009";
  entry.subject = "flow-1";
  entry.media_type = "application/xml";
  entry.has_object = true;
  return entry;
}

std::vector<std::string> archive_files() {
  const std::string encoded = archive::encode(entry());
  archive::Checkpoint head;
  head.archive_id = std::string(32, 'a');
  head.size = 1;
  head.signatures = {{"ecdsa-p256-sha256", std::string(64, 'b'), "signature"}};
  archive::Proof proof;
  proof.entry = encoded;
  proof.path = {archive::Hash{}};
  proof.checkpoint = archive::format(head);
  const std::vector<std::string> entries = {encoded, encoded};
  return {encoded,
          archive::format(head),
          archive::format_proof(proof),
          archive::encode_frame(0, entries),
          archive::encode_object_header(archive::Hash{}, 10),
          archive::encode_segment_index({{archive::Hash{}, 0, 10}}, 1000)};
}

std::vector<std::string> bodies() {
  return {
      "preamble\r\n--edge\r\nContent-Disposition: form-data; name=\"flowInfo\"\r\n"
      "Content-Type: application/json\r\n\r\n{}\r\n--edge\r\n"
      "Content-Disposition: form-data; name=\"file\"; filename=\"f.xml\"\r\n\r\n"
      "<Invoice/>\r\n--edg\r\n\r\n--edge--\r\n",
      "--edge\r\nContent-Disposition: form-data; name=skipped\r\n\r\nx\r\n--edge--",
      "multipart/form-data; boundary=\"edge\""};
}

std::vector<std::string> notices() {
  return {
      "To: <bounces+k7f@vendeur.example>\r\n"
      "Content-Type: multipart/report;\r\n\tboundary=\"b\"\r\n\r\n"
      "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx\r\n\r\n"
      "Final-Recipient: rfc822; a@b.example\r\nAction: failed\r\nStatus: 5.1.1 (no)\r\n"
      "Diagnostic-Code: smtp; 550\r\n no user\r\n--b\r\nContent-Type: text/rfc822-headers\r\n"
      "\r\nMessage-ID: <k7f@vendeur.example>\r\n--b--\r\n"};
}

// Not deflated, so that their parts can be changed; one with its objects in a stream.
std::vector<std::string> hybrid_files() {
  test::Hybrid hybrid;
  test::Hybrid::File file;
  file.data = fuzz::file("rules/base-cii.xml");
  hybrid.files.push_back(file);
  file.name = "note.xml";
  file.in_name_tree = false;
  hybrid.files.push_back(file);
  hybrid.content = "BT /F1 9 Tf 0 Tr [(Facture) -20 <4631>] TJ (1.234,56) ' ET BI /W 1 ID x EI";
  test::PdfMaker packed;
  const int root = hybrid.add_to(packed);
  packed.compress(root);
  return {hybrid.write(), hybrid.write(test::Xref::stream), packed.write(root, test::Xref::stream)};
}

std::vector<std::string> pdf_words() {
  return {"/Type",        "/Names",    "/EmbeddedFiles", "/Kids",   "/AF",          "/EF",
          "/UF",          "/Filter",   "/FlateDecode",   "/Length", "/DecodeParms", "/Predictor",
          "/Columns",     "/XRef",     "/ObjStm",        "/Index",  "/W",           "/Prev",
          "/Size",        "/Root",     "/Encrypt",       " 0 R",    " 0 obj",       "endobj",
          "stream",       "endstream", "startxref",      "trailer", "<<",           ">>",
          "/ToUnicode",   "/Encoding", "/Differences",   "/Type0",  "beginbfchar",  "beginbfrange",
          "factur-x.xml", "/Metadata", "xref",           "%%EOF"};
}

std::vector<std::string> values() {
  return {"1234.56",
          "-0.005",
          " +99999999999999999999999999999999999999 ",
          ".5",
          "5.",
          "2026-02",
          "2028-02-29",
          "2026-09-01+02:00",
          "2026-09-01T14:30:00Z",
          "QUJD\nQQ==",
          "true",
          "\x3D\xD8\x01\xDE",
          "fr-FR",
          "https://example.fr/?a=b",
          "OIDAsURI"};
}

// A page with text, a form and metadata. Its table is wrong, so that changes of length do not
// matter.
std::vector<std::string> pdfs() {
  const std::string head = "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n";
  const std::string objects =
      "1 0 obj\n<< /Type /Catalog /Pages 2 0 R /Metadata 6 0 R /AF [8 0 R] /OutputIntents [7 0 R] "
      ">>\nendobj\n"
      "2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"
      "3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Annots "
      "[<< /Subtype /Link /F 4 /Rect [0 0 9 9] /A << /S /URI /URI (x) >> >>] /Resources << "
      "/Font << /F1 5 0 R >> /ExtGState << /G << /ca 0.5 /BM /Multiply >> >> /ColorSpace << /C "
      "[/Separation /Spot /DeviceRGB 4 0 R] >> /XObject << /X 9 0 R >> >> >>\nendobj\n"
      "4 0 obj\n<< /Length 60 >>\nstream\nq /G gs /C cs 1 scn BT /F1 12 Tf <0041> Tj ET /X Do Q 0 "
      "g "
      "f BI /W 1 /H 1 /BPC 8 /CS /G ID x EI\nendstream\nendobj\n"
      "5 0 obj\n<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+F /Encoding /Identity-H "
      "/DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /ABCDEF+F /W [1 [500] 2 9 "
      "600] /FontDescriptor << /FontName /ABCDEF+F /Flags 4 /FontFile2 4 0 R >> >>] >>\nendobj\n"
      "6 0 obj\n<< /Type /Metadata /Subtype /XML /Length 300 >>\nstream\n<?xpacket begin=''?>"
      "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF "
      "xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description rdf:about='' "
      "xmlns:pdfaid='http://www.aiim.org/pdfa/ns/id/' pdfaid:part='3'><pdfaid:conformance>B"
      "</pdfaid:conformance></rdf:Description></rdf:RDF></x:xmpmeta>\nendstream\nendobj\n"
      "7 0 obj\n<< /Type /OutputIntent /S /GTS_PDFA1 /DestOutputProfile 4 0 R >>\nendobj\n"
      "8 0 obj\n<< /Type /Filespec /F (a) /UF (a) /AFRelationship /Data /EF << /F 4 0 R >> >>\n"
      "endobj\n"
      "9 0 obj\n<< /Subtype /Form /BBox [0 0 9 9] /Length 4 >>\nstream\n0 g\n\nendstream\nendobj\n";
  const std::string tail =
      "trailer\n<< /Root 1 0 R /Size 10 /ID [<41> <41>] >>\nstartxref\n9\n%%EOF\n";
  return {head + objects + tail, head + "1 0 obj\n<< /Type /Catalog >>\nendobj\n" + tail};
}

std::vector<std::string> bank_files() {
  return {file("bank/day.cfonb"),
          file("bank/day.camt053-02.xml"),
          file("bank/day.camt053-08.xml"),
          file("bank/day.mt940-fields.sta"),
          file("bank/day.mt940-words.sta"),
          file("bank/day.mt940-plain.sta"),
          "Date;Montant\n02/03/2026;-12,50\n"};
}

}  // namespace

std::vector<std::string> seeds_of(std::string_view target) {
  if (target == "read" || target == "write") return documents();
  if (target == "hybrid") return hybrid_files();
  if (target == "json") return invoices_in_json();
  if (target == "archive") return archive_files();
  if (target == "multipart") return bodies();
  if (target == "bounce") return notices();
  if (target == "pdfa") return pdfs();
  if (target == "bank") return bank_files();
  return values();
}

std::vector<std::string> dictionary_of(std::string_view target) {
  if (target == "archive") return {"-----BEGIN PUBLIC KEY-----", "\n", "0", "=", "entry"};
  if (target == "multipart") return {"\r\n", "--edge", "--", "\"", "filename=", "name=", ";", "\\"};
  if (target == "bounce")
    return {"\r\n", "--b", "--", "bounces+", "@vendeur.example", "Action:", "Status:",
            "5.",   ";",   "<",  ">"};
  if (target == "bank")
    return {"01",  "04",   "05",   "07",  "{",      "}",      "NPY",
            "LCC", ":61:", ":86:", "?20", "/REMI/", "TxDtls", "\r\n"};
  if (target == "pdfa") {
    return {"/Filter /FlateDecode",
            "<<",
            ">>",
            "[",
            "]",
            "(",
            ")",
            "<",
            ">",
            " 0 R",
            "endobj",
            "stream\n",
            "\nendstream",
            " obj\n",
            "/DeviceN",
            "/Indexed",
            "/ICCBased",
            "/Pattern",
            "/Type3",
            "/TrueType",
            "/Encoding",
            "/Differences",
            "/CIDToGIDMap",
            "/Kids",
            "/Next"};
  }
  std::vector<std::string> words = {
      "<!--",      "-->",   "<![CDATA[",    "]]>",        "<?xml ",    "?>",         "<!DOCTYPE ",
      "<!ENTITY ", "&amp;", "&#",           "&#x0;",      " xmlns=\"", "\"",         "'",
      "</",        "/>",    "\xEF\xBB\xBF", "\xFF\xFE",   "UTF-16",    "ISO-8859-1", "EUR",
      "VAT",       "true",  "380",          "2026-01-01", "S",         "1.005",      "-1"};
  if (target == "json") return json_words();
  if (target == "hybrid") return pdf_words();
  if (target != "read" && target != "write") return words;
  for (const schemas::Grammar* grammar :
       {&schemas::ubl, &schemas::cii, &schemas::cdar, &schemas::flux10}) {
    for (const schemas::Name& name : grammar->names) {
      const std::string element(name.qualified);
      words.push_back("<" + element + ">");
      words.push_back("</" + element + ">");
    }
    for (const schemas::Attribute& attribute : grammar->attributes) {
      words.push_back(" " + std::string(attribute.name) + "=\"");
    }
  }
  return words;
}

}  // namespace facteur::fuzz
