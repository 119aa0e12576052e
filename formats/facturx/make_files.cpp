#include "formats/facturx/make_files.h"

#include <algorithm>
#include <array>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFEFStreamObjectHelper.hh>
#include <qpdf/QPDFEmbeddedFileDocumentHelper.hh>
#include <qpdf/QPDFFileSpecObjectHelper.hh>
#include <utility>

#include "formats/facturx/make_metadata.h"
#include "formats/utf8.h"

namespace facteur::formats::facturx {
namespace {

constexpr std::size_t longest_name = 120;  // characters

// Under these names readers look for the invoice; compared in small letters.
constexpr std::array<std::string_view, 4> invoice_names{"factur-x.xml", "xrechnung.xml",
                                                        "zugferd-invoice.xml", "order-x.xml"};

std::string in_small_letters(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = char(c - 'A' + 'a');
  return out;
}

// Characters that turn the direction of text or cannot be seen: they make ".exe" look like ".pdf".
bool is_invisible(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xAD || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF ||
         (c & 0xFFFE) == 0xFFFE || (c >= 0xE0000 && c <= 0xE007F);
}

// "name.ext" apart; the extension with its point, and only one that looks like one.
std::size_t place_of_extension(std::string_view name) {
  constexpr std::size_t longest = 8;
  const std::size_t point = name.rfind('.');
  const bool is_one =
      point != std::string_view::npos && point > 0 && name.size() - point <= longest;
  return is_one ? point : name.size();
}

std::string clean(std::string_view name) {
  const std::size_t folder = name.find_last_of("/\\");
  if (folder != std::string_view::npos) name.remove_prefix(folder + 1);
  std::u32string kept;
  while (!name.empty()) {
    const char32_t c = take_code_point(name);
    if (is_invisible(c)) continue;
    const bool reserved =
        c < 0x80 && std::string_view("<>:\"|?*").find(char(c)) != std::string::npos;
    kept += reserved ? U'_' : c;
  }
  const std::u32string_view edges = U" .";
  kept.erase(0, std::min(kept.find_first_not_of(edges), kept.size()));
  kept.erase(kept.find_last_not_of(edges) + 1);
  std::string out;
  for (const char32_t c : kept) append_utf8(out, c);
  return out;
}

std::string shortened(const std::string& name) {
  const std::size_t point = place_of_extension(name);
  std::string_view stem = std::string_view(name).substr(0, point);
  std::string out;
  for (std::size_t i = 0; i < longest_name && !stem.empty(); ++i)
    append_utf8(out, take_code_point(stem));
  return out + name.substr(point);
}

// What readers that know no Unicode show (/F).
std::string in_ascii(std::string_view name) {
  std::string out;
  while (!name.empty()) {
    const char32_t c = take_code_point(name);
    out += c < 0x80 ? char(c) : '_';
  }
  return out;
}

QPDFObjectHandle specification_of(QPDF& pdf, const FileToEmbed& file, const std::string& modified) {
  auto stream = QPDFEFStreamObjectHelper::createEFStream(pdf, file.bytes);
  stream.setSubtype(file.media_type).setCreationDate(modified).setModDate(modified);
  auto specification = QPDFFileSpecObjectHelper::createFileSpec(pdf, file.name, stream);
  specification.setFilename(file.name, in_ascii(file.name));
  if (!file.description.empty()) specification.setDescription(file.description);
  auto object = specification.getObjectHandle();
  object.replaceKey("/AFRelationship",
                    QPDFObjectHandle::newName("/" + std::string(name(file.relationship))));
  return object;
}

// ISO 32000-1 §7.9.6: by key, in the order of its bytes.
using Tree = std::map<std::string, QPDFObjectHandle>;

Tree embedded_already(QPDF& pdf) {
  Tree tree;
  for (const auto& [key, file] : QPDFEmbeddedFileDocumentHelper(pdf).getEmbeddedFiles())
    tree.emplace(QPDFObjectHandle::newUnicodeString(key).getStringValue(), file->getObjectHandle());
  return tree;
}

// In one list, however long: there are readers that look into no other.
void set_tree(QPDF& pdf, const Tree& tree) {
  auto list = QPDFObjectHandle::newArray();
  for (const auto& [key, file] : tree) {
    list.appendItem(QPDFObjectHandle::newString(key));
    list.appendItem(file);
  }
  auto files = QPDFObjectHandle::newDictionary();
  files.replaceKey("/Names", list);
  auto names = pdf.getRoot().getKey("/Names");
  if (!names.isDictionary()) names = QPDFObjectHandle::newDictionary();
  names.replaceKey("/EmbeddedFiles", pdf.makeIndirectObject(files));
  pdf.getRoot().replaceKey("/Names", names);
}

}  // namespace

void embed_files(QPDF& pdf, const std::vector<FileToEmbed>& files,
                 std::chrono::sys_seconds modified) {
  Tree tree = embedded_already(pdf);
  auto associated = pdf.getRoot().getKey("/AF");
  if (!associated.isArray()) associated = QPDFObjectHandle::newArray();
  for (const FileToEmbed& file : files) {
    const std::string key = in_ascii(file.name);
    const auto object = specification_of(pdf, file, pdf_date(modified));
    std::string unique = key;
    for (int i = 2; !tree.emplace(unique, object).second; ++i)
      unique = key + " (" + std::to_string(i) + ")";
    associated.appendItem(object);
  }
  pdf.getRoot().replaceKey("/AF", associated);
  set_tree(pdf, tree);
}

void FileNames::take(std::string_view name) {
  taken_.insert(in_small_letters(name));
}

std::string FileNames::next(std::string_view name, std::string_view reference) {
  std::string wanted = clean(name);
  if (wanted.empty()) wanted = clean(reference);
  if (wanted.empty()) wanted = "attachment";
  wanted = shortened(wanted);
  const std::string small = in_small_letters(wanted);
  if (std::ranges::find(invoice_names, small) != invoice_names.end()) wanted = "attached-" + wanted;
  const std::size_t point = place_of_extension(wanted);
  int& count = count_[in_small_letters(wanted)];
  std::string unique = wanted;
  while (!taken_.insert(in_small_letters(unique)).second)
    unique =
        wanted.substr(0, point) + " (" + std::to_string(++count + 1) + ")" + wanted.substr(point);
  return unique;
}

std::string safe_media_type(std::string_view type) {
  constexpr std::size_t longest = 127;
  constexpr std::string_view others = "!#$&-^_.+";
  const auto is_name_character = [&](unsigned char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || others.find(char(c)) != others.npos;
  };
  const std::string small = in_small_letters(type);
  const std::size_t slash = small.find('/');
  const bool good =
      slash != small.npos && slash > 0 && slash + 1 < small.size() && small.size() <= longest &&
      std::all_of(small.begin(), small.begin() + std::ptrdiff_t(slash), is_name_character) &&
      std::all_of(small.begin() + std::ptrdiff_t(slash) + 1, small.end(), is_name_character);
  return good ? small : "application/octet-stream";
}

}  // namespace facteur::formats::facturx
