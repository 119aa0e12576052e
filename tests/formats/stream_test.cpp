// Documents that come piece by piece, and documents that are too large to be held.
#include <catch2/catch.hpp>
#include <functional>
#include <map>
#include <random>
#include <stdexcept>

#include "formats/base64.h"
#include "formats/lexical.h"
#include "formats/list_terms.h"
#include "formats/xml_guard.h"
#include "tests/formats/sample.h"
#include "tests/formats/ubl.h"

using namespace facteur;
using namespace facteur::formats;
using namespace facteur::test;

namespace {

constexpr std::string_view supplier = "<cac:AccountingSupplierParty>";

// Everything that a reading says, as one text.
std::string spelled(const Reading& reading) {
  std::string all = reading.identity.root + (reading.structure ? " good " : " bad ");
  for (const Finding& found : reading.findings) {
    all.append(found.rule).append(found.location).append(std::to_string(found.line));
    all.append(found.message.en).append("\n");
  }
  if (!reading.invoice) return all;
  for (const ListedTerm& term : list_terms(*reading.invoice)) {
    all.append(term.id).append(term.node.location()).append(std::to_string(term.node.line()));
    all.append(term.node.text()).append("\n");
  }
  return all;
}

// Pieces of one size, and no word about how many there are.
class Pieces : public ByteSource {
 public:
  Pieces(std::string_view bytes, std::size_t size) : rest_(bytes), size_(size) {}
  std::string_view next() override {
    piece_ = rest_.substr(0, size_);  // a copy: the piece before it is gone
    rest_.remove_prefix(piece_.size());
    return piece_;
  }

 private:
  std::string_view rest_;
  std::size_t size_;
  std::string piece_;
};

Reading in_pieces(const std::string& document, std::size_t size, const Limits& limits = {}) {
  Pieces pieces(document, size);
  return read(pieces, limits);
}

// One text over and over, for documents that should never be in memory.
class Repeated : public ByteSource {
 public:
  Repeated(std::string head, std::string_view text, std::size_t times, std::string tail)
      : head_(std::move(head)), tail_(std::move(tail)), left_(times / 1000) {
    for (int i = 0; i < 1000; ++i) thousand_ += text;
  }
  std::string_view next() override {
    if (!begun_) {
      begun_ = true;
      return head_;
    }
    if (left_ > 0) {
      --left_;
      return thousand_;
    }
    return std::exchange(ended_, true) ? std::string_view() : tail_;
  }

 private:
  std::string head_, thousand_, tail_;
  std::size_t left_;
  bool begun_ = false, ended_ = false;
};

// What stands around a place of the small invoice.
Repeated repeated_before(std::string_view place, std::string_view opening, std::string_view text,
                         std::size_t times, std::string_view closing) {
  const std::string document = small_invoice();
  const std::size_t at = document.find(place);
  std::string head = document.substr(0, at), tail(closing);
  head += opening;
  return {head, text, times, tail.append(document.substr(at))};
}

class MemoryStore : public TextStore {
 public:
  void append(std::string_view piece) override {
    if (full) throw std::runtime_error("disk full");
    open_ += piece;
  }
  StoredText finish() override {
    const std::uint64_t id = texts.size();
    const std::uint64_t size = open_.size();
    texts.push_back(std::exchange(open_, {}));
    return {id, size, "sha"};
  }
  void abandon() override {
    ++abandoned;
    open_.clear();
  }
  std::unique_ptr<ByteSource> open(const StoredText& text) const override {
    return std::make_unique<MemorySource>(texts.at(text.id), 1000);
  }

  bool full = false;
  int abandoned = 0;
  std::vector<std::string> texts;

 private:
  std::string open_;
};

std::string attached(std::string_view base64) {
  std::string xml =
      "<cac:AdditionalDocumentReference><cbc:ID>A</cbc:ID><cac:Attachment>"
      "<cbc:EmbeddedDocumentBinaryObject mimeCode=\"text/csv\">";
  return xml.append(base64).append(
      "</cbc:EmbeddedDocumentBinaryObject></cac:Attachment></cac:AdditionalDocumentReference>");
}

std::string all_of(ByteSource& source) {
  std::string bytes;
  for (std::string_view piece; !(piece = source.next()).empty();) bytes += piece;
  return bytes;
}

std::string utf16(std::string_view text) {
  std::string result = "\xFF\xFE";
  for (const char c : text) {
    result += c;
    result += '\0';
  }
  return result;
}

}  // namespace

