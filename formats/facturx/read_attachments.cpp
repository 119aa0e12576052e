#include "formats/facturx/read_attachments.h"

#include <algorithm>
#include <set>
#include <string>

#include "formats/utf8.h"

namespace facteur::formats::facturx {
namespace {

constexpr std::size_t most_name = 255;  // bytes
constexpr int most_nodes = 10'000;      // of the name tree, of the page tree
constexpr int most_pages = 200;         // whose annotations are looked at

// What a text string says, as UTF-8 that can be shown.
std::string text_of(QPDFObjectHandle value) {
  if (!value.isString()) return {};
  const std::string decoded = value.getUTF8Value();
  std::string_view rest = decoded;
  std::string text;
  while (!rest.empty() && text.size() < most_name) {
    const char32_t character = take_code_point(rest);
    append_utf8(text, character < 0x20 || character == 0x7F ? U' ' : character);
  }
  return std::string(utf8_prefix(text, most_name));
}

std::string name_of(QPDFObjectHandle value) {
  if (!value.isName()) return {};
  std::string name = value.getName().substr(1);
  for (char& c : name) {
    if (c < 0x20 || c > 0x7E) c = '?';
  }
  return name.substr(0, most_name);
}

class Search {
 public:
  Search(PdfFile& file, std::size_t most) : file_(file), most_(most) {}

  Attachments run();

 private:
  using Place = bool EmbeddedFile::*;

  bool full() const { return result_.found.size() >= most_ || file_.spent(); }
  void name_tree(const QPDFObjectHandle& root);
  void leaf(QPDFObjectHandle names);
  void associated(QPDFObjectHandle files);
  void annotations(const QPDFObjectHandle& pages);
  void annotations_of(QPDFObjectHandle page);
  void add(QPDFObjectHandle specification, Place place, const std::string& key);
  bool enter(QPDFObjectHandle node, int& nodes);

  PdfFile& file_;
  std::size_t most_;
  std::set<QPDFObjGen> seen_;  // nodes of the trees
  Attachments result_;
};

Attachments Search::run() {
  QPDFObjectHandle root = file_.root();
  QPDFObjectHandle names = root.getKey("/Names");
  if (names.isDictionary()) name_tree(names.getKey("/EmbeddedFiles"));
  associated(root.getKey("/AF"));
  annotations(root.getKey("/Pages"));
  result_.all = !full();
  return std::move(result_);
}

// A dictionary of a tree that was not here before.
bool Search::enter(QPDFObjectHandle node, int& nodes) {
  if (!node.isDictionary() || ++nodes > most_nodes) return false;
  return !node.isIndirect() || seen_.insert(node.getObjGen()).second;
}

void Search::name_tree(const QPDFObjectHandle& root) {
  std::vector<QPDFObjectHandle> open{root};  // the next one last
  for (int nodes = 0; !open.empty() && !full();) {
    QPDFObjectHandle node = open.back();
    open.pop_back();
    if (!enter(node, nodes)) continue;
    leaf(node.getKey("/Names"));
    QPDFObjectHandle kids = node.getKey("/Kids");
    if (!kids.isArray()) continue;
    for (int i = std::min(kids.getArrayNItems(), most_nodes); i-- > 0;) {
      open.push_back(kids.getArrayItem(i));
    }
  }
}

void Search::leaf(QPDFObjectHandle names) {
  if (!names.isArray()) return;
  for (int i = 0; i + 1 < names.getArrayNItems() && !full(); i += 2) {
    add(names.getArrayItem(i + 1), &EmbeddedFile::in_name_tree, text_of(names.getArrayItem(i)));
  }
}

// An array, or what some writers put instead: the one file itself.
void Search::associated(QPDFObjectHandle files) {
  if (files.isDictionary()) return add(files, &EmbeddedFile::associated, {});
  if (!files.isArray()) return;
  for (int i = 0; i < files.getArrayNItems() && !full(); ++i) {
    add(files.getArrayItem(i), &EmbeddedFile::associated, {});
  }
}

void Search::annotations(const QPDFObjectHandle& pages) {
  std::vector<QPDFObjectHandle> open{pages};
  int looked_at = 0;
  for (int nodes = 0; !open.empty() && looked_at < most_pages && !full();) {
    QPDFObjectHandle node = open.back();
    open.pop_back();
    if (!enter(node, nodes)) continue;
    QPDFObjectHandle kids = node.getKey("/Kids");
    if (!kids.isArray()) {
      ++looked_at;
      annotations_of(node);
      continue;
    }
    for (int i = std::min(kids.getArrayNItems(), most_pages); i-- > 0;) {
      open.push_back(kids.getArrayItem(i));
    }
  }
}

void Search::annotations_of(QPDFObjectHandle page) {
  QPDFObjectHandle annotations = page.getKey("/Annots");
  if (!annotations.isArray()) return;
  for (int i = 0; i < annotations.getArrayNItems() && !full(); ++i) {
    QPDFObjectHandle annotation = annotations.getArrayItem(i);
    if (!annotation.isDictionary()) continue;
    if (!annotation.getKey("/Subtype").isNameAndEquals("/FileAttachment")) continue;
    add(annotation.getKey("/FS"), &EmbeddedFile::annotated, {});
  }
}

// A file that is found again, at another place, is the same as long as its stream is.
void Search::add(QPDFObjectHandle specification, Place place, const std::string& key) {
  if (!specification.isDictionary()) return;
  QPDFObjectHandle streams = specification.getKey("/EF");
  if (!streams.isDictionary()) return;
  QPDFObjectHandle stream = streams.getKey("/F");
  if (!stream.isStream()) stream = streams.getKey("/UF");
  if (!stream.isStream()) return;
  const auto same = [&](const Attachment& known) {
    return known.stream.getObjGen() == stream.getObjGen();
  };
  const auto known = std::find_if(result_.found.begin(), result_.found.end(), same);
  if (known != result_.found.end()) {
    known->file.*place = true;
    return;
  }
  EmbeddedFile file;
  file.name = text_of(specification.getKey("/UF"));
  if (file.name.empty()) file.name = text_of(specification.getKey("/F"));
  if (file.name.empty()) file.name = key;
  file.description = text_of(specification.getKey("/Desc"));
  file.relationship = name_of(specification.getKey("/AFRelationship"));
  QPDFObjectHandle dictionary = stream.getDict();
  file.mime = name_of(dictionary.getKey("/Subtype"));
  QPDFObjectHandle parameters = dictionary.getKey("/Params");
  if (parameters.isDictionary()) {
    QPDFObjectHandle size = parameters.getKey("/Size");
    if (size.isInteger() && size.getIntValue() >= 0) file.stated_size = size.getUIntValue();
  }
  file.*place = true;
  result_.found.push_back({std::move(file), stream});
}

}  // namespace

Attachments read_attachments(PdfFile& file, std::size_t most) {
  return Search(file, most).run();
}

}  // namespace facteur::formats::facturx
