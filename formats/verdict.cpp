#include "formats/verdict.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "formats/rules/report.h"
#include "formats/shape_rules.h"

namespace facteur::formats {
namespace {

bool is_about(const RuleSet& set, Kind kind) {
  return set.subject == Subject::invoice ? is_invoice(kind) : kind == Kind::lifecycle;
}

// Of the sets asked for, or called for by the document, those that are about its kind.
std::vector<const RuleSet*> selected(const RuleSelection& selection, const Verdict& verdict) {
  std::vector<const RuleSet*> sets = selection.as_profile_calls
                                         ? rule_sets_for(*verdict.invoice, verdict.profile)
                                         : selection.sets;
  std::erase_if(sets, [&](const RuleSet* set) { return !is_about(*set, verdict.identity.kind); });
  return sets;
}

void judge_by(const RuleSet& set, const Reading& reading, const Invoice& invoice, Report& report) {
  set.check(invoice, report);
  report_shapes(set.name, reading.shapes, invoice, report);
}

void judge_by_rules(Verdict& verdict, const Reading& reading, const RuleSelection& selection) {
  const Invoice& invoice = *verdict.invoice;
  verdict.judged_by = selected(selection, verdict);
  Report report;
  for (const RuleSet* set : verdict.judged_by) {
    report.begin_set(set->name);
    if (set->base != nullptr) {
      report.leave_out(set->without(invoice));
      judge_by(*set->base, reading, invoice, report);
      report.leave_out({});
    }
    judge_by(*set, reading, invoice, report);
  }
  verdict.findings_beyond += report.beyond();
  auto findings = report.take();
  std::move(findings.begin(), findings.end(), std::back_inserter(verdict.findings));
}

}  // namespace

Verdict judge(std::string_view bytes, const RuleSelection& selection, const Limits& limits) {
  MemorySource source(bytes);
  return judge(source, selection, limits);
}

Verdict judge(ByteSource& source, const RuleSelection& selection, const Limits& limits,
              std::shared_ptr<TextStore> store) {
  ShapeSets shapes{selection.as_profile_calls, {}};
  for (const RuleSet* set : selection.sets) {
    shapes.names.push_back(set->name);
    if (set->base != nullptr) shapes.names.push_back(set->base->name);
  }
  Reading reading = read(source, limits, std::move(store), shapes);
  Verdict verdict;
  verdict.identity = std::move(reading.identity);
  verdict.profile = std::move(reading.profile);
  verdict.structure = reading.structure;
  verdict.findings = std::move(reading.findings);
  verdict.findings_beyond = reading.findings_beyond;
  verdict.invoice = std::move(reading.invoice);
  if (verdict.invoice) judge_by_rules(verdict, reading, selection);
  verdict.valid = verdict.structure &&
                  std::none_of(verdict.findings.begin(), verdict.findings.end(),
                               [](const Finding& f) { return f.severity == Severity::fatal; });
  return verdict;
}

}  // namespace facteur::formats
