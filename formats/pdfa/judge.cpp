#include "formats/pdfa/judge.h"

#include <algorithm>
#include <stdexcept>

#include "formats/facturx/read_file.h"
#include "formats/pdfa/extension_schemas.h"
#include "formats/pdfa/families.h"
#include "formats/pdfa/glyphs.h"
#include "formats/pdfa/graphics.h"
#include "formats/pdfa/literals.h"

namespace facteur::formats::pdfa {
namespace {

using facturx::FileFault;

Text why_not_opened(FileFault fault) {
  switch (fault) {
    case FileFault::too_large:
      return {"Le PDF est trop grand pour être jugé.", "The PDF is too large to be judged."};
    case FileFault::swelling:
      return {"Le PDF se décompresse au-delà de toute mesure : il n'est pas ouvert.",
              "The PDF inflates beyond measure: it is not opened."};
    case FileFault::password:
      return {"Le PDF demande un mot de passe ; fournir un fichier non chiffré.",
              "The PDF asks for a password; provide a file that is not encrypted."};
    default:
      return {"Le fichier n'est pas un PDF lisible.", "The file is not a readable PDF."};
  }
}

PdfaVerdict not_readable(const Text& why) {
  PdfaVerdict verdict;
  verdict.findings.push_back({.set = "structure",
                              .rule = "CONTAINER",
                              .severity = Severity::fatal,
                              .terms = {},
                              .location = {},
                              .message = why});
  return verdict;
}

std::vector<Object> pages_of(QPDF& pdf, std::size_t most) {
  std::vector<Object> pages = pdf.getAllPages();
  if (pages.size() > most) pages.resize(most);
  return pages;
}

PdfaVerdict examined(std::string_view bytes, QPDF& pdf, const PdfaLimits& limits) {
  Findings found;
  Examination examination{.bytes = bytes,
                          .pdf = pdf,
                          .limits = limits,
                          .found = found,
                          .part = limits.part,
                          .claim = {},
                          .inflated_left = limits.inflated,
                          .operators_left = limits.operators,
                          .pages = pages_of(pdf, limits.pages)};
  for (const Family& family : families()) {
    if (family.check != nullptr) family.check(examination);
  }
  PdfaVerdict verdict;
  verdict.readable = true;
  verdict.claim = examination.claim;
  verdict.findings_beyond = found.beyond();
  verdict.findings = found.take(pdfa_rules());
  verdict.passes = std::ranges::none_of(
      verdict.findings, [](const Finding& f) { return f.severity == Severity::fatal; });
  return verdict;
}

// "6.1.13-10" after "6.1.13-9" and before "6.2.2-1".
std::vector<int> numbers_of(std::string_view id) {
  std::vector<int> numbers{0};
  for (const char c : id) {
    if (c == '.' || c == '-') {
      numbers.push_back(0);
    } else {
      numbers.back() = numbers.back() * 10 + (c - '0');
    }
  }
  return numbers;
}

}  // namespace

std::span<const Family> families() {
  static const Family all[] = {
      {check_file_structure, file_structure_rules()},
      {check_objects, object_rules()},
      {nullptr, literal_rules()},
      {check_metadata, metadata_rules()},
      {nullptr, extension_schema_rules()},
      {check_annotations, annotation_rules()},
      {check_actions, action_rules()},
      {check_embedded_files, embedded_file_rules()},
      {check_optional_content, optional_content_rules()},
      {check_content, page_rules()},
      {nullptr, content_rules()},
      {nullptr, colour_rules()},
      {nullptr, graphics_state_rules()},
      {nullptr, image_rules()},
      {nullptr, font_rules()},
      {nullptr, glyph_rules()},
  };
  return all;
}

std::vector<const Rule*> pdfa_rules() {
  std::vector<const Rule*> rules;
  for (const Family& family : families()) {
    rules.insert(rules.end(), family.rules.begin(), family.rules.end());
  }
  std::ranges::stable_sort(rules, {}, [](const Rule* rule) { return numbers_of(rule->id); });
  return rules;
}

PdfaVerdict judge_pdfa(std::string_view pdf, const PdfaLimits& limits) {
  if (pdf.size() > limits.file) return not_readable(why_not_opened(FileFault::too_large));
  facturx::PdfFile file(pdf);
  if (file.fault() != FileFault::none) return not_readable(why_not_opened(file.fault()));
  try {
    PdfaVerdict verdict = examined(pdf, file.qpdf(), limits);
    return file.spent() ? not_readable(why_not_opened(FileFault::too_large)) : verdict;
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception&) {
    return not_readable(why_not_opened(FileFault::damaged));
  }
}

}  // namespace facteur::formats::pdfa
