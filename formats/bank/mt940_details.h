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

 private:
  const std::size_t width_;
  std::size_t full_ = 0, short_ = 0;
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
  Cuts lines_{65}, sub_fields_{27}, names_{27};
};

}  // namespace facteur::formats::bank::mt940
