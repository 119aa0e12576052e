#include "formats/facturx/make_attachments.h"

#include <utility>

#include "formats/base64.h"

namespace facteur::formats::facturx {
namespace {

std::string decoded(Node attached) {
  Base64Decoder decoder;
  std::string bytes;
  const auto text = attached.open_text();
  for (auto piece = text->next(); !piece.empty(); piece = text->next()) decoder.add(piece, bytes);
  return bytes;
}

}  // namespace

std::vector<FileToEmbed> attachments_of(const Invoice& invoice, FileNames& names) {
  std::vector<FileToEmbed> files;
  for (std::uint32_t i = 0; i < invoice.size(); ++i) {
    const Node node(&invoice, i);
    if (node.term() != Term::BT_125) continue;
    std::string bytes = decoded(node);
    if (bytes.empty()) continue;
    const Node group = node.parent();
    const std::string_view reference = group.text(Term::BT_122);
    const std::string_view described = group.text(Term::BT_123);
    files.push_back({names.next(node.attribute(Attribute::filename), reference),
                     std::string(described.empty() ? reference : described),
                     safe_media_type(node.attribute(Attribute::mime)), Relationship::supplement,
                     std::move(bytes)});
  }
  return files;
}

}  // namespace facteur::formats::facturx
