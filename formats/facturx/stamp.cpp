#include "formats/facturx/stamp.h"

#include <algorithm>
#include <iterator>
#include <qpdf/QPDF.hh>
#include <set>
#include <stdexcept>
#include <utility>

#include "formats/facturx/make_attachments.h"
#include "formats/facturx/make_hybrid.h"
#include "formats/facturx/make_xml.h"
#include "formats/facturx/read.h"
#include "formats/facturx/read_divergence.h"
#include "formats/facturx/read_file.h"
#include "formats/facturx/stamp_repair.h"
#include "formats/pdfa/judge.h"

namespace facteur::formats::facturx {
namespace {

// Why the page is refused; thrown and caught in this file.
struct Refused {
  std::vector<Finding> reasons;
};

[[noreturn]] void refuse(Note note) {
  throw Refused{{finding_of(note)}};
}

void check_opened(FileFault fault) {
  switch (fault) {
    case FileFault::none:
      return;
    case FileFault::not_pdf:
    case FileFault::damaged:
      refuse(Note::unreadable);
    case FileFault::password:
      refuse(Note::password);
    case FileFault::swelling:
      refuse(Note::swelling);
    case FileFault::too_large:
      refuse(Note::too_large);
  }
}

// What no repair can mend, whatever PDF/A says.
void check_untouchable(QPDF& pdf, const HybridPdf& hybrid) {
  if (pdf.isEncrypted()) refuse(Note::encrypted);
  if (carries_signature(pdf)) refuse(Note::is_signed);
  if (is_xfa_form(pdf)) refuse(Note::form_language);
  if (hybrid.invoice()) refuse(Note::has_invoice);
}

// A level above B was its author's to claim, and goes on with his pages.
char level_of(const pdfa::PdfaVerdict& before) {
  const bool claims = before.passes && (before.claim.part == 2 || before.claim.part == 3) &&
                      before.claim.conformance.size() == 1;
  return claims ? before.claim.conformance.front() : 'B';
}

// What still breaks a rule: told by the places of the file that the supplier knows, where it was
// found there too.
std::vector<Finding> reasons(std::vector<Finding> before, const std::vector<Finding>& after) {
  const auto fatal_rules = [](const std::vector<Finding>& findings) {
    std::set<std::string_view> rules;
    for (const Finding& finding : findings)
      if (finding.severity == Severity::fatal) rules.insert(finding.rule);
    return rules;
  };
  const auto broken = fatal_rules(after), known = fatal_rules(before);
  std::vector<Finding> found;
  for (Finding& finding : before)
    if (broken.contains(finding.rule)) found.push_back(std::move(finding));
  std::ranges::copy_if(after, std::back_inserter(found), [&](const Finding& finding) {
    return finding.severity == Severity::fatal && !known.contains(finding.rule);
  });
  return found;
}

// ISO 19005-3 §6.6, of which our own packet breaks nothing.
bool breaks_metadata_rule(const pdfa::PdfaVerdict& verdict) {
  return std::ranges::any_of(verdict.findings, [](const Finding& finding) {
    return finding.severity == Severity::fatal && finding.rule.starts_with("6.6.");
  });
}

void append(std::vector<Finding>& to, std::vector<Finding>&& from) {
  std::ranges::move(from, std::back_inserter(to));
}

struct Page {
  std::string_view bytes;
  const MakeOptions& options;
  const ColourProfile& colours;
  const Invoice& invoice;
};

Contents contents_of(const Page& page, MadeXml& xml, QPDF& pdf, const HybridPdf& hybrid) {
  const auto issued = day_of_issue(page.invoice);
  Contents contents;
  contents.profile = xml.profile;
  contents.xml = std::move(xml.bytes);
  FileNames names;
  for (const EmbeddedFile& file : hybrid.files()) names.take(file.name);
  contents.attachments = attachments_of(page.invoice, names);
  contents.facts = stated_facts(pdf, issued);
  if (contents.facts.title.empty()) contents.facts.title = page.invoice.root().text(Term::BT_1);
  contents.facts.producer = program;
  contents.facts.modified = page.options.clock.value_or(std::max(issued, contents.facts.created));
  return contents;
}

// The file, with what was repaired added to `findings`; or throws Refused, or what libqpdf throws.
std::string stamped(const Page& page, MadeXml& xml, std::vector<Finding>& findings) {
  PdfFile opened(page.bytes);
  check_opened(opened.fault());
  QPDF& pdf = opened.qpdf();
  HybridPdf hybrid(page.bytes);
  check_untouchable(pdf, hybrid);
  pdfa::PdfaVerdict before = pdfa::judge_pdfa(page.bytes);
  std::set<Note> repaired;
  if (!before.passes) repaired = repair(pdf);
  repaired.insert(Note::metadata);
  if (lacks_output_intent(pdf)) {
    set_output_intent(pdf, page.colours);
    repaired.insert(Note::colours);
  }
  Contents contents = contents_of(page, xml, pdf, hybrid);
  contents.conformance = level_of(before);
  add_contents(pdf, std::move(contents));
  std::string file = written(pdf);
  pdfa::PdfaVerdict after = pdfa::judge_pdfa(file);
  if (breaks_metadata_rule(after) && drop_metadata_of_parts(pdf)) {
    repaired.insert(Note::metadata_of_parts);
    file = written(pdf);
    after = pdfa::judge_pdfa(file);
  }
  if (opened.spent()) refuse(Note::too_large);
  if (!after.passes) throw Refused{reasons(std::move(before.findings), after.findings)};
  for (const Note note : repaired) findings.push_back(finding_of(note));
  if (const auto said = hybrid.pages()) append(findings, divergences(*said, page.invoice));
  return file;
}

}  // namespace

std::optional<Made> stamp(std::string_view page, std::string_view bytes, const MakeOptions& options,
                          const ColourProfile& colours, Reading& reading) {
  const Source source(bytes);
  auto xml = make_xml(source.invoice(), options.profile, reading);
  if (!xml) return std::nullopt;
  Made made{{}, std::move(xml->findings), xml->faithful, xml->valid};
  try {
    made.pdf = stamped({page, options, colours, *reading.invoice}, *xml, made.findings);
  } catch (Refused& refused) {
    append(made.findings, std::move(refused.reasons));
  } catch (const ReadBudgetSpent&) {
    made.findings.push_back(finding_of(Note::too_large));
  } catch (const std::runtime_error&) {  // libqpdf, about a file that is damaged inside
    made.findings.push_back(finding_of(Note::unreadable));
  } catch (const std::logic_error&) {  // libqpdf, about objects of another type than expected
    made.findings.push_back(finding_of(Note::unreadable));
  }
  return made;
}

}  // namespace facteur::formats::facturx
