// Proofs that stand alone: made here, checked as a stranger would.
#include "archive/proof.h"

#include <catch2/catch.hpp>

#include "archive/disk_proof.h"
#include "archive/layout.h"
#include "tests/archive/support.h"

using namespace facteur::archive;
using namespace facteur::archive::test;
using State = ProofVerdict::State;

TEST_CASE("a proof holds for its document and no other") {
  const TemporaryDirectory directory;
  TestSigner signer;
  TestSigner other;
  const auto archive = open_or_fail(options_for(directory.archive(), signer));
  for (int i = 0; i < 20; ++i) deposit(*archive, "invoice " + std::to_string(i));
  REQUIRE(archive->seal());
  const std::string text = format_proof(archive->prove(8).value());

  CHECK(check_proof(text, std::nullopt, "").state == State::holds);
  CHECK(check_proof(text, "invoice 7", signer.public_key_pem()).state == State::holds);
  CHECK(check_proof(text, "invoice 8", "").state == State::wrong_document);
  CHECK(check_proof(text, "invoice 7", other.public_key_pem()).state == State::wrong_key);
  CHECK(check_proof("", std::nullopt, "").state == State::malformed);
}

TEST_CASE("a proof with any one byte changed does not hold") {
  const TemporaryDirectory directory;
  TestSigner signer;
  const auto archive = open_or_fail(options_for(directory.archive(), signer));
  for (int i = 0; i < 5; ++i) deposit(*archive, "invoice " + std::to_string(i));
  REQUIRE(archive->seal());
  const std::string text = format_proof(archive->prove(3).value());
  REQUIRE(check_proof(text, std::nullopt, "").state == State::holds);
  for (std::size_t at = 0; at < text.size(); ++at) {
    std::string changed = text;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    CAPTURE(at);
    REQUIRE(check_proof(changed, std::nullopt, "").state != State::holds);
  }
  for (std::size_t size = 0; size < text.size(); size += 7) {
    REQUIRE(check_proof(text.substr(0, size), std::nullopt, "").state == State::malformed);
  }
}

TEST_CASE("a proof made from the files alone is the one that the archive gives") {
  const TemporaryDirectory directory;
  TestSigner signer;
  const auto archive = open_or_fail(options_for(directory.archive(), signer));
  for (int i = 0; i < 700; ++i) deposit(*archive, "invoice " + std::to_string(i % 650));
  REQUIRE(archive->seal());
  const auto files = make_posix_file_system();
  for (const std::uint64_t index : {0u, 1u, 255u, 256u, 511u, 700u}) {
    const auto proof = prove_from_disk(*files, directory.archive(), index);
    REQUIRE(proof);
    CHECK(format_proof(*proof) == format_proof(archive->prove(index).value()));
  }
  const auto by_object = prove_from_disk(*files, directory.archive(), sha256("invoice 3"));
  REQUIRE(by_object);
  CHECK(by_object->index == 4);  // the first of two deposits
  CHECK(prove_from_disk(*files, directory.archive(), 701).error().code == ErrorCode::not_found);
  CHECK(prove_from_disk(*files, directory.archive(), sha256("no such")).error().code ==
        ErrorCode::not_found);
  CHECK(prove_from_disk(*files, directory.path(), 1).error().code == ErrorCode::not_an_archive);
}

TEST_CASE("a journal that the head does not follow from proves nothing") {
  const TemporaryDirectory directory;
  TestSigner signer;
  {
    const auto archive = open_or_fail(options_for(directory.archive(), signer));
    for (int i = 0; i < 3; ++i) deposit(*archive, "invoice " + std::to_string(i));
  }
  const std::string path = directory.archive() + "/" + journal_path(0);
  std::string bytes = read_whole(path);
  bytes[bytes.size() / 2] ^= 1;
  write_whole(path, bytes);
  const auto files = make_posix_file_system();
  CHECK(prove_from_disk(*files, directory.archive(), 1).error().code == ErrorCode::corrupt);
}
