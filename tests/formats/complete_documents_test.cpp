// Laws of completion, on the shared documents that the official rules find valid.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <sstream>

#include "formats/complete.h"
#include "formats/decimal.h"
#include "formats/draft.h"
#include "formats/read.h"
#include "tests/shared_folder.h"

using namespace facteur;
using namespace facteur::formats;
using enum Term;

namespace {

std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  INFO(file);
  REQUIRE(stream);
  return {std::istreambuf_iterator<char>(stream), {}};
}

// Published invoices without a fatal finding of EN 16931, that we can read.
std::map<std::string, Invoice> valid_invoices(const std::filesystem::path& documents) {
  std::map<std::string, Invoice> found;
  std::istringstream table(bytes_of(documents / "expected.tsv"));
  for (std::string line; std::getline(table, line);) {
    const bool counts =
        line.starts_with("published/") && line.find("\t1\ten16931") != std::string::npos &&
        line.find("fatal:") == std::string::npos && line.find("error") == std::string::npos;
    if (!counts) continue;
    const std::string file = line.substr(0, line.find('\t'));
    Reading reading = read(bytes_of(documents / file));
    if (reading.invoice) found.emplace(file, std::move(*reading.invoice));
  }
  return found;
}

// "BG-25[2]/BT-131" -> value, for every decimal of the tree that a completion may compute.
using Values = std::map<std::string, Decimal>;

bool is_computed(Term term) {
  switch (term) {
    case BT_92:
    case BT_99:
    case BT_106:
    case BT_107:
    case BT_108:
    case BT_109:
    case BT_110:
    case BT_112:
    case BT_115:
    case BT_116:
    case BT_117:
    case BT_131:
    case BT_136:
    case BT_141:
    case BT_146:
      return true;
    default:
      return false;
  }
}

// A total of allowances or charges that there are none of may be left out.
bool needless(Term term, Decimal value) {
  return (term == BT_107 || term == BT_108) && value.is_zero();
}

void collect(Node parent, const std::string& path, Values& values) {
  std::map<Term, int> seen;
  for (Node node = parent.first_child(); node; node = node.next_sibling()) {
    const std::string here =
        path + name(node.term()) + "[" + std::to_string(++seen[node.term()]) + "]";
    const auto value = Decimal::parse(node.text());
    if (is_computed(node.term()) && value && !needless(node.term(), *value))
      values.emplace(here, *value);
    collect(node, here + "/", values);
  }
}

Values values_of(const Invoice& invoice) {
  Values values;
  collect(invoice.root(), "", values);
  return values;
}

// "BG-22[1]/BT-110[1]: 5 / 6", one a line; empty for equal trees.
std::string differences(const Values& a, const Values& b) {
  const auto shown = [](const Values& values, const std::string& path) {
    const auto found = values.find(path);
    return found == values.end() ? std::string("nothing") : found->second.to_string();
  };
  std::set<std::string> paths;
  for (const auto& [path, value] : a) paths.insert(path);
  for (const auto& [path, value] : b) paths.insert(path);
  std::string text;
  for (const std::string& path : paths) {
    const std::string left = shown(a, path), right = shown(b, path);
    if (left != right) text += path + ": " + left + " / " + right + "\n";
  }
  return text;
}

// Takes out of the draft what the completion has computed and found to agree.
void remove(Draft& document, const Figure& figure) {
  Draft* group = &document;
  std::string_view path = figure.path;
  for (auto slash = path.find('/'); slash != path.npos; slash = path.find('/')) {
    const std::string_view step = path.substr(0, slash);
    const auto bracket = std::min(step.find('['), step.size());
    int left = bracket == step.size() ? 1 : std::stoi(std::string(step.substr(bracket + 1)));
    Draft* next = nullptr;
    for (Draft& child : group->children) {
      if (name(child.term) == step.substr(0, bracket) && --left == 0) next = &child;
    }
    REQUIRE(next != nullptr);
    group = next;
    path.remove_prefix(slash + 1);
  }
  std::erase_if(group->children, [&](const Draft& child) { return child.term == figure.term; });
}

bool any_differs(const Completion& completion) {
  for (const Figure& figure : completion.figures) {
    if (figure.outcome == Outcome::differs) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("completing a valid invoice without its computed values gives them back") {
  const auto shared = test::shared_folder();
  if (!shared) {
    WARN("no shared documents here: skipped");
    return;
  }
  const auto invoices = valid_invoices(*shared / "conformance" / "documents");
  REQUIRE(invoices.size() > 300);
  std::size_t exact = 0, removed = 0;
  for (const auto& [file, invoice] : invoices) {
    INFO(file);
    const Completion first = complete(invoice);
    exact += any_differs(first) ? 0 : 1;
    Draft stripped = draft_of(invoice);
    for (const Figure& figure : first.figures) {
      if (figure.outcome != Outcome::agrees) continue;
      remove(stripped, figure);
      ++removed;
    }
    const Completion again = complete(invoice_of(stripped, invoice.syntax()));
    CHECK(differences(values_of(again.invoice), values_of(first.invoice)) == "");
  }
  CHECK(exact * 10 > invoices.size() * 8);
  WARN(exact << " of " << invoices.size()
             << " valid invoices hold only the values that we compute; " << removed
             << " values taken out and computed again");
}

TEST_CASE("completing keeps every value of a valid invoice, and doing it twice changes nothing") {
  const auto shared = test::shared_folder();
  if (!shared) {
    WARN("no shared documents here: skipped");
    return;
  }
  for (const auto& [file, invoice] : valid_invoices(*shared / "conformance" / "documents")) {
    INFO(file);
    const Completion once = complete(invoice);
    const Values before = values_of(invoice), after = values_of(once.invoice);
    for (const auto& [path, value] : before) REQUIRE(after.at(path) == value);
    const Completion twice = complete(once.invoice);
    REQUIRE(differences(values_of(twice.invoice), after) == "");
    for (const Figure& figure : twice.figures) {
      CHECK(figure.outcome != Outcome::added);
      CHECK(figure.outcome != Outcome::replaced);
    }
  }
}
