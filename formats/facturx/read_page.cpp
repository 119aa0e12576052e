#include "formats/facturx/read_page.h"

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include "formats/facturx/read_font.h"
#include "formats/pdf/tokens.h"

namespace facteur::formats::facturx {
namespace {

using pdf::Token;
using pdf::TokenKind;

constexpr std::size_t most_pages = 20;
constexpr std::size_t most_content = 4u << 20;  // bytes of all content streams
constexpr std::size_t most_text = 1u << 20;
constexpr std::size_t least_text = 100;  // characters of a page that says something
constexpr int most_nodes = 1'000;        // of the page tree
constexpr int most_forms = 200;          // drawn, all together
constexpr int deepest_form = 4;
constexpr std::size_t most_operands = 100'000;  // that wait for their operator

struct Unreadable {};

class Reader {
 public:
  explicit Reader(PdfFile& file) : file_(file) {}

  std::string run();

 private:
  using Fonts = std::map<std::string, QPDFObjectHandle>;

  std::vector<QPDFObjectHandle> pages();
  void page(QPDFObjectHandle page);
  void refuse_fields(QPDFObjectHandle page);
  std::string content_of(QPDFObjectHandle contents);
  std::string take(QPDFObjectHandle stream);
  void run_content(const std::string& content, const QPDFObjectHandle& resources, int depth);
  void operate(std::string_view word, const QPDFObjectHandle& resources, int depth);
  void show(const Token& token);
  void select_font(QPDFObjectHandle resources);
  void draw_form(QPDFObjectHandle resources, int depth);

