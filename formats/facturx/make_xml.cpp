#include "formats/facturx/make_xml.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "formats/draft.h"
#include "formats/json_read.h"
#include "formats/unbound.h"
#include "formats/verdict.h"
#include "formats/write.h"

namespace facteur::formats::facturx {
namespace {

// Readers and rules go by BT-24, and so do the people who read the page.
void state_profile(Reading& reading, std::string_view specification) {
  const Invoice& invoice = *reading.invoice;
  if (invoice.root().first(Term::BG_2).text(Term::BT_24) == specification) return;
  Draft draft = draft_of(invoice);
  Draft* process = draft.first(Term::BG_2);
  if (process == nullptr) process = &draft.add(Term::BG_2);
  Draft* stated = process->first(Term::BT_24);
  if (stated == nullptr) stated = &process->add(Term::BT_24);
  stated->text = specification;
  reading.invoice = invoice_of(draft, invoice.syntax(), invoice.store());
}

// Those that the profile calls for; and those of Factur-X for EN 16931 too, which names itself like
// the standard alone. MINIMUM and BASIC WL go beside a page as data, not as the invoice: what the
// French rules ask of an invoice is not asked of them.
RuleSelection rules_of(const Invoice& invoice, const Profile& profile) {
  if (profile.relationship == Relationship::data) return {false, {find_rule_set("facturx")}};
  if (profile.name != "en16931") return {};
  RuleSelection selection{false, rule_sets_for(invoice, profile.specification)};
  selection.sets.push_back(find_rule_set("facturx"));
  return selection;
}

void append(std::vector<Finding>& to, std::vector<Finding>&& from) {
  std::move(from.begin(), from.end(), std::back_inserter(to));
}

std::vector<Finding> unbound_in(std::string_view bytes, const Invoice& invoice) {
  MemorySource source(bytes);
  return unbound(source, invoice);
}

// What two sets say of the same place in the same words is said once.
std::vector<Finding> fatal_ones(std::vector<Finding>&& findings) {
  std::set<std::pair<std::string_view, std::string>> said;
  std::erase_if(findings, [&](const Finding& finding) {
    return finding.severity != Severity::fatal ||
           !said.emplace(finding.rule, finding.location).second;
  });
  return std::move(findings);
}

}  // namespace

Source::Source(std::string_view bytes) : bytes_(bytes) {
  if (identify(bytes).root != "PDF") return;
  container_.emplace(bytes);
  if (container_->xml().empty()) container_.reset();
}

std::optional<MadeXml> make_xml(std::string_view bytes, const Profile* profile, Reading& reading) {
  const bool from_json = looks_like_json(bytes);
  reading = from_json ? read_json(bytes) : read(bytes);
  if (!reading.invoice || !(from_json || is_invoice(reading.identity.kind))) return std::nullopt;

  MadeXml made;
  made.findings = from_json ? reading.findings : unbound_in(bytes, *reading.invoice);
  made.profile = profile != nullptr
                     ? profile
                     : &profile_for(reading.invoice->root().first(Term::BG_2).text(Term::BT_24));
  state_profile(reading, made.profile->specification);
  Written written = write(*reading.invoice, Syntax::cii, made.profile->specification);
  made.bytes = std::move(written.bytes);
  append(made.findings, std::move(written.losses));
  made.faithful = std::ranges::all_of(
      made.findings, [](const Finding& f) { return f.severity == Severity::information; });

  Verdict verdict = judge(made.bytes, rules_of(*reading.invoice, *made.profile));
  made.valid = verdict.valid;
  append(made.findings, fatal_ones(std::move(verdict.findings)));
  return made;
}

}  // namespace facteur::formats::facturx
