#include "formats/unbound.h"

#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "formats/structure_text.h"
#include "formats/teller.h"
#include "formats/write.h"
#include "formats/xml_input.h"
#include "formats/xml_space.h"

namespace facteur::formats {
namespace {

// The first that a path says beyond the model, and how much more there is of it.
struct Left {
  std::string path, text;
  std::uint32_t line = 0;
  bool attribute = false;
  std::size_t count = 0;
};

void tell(ByteSource& source, Teller::Listener listener) {
  const Limits limits;
  XmlInput input(source, limits);
  input.begin();
  Teller teller(std::move(listener), input.converted());
  std::vector<char> piece(std::size_t{64} << 10);
  while (const std::size_t size = input.read(piece.data(), piece.size())) {
    teller.write({piece.data(), size});
  }
  teller.end();
}

Finding finding_of(const Left& left) {
  Finding finding;
  finding.set = "conversion";
  finding.rule = "UNBOUND";
  finding.severity = left.attribute ? Severity::information : Severity::warning;
  finding.location = left.path;
  finding.line = left.line;
  const std::string times = left.count > 1 ? std::to_string(left.count) + " × " : "";
  const std::string& value = left.text;
  finding.message = {times + "« " + value + " » : aucun terme de la facture ne le porte",
                     times + "\"" + value + "\": no term of the invoice carries it"};
  return finding;
}

}  // namespace

std::vector<Finding> unbound(ByteSource& source, const Invoice& invoice) {
  std::unordered_map<std::size_t, std::uint32_t> carried;
  Teller written([&carried](const Saying& said) { ++carried[said.hash]; }, true);
  write(invoice, invoice.syntax(), written);
  written.end();

  std::vector<Left> left;
  std::unordered_map<std::string, std::size_t> places;
  tell(source, [&](const Saying& said) {
    const auto found = carried.find(said.hash);
    if (found != carried.end() && found->second > 0) {
      --found->second;
      return;
    }
    const auto [place, is_new] = places.try_emplace(said.path(), left.size());
    if (is_new) {
      left.push_back(
          {place->first, clip(trim_xml_space(said.text)), said.line, !said.attribute.empty(), 0});
    }
    ++left[place->second].count;
  });

  std::vector<Finding> findings;
  for (const Left& one : left) findings.push_back(finding_of(one));
  return findings;
}

}  // namespace facteur::formats
