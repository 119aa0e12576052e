// What the user of `facteur archive` asks for.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "gateway/cli/language.h"

namespace facteur::gateway::cli {

enum class ArchiveAction : std::uint8_t { help, verify, prove, check_proof };

struct ArchiveOptions {
  ArchiveAction action = ArchiveAction::help;
  Language language = language_of_environment();
  bool json = false;
  unsigned jobs = 1;
  std::string key_file;                // PEM public key or certificate to trust; empty: none
  std::optional<std::uint64_t> entry;  // prove: one of these two
  std::string object;                  // SHA-256, hex
  std::string subject;                 // directory of the archive, or the proof
  std::string second;                  // prove: where to write; check-proof: the document
};

// Nothing when the arguments make no sense; `err` then says why.
std::optional<ArchiveOptions> parse_archive_options(std::span<const std::string> arguments,
                                                    std::ostream& err);

std::string_view archive_help(Language language);

}  // namespace facteur::gateway::cli