TEST_CASE("a document reads the same in pieces of any size") {
  std::string broken = small_invoice();
  replace_first(broken, "<cbc:DocumentCurrencyCode>", "<cbc:Nonsense/>&<cbc:X>");
  std::string latin = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" + small_invoice();
  replace_first(latin, "F-1", "F-\xE9");
  std::string bytes = small_invoice();
  replace_first(bytes, "F-1", "F-\xE9");
  std::string cdata = small_invoice();
  replace_first(cdata, "F-1", "<!-- a > b --><![CDATA[F-]]]]><![CDATA[>1]]><?a b?>");
  for (const std::string& document :
       {small_invoice(), small_credit_note(), sample("base.xml"), broken, latin, bytes, cdata,
        utf16(small_invoice()), utf16(broken), std::string("\xEF\xBB\xBF") + small_invoice(),
        std::string("%PDF-1.7"), std::string("  \n")}) {
    const std::string whole = spelled(read(document));
    for (const std::size_t size : {1u, 2u, 3u, 7u, 100u, 4096u, 100000u}) {
      INFO(document.substr(0, 200) << " in pieces of " << size);
      CHECK(spelled(in_pieces(document, size)) == whole);
    }
  }
}

TEST_CASE("limits are found wherever the pieces begin") {
  Limits limits;
  limits.tag_bytes = 300;
  limits.bytes = 900;
  std::string long_tag = small_invoice();
  std::string tag = "<cbc:ID a='";
  replace_first(long_tag, "<cbc:ID", tag.append(400, '>').append("'"));
  limits.bytes = long_tag.size();
  for (const std::size_t size : {1u, 5u, 299u, 300u, 301u, 5000u}) {
    const Reading tag_reading = in_pieces(long_tag, size, limits);
    CHECK(first_message(tag_reading) == "A tag exceeds 300 bytes.");
    Limits small;
    small.bytes = small_invoice().size() - 1;
    const Reading large = in_pieces(small_invoice(), size, small);
    CHECK(first_rule(large) == "TOO-LARGE");
    CHECK_FALSE(large.invoice);
  }
}

TEST_CASE("long comments and CDATA sections are cut without changing what they say") {
  std::string text;
  std::mt19937 random(1);
  constexpr std::string_view letters = "-]>a \xC3\xA9";
  while (text.size() < 300000) {
    const char c = letters[random() % 5];
    if (c == 'a' && random() % 2 == 0) text += "é";
    text += c;
  }
  replace_all(text, "--", "- ");
  replace_all(text, "]]>", "]] ");
  std::string document = small_invoice();
  std::string section = "<![CDATA[";
  replace_first(document, "F-1", section.append(text).append(" ]]>"));
  std::string comment = "<!-- ";
  replace_first(document, supplier, comment.append(text).append(" -->").append(supplier));
  for (const std::size_t size : {777u, 65536u, 1000000u}) {
    const Reading reading = in_pieces(document, size);
    INFO(first_message(reading));
    REQUIRE(reading.structure);
    CHECK(reading.invoice->root().text(Term::BT_1) == text + " ");
  }
  XmlGuard guard(1000);
  CHECK(guard.pass(document).size() > document.size());
}

TEST_CASE("what the guard lets through is what came in, where nothing is long") {
  const std::string document = sample("base.xml");
  for (const std::size_t size : {1u, 10u, 1000u}) {
    XmlGuard guard(1000);
    std::string passed;
    for (std::size_t at = 0; at < document.size(); at += size) {
      passed += guard.pass(std::string_view(document).substr(at, size));
    }
    CHECK(passed == document);
    CHECK_FALSE(guard.tag_too_long());
  }
}

TEST_CASE("a long attachment goes to the store, a short one stays in the model") {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += "QUJDQUJDQUJD QUJDQUJD\n";
  for (const bool cdata : {false, true}) {
    const auto store = std::make_shared<MemoryStore>();
    const std::string written = cdata ? "<![CDATA[" + text + "]]>" : text;
    MemorySource source(written);  // only for its type
    const std::string document = small_invoice_with(attached(written) + attached("QUJD"), supplier);
    Pieces pieces(document, 5000);
    const Reading reading = read(pieces, {}, store);
    REQUIRE(reading.structure);
    const Node first = reading.invoice->root().first(Term::BG_24);
    const Node large = first.first(Term::BT_125), small = first.next().first(Term::BT_125);
    REQUIRE(large.stored());
    CHECK(large.text().empty());
    CHECK(large.stored()->bytes == text.size());
    CHECK(all_of(*large.open_text()) == text);
    CHECK(large.attribute(Attribute::mime) == "text/csv");
    CHECK_FALSE(small.stored());
    CHECK(small.text() == "QUJD");
    CHECK(all_of(*small.open_text()) == "QUJD");
  }
}

