// A document as people read it: texts in one language, in the order in which they are read, of
// which pages (pdf) and a web page (html) are made. No value is formatted after this.
//
// Texts are UTF-8 and come from strangers. What is empty is not shown.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace facteur::formats::readable {

enum class Tone : std::uint8_t { plain, strong, quiet };

struct Phrase {
  std::string text;
  Tone tone = Tone::plain;
};
using Phrases = std::vector<Phrase>;  // one below the other

inline void add(Phrases& to, std::string text, Tone tone = Tone::plain) {
  if (!text.empty()) to.push_back({std::move(text), tone});
}

// "Date d'échéance", "20/12/2026". A label without a value is the name of a group, and what is in
// it comes after it, one deeper.
struct Fact {
  std::string label, value;
  int depth = 0;
};
using Facts = std::vector<Fact>;

struct Party {
  std::string role, name;
  std::vector<std::string> address;
  Facts details;
  bool empty() const { return name.empty() && address.empty() && details.empty(); }
};

enum class Align : std::uint8_t {
  left,
  right,
  decimal,  // figures stand with their decimal signs below each other
};

struct Column {
  std::string heading;
  int share;  // of the width of the page, in points of 499
  Align align = Align::left;
};

struct Row {
  std::vector<Phrases> cells;  // one a column
  Phrases details;             // below the cells, from the column that names the row to the right
  int depth = 0;               // of what is part of the row above
  std::string carried;         // the sum down to this row; empty where none can be told
};

struct Table {
  std::string heading;
  std::vector<Column> columns;
  std::vector<Row> rows;
  std::size_t titled = 1;  // the column that names its row, and in which deeper rows are indented
};

enum class Weight : std::uint8_t { part, sum, due };

struct Total {
  std::string label, value;
  Weight weight = Weight::part;
};

// Modules of a QR code, row by row, without the margin of four light ones that it needs around it.
struct QrCode {
  int size = 0;  // modules a side; 0: none
  std::vector<bool> dark;
  bool is_dark(int x, int y) const {
    return dark[std::size_t(y) * std::size_t(size) + std::size_t(x)];
  }
};

struct Section {
  std::string heading;
  Facts facts;
};

struct Sheet {
  bool french = true;
  std::string title;   // "Facture"
  std::string number;  // "F-2026-7"
  std::string stamp;   // "Encaissée le 12/12/2026"
  Party sender, recipient;
  Facts key;                   // the few facts that are looked for first
  Fact due;                    // what is to be paid
  std::vector<Party> parties;  // the others
  Section references;
  Table lines, adjustments, vat;
  std::vector<Total> totals;
  std::string totals_heading;
  Section payment;
  QrCode qr;  // to pay with
  std::string qr_caption;
  std::string notes_heading;
  Phrases notes;
  Table attachments;
  std::vector<Section> sections;  // what has no place above
  std::string legend;             // what this view is
};

}  // namespace facteur::formats::readable
