// facteur convert as its users meet it.
#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <thread>

#include "formats/convert.h"
#include "gateway/cli/convert.h"
#include "tests/gateway/calls.h"

using namespace facteur::gateway;

namespace {

const std::string sample = FACTEUR_SOURCE_DIR "/tests/data/ubl/invoice.xml";

test::Run convert(const std::vector<std::string>& arguments) {
  return test::run(cli::convert_command, arguments);
}

// A file of this test alone, gone at its end.
struct Scratch {
  explicit Scratch(const std::string& name)
      : path((std::filesystem::temp_directory_path() / ("facteur-convert-" + name)).string()) {}
  ~Scratch() { std::filesystem::remove(path); }
  std::string path;
};

std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// The sample with an attachment that is too long to be kept in memory, its end not base64.
std::string with_long_attachment() {
  std::string text = bytes_of(sample);
  const auto place = text.find("<cac:AccountingSupplierParty>");
  std::string data;
  for (int i = 0; i < 3000; ++i)
    data += "JVBERi0xLjcKJeLjz9MKMSAwIG9iago8PC9UeXBlL0NhdGFsb2c+Pg==\n";
  return text.insert(place,
                     "<cac:AdditionalDocumentReference><cbc:ID>A</cbc:ID><cac:Attachment>"
                     "<cbc:EmbeddedDocumentBinaryObject mimeCode=\"application/pdf\" "
                     "filename=\"a.pdf\">" +
                         data +
                         "\u20AC</cbc:EmbeddedDocumentBinaryObject></cac:Attachment>"
                         "</cac:AdditionalDocumentReference>");
}

}  // namespace

TEST_CASE("a file is converted piece by piece as it is in memory") {
  const Scratch source("long.xml");
  const std::string invoice = with_long_attachment();
  std::ofstream(source.path, std::ios::binary) << invoice;
  for (const char* target : {"cii", "ubl", "json"}) {
    INFO(target);
    facteur::formats::Reading reading;
    const auto whole =
        facteur::formats::convert(invoice, *facteur::formats::target_named(target), {}, reading);
    REQUIRE(whole);
    const test::Run run = convert({"--to", target, source.path, "-"});
    CHECK(run.out == whole->bytes);
    CHECK(run.status == (whole->faithful ? 0 : 1));
  }
}

TEST_CASE("a pipe is converted, though its bytes come only once") {
  const Scratch pipe("pipe");
  REQUIRE(mkfifo(pipe.path.c_str(), 0600) == 0);
  std::thread writer([&] { std::ofstream(pipe.path, std::ios::binary) << bytes_of(sample); });
  const test::Run run = convert({"--to", "cii", pipe.path, "-"});
  writer.join();
  CHECK(run.out == convert({"--to", "cii", sample, "-"}).out);
}

TEST_CASE("an invoice goes to CII, to JSON and back on the command line") {
  const test::Run cii = convert({"--to", "cii", "--lang", "en", sample, "-"});
  CHECK(cii.out.find("<rsm:CrossIndustryInvoice") != std::string::npos);
  const Scratch json("test.json");
  CHECK(convert({"--to", "json", sample, json.path}).status < 2);
  const test::Run ubl = convert({"--to", "ubl", json.path, "-"});
  CHECK(ubl.out.find("<Invoice xmlns=") != std::string::npos);
}

TEST_CASE("an invoice becomes readable, in either language, with stamp and colour") {
  const test::Run html = convert({"--to", "html", "--lang", "en", "--stamp", "Paid on 2026-12-12",
                                  "--colour", "#7A1F3D", sample, "-"});
  CHECK(html.status == 0);
  CHECK(html.out.find("<html lang=\"en\">") != std::string::npos);
  CHECK(html.out.find("Paid on 2026-12-12") != std::string::npos);
  CHECK(html.out.find("--accent:#7A1F3D") != std::string::npos);
  const test::Run pdf = convert({"--to", "pdf", sample, "-"});
  if (pdf.status == 0) CHECK(pdf.out.rfind("%PDF-1.7", 0) == 0);
}

