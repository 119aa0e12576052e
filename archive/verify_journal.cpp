#include <algorithm>

#include "archive/entry.h"
#include "archive/frame.h"
#include "archive/layout.h"
#include "archive/tree_edge.h"
#include "archive/verify_parts.h"

namespace facteur::archive {
namespace {

class JournalInspector {
 public:
  JournalInspector(Inspection& inspection, const Hash& format_hash,
                   const std::set<std::uint64_t>& sizes, std::uint64_t sealed)
      : inspection_(inspection),
        sizes_(sizes),
        sealed_(sealed),
        previous_(format_hash),
        edge_([this](TileId id, Tile&& tile) { check_tile(id, tile); }) {
    note_root();
  }

  void read_file(std::uint64_t first, bool last);
  JournalFacts finish();

 private:
  std::size_t read_frame(std::string_view rest, std::size_t offset, bool last);
  void read_entry(std::string_view encoded, std::size_t offset);
  std::size_t skip_damage(std::string_view rest, std::size_t offset, bool last);
  void check_tile(TileId id, const Tile& tile);
  void note_root();
  void fault(FaultKind kind, std::uint64_t offset, std::string detail);

  Inspection& inspection_;
  const std::set<std::uint64_t>& sizes_;
  const std::uint64_t sealed_;
  Hash previous_;
  std::int64_t time_ = 0;
  std::uint64_t next_ = 0;  // index of the next entry
  std::string file_;
  TreeEdge edge_;
  JournalFacts facts_;
};

void JournalInspector::fault(FaultKind kind, std::uint64_t offset, std::string detail) {
  facts_.whole = false;
  inspection_.fault({kind, file_, offset, {}, next_, std::move(detail)});
}

void JournalInspector::note_root() {
  if (facts_.whole && sizes_.contains(edge_.size())) facts_.roots[edge_.size()] = edge_.root();
}

void JournalInspector::check_tile(TileId id, const Tile& tile) {
  const std::string file = tile_path(id.first, id.second);
  facts_.tiles.insert(file);
  if (!inspection_.files.exists(inspection_.path(file))) {
    const std::uint64_t end = (id.second + 1) * kTileWidth << (8 * id.first);
    if (end <= sealed_)
      inspection_.fault({FaultKind::missing_file, file, 0, {}, {}, "a full tile"});
    return;
  }
  const std::string found = archive::read_file(inspection_.files, inspection_.path(file));
  const std::string wanted = to_bytes(tile);
  if (found == wanted) return;
  const auto at = std::mismatch(found.begin(), found.end(), wanted.begin(), wanted.end()).first;
  inspection_.fault({FaultKind::tile,
                     file,
                     static_cast<std::uint64_t>(at - found.begin()),
                     {},
                     {},
                     "differs from the hashes of the journal"});
}

void JournalInspector::read_entry(std::string_view encoded, std::size_t offset) {
  const auto entry = decode_entry(encoded);
  if (!entry || entry->index != next_) return fault(FaultKind::journal_entry, offset, "malformed");
  if (next_ == 0 && entry->previous != previous_) {
    inspection_.fault({FaultKind::format,
                       std::string(kFormatFile),
                       0,
                       {},
                       0,
                       "not the file that the first entry names"});
  } else if (facts_.whole && entry->previous != previous_) {
    fault(FaultKind::journal_entry, offset, "does not name the entry before it");
  }
  if (facts_.whole && entry->time < time_) {
    fault(FaultKind::journal_entry, offset, "is dated before the entry before it");
  }
  if (entry->has_object) {
    facts_.objects.push_back({entry->object_sha256, entry->object_size, next_});
  }
  if (entry->type == EntryType::key_change) facts_.key_ids.insert(entry->subject);
  previous_ = leaf_hash(encoded);
  time_ = entry->time;
  ++next_;
  if (!facts_.whole) return;
  edge_.append(previous_);
  note_root();
}

// After damage: to the next whole frame of this file, so that what follows is still looked at.
std::size_t JournalInspector::skip_damage(std::string_view rest, std::size_t offset, bool last) {
  const auto next = find_frame(rest.substr(1));
  const bool tail = last && !next && next_ >= sealed_;
  if (tail) {
    inspection_.fault_unless_in_use({FaultKind::journal_frame,
                                     file_,
                                     offset,
                                     {},
                                     next_,
                                     "a torn frame after the last whole one"});
    return rest.size();
  }
  fault(FaultKind::journal_frame, offset, "no whole frame");
  if (!next) return rest.size();
  next_ = next->first;
  return 1 + next->offset;
}

std::size_t JournalInspector::read_frame(std::string_view rest, std::size_t offset, bool last) {
  Frame frame;
  const FrameState state = parse_frame(rest, next_, frame);
  if (state == FrameState::end && last) return rest.size();
  if (state != FrameState::whole) return skip_damage(rest, offset, last);
  std::size_t place = offset + kFrameHeaderBytes;
  for (const std::string_view encoded : frame.entries) {
    read_entry(encoded, place);
    place += 4 + encoded.size();
  }
  return frame.size;
}

void JournalInspector::read_file(std::uint64_t first, bool last) {
  if (facts_.whole && first != next_) {
    file_ = journal_path(next_);
    fault(FaultKind::missing_file, 0,
          "the next journal file begins with entry " + std::to_string(first));
  }
  file_ = journal_path(first);
  if (!facts_.whole) next_ = first;
  const std::string bytes = archive::read_file(inspection_.files, inspection_.path(file_));
  const std::string_view all(bytes);
  for (std::size_t offset = 0; offset < all.size();) {
    const std::size_t step = read_frame(all.substr(offset), offset, last);
    offset += step;
    inspection_.advance(step);
  }
}

JournalFacts JournalInspector::finish() {
  facts_.entries = next_;
  std::sort(facts_.objects.begin(), facts_.objects.end(),
            [](const NamedObject& a, const NamedObject& b) {
              return std::tie(a.sha256, a.entry) < std::tie(b.sha256, b.entry);
            });
  const auto same = [](const NamedObject& a, const NamedObject& b) { return a.sha256 == b.sha256; };
  facts_.objects.erase(std::unique(facts_.objects.begin(), facts_.objects.end(), same),
                       facts_.objects.end());
  return std::move(facts_);
}

}  // namespace

JournalFacts inspect_journal(Inspection& inspection, const Hash& format_hash,
                             const std::set<std::uint64_t>& sizes, std::uint64_t sealed) {
  JournalInspector inspector(inspection, format_hash, sizes, sealed);
  std::vector<std::uint64_t> firsts;
  for (const std::string& name : inspection.files.list(inspection.path("journal"))) {
    if (const auto first = journal_number(name)) firsts.push_back(*first);
  }
  for (const std::uint64_t first : firsts) inspector.read_file(first, first == firsts.back());
  return inspector.finish();
}

}  // namespace facteur::archive
