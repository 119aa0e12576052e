// An invoice from one form into another, with an account of what the way cost.
//
// Pure; safe from several threads at once.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/read.h"

namespace facteur::formats {

enum class Target : std::uint8_t { ubl, cii, json };

std::optional<Target> target_named(std::string_view name);  // "ubl", "cii", "json"
// The specification identifier (BT-24) of a profile's short name: "en16931", "extended-ctc-fr",
// "factur-x-basic", "xrechnung", "peppol"; nothing when there is no such name.
std::optional<std::string_view> specification_named(std::string_view name);

// What the way cost.
struct Account {
  // What was not carried over or had to be derived (write.h, unbound.h), in the order of the
  // source; then what the official rules find fatal in the result and did not find in the source,
  // with the set and id of the rule.
  std::vector<Finding> findings;
  // Everything was carried over, and the result breaks no rule that the source kept.
  bool faithful = false;
};

struct Conversion : Account {
  std::string bytes;
};

// UBL, CII, our JSON form, or a PDF that holds an invoice, as `given` looks. Nothing when no
// invoice can be read from it: `reading` says why. `specification`: a BT-24 for the result, which
// says no more than its profile has; empty: that of the source.
std::optional<Conversion> convert(std::string_view given, Target target,
                                  std::string_view specification, Reading& reading);

// A document of any size, from its source into a store: memory is for one model at a time, and for
// the elements of one document. (JSON and PDF are held whole.)
struct StoredConversion : Account {
  StoredText bytes;  // in the store
};
// The bytes from the start, each time that it is called; throws what its origin throws.
using Opening = std::function<std::unique_ptr<ByteSource>()>;

// As above; `reading` keeps no model. The store takes attachments too.
std::optional<StoredConversion> convert(const Opening& given, Target target,
                                        std::string_view specification,
                                        const std::shared_ptr<TextStore>& store, Reading& reading);

}  // namespace facteur::formats