  PdfFile& file_;
  std::string text_;
  std::size_t content_left_ = most_content;
  int forms_ = 0;
  std::map<QPDFObjGen, PageFont> fonts_;
  const PageFont* font_ = nullptr;
  bool invisible_ = false;
  std::size_t codes_ = 0, unread_ = 0;
  std::vector<Token> operands_;
};

// One code in fifty may be a bullet or a logo that no map names.
std::string Reader::run() {
  for (const QPDFObjectHandle& each : pages()) page(each);
  if (file_.spent() || text_.size() < least_text || unread_ * 50 > codes_) throw Unreadable();
  return std::move(text_);
}

std::vector<QPDFObjectHandle> Reader::pages() {
  std::vector<QPDFObjectHandle> found, open{file_.root().getKey("/Pages")};
  std::set<QPDFObjGen> seen;
  for (int nodes = 0; !open.empty(); ++nodes) {
    QPDFObjectHandle node = open.back();
    open.pop_back();
    const bool known = node.isIndirect() && !seen.insert(node.getObjGen()).second;
    if (nodes > most_nodes || known || !node.isDictionary()) throw Unreadable();
    QPDFObjectHandle kids = node.getKey("/Kids");
    if (!kids.isArray()) {
      found.push_back(node);
      if (found.size() > most_pages) throw Unreadable();
      continue;
    }
    if (kids.getArrayNItems() > most_nodes) throw Unreadable();
    for (int i = kids.getArrayNItems(); i-- > 0;) open.push_back(kids.getArrayItem(i));
  }
  return found;
}

// Resources may stand further up in the tree of pages (ISO 32000-1, 7.7.3.4).
QPDFObjectHandle resources_of(QPDFObjectHandle page) {
  for (int up = 0; up < 20 && page.isDictionary(); ++up) {
    QPDFObjectHandle resources = page.getKey("/Resources");
    if (resources.isDictionary()) return resources;
    page = page.getKey("/Parent");
  }
  return QPDFObjectHandle::newNull();
}

void Reader::page(QPDFObjectHandle page) {
  refuse_fields(page);
  invisible_ = false;
  font_ = nullptr;
  run_content(content_of(page.getKey("/Contents")), resources_of(page), 0);
}

// What a filled form shows stands in its fields.
void Reader::refuse_fields(QPDFObjectHandle page) {
  QPDFObjectHandle annotations = page.getKey("/Annots");
  if (!annotations.isArray()) return;
  for (int i = 0; i < std::min(annotations.getArrayNItems(), most_nodes); ++i) {
    QPDFObjectHandle annotation = annotations.getArrayItem(i);
    if (!annotation.isDictionary()) continue;
    const bool field = annotation.getKey("/Subtype").isNameAndEquals("/Widget");
    if (field && !annotation.getKey("/FT").isNameAndEquals("/Sig")) throw Unreadable();
  }
}

std::string Reader::content_of(QPDFObjectHandle contents) {
  if (!contents.isArray()) return take(contents);
  std::string all;
  for (int i = 0; i < std::min(contents.getArrayNItems(), most_nodes); ++i) {
    all += take(contents.getArrayItem(i)) + "\n";
  }
  return all;
}

std::string Reader::take(QPDFObjectHandle stream) {
  if (stream.isNull()) return {};
  StreamBytes bytes = decode(stream, content_left_);
  if (bytes.fault != StreamFault::none) throw Unreadable();
  content_left_ -= bytes.bytes.size();
  return std::move(bytes.bytes);
}

// Moves behind the data of an inline image (8.9.7).
void skip_image(const std::string& content, pdf::Tokens& tokens) {
  std::size_t at = tokens.offset();
  do {
    at = content.find("EI", at + 1);
    if (at == content.npos) return tokens.move_to(content.size());
  } while (!pdf::is_white(content[at - 1]) ||
           (at + 2 < content.size() && !pdf::is_white(content[at + 2])));
  tokens.move_to(at + 2);
}

void Reader::run_content(const std::string& content, const QPDFObjectHandle& resources, int depth) {
  pdf::Tokens tokens(content);
  operands_.clear();
  for (Token token = tokens.next(); token.kind != TokenKind::end; token = tokens.next()) {
    if (token.kind != TokenKind::word) {
      operands_.push_back(token);
      if (operands_.size() > most_operands) throw Unreadable();
      continue;
    }
    if (token.text == "ID") skip_image(content, tokens);
    operate(token.text, resources, depth);
    operands_.clear();
  }
}

void Reader::operate(std::string_view word, const QPDFObjectHandle& resources, int depth) {
  if (word == "Tj" || word == "TJ" || word == "'" || word == "\"") {
    for (const Token& operand : operands_) show(operand);
  } else if (operands_.empty()) {
    return;
  } else if (word == "Tf") {
    select_font(resources);
  } else if (word == "Tr") {
    invisible_ = operands_.back().text == "3" || operands_.back().text == "7";
  } else if (word == "Do") {
    draw_form(resources, depth);
  }
}

void Reader::show(const Token& token) {
  if (token.kind != TokenKind::string && token.kind != TokenKind::hex_string) return;
  const std::string codes = string_of(token);
  if (codes.empty()) return;
  if (invisible_ || font_ == nullptr || text_.size() > most_text) throw Unreadable();
  const PageFont::Shown shown = font_->append(codes, text_);
  codes_ += shown.codes;
  unread_ += shown.unread;
}

void Reader::select_font(QPDFObjectHandle resources) {
  constexpr std::size_t most_fonts = 100;
  font_ = nullptr;
  const Token& name = operands_.front();
  if (name.kind != TokenKind::name || !resources.isDictionary()) return;
  QPDFObjectHandle fonts = resources.getKey("/Font");
  if (!fonts.isDictionary()) return;
  QPDFObjectHandle font = fonts.getKey("/" + pdf::name_of(name.text));
  if (!font.isIndirect() || fonts_.size() > most_fonts) throw Unreadable();
  font_ = &fonts_.try_emplace(font.getObjGen(), font).first->second;
}

void Reader::draw_form(QPDFObjectHandle resources, int depth) {
  const Token name = operands_.front();
  if (name.kind != TokenKind::name || !resources.isDictionary()) return;
  QPDFObjectHandle objects = resources.getKey("/XObject");
  if (!objects.isDictionary()) return;
  QPDFObjectHandle object = objects.getKey("/" + pdf::name_of(name.text));
  if (!object.isStream()) return;
  QPDFObjectHandle dictionary = object.getDict();
  if (!dictionary.getKey("/Subtype").isNameAndEquals("/Form")) return;
  if (depth >= deepest_form || ++forms_ > most_forms) throw Unreadable();
  QPDFObjectHandle own = dictionary.getKey("/Resources");
  const PageFont* before = font_;
  run_content(take(object), own.isDictionary() ? own : resources, depth + 1);
  font_ = before;
}

}  // namespace

std::optional<std::string> read_pages(PdfFile& file) try {
  return Reader(file).run();
} catch (const Unreadable&) {
  return std::nullopt;
}

}  // namespace facteur::formats::facturx
