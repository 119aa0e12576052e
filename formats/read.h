// Reading a document: bytes in; identity, structural verdict and semantic model out.
//
// One streaming pass, no tree in memory, no access to anything but the bytes. Memory grows with the
// model alone: not with the file, and with a text store not with attachments either. Safe to call
// from several threads at once. Whatever is wrong with the document is a finding, never an
// exception; those of the source and of the store come through.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/byte_source.h"
#include "formats/finding.h"
#include "formats/identify.h"
#include "formats/model.h"
#include "formats/shape_watch.h"
#include "formats/text_store.h"

namespace facteur::formats {

// What a reader accepts before it gives up. Defaults suit documents from strangers.
struct Limits {
  std::size_t bytes = 256u << 20;      // of the document: TOO-LARGE beyond
  unsigned depth = 100;                // of nested elements: MALFORMED beyond
  unsigned attributes = 100;           // of one element, namespace declarations included
  unsigned name_spaces = 200;          // declared at one place of the document
  unsigned names = 20'000;             // different ones: of elements, attributes, namespaces
  std::size_t tag_bytes = 64u << 10;   // of one start tag
  std::size_t text_bytes = 10u << 20;  // of one text that is no attachment: TOO-LARGE beyond
  std::size_t nodes = 6'000'000;       // of the model: TOO-LARGE beyond
  std::size_t kept_bytes = 64u << 10;  // of an attachment: beyond, it goes to the text store
  std::size_t findings = 200;          // kept; the others are counted
};

struct Reading {
  Identity identity;
  // The document follows the grammar of its syntax: what libxml2 says with the published XSD.
  bool structure = false;
  // Present whenever the document could be read to its end, also where `structure` is false. Of a
  // life-cycle message or a report: the tree of its terms.
  std::optional<Invoice> invoice;
  // Set "structure"; rule SYNTAX, or what kept the file from being read: ENCODING, MALFORMED,
  // UNKNOWN-ROOT, TOO-LARGE, CONTAINER (of a PDF, also what is wrong with it but kept nobody).
  std::vector<Finding> findings;
  std::size_t findings_beyond = 0;  // found, but over Limits::findings
  std::string profile;              // BT-24, MDT-3 or TT-29 without outer space; empty when absent
  // Of a PDF: what the rules about the file itself found (set "pdfa3"), where they were asked: by
  // name, or because the file says that it is PDF/A-3; then as warnings, since what is wrong with a
  // page does not make the invoice wrong.
  std::optional<std::vector<Finding>> pdf_findings;
  // Found against the rules about the document's shape, set by set.
  std::vector<ShapeFindings> shapes;
};

Reading read(std::string_view bytes, const Limits& limits = {});

// `store` gets the attachments over Limits::kept_bytes, and lives as long as the model; without it
// they are kept in memory.
// `shape_sets`: those rules about shapes that somebody will ask for.
Reading read(ByteSource& source, const Limits& limits = {},
             std::shared_ptr<TextStore> store = nullptr, const ShapeSets& shape_sets = {});

}  // namespace facteur::formats
