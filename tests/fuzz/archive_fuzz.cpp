// The archive's files: what is read from a disk that somebody may have written to. What decodes
// must encode to the same bytes, or one entry would have two spellings.
#include "archive/entry.h"
#include "archive/frame.h"
#include "archive/proof.h"
#include "archive/segment.h"
#include "tests/fuzz/fuzz.h"

using namespace facteur;
using namespace facteur::archive;
using facteur::fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = fuzz::as_text(data, size);
  if (const auto entry = decode_entry(bytes)) require(encode(*entry) == bytes);
  if (const auto head = parse_checkpoint(bytes)) {
    require(format(*head) == bytes);
    (void)signed_part(*head);
  }
  if (const auto proof = parse_proof(bytes)) require(format_proof(*proof) == bytes);
  (void)check_proof(bytes, std::nullopt, {});
  (void)check_proof(bytes, bytes, {});
  Frame frame;
  if (parse_frame(bytes, 0, frame) == FrameState::whole) {
    const std::vector<std::string> entries(frame.entries.begin(), frame.entries.end());
    require(encode_frame(0, entries) == bytes.substr(0, frame.size));
  }
  if (const auto place = find_frame(bytes)) require(place->offset < bytes.size());
  if (const auto record = decode_object_header(bytes, 0)) {
    require(encode_object_header(record->sha256, record->length) == bytes.substr(0, bytes.size()));
  }
  (void)decode_segment_index(bytes, 1000);
  if (const auto decoded = from_base64(bytes)) require(to_base64(*decoded) == bytes);
  if (const auto hash = from_hex(bytes)) require(to_hex(*hash) == bytes);
  if (const auto time = parse_time(bytes)) (void)format_time(*time);
  return 0;
}
