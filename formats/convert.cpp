#include "formats/convert.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>
#include <utility>

#include "formats/draft.h"
#include "formats/facturx/read.h"
#include "formats/json_read.h"
#include "formats/json_write.h"
#include "formats/unbound.h"
#include "formats/verdict.h"
#include "formats/write.h"

namespace facteur::formats {
namespace {

struct Specification {
  std::string_view name, identifier;
};

constexpr std::array specifications{
    Specification{"en16931", "urn:cen.eu:en16931:2017"},
    Specification{"factur-x-minimum", "urn:factur-x.eu:1p0:minimum"},
    Specification{"factur-x-basicwl", "urn:factur-x.eu:1p0:basicwl"},
    Specification{"factur-x-basic", "urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:basic"},
    Specification{"factur-x-extended",
                  "urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended"},
    Specification{"extended-ctc-fr",
                  "urn:cen.eu:en16931:2017#conformant#urn.cpro.gouv.fr:1p0:extended-ctc-fr"},
    Specification{"peppol",
                  "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"},
    Specification{"xrechnung",
                  "urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0"},
};

constexpr std::array<std::string_view, 3> target_names{"ubl", "cii", "json"};

Syntax syntax_of(Target target, const Invoice& invoice) {
  return target == Target::cii ? Syntax::cii : ubl_syntax_of(invoice);
}

void append(std::vector<Finding>& to, std::vector<Finding>&& from) {
  std::move(from.begin(), from.end(), std::back_inserter(to));
}

// What is fatal in the result, by rules that found nothing fatal in the source.
std::vector<Finding> new_faults(std::string_view source, std::string_view result) {
  Verdict after = judge(result);
  if (after.valid) return {};
  std::set<std::string_view> known;
  if (!looks_like_json(source)) {
    for (const Finding& finding : judge(source).findings) {
      if (finding.severity == Severity::fatal) known.insert(finding.rule);
    }
  }
  std::vector<Finding> faults;
  for (Finding& finding : after.findings) {
    const bool fatal = finding.severity == Severity::fatal;
    if (fatal && !known.contains(finding.rule)) faults.push_back(std::move(finding));
  }
  return faults;
}

// The invoice with a BT-24 to write another one over.
const Invoice& with_specification(Reading& reading) {
  const Invoice& invoice = *reading.invoice;
  if (invoice.root().first(Term::BG_2).first(Term::BT_24)) return invoice;
  Draft draft = draft_of(invoice);
  Draft* process = draft.first(Term::BG_2);
  (process != nullptr ? *process : draft.add(Term::BG_2)).add(Term::BT_24);
  reading.invoice = invoice_of(draft, invoice.syntax());
  return *reading.invoice;
}

bool is_information(const Finding& finding) {
  return finding.severity == Severity::information;
}

}  // namespace

std::optional<Target> target_named(std::string_view name) {
  const auto found = std::find(target_names.begin(), target_names.end(), name);
  if (found == target_names.end()) return std::nullopt;
  return static_cast<Target>(found - target_names.begin());
}

std::optional<std::string_view> specification_named(std::string_view name) {
  for (const Specification& row : specifications) {
    if (row.name == name) return row.identifier;
  }
  return std::nullopt;
}

std::optional<Conversion> convert(std::string_view given, Target target,
                                  std::string_view specification, Reading& reading) {
  std::string_view bytes = given;
  std::optional<facturx::HybridPdf> container;
  if (identify(given).root == "PDF") {
    container.emplace(given);
    if (!container->xml().empty()) bytes = container->xml();
  }
  const bool from_json = looks_like_json(bytes);
  reading = from_json ? read_json(bytes) : read(bytes);
  const bool readable =
      reading.invoice && (from_json || formats::is_invoice(reading.identity.kind));
  if (!readable) return std::nullopt;
  const Invoice& invoice = *reading.invoice;
  Conversion result;
  if (from_json) {
    result.findings = reading.findings;
  } else {
    MemorySource source(bytes);
    result.findings = unbound(source, invoice);
  }
  if (target == Target::json) {
    result.bytes = write_json(invoice);
  } else {
    const Invoice& stated = specification.empty() ? invoice : with_specification(reading);
    Written written = write(stated, syntax_of(target, stated), specification);
    result.bytes = std::move(written.bytes);
    append(result.findings, std::move(written.losses));
    append(result.findings, new_faults(bytes, result.bytes));
  }
  result.faithful = std::all_of(result.findings.begin(), result.findings.end(), is_information);
  return result;
}

}  // namespace facteur::formats
