// What a file is, told from its first bytes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace facteur::formats {

enum class Format : std::uint8_t { ubl, cii, facturx, cdar, flux10, unknown };
enum class Kind : std::uint8_t { invoice, creditnote, lifecycle, report, unknown };

struct Identity {
  Format format = Format::unknown;
  Kind kind = Kind::unknown;
  // What stands at the top, for messages: "{namespace}Invoice" of XML, else "PDF", "ZIP" or empty.
  // At most 300 bytes, UTF-8.
  std::string root;
};

// Of these the model is an invoice: rules, views and the ledger speak of it.
constexpr bool is_invoice(Kind kind) {
  return kind == Kind::invoice || kind == Kind::creditnote;
}

// The contract's words: "ubl", "creditnote", ...
std::string_view name(Format format);
std::string_view name(Kind kind);

// The identity of a root element; `name_space` empty when it has none.
Identity identify_root(std::string_view name_space, std::string_view local);

// Does a PDF begin here? Its header may stand up to 1,024 bytes behind the beginning, but then not
// behind XML.
bool is_pdf(std::string_view head);

// Looks at magic numbers and at the first element, within the first few KB of the document; never
// throws and never parses further. UTF-8, UTF-16 and encodings that extend ASCII. What it cannot
// name is unknown with an empty root.
Identity identify(std::string_view head);

}  // namespace facteur::formats
