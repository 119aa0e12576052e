// The free text of a movement (:86:), in the dialects that banks write.
#pragma once

#include <string_view>
#include <vector>

#include "formats/bank/statement.h"

namespace facteur::formats::bank::mt940 {

// How lines are cut that are too long: in words, when they are full, or between words. Which of the
// two a bank does shows in all the lines of its file.
class Cuts {
 public:
  explicit Cuts(std::size_t width) : width_(width) {}
  // A line that another follows.
  void observe(std::string_view line);
  // Does the next line go on in the word with which this one ends?
  bool goes_on(std::string_view line) const;
  // Lines were seen that fill the width, most of them do, and none is longer.
  bool is_the_width() const;

 private:
  const std::size_t width_;
  std::size_t full_ = 0, short_ = 0, longer_ = 0;
};

// The lines of one :86:. Some banks count its tag among the 65 characters of the first line, which
// then holds 61; the longest first line of a file tells.
class LineCuts {
 public:
  void observe(std::string_view line, bool first);
  bool goes_on(std::string_view line, bool first) const;

 private:
  Cuts all_{65}, behind_tag_{61}, others_{65};
};

// The free text as one file writes it.
class Details {
 public:
  using Lines = std::vector<std::string_view>;

  // To be called with every :86: of the file before the first is read.
  void observe(const Lines& lines);
  // Fills payer, remittance, label, references. `gvc` gets the three digits that open sub-fields,
  // the German business transaction code; else it stays empty.
  void read(const Lines& lines, Movement& movement, std::string_view& gvc) const;

 private:
  LineCuts lines_;
  Cuts sub_fields_{27}, names_{27};
};

}  // namespace facteur::formats::bank::mt940
