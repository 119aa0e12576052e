#include "formats/verdict.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "formats/rules/report.h"
#include "formats/shape_rules.h"

namespace facteur::formats {
namespace {

std::vector<const RuleSet*> selected(const RuleSelection& selection, const Invoice& invoice,
                                     std::string_view profile) {
  if (!selection.as_profile_calls) return selection.sets;
  std::vector<const RuleSet*> sets;
  for (const RuleSet& set : rule_sets()) {
    if (set.called_for(invoice, profile)) sets.push_back(&set);
  }
  return sets;
}

void judge_by(const RuleSet& set, const Reading& reading, const Invoice& invoice, Report& report) {
  set.check(invoice, report);
  report_shapes(set.name, reading.shapes, invoice, report);
}

void judge_by_rules(Verdict& verdict, const Reading& reading, const RuleSelection& selection) {
  const Invoice& invoice = *verdict.invoice;
  verdict.judged_by = selected(selection, invoice, verdict.profile);
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
  // Every set of this version is written for invoices.
  if (verdict.invoice && is_invoice(verdict.identity.kind)) {
    judge_by_rules(verdict, reading, selection);
  }
  verdict.valid = verdict.structure &&
                  std::none_of(verdict.findings.begin(), verdict.findings.end(),
                               [](const Finding& f) { return f.severity == Severity::fatal; });
  return verdict;
}

}  // namespace facteur::formats
