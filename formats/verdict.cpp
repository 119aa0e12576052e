#include "formats/verdict.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <tuple>
#include <utility>

#include "formats/requirements.h"
#include "formats/rules/report.h"
#include "formats/shape_rules.h"

namespace facteur::formats {
namespace {

bool is_about(const RuleSet& set, Kind kind) {
  if (set.subject == Subject::pdf_file) return false;
  return set.subject == Subject::invoice ? is_invoice(kind) : kind == Kind::lifecycle;
}

constexpr std::string_view facturx = "facturx";

// Is it, in a PDF, for the rules of Factur-X to say what they think of a profile? They do so of
// EN 16931 itself and of whatever is unknown, but not of usages and extensions by other publishers.
bool concerns_facturx(const Invoice& invoice, std::string_view profile) {
  const bool by_somebody = profile.starts_with("urn:cen.eu:en16931:2017#");
  const bool by_its_publishers =
      profile.find("factur-x") != profile.npos || profile.find("zugferd") != profile.npos;
  return invoice.syntax() == Syntax::cii && (by_its_publishers || !by_somebody);
}

void add_facturx(std::vector<const RuleSet*>& sets) {
  const RuleSet* set = find_rule_set(facturx);
  const bool there = std::find(sets.begin(), sets.end(), set) != sets.end();
  if (set != nullptr && !there) sets.push_back(set);
}

// Of the sets asked for, or called for by the document, those that are about its kind.
std::vector<const RuleSet*> selected(const RuleSelection& selection, const Verdict& verdict) {
  std::vector<const RuleSet*> sets = selection.sets;
  if (selection.as_profile_calls) {
    sets = rule_sets_for(*verdict.invoice, verdict.profile);
    const bool hybrid = verdict.identity.format == Format::facturx;
    if (hybrid && concerns_facturx(*verdict.invoice, verdict.profile)) add_facturx(sets);
  }
  std::erase_if(sets, [&](const RuleSet* set) { return !is_about(*set, verdict.identity.kind); });
  return sets;
}

void judge_by(const RuleSet& set, const Reading& reading, const Invoice& invoice, Report& report) {
  set.check(invoice, report);
  report_shapes(set.name, reading.shapes, invoice, report);
}

// What the rules of Factur-X repeat of EN 16931, as severely, is said once.
void drop_repeated(std::vector<Finding>& findings) {
  const auto what = [](const Finding& finding) {
    return std::tuple(finding.rule, finding.severity, std::string_view(finding.location));
  };
  std::set<decltype(what(findings[0]))> said;
  for (const Finding& finding : findings) {
    if (finding.set == "en16931") said.insert(what(finding));
  }
  std::vector<Finding> kept;
  for (Finding& finding : findings) {
    if (finding.set == facturx && said.contains(what(finding))) continue;
    kept.push_back(finding);
  }
  findings = std::move(kept);
}

void judge_by_requirements(Verdict& verdict, const RuleSelection& selection, Report& report) {
  if (!is_invoice(verdict.identity.kind)) return;
  for (const auto& set : selection.requirements) {
    if (!is_about(*set, *verdict.invoice)) continue;
    report.begin_set(set->name);
    check(*set, *verdict.invoice, report);
    verdict.requirements.push_back(set);
  }
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
  judge_by_requirements(verdict, selection, report);
  verdict.findings_beyond += report.beyond();
  auto findings = report.take();
  const bool hybrid = verdict.identity.format == Format::facturx;
  if (hybrid && selection.as_profile_calls) drop_repeated(findings);
  std::move(findings.begin(), findings.end(), std::back_inserter(verdict.findings));
}

// Are only rules about the PDF itself asked for? Then no invoice is needed in it.
bool only_about_file(const RuleSelection& selection) {
  const auto about_file = [](const RuleSet* set) { return set->subject == Subject::pdf_file; };
  return !selection.as_profile_calls && !selection.sets.empty() && selection.requirements.empty() &&
         std::all_of(selection.sets.begin(), selection.sets.end(), about_file);
}

void add_pdf_findings(Verdict& verdict, std::vector<Finding> findings,
                      const RuleSelection& selection) {
  verdict.judged_by.push_back(find_rule_set("pdfa3"));
  if (only_about_file(selection)) {
    verdict.findings.clear();
    verdict.findings_beyond = 0;
    const auto unreadable = [](const Finding& f) { return f.set == "structure"; };
    verdict.structure = std::none_of(findings.begin(), findings.end(), unreadable);
  }
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
  if (reading.pdf_findings) {
    add_pdf_findings(verdict, std::move(*reading.pdf_findings), selection);
  }
  verdict.valid = verdict.structure &&
                  std::none_of(verdict.findings.begin(), verdict.findings.end(),
                               [](const Finding& f) { return f.severity == Severity::fatal; });
  return verdict;
}

}  // namespace facteur::formats
