#include "formats/read.h"

#include "formats/facturx/read_invoice.h"
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

Reading refuse_size(Identity identity, const Limits& limits) {
  return refuse(std::move(identity), "TOO-LARGE",
                describe(Issue::too_large, same(std::to_string(limits.bytes))));
}

}  // namespace

Reading read(std::string_view bytes, const Limits& limits) {
  MemorySource source(bytes);
  return read(source, limits);
}

Reading read(ByteSource& source, const Limits& limits, std::shared_ptr<TextStore> store,
             const ShapeSets& shape_sets) {
  XmlInput input(source, limits);
  if (source.size().value_or(0) > limits.bytes) {
    return refuse_size(identify(input.head()), limits);
  }
  if (input.whole() && trim_xml_space(input.head()).empty()) {
    return refuse({}, "MALFORMED", describe(Issue::empty));
  }
  Identity identity = identify(input.head());
  if (identity.root == "PDF") {
    std::string held;
    const auto pdf = input.all(held);
    if (!pdf) return refuse_size(identity, limits);
    return facturx::read_invoice(*pdf, limits, std::move(store), shape_sets);
  }
  input.begin();
  if (const auto& refusal = input.refusal()) {
    return refuse(identity, refusal->rule, refusal->message);
  }
  return read_xml(input, limits, identity, std::move(store), shape_sets);
}

}  // namespace facteur::formats
