#include "formats/unbound.h"

#include <libxml/xmlreader.h>

#include <algorithm>
#include <cstring>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>

#include "formats/structure_text.h"
#include "formats/write.h"
#include "formats/xml_space.h"

namespace facteur::formats {
namespace {

struct Said {
  std::string path;  // names as the document writes them; "@name" at the end for an attribute
  std::string key;   // the same for the same thing in any document
  std::string text;
  std::uint32_t line = 0;
  bool attribute = false;
};

std::string_view view(const xmlChar* text) {
  return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

// A writer may choose another of two elements that carry one term (`only` in the tree of terms).
std::string_view common_name(std::string_view local) {
  if (local == "GlobalID") return "ID";
  return local == "ProprietaryID" ? "IBANID" : local;
}

int take_piece(void* context, char* buffer, int length) {
  auto& [source, rest] = *static_cast<std::pair<ByteSource*, std::string_view>*>(context);
  if (rest.empty()) rest = source->next();
  const std::size_t size = std::min(rest.size(), static_cast<std::size_t>(length));
  std::memcpy(buffer, rest.data(), size);
  rest.remove_prefix(size);
  return static_cast<int>(size);
}

// Hands over everything that a document says: the text of each leaf, and each attribute.
class Teller {
 public:
  using Listener = std::function<void(Said&&)>;
  Teller(ByteSource& source, Listener listener)
      : input_(&source, {}),
        reader_(xmlReaderForIO(take_piece, nullptr, &input_, nullptr, nullptr,
                               XML_PARSE_NONET | XML_PARSE_HUGE | XML_PARSE_NOERROR |
                                   XML_PARSE_NOWARNING | XML_PARSE_NOCDATA | XML_PARSE_BIG_LINES),
                xmlFreeTextReader),
        listener_(std::move(listener)) {}

  void run() {
    while (reader_ && xmlTextReaderRead(reader_.get()) == 1) {
      const int type = xmlTextReaderNodeType(reader_.get());
      if (type == XML_READER_TYPE_ELEMENT) {
        const bool empty = xmlTextReaderIsEmptyElement(reader_.get()) == 1;
        open();
        if (empty) close();
      } else if (type == XML_READER_TYPE_END_ELEMENT) {
        close();
      } else if (!levels_.empty()) {
        levels_.back().text += view(xmlTextReaderConstValue(reader_.get()));
      }
    }
  }

 private:
  struct Level {
    std::size_t path, key;  // sizes before this element
    std::uint32_t line;
    std::string text;
    bool leaf = true;
  };

  void open() {
    if (!levels_.empty()) levels_.back().leaf = false;
    const long found = xmlGetLineNo(xmlTextReaderCurrentNode(reader_.get()));
    const auto line = static_cast<std::uint32_t>(std::max(found, 0L));
    levels_.push_back({path_.size(), key_.size(), line, {}});
    const std::string_view local = view(xmlTextReaderConstLocalName(reader_.get()));
    path_.append("/").append(levels_.size() == 1 ? local
                                                 : view(xmlTextReaderConstName(reader_.get())));
    key_.append("/{").append(view(xmlTextReaderConstNamespaceUri(reader_.get()))).append("}");
    key_.append(common_name(local));
    attributes(line);
  }

  void attributes(std::uint32_t line) {
    while (xmlTextReaderMoveToNextAttribute(reader_.get()) == 1) {
      const std::string_view space = view(xmlTextReaderConstNamespaceUri(reader_.get()));
      if (xmlTextReaderIsNamespaceDecl(reader_.get()) == 1 || !space.empty()) continue;
      const std::string name = "/@" + std::string(view(xmlTextReaderConstName(reader_.get())));
      listener_({path_ + name, key_ + name,
                 std::string(view(xmlTextReaderConstValue(reader_.get()))), line, true});
    }
    xmlTextReaderMoveToElement(reader_.get());
  }

  void close() {
    Level& level = levels_.back();
    if (level.leaf && !trim_xml_space(level.text).empty()) {
      listener_({path_, key_, std::move(level.text), level.line, false});
    }
    path_.resize(level.path);
    key_.resize(level.key);
    levels_.pop_back();
  }

  std::pair<ByteSource*, std::string_view> input_;
  std::unique_ptr<xmlTextReader, void (*)(xmlTextReaderPtr)> reader_;
  Listener listener_;
  std::vector<Level> levels_;
  std::string path_, key_;
};

std::size_t hash_of(const Said& said) {
  return std::hash<std::string>()(said.key + "=" + said.text);
}

Finding finding_of(const Said& first, std::size_t count) {
  Finding finding;
  finding.set = "conversion";
  finding.rule = "UNBOUND";
  finding.severity = first.attribute ? Severity::information : Severity::warning;
  finding.location = first.path;
  finding.line = first.line;
  const std::string times = count > 1 ? std::to_string(count) + " × " : "";
  const std::string value = clip(trim_xml_space(first.text));
  finding.message = {times + "« " + value + " » : aucun terme de la facture ne le porte",
                     times + "\"" + value + "\": no term of the invoice carries it"};
  return finding;
}

}  // namespace

std::vector<Finding> unbound(ByteSource& source, const Invoice& invoice) {
  std::unordered_map<std::size_t, std::size_t> carried;
  const std::string written = write(invoice, invoice.syntax()).bytes;
  MemorySource rewritten(written);
  Teller(rewritten, [&carried](Said&& said) { ++carried[hash_of(said)]; }).run();

  std::vector<std::pair<Said, std::size_t>> left;  // the first of each path, and how many
  std::unordered_map<std::string, std::size_t> places;
  const auto compare = [&](Said&& said) {
    const auto found = carried.find(hash_of(said));
    if (found != carried.end() && found->second > 0) {
      --found->second;
      return;
    }
    const auto [place, is_new] = places.try_emplace(said.path, left.size());
    if (is_new) left.emplace_back(std::move(said), 0);
    ++left[place->second].second;
  };
  Teller(source, compare).run();

  std::vector<Finding> findings;
  for (const auto& [said, count] : left) findings.push_back(finding_of(said, count));
  return findings;
}

}  // namespace facteur::formats
