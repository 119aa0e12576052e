// Reading a document: bytes in; identity, structural verdict and semantic model out.
//
// One streaming pass, no tree in memory, no access to anything but the bytes. Safe to call from
// several threads at once. Whatever is wrong with the document is a finding, never an exception.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/finding.h"
#include "formats/identify.h"
#include "formats/model.h"

namespace facteur::formats {

// What a reader accepts before it gives up. Defaults suit documents from strangers.
struct Limits {
  std::size_t bytes = 100u << 20;     // of the document: TOO-LARGE beyond
  unsigned depth = 100;               // of nested elements: MALFORMED beyond
  unsigned attributes = 100;          // of one element, namespace declarations included
  unsigned name_spaces = 200;         // declared at one place of the document
  unsigned names = 20'000;            // different ones: of elements, attributes, namespaces
  std::size_t tag_bytes = 64u << 10;  // of one start tag
  std::size_t findings = 200;         // kept; the others are counted
};

struct Reading {
  Identity identity;
  // The document follows the grammar of its syntax: what libxml2 says with the published XSD.
  bool structure = false;
  // Present whenever the document could be read to its end, also where `structure` is false. Of a
  // life-cycle message or a report: the tree of its terms.
  std::optional<Invoice> invoice;
  // Set "structure"; rule SYNTAX, or what kept the file from being read: ENCODING, MALFORMED,
  // UNKNOWN-ROOT, TOO-LARGE, UNSUPPORTED.
  std::vector<Finding> findings;
  std::size_t findings_beyond = 0;  // found, but over Limits::findings
  std::string profile;              // BT-24, MDT-3 or TT-29 without outer space; empty when absent
};

Reading read(std::string_view bytes, const Limits& limits = {});

}  // namespace facteur::formats
