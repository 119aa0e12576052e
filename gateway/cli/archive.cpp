#include "gateway/cli/archive.h"

#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>

#include "archive/disk_proof.h"
#include "gateway/cli/archive_options.h"
#include "gateway/cli/archive_text.h"
#include "signing/signer.h"

namespace facteur::gateway::cli {
namespace {

constexpr int done = 0;
constexpr int faults_found = 1;
constexpr int impossible = 2;

constexpr std::size_t longest_small_file = 1u << 20;  // a proof, a key
constexpr std::size_t longest_document = 1u << 30;    // bytes

std::optional<std::string> bytes_of(const std::string& file, std::size_t limit) {
  std::ifstream stream(file, std::ios::binary);
  std::string bytes;
  char block[65'536];
  while (stream.read(block, sizeof block) || stream.gcount() > 0) {
    bytes.append(block, static_cast<std::size_t>(stream.gcount()));
    if (bytes.size() > limit) return std::nullopt;
  }
  if (!stream.eof()) return std::nullopt;
  return bytes;
}

// The three actions, with their streams and their options.
class ArchiveCommand {
 public:
  ArchiveCommand(const ArchiveOptions& options, std::ostream& out, std::ostream& err)
      : options_(options), out_(out), err_(err) {}

  int verify();
  int prove();
  int check_proof();

 private:
  // False, and explained, when a key was asked for and cannot be had.
  bool read_key();
  void show_progress(std::uint64_t read, std::uint64_t total);
  int unreadable(const std::string& file);

  const ArchiveOptions& options_;
  std::ostream& out_;
  std::ostream& err_;
  std::string key_;
};

int ArchiveCommand::unreadable(const std::string& file) {
  err_ << "facteur archive: " << file << ": "
       << in(options_.language, "illisible ou trop long", "unreadable or too long") << "\n";
  return impossible;
}

bool ArchiveCommand::read_key() {
  if (options_.key_file.empty()) return true;
  const auto pem = bytes_of(options_.key_file, longest_small_file);
  if (!pem) {
    unreadable(options_.key_file);
    return false;
  }
  key_ = signing::public_key_of(*pem);
  if (key_.empty()) {
    err_ << "facteur archive: " << options_.key_file << ": "
         << in(options_.language, "ni clé publique ni certificat PEM",
               "neither a PEM public key nor a certificate")
         << "\n";
  }
  return !key_.empty();
}

void ArchiveCommand::show_progress(std::uint64_t read, std::uint64_t total) {
  err_ << "\r" << (total == 0 ? 100 : std::min<std::uint64_t>(100, read * 100 / total)) << " %"
       << std::flush;
}

int ArchiveCommand::verify() {
  if (!read_key()) return impossible;
  archive::VerifyOptions options;
  options.threads = options_.jobs;
  options.pinned_key = key_;
  const bool terminal = &err_ == &std::cerr && ::isatty(STDERR_FILENO) == 1;
  if (terminal) {
    options.progress = [this](std::uint64_t read, std::uint64_t total) {
      show_progress(read, total);
    };
  }
  const auto report = archive::verify(options_.subject, options);
  if (terminal) err_ << "\r      \r";
  if (!report) {
    err_ << error_for_people(report.error(), options_.language);
    return impossible;
  }
  out_ << (options_.json ? report_json(*report) : report_for_people(*report, options_.language));
  return report->sound() ? done : faults_found;
}

int ArchiveCommand::prove() {
  const auto files = archive::make_posix_file_system();
  const auto proof = options_.entry
                         ? archive::prove_from_disk(*files, options_.subject, *options_.entry)
                         : archive::prove_from_disk(*files, options_.subject,
                                                    archive::from_hex(options_.object).value());
  if (!proof) {
    err_ << error_for_people(proof.error(), options_.language);
    return impossible;
  }
  const std::string text = archive::format_proof(*proof);
  if (options_.second.empty()) {
    out_ << text;
    return done;
  }
  std::ofstream file(options_.second, std::ios::binary | std::ios::trunc);
  file << text << std::flush;
  return file ? done : unreadable(options_.second);
}

int ArchiveCommand::check_proof() {
  if (!read_key()) return impossible;
  const auto proof = bytes_of(options_.subject, longest_small_file);
  if (!proof) return unreadable(options_.subject);
  std::optional<std::string> document;
  if (!options_.second.empty()) {
    document = bytes_of(options_.second, longest_document);
    if (!document) return unreadable(options_.second);
  }
  const auto verdict = archive::check_proof(
      *proof, document ? std::optional<std::string_view>(*document) : std::nullopt, key_);
  out_ << (options_.json ? verdict_json(verdict)
                         : verdict_for_people(verdict, document.has_value(), !key_.empty(),
                                              options_.language));
  return verdict.state == archive::ProofVerdict::State::holds ? done : faults_found;
}

}  // namespace

int archive_command(std::span<const std::string> arguments, std::ostream& out, std::ostream& err) {
  const auto options = parse_archive_options(arguments, err);
  if (!options) return impossible;
  ArchiveCommand command(*options, out, err);
  switch (options->action) {
    case ArchiveAction::help:
      out << archive_help(options->language);
      return done;
    case ArchiveAction::verify:
      return command.verify();
    case ArchiveAction::prove:
      return command.prove();
    case ArchiveAction::check_proof:
      return command.check_proof();
  }
  return impossible;
}

}  // namespace facteur::gateway::cli
