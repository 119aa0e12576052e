// Long attachments of one document, on disk while its model is in use.
//
// One file without a name, made when the first text comes: it is gone with the spool, also after a
// crash. A text's handle is where it begins in the file.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "archive/hash.h"
#include "formats/text_store.h"

namespace facteur::gateway::flows {

class TextSpool final : public formats::TextStore {
 public:
  // `folder` must exist when a text comes. Everything throws std::system_error when the disk does
  // not take it.
  explicit TextSpool(std::filesystem::path folder);
  ~TextSpool() override;
  TextSpool(const TextSpool&) = delete;
  TextSpool& operator=(const TextSpool&) = delete;

  void append(std::string_view piece) override;
  formats::StoredText finish() override;
  void abandon() override;
  std::unique_ptr<formats::ByteSource> open(const formats::StoredText& text) const override;

 private:
  void write_out();

  std::filesystem::path folder_;
  int file_ = -1;
  std::uint64_t end_ = 0;      // of the finished texts
  std::uint64_t written_ = 0;  // of the text that is being written
  std::string waiting_;        // comes after them
  archive::Sha256 hasher_;
};

}  // namespace facteur::gateway::flows