TEST_CASE("a colour that cannot be read and a logo that is none are refused") {
  const test::Run light =
      convert({"--to", "html", "--lang", "en", "--colour", "#FFE066", sample, "-"});
  CHECK(light.status == 2);
  CHECK(light.out.empty());
  CHECK(convert({"--to", "html", "--colour", "red", sample, "-"}).status == 2);
  CHECK(convert({"--to", "html", "--logo", sample, sample, "-"}).status == 2);
  CHECK(convert({"--to", "html", "--logo", "no-such-file.png", sample, "-"}).status == 2);
}

TEST_CASE("a conversion that loses something says so line by line and by its exit status") {
  const test::Run lossy =
      convert({"--to", "cii", "--profile", "factur-x-minimum", "--lang", "en", sample, "-"});
  CHECK(lossy.status == 1);
  CHECK(lossy.err.find("NO-PLACE BT-126, line ") != std::string::npos);
  const Scratch result("test.xml");
  const test::Run as_json =
      convert({"--to", "cii", "--profile", "factur-x-minimum", "--json", sample, result.path});
  std::istringstream lines(as_json.out);
  std::string line;
  REQUIRE(std::getline(lines, line));
  CHECK(nlohmann::json::parse(line)["set"] == "conversion");
}

TEST_CASE("what cannot be converted ends with status 2 and a reason") {
  CHECK(convert({"--to", "cii", "/no/such/file", "-"}).status == 2);
  CHECK(convert({"--to", "edifact", sample, "-"}).status == 2);
  CHECK(convert({"--to", "cii", "--profile", "nothing", sample, "-"}).status == 2);
  CHECK(convert({"--to", "cii", sample}).status == 2);
  const test::Run help = convert({"--help"});
  CHECK(help.status == 0);
  CHECK(help.out.find("--to") != std::string::npos);
}

namespace {

bool is_there(const Scratch& file) {
  return std::filesystem::exists(file.path);
}

}  // namespace

TEST_CASE("Factur-X is written when its invoice is good, and only then") {
  const Scratch good("good.pdf"), bad("bad.pdf");
  const test::Run run = convert({"--to", "facturx", sample, good.path});
  if (run.err.find("Debian: ") != std::string::npos) return;  // fonts or profile not installed
  CHECK(run.status < 2);
  CHECK(is_there(good));
  CHECK(convert({"--to", "facturx", "--profile", "comfort", sample, good.path}).status == 2);

  std::ifstream in(sample);
  std::string xml(std::istreambuf_iterator<char>(in), {});
  const std::string currency = "<cbc:DocumentCurrencyCode>EUR";
  xml.replace(xml.find(currency), currency.size(), "<cbc:DocumentCurrencyCode>XXY");
  const Scratch broken("broken.xml");
  std::ofstream(broken.path) << xml;
  const test::Run refused = convert({"--to", "facturx", "--lang", "en", broken.path, bad.path});
  CHECK(refused.status == 1);
  CHECK(refused.err.find("is not written") != std::string::npos);
  CHECK_FALSE(is_there(bad));
}

TEST_CASE(
    "a page that cannot carry an invoice is refused by name, or replaced when that is asked") {
  const Scratch page("page.pdf"), out("out.pdf");
  std::ofstream(page.path) << "%PDF-1.7\nnothing of the kind";
  const std::vector<std::string> arguments{"--to",   "facturx", "--page", page.path,
                                           "--lang", "en",      sample,   out.path};
  const test::Run refused = convert(arguments);
  if (refused.err.find("Debian: ") != std::string::npos) return;
  CHECK(refused.status == 1);
  CHECK(refused.err.find("PAGE-UNREADABLE") != std::string::npos);
  CHECK_FALSE(is_there(out));
  std::vector<std::string> instead = arguments;
  instead.insert(instead.begin(), "--render-instead");
  const test::Run replaced = convert(instead);
  CHECK(replaced.err.find("PAGE-UNREADABLE") != std::string::npos);
  CHECK(is_there(out));
}
