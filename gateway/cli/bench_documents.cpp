// Reading and judging one invoice, beside what libxml2 takes for the same bytes.
#include <libxml/parser.h>
#include <libxml/xmlschemas.h>

#include <initializer_list>
#include <memory>
#include <stdexcept>

#include "formats/read.h"
#include "formats/verdict.h"
#include "formats/write.h"
#include "gateway/cli/bench_run.h"
#include "gateway/cli/sample_invoice.h"

namespace facteur::gateway::cli {
namespace {

using Document = std::unique_ptr<xmlDoc, decltype(&xmlFreeDoc)>;
using Schema = std::unique_ptr<xmlSchema, decltype(&xmlSchemaFree)>;

Document dom(const std::string& bytes) {
  return {xmlReadMemory(bytes.data(), int(bytes.size()), nullptr, nullptr, XML_PARSE_NONET),
          xmlFreeDoc};
}

void keep_quiet(void*, const char*, ...) {}  // the exception says which file

Schema load_schema(const std::filesystem::path& file) {
  const std::unique_ptr<xmlSchemaParserCtxt, decltype(&xmlSchemaFreeParserCtxt)> parser(
      xmlSchemaNewParserCtxt(file.c_str()), xmlSchemaFreeParserCtxt);
  if (parser) xmlSchemaSetParserErrors(parser.get(), keep_quiet, keep_quiet, nullptr);
  Schema schema(parser ? xmlSchemaParse(parser.get()) : nullptr, xmlSchemaFree);
  if (!schema) throw std::runtime_error(file.string() + ": not a schema that can be used");
  return schema;
}

bool schema_accepts(xmlSchema& schema, xmlDoc& document) {
  const std::unique_ptr<xmlSchemaValidCtxt, decltype(&xmlSchemaFreeValidCtxt)> validator(
      xmlSchemaNewValidCtxt(&schema), xmlSchemaFreeValidCtxt);
  return xmlSchemaValidateDoc(validator.get(), &document) == 0;
}

// As their publishers name them.
constexpr std::string_view ubl_schema = "ubl-2.1/maindoc/UBL-Invoice-2.1.xsd";
constexpr std::string_view cii_schema = "cii-d22b/CrossIndustryInvoice_100pD22B.xsd";

void must(bool good, const char* what) {
  if (!good) throw std::runtime_error(std::string("the sample invoice is refused: ") + what);
}

// The published schema of a syntax; empty when the options name none for it.
std::filesystem::path schema_of(std::string_view below, const BenchOptions& options) {
  if (std::filesystem::is_directory(options.xsd)) return options.xsd / below;
  return below == ubl_schema ? options.xsd : std::filesystem::path();
}

// Times `work` beside libxml2's tree, and beside tree and schema when there is one.
void compare(const char* bench, const std::string& what, const std::string& bytes,
             std::function<void()> work, const std::filesystem::path& xsd, const Report& report) {
  std::vector<std::function<void()>> works = {std::move(work),
                                              [&bytes] { must(dom(bytes) != nullptr, "libxml2"); }};
  Schema schema(nullptr, xmlSchemaFree);
  if (!xsd.empty()) {
    schema = load_schema(xsd);
    works.push_back([&] { must(schema_accepts(*schema, *dom(bytes)), "schema"); });
  }
  const auto seconds = median_seconds(works);
  report({bench, what, seconds[0] * 1e3, "ms", "libxml2 tree", seconds[1] * 1e3});
  if (seconds.size() > 2)
    report({bench, what, seconds[0] * 1e3, "ms", "libxml2 tree and schema", seconds[2] * 1e3});
}

std::string kilobytes(const std::string& bytes) {
  return std::to_string((bytes.size() + 512) / 1024) + " KB";
}

// From bytes to bytes, as `facteur convert` does it.
std::string converted(const std::string& bytes, formats::Syntax target) {
  const formats::Reading reading = formats::read(bytes);
  must(reading.invoice.has_value(), "reader");
  return formats::write(*reading.invoice, target).bytes;
}

// An everyday invoice, and one long enough to show that the cost grows with the lines alone.
constexpr int everyday_lines = 20;
constexpr int line_counts[] = {everyday_lines, 2000};
constexpr int long_lines = 10'000;

formats::RuleSelection selection(std::initializer_list<std::string_view> names) {
  formats::RuleSelection chosen{false, {}};
  for (const std::string_view name : names) chosen.sets.push_back(formats::find_rule_set(name));
  return chosen;
}

void judged(const std::string& bytes, const formats::RuleSelection& rules) {
  must(formats::judge(bytes, rules).structure, "judge");
}

}  // namespace

void bench_parse(const BenchOptions& options, const Report& report) {
  for (const int lines : line_counts) {
    const std::string bytes = sample_invoice("BENCH-1", lines);
    const auto work = [&bytes] { must(formats::read(bytes).structure, "reader"); };
    compare("parse", "read " + kilobytes(bytes), bytes, work, schema_of(ubl_schema, options),
            report);
  }
}

void bench_validate(const BenchOptions& options, const Report& report) {
  for (const int lines : line_counts) {
    const std::string bytes = sample_invoice("BENCH-1", lines);
    const auto work = [&bytes] { must(formats::judge(bytes).valid, "rules"); };
    compare("validate", "judge " + kilobytes(bytes), bytes, work, schema_of(ubl_schema, options),
            report);
  }
}

// Structure and rules of an everyday invoice; then each set on a long one, whatever its profile
// calls for: a set costs its whole price however little it finds. Ten times what a tenth of the
// lines cost is what the long one costs where the cost is linear.
void bench_rules(const BenchOptions& options, const Report& report) {
  const std::string ubl = sample_invoice("BENCH-1", everyday_lines);
  const std::string cii = converted(ubl, formats::Syntax::cii);
  const auto core_and_french = selection({"en16931", "fr-ctc"});
  const auto compared = [&](const char* name, const std::string& bytes, std::string_view schema) {
    const auto work = [&] { judged(bytes, core_and_french); };
    compare("rules", name + kilobytes(bytes), bytes, work, schema_of(schema, options), report);
  };
  compared("EN 16931, French: UBL, ", ubl, ubl_schema);
  compared("EN 16931, French: CII, ", cii, cii_schema);

  const std::string tenth_ubl = sample_invoice("BENCH-1", long_lines / 10);
  const std::string long_ubl = sample_invoice("BENCH-1", long_lines);
  const std::string tenth_cii = converted(tenth_ubl, formats::Syntax::cii);
  const std::string long_cii = converted(long_ubl, formats::Syntax::cii);
  const std::string lines = ", " + std::to_string(long_lines) + " lines ";
  for (const formats::RuleSet& set : formats::rule_sets()) {
    if (set.subject != formats::Subject::invoice) continue;
    const bool in_ubl = (set.syntaxes & formats::Syntaxes::ubl) != formats::Syntaxes::none;
    const auto rules = selection({set.name});
    const auto seconds = median_seconds({[&] { judged(in_ubl ? long_ubl : long_cii, rules); },
                                         [&] { judged(in_ubl ? tenth_ubl : tenth_cii, rules); }});
    report({"rules", std::string(set.name) + lines + (in_ubl ? "UBL" : "CII"), seconds[0] * 1e3,
            "ms", "ten times a tenth of the lines", seconds[1] * 1e4});
  }
  bench_jobs(options, report);
}

// The sizes come first, while this process is small: what it holds when it starts another counts as
// a peak of that one too.
void bench_documents(const BenchOptions& options, const Report& report) {
  bench_sizes(options, report);
  const std::string ubl = sample_invoice("BENCH-1", everyday_lines);
  const std::string cii = converted(ubl, formats::Syntax::cii);
  const auto compared = [&](const char* name, const std::string& bytes, std::string_view schema) {
    const auto work = [&bytes] { must(formats::read(bytes).structure, "reader"); };
    compare("documents", name + kilobytes(bytes), bytes, work, schema_of(schema, options), report);
  };
  compared("read UBL, ", ubl, ubl_schema);
  compared("read CII, ", cii, cii_schema);
  const auto seconds = median_seconds({[&] { converted(ubl, formats::Syntax::cii); },
                                       [&] { converted(cii, formats::Syntax::ubl_invoice); }});
  report({"documents", "UBL to CII, " + kilobytes(ubl), seconds[0] * 1e3, "ms"});
  report({"documents", "CII to UBL, " + kilobytes(cii), seconds[1] * 1e3, "ms"});
}

}  // namespace facteur::gateway::cli
