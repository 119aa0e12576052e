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

// What the format is called, for the sentence that it cannot be checked.
std::string_view spoken(Format format) {
  switch (format) {
    case Format::cii:
      return "CII";
    case Format::facturx:
      return "PDF, Factur-X";
    case Format::cdar:
      return "CDAR";
    case Format::flux10:
      return "Flux 10";
    case Format::ubl:
      return "UBL";
    case Format::unknown:
      break;
  }
  return "?";
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
    return refuse(identity, "UNSUPPORTED",
                  describe(Issue::unsupported, same(spoken(identity.format))));
  }
  return read_xml(bytes, limits, identity);
}

}  // namespace facteur::formats
