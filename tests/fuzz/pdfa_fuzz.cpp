// Judges any bytes as PDF/A: what cannot be opened says why, what passes broke nothing fatal, and
// each finding is of a rule that is listed.
#include <algorithm>
#include <set>

#include "formats/pdfa/judge.h"
#include "tests/fuzz/fuzz.h"

using namespace facteur::formats;
using facteur::fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto rules = [] {
    std::set<std::string_view> ids;
    for (const Rule* rule : pdfa::pdfa_rules()) ids.insert(rule->id);
    return ids;
  }();
  const pdfa::PdfaVerdict verdict = pdfa::judge_pdfa(facteur::fuzz::as_text(data, size));
  require(verdict.readable || (!verdict.passes && !verdict.findings.empty()));
  const bool fatal = std::ranges::any_of(
      verdict.findings, [](const Finding& f) { return f.severity == Severity::fatal; });
  require(verdict.passes == (verdict.readable && !fatal));
  for (const Finding& finding : verdict.findings) {
    require(!verdict.readable || rules.contains(finding.rule));
    require(!finding.message.fr.empty() && !finding.message.en.empty());
  }
  return 0;
}
