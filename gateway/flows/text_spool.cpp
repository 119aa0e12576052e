#include "gateway/flows/text_spool.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "gateway/flows/unnamed_file.h"

namespace facteur::gateway::flows {
namespace {

constexpr std::size_t piece_bytes = 64u << 10;

class StoredSource final : public formats::ByteSource {
 public:
  StoredSource(int file, const formats::StoredText& text)
      : file_(file), at_(text.id), end_(text.id + text.bytes), size_(text.bytes) {}

  std::string_view next() override {
    piece_.resize(std::min<std::uint64_t>(piece_bytes, end_ - at_));
    std::size_t filled = 0;
    while (filled < piece_.size()) {
      const auto count = pread(file_, piece_.data() + filled, piece_.size() - filled,
                               static_cast<off_t>(at_ + filled));
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) throw std::system_error(errno, std::generic_category(), "spool");
      if (count == 0) throw std::system_error(EIO, std::generic_category(), "spool ends early");
      filled += static_cast<std::size_t>(count);
    }
    at_ += filled;
    return piece_;
  }
  std::optional<std::size_t> size() const override { return size_; }

 private:
  int file_;
  std::uint64_t at_, end_, size_;
  std::string piece_;
};

}  // namespace

TextSpool::TextSpool(std::filesystem::path folder) : folder_(std::move(folder)) {}

TextSpool::~TextSpool() {
  if (file_ >= 0) close(file_);
}

void TextSpool::append(std::string_view piece) {
  hasher_.update(piece);
  waiting_ += piece;
  if (waiting_.size() >= piece_bytes) write_out();
}

void TextSpool::write_out() {
  if (file_ < 0) file_ = open_unnamed_file(folder_);
  write_at(file_, end_ + written_, waiting_);
  written_ += waiting_.size();
  waiting_.clear();
}

formats::StoredText TextSpool::finish() {
  write_out();
  formats::StoredText text{end_, written_, archive::to_hex(hasher_.finish())};
  end_ += written_;
  written_ = 0;
  return text;
}

void TextSpool::abandon() {
  waiting_.clear();
  written_ = 0;
  hasher_.finish();
}

std::unique_ptr<formats::ByteSource> TextSpool::open(const formats::StoredText& text) const {
  return std::make_unique<StoredSource>(file_, text);
}

}  // namespace facteur::gateway::flows
