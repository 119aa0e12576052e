#include "gateway/cli/convert_facturx.h"

#include <iterator>
#include <utility>

#include "formats/facturx/stamp.h"
#include "gateway/cli/look.h"
#include "gateway/cli/page_material.h"

namespace facteur::gateway::cli {
namespace {

using formats::Finding;
using formats::Severity;
using formats::facturx::Made;

const formats::facturx::Profile* profile_of(const Arguments& arguments) {
  const auto asked = arguments.value("profile");
  if (!asked) return nullptr;
  if (const auto* profile = formats::facturx::profile_named(*asked)) return profile;
  throw UsageError(
      {"profil inconnu de Factur-X : " + *asked, "not a profile of Factur-X: " + *asked});
}

formats::facturx::MakeOptions options_of(const Arguments& arguments) {
  formats::facturx::MakeOptions options;
  options.profile = profile_of(arguments);
  options.view.french = arguments.language() == Language::fr;
  options.view.stamp = arguments.value("stamp").value_or("");
  options.view.look =
      load_look(arguments.value("logo").value_or(""), arguments.value("colour").value_or(""));
  return options;
}

// Why the page was not used: no longer fatal, since there is another.
void say_why(const std::vector<Finding>& refusal, std::vector<Finding>& findings) {
  for (Finding finding : refusal) {
    if (finding.severity != Severity::fatal) continue;
    finding.severity = Severity::warning;
    findings.push_back(std::move(finding));
  }
}

}  // namespace

std::optional<Made> make_facturx(const std::string& document, const Arguments& arguments,
                                 formats::Reading& reading,
                                 const std::function<std::string(const std::string&)>& bytes_of) {
  const auto options = options_of(arguments);
  const auto colours = load_colours();
  const auto page = arguments.value("page");
  std::optional<Made> stamped;
  if (page) {
    stamped = formats::facturx::stamp(bytes_of(*page), document, options, colours, reading);
    const bool refused = stamped && stamped->valid && stamped->pdf.empty();
    if (!refused || !arguments.has("render-instead")) return stamped;
  }
  const auto fonts = load_fonts();
  auto made = formats::facturx::make(document, options, {fonts, colours}, reading);
  if (made && stamped) say_why(stamped->findings, made->findings);
  return made;
}

}  // namespace facteur::gateway::cli
