#include "formats/facturx/read_invoice.h"

#include <algorithm>
#include <iterator>

#include "formats/facturx/read.h"
#include "formats/facturx/read_divergence.h"
#include "formats/facturx/read_faults.h"
#include "formats/pdfa/judge.h"

namespace facteur::formats::facturx {
namespace {

// {urn:ferd:CrossIndustryDocument:invoice:1p0}CrossIndustryDocument, and its drafts.
bool is_zugferd_1(std::string_view root) {
  return root.find("{urn:ferd:") != root.npos;
}

void name_zugferd_1(Reading& reading) {
  const auto unknown = [](const Finding& finding) { return finding.rule == "UNKNOWN-ROOT"; };
  const auto found = std::find_if(reading.findings.begin(), reading.findings.end(), unknown);
  if (found != reading.findings.end()) *found = finding_of(Fault::zugferd_1);
}

// In a PDF the rules of Factur-X may judge where the XML alone would not call for them.
ShapeSets with_facturx(ShapeSets sets) {
  if (sets.as_profile_calls) sets.names.emplace_back("facturx");
  return sets;
}

bool calls_for_pdfa(const ShapeSets& sets, const XmpFacts& xmp) {
  if (sets.as_profile_calls) return xmp.pdfa_part == "3";
  return std::find(sets.names.begin(), sets.names.end(), "pdfa3") != sets.names.end();
}

std::vector<Finding> judged_by_pdfa(std::string_view pdf, bool asked_by_name) {
  std::vector<Finding> findings = pdfa::judge_pdfa(pdf).findings;
  if (asked_by_name) return findings;
  for (Finding& finding : findings) {
    if (finding.severity == Severity::fatal) finding.severity = Severity::warning;
  }
  return findings;
}

// Its findings are of our own set, and cost as much as all the rest.
bool asks_for_divergence(const Reading& reading, const ShapeSets& sets) {
  const bool named = std::find(sets.names.begin(), sets.names.end(), "facteur") != sets.names.end();
  return reading.invoice && is_invoice(reading.identity.kind) && (sets.as_profile_calls || named);
}

void append_divergences(HybridPdf& container, Reading& reading) {
  const auto pages = container.pages();
  if (!pages) return;
  auto found = divergences(*pages, *reading.invoice);
  std::move(found.begin(), found.end(), std::back_inserter(reading.findings));
}

Reading without_invoice() {
  Reading reading;
  reading.identity = {Format::facturx, Kind::unknown, "PDF"};
  return reading;
}

}  // namespace

Reading read_invoice(std::string_view pdf, const Limits& limits, std::shared_ptr<TextStore> store,
                     const ShapeSets& shape_sets) {
  ReadLimits container_limits;
  container_limits.xml_bytes = std::min(container_limits.xml_bytes, limits.bytes);
  HybridPdf container(pdf, container_limits);
  std::vector<Finding> findings = container.findings();
  Reading reading = without_invoice();
  if (!container.xml().empty()) {
    MemorySource xml(container.xml());
    reading = read(xml, limits, std::move(store), with_facturx(shape_sets));
    reading.identity.format = Format::facturx;
    if (is_zugferd_1(reading.identity.root)) name_zugferd_1(reading);
    auto contradiction = contradicting_profile(container.xmp(), reading.profile);
    if (reading.invoice && contradiction) findings.push_back(std::move(*contradiction));
    if (asks_for_divergence(reading, shape_sets)) append_divergences(container, reading);
  }
  std::move(reading.findings.begin(), reading.findings.end(), std::back_inserter(findings));
  reading.findings = std::move(findings);
  if (calls_for_pdfa(shape_sets, container.xmp())) {
    reading.pdf_findings = judged_by_pdfa(pdf, !shape_sets.as_profile_calls);
  }
  return reading;
}

}  // namespace facteur::formats::facturx
