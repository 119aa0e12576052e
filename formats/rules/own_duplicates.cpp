// What stands twice in one document. That two documents are the same is not for rules to see.
#include <algorithm>
#include <string>
#include <tuple>
#include <vector>

#include "formats/rules/own.h"
#include "formats/rules/values.h"

namespace facteur::formats::own {
namespace {

using enum Term;

// clang-format off
constexpr Rule line_twice = warning("FACTEUR-LINE-TWICE", {BT_126},
  {"Un numéro de ligne ne sert qu'une fois : on ne saurait dire de quelle ligne parle un litige ou un avoir. Numérotez les lignes.",
   "A line identifier is used once: nobody could say which line a dispute or a credit note is about. Number the lines."});
constexpr Rule attachment_twice = warning("FACTEUR-ATTACHMENT-TWICE", {BT_125},
  {"Deux pièces jointes n'ont pas le même nom de fichier : l'une écraserait l'autre. Renommez-en une.",
   "Two attachments do not have the same file name: one would overwrite the other. Rename one."});
constexpr Rule preceding_twice = warning("FACTEUR-PRECEDING-TWICE", {BT_25, BT_26},
  {"Une facture antérieure (numéro et date) n'est citée qu'une fois. Retirez la répétition.",
   "A preceding invoice (number and date) is named once. Remove the repetition."});
// clang-format on

struct Entry {
  std::string_view name, detail;
  Node node;
  auto key() const { return std::tie(name, detail); }
};

// Reports the second and later ones of a name, in document order.
void report_repeated(const Rule& rule, std::vector<Entry>& entries, Report& report) {
  std::ranges::stable_sort(entries, {}, &Entry::key);
  std::vector<Node> repeated;
  for (std::size_t i = 1; i < entries.size(); ++i) {
    if (entries[i].key() == entries[i - 1].key()) repeated.push_back(entries[i].node);
  }
  std::ranges::sort(repeated, {}, &Node::index);
  for (const Node node : repeated) {
    const bool file = node.has_attribute(Attribute::filename);
    report.add_value(rule, node, file ? node.attribute(Attribute::filename) : node.text());
  }
}

void check_line_numbers(Node root, Report& report) {
  std::vector<Entry> entries;
  for (const Node line : each(root, BG_25)) {
    const Node id = line.first(BT_126);
    if (id && !is_blank(id)) entries.push_back({code_of(id), {}, id});
  }
  report_repeated(line_twice, entries, report);
}

void check_attachments(Node root, Report& report) {
  std::vector<Entry> entries;
  for (const Node document : each(root, BG_24)) {
    for (const Node file : each(document, BT_125)) {
      const std::string_view name = file.attribute(Attribute::filename);
      if (!name.empty()) entries.push_back({name, {}, file});
    }
  }
  report_repeated(attachment_twice, entries, report);
}

void check_preceding(Node root, Report& report) {
  std::vector<Entry> entries;
  for (const Node preceding : each(root, BG_3)) {
    const Node number = preceding.first(BT_25);
    if (!number || is_blank(number)) continue;
    entries.push_back({code_of(number), code_of(preceding.first(BT_26)), number});
  }
  report_repeated(preceding_twice, entries, report);
}

}  // namespace

void list_duplicate_rules(Rules& list) {
  list.insert(list.end(), {&line_twice, &attachment_twice, &preceding_twice});
}

void check_duplicates(Node root, Report& report) {
  check_line_numbers(root, report);
  check_attachments(root, report);
  check_preceding(root, report);
}

}  // namespace facteur::formats::own
