#include "formats/read.h"

#include "formats/finding_log.h"
#include "formats/xml_source.h"
#include "formats/xml_space.h"

namespace facteur::formats {
namespace {

Reading refuse(Identity identity, std::string_view rule, const Text& message) {
  Reading reading;
  reading.identity = std::move(identity);
  FindingLog log(1);
  log.add(rule, {}, 0, message);
  reading.findings = std::move(log).take();
  return reading;
}

}  // namespace

Reading read(std::string_view bytes, const Limits& limits) {
  if (bytes.size() > limits.bytes) {
    return refuse(identify(bytes), "TOO-LARGE",
                  describe(Issue::too_large, same(std::to_string(limits.bytes))));
  }
  if (trim_xml_space(bytes).empty()) return refuse({}, "MALFORMED", describe(Issue::empty));
  Identity identity = identify(bytes);
  if (identity.root == "PDF") {
    return refuse(identity, "UNSUPPORTED", describe(Issue::unsupported, same("PDF, Factur-X")));
  }
  return read_xml(bytes, limits, identity);
}

}  // namespace facteur::formats