TEST_CASE("a stored attachment that is no base64 is reported like any other") {
  const std::string text(100001, 'A');
  const auto store = std::make_shared<MemoryStore>();
  const std::string document = small_invoice_with(attached(text), supplier);
  MemorySource source(document);
  const Reading reading = read(source, {}, store);
  CHECK_FALSE(reading.structure);
  CHECK(spelled(reading).substr(0, 300) == spelled(read(document)).substr(0, 300));
}

TEST_CASE("an attachment that breaks off is abandoned, and a full disk is the caller's business") {
  const std::string document = small_invoice_with(attached(std::string(200000, 'A')), supplier);
  const auto store = std::make_shared<MemoryStore>();
  MemorySource half(std::string_view(document).substr(0, 150000));
  CHECK_FALSE(read(half, {}, store).structure);
  CHECK(store->abandoned == 1);
  store->full = true;
  MemorySource whole(document);
  CHECK_THROWS_WITH(read(whole, {}, store), "disk full");
}

TEST_CASE("what a source throws comes through") {
  struct Failing : ByteSource {
    std::string_view next() override {
      if (++calls > 1) throw std::runtime_error("gone");
      return beginning;
    }
    int calls = 0;
    std::string beginning = small_invoice() + std::string(20000, ' ');
  } source;
  CHECK_THROWS_WITH(read(source), "gone");
}

TEST_CASE("a hundred megabytes of one thing are read, or refused, without being held") {
  struct Case {
    std::string_view what, place, opening, text, closing, rule;
    std::size_t times;
  };
  const auto c = GENERATE(
      Case{"comment", supplier, "<!--", "a comment ", "-->", "", 10'000'000},
      Case{"CDATA", supplier, "<cbc:BuyerReference><![CDATA[", "a text ", "]]>", "TOO-LARGE",
           14'000'000},
      Case{"text", supplier, "<cbc:BuyerReference>", "a text ", "", "TOO-LARGE", 14'000'000},
      Case{"text of no interest", supplier, "<cac:ContractDocumentReference><cbc:UUID>", "a text ",
           "</cbc:UUID></cac:ContractDocumentReference>", "SYNTAX", 14'000'000},
      Case{"attribute", "<cbc:ID>", "<cbc:ID a=\"", "value ", "\"/>", "MALFORMED", 16'000'000},
      Case{"instruction", supplier, "<?a ", "value ", "?>", "MALFORMED", 16'000'000},
      Case{"DOCTYPE", "<Invoice", "<!DOCTYPE Invoice SYSTEM \"", "value ", "\">", "MALFORMED",
           16'000'000},
      Case{"space before the root", "<Invoice", "", "          ", "", "MALFORMED", 10'000'000},
      Case{"character reference", "F-1", "&#", "0000000000", "65;", "MALFORMED", 10'000'000},
      Case{"entity", "F-1", "&", "nameofname", ";", "MALFORMED", 10'000'000},
      Case{"values", supplier, "", "<cbc:Note/>", "", "TOO-LARGE", 9'000'000});
  INFO(c.what);
  Repeated source = repeated_before(c.place, c.opening, c.text, c.times, c.closing);
  Limits limits;
  limits.nodes = 100'000;
  const Reading reading = read(source, limits);
  CHECK(first_rule(reading) == c.rule);
}

TEST_CASE("base64 is judged as libxml2 judges it, in pieces of any size") {
  std::mt19937 random(2);
  constexpr std::string_view letters = "AQgwBCz9+/== \n-~";
  for (int i = 0; i < 20000; ++i) {
    std::string text;
    for (std::size_t size = random() % 12; size > 0; --size) {
      text += letters[random() % letters.size()];
    }
    Base64Check check;
    const std::size_t half = text.size() / 2;
    check.add(std::string_view(text).substr(0, half));
    check.add(std::string_view(text).substr(half));
    INFO(text);
    REQUIRE(check.holds() == conforms(schemas::Lexical::base64, text));
  }
}

TEST_CASE("base64 is decoded in pieces") {
  Base64Decoder decoder;
  std::string bytes;
  for (const std::string_view piece : {"R", "nJ\n", "va", "WQ", "="}) decoder.add(piece, bytes);
  CHECK(bytes == "Froid");
}
