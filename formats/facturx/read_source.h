// A PDF in memory as libqpdf reads it, with an account of how much it reads.
//
// libqpdf has no bounds of its own: a dictionary of 100 MB becomes gigabytes of objects, a broken
// file is searched through from its start once for each broken stream. All of that goes through
// here, so here it ends.
#pragma once

#include <cstdint>
#include <qpdf/InputSource.hh>
#include <stdexcept>
#include <string>
#include <string_view>

namespace facteur::formats::facturx {

// Thrown out of libqpdf's reads; it may be caught there, but every further read throws again.
struct ReadBudgetSpent : std::runtime_error {
  ReadBudgetSpent() : std::runtime_error("the file asks for too much reading") {}
};

class WatchedSource final : public InputSource {
 public:
  // `bytes` must outlive the source. `syntax`: how many bytes may be read in small pieces that
  // follow each other, which is how long objects are read; each of them becomes up to a hundred in
  // memory. `all`: how many altogether.
  WatchedSource(std::string_view bytes, std::uint64_t syntax, std::uint64_t all)
      : bytes_(bytes), syntax_left_(syntax), all_left_(all) {}

  bool spent() const { return spent_; }
  std::string_view bytes() const { return bytes_; }

  qpdf_offset_t findAndSkipNextEOL() override;
  std::string const& getName() const override { return name_; }
  qpdf_offset_t tell() override { return at_; }
  void seek(qpdf_offset_t offset, int whence) override;
  void rewind() override { at_ = 0; }
  size_t read(char* buffer, size_t length) override;
  void unreadCh(char) override { --at_; }

 private:
  void charge(std::uint64_t bytes, bool syntax);

  std::string_view bytes_;
  std::string name_ = "PDF";
  qpdf_offset_t at_ = 0;
  qpdf_offset_t behind_last_ = -1;  // where the last read ended
  std::uint64_t syntax_left_, all_left_;
  bool spent_ = false;
};

}  // namespace facteur::formats::facturx
