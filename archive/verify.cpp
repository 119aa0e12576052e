#include "archive/verify.h"

#include <algorithm>
#include <array>

#include "archive/group_commit.h"
#include "archive/layout.h"
#include "archive/verify_parts.h"

namespace facteur::archive {
namespace {

constexpr std::array<std::string_view, 17> kFaultNames = {
    "missing_file",  "unexpected_file", "format",         "object_record",
    "object_bytes",  "object_missing",  "object_unnamed", "segment_index",
    "journal_frame", "journal_entry",   "tile",           "checkpoint",
    "head_root",     "head_signature",  "head_chain",     "key",
    "pinned_key"};

constexpr std::uint64_t kProgressStep = 16u << 20;  // bytes

// All files below a folder, relative to the archive.
void list_files(Inspection& inspection, const std::string& folder,
                std::vector<std::string>& files) {
  for (const std::string& name : inspection.files.list(inspection.path(folder))) {
    if (name.ends_with('/')) {
      list_files(inspection, folder + name, files);
    } else {
      files.push_back(folder + name);
    }
  }
}

bool belongs(const std::string& file, const JournalFacts& journal) {
  const std::size_t slash = file.find('/');
  const std::string folder = file.substr(0, slash == std::string::npos ? 0 : slash);
  const std::string_view name = std::string_view(file).substr(folder.empty() ? 0 : slash + 1);
  if (folder.empty()) return name == kFormatFile || name == kCheckpointFile;
  if (folder == "objects") return segment_number(name) || number_in(name, "seg-", ".idx", 8);
  if (folder == "journal") return journal_number(name).has_value();
  if (folder == "checkpoints") return number_in(name, "", "", 20).has_value();
  if (folder == "keys") return name.ends_with(".pem") && name.find('/') == std::string_view::npos;
  return folder == "tree" && journal.tiles.contains(file);
}

// Without a whole journal nobody can say which tiles belong.
bool may_be_judged(const std::string& file, const JournalFacts& journal) {
  return journal.whole || !file.starts_with("tree/");
}

void check_inventory(Inspection& inspection, const std::vector<std::string>& files,
                     const JournalFacts& journal) {
  for (const std::string& file : files) {
    if (file.ends_with(kUnfinished)) {
      inspection.unfinished();
    } else if (may_be_judged(file, journal) && !belongs(file, journal)) {
      inspection.fault({FaultKind::unexpected_file, file, 0, {}, {}, "does not belong here"});
    }
  }
}

// An index whose segment is gone would otherwise be looked at by nobody.
void check_indexes_have_segments(Inspection& inspection, const std::vector<std::string>& files) {
  for (const std::string& file : files) {
    if (!file.ends_with(".idx")) continue;
    const std::string segment = file.substr(0, file.size() - 4) + ".dat";
    if (std::binary_search(files.begin(), files.end(), segment)) continue;
    inspection.fault({FaultKind::missing_file, segment, 0, {}, {}, "there is an index for it"});
  }
}

std::uint64_t total_bytes(Inspection& inspection, const std::vector<std::string>& files) {
  std::uint64_t total = 0;
  for (const std::string& file : files) {
    if (!file.ends_with(".dat") && !file.ends_with(".log")) continue;
    total += inspection.files.open(inspection.path(file), OpenMode::read)->size();
  }
  return total;
}

std::set<std::uint64_t> sizes_of(const Heads& heads, const VerifyOptions& options) {
  std::set<std::uint64_t> sizes;
  if (heads.newest) sizes.insert(heads.newest->size);
  for (const auto& [file, head] : heads.kept) sizes.insert(head.size);
  for (const std::string& text : options.known_heads) {
    if (const auto head = parse_checkpoint(text)) sizes.insert(head->size);
  }
  return sizes;
}

std::string read_format(Inspection& inspection) {
  const std::string file(kFormatFile);
  if (!inspection.files.exists(inspection.path(file))) {
    inspection.fault({FaultKind::missing_file, file, 0, {}, {}, "what makes this an archive"});
    return {};
  }
  std::string text = read_file(inspection.files, inspection.path(file));
  if (!parse_identity(text)) {
    inspection.fault({FaultKind::format, file, 0, {}, {}, "not as this version writes it"});
  }
  return text;
}

bool is_in_use(Inspection& inspection) {
  return inspection.files.lock(inspection.directory) == nullptr;
}

// The order matters while a server is writing: first the heads, so that all that they cover is
// there when it is looked for; then the journal, so that all objects it names are there; then the
// objects.
VerifyReport inspect(Inspection& inspection) {
  VerifyReport report;
  const bool in_use = is_in_use(inspection);
  const std::string format = read_format(inspection);
  const auto identity = parse_identity(format);
  report.archive_id = identity ? identity->id : std::string();
  const Heads heads = read_heads(inspection, report.archive_id);
  std::vector<std::string> files;
  list_files(inspection, "", files);
  std::sort(files.begin(), files.end());
  inspection.expect(total_bytes(inspection, files));

  const std::uint64_t sealed = heads.newest ? heads.newest->size : 0;
  const JournalFacts journal =
      inspect_journal(inspection, sha256(format), sizes_of(heads, inspection.options), sealed);
  report.objects = inspect_objects(inspection, journal);
  inspect_heads(inspection, heads, journal);
  check_inventory(inspection, files, journal);
  check_indexes_have_segments(inspection, files);

  report.entries = journal.entries;
  report.sealed_entries = std::min(sealed, journal.entries);
  report.head = heads.newest;
  inspection.conclude(in_use || is_in_use(inspection), report);
  return report;
}

bool looks_like_an_archive(FileSystem& files, const std::string& directory) {
  return files.exists(directory + "/" + std::string(kFormatFile)) ||
         !files.list(directory + "/journal").empty();
}

}  // namespace

std::string_view name_of(FaultKind kind) {
  return kFaultNames[static_cast<std::size_t>(kind)];
}

void Inspection::fault(Fault fault) {
  const std::lock_guard lock(mutex_);
  faults_.push_back(std::move(fault));
}

void Inspection::fault_unless_in_use(Fault fault) {
  const std::lock_guard lock(mutex_);
  tail_faults_.push_back(std::move(fault));
}

void Inspection::advance(std::uint64_t bytes) {
  const std::uint64_t done = done_ += bytes;
  if (!options.progress || done / kProgressStep == (done - bytes) / kProgressStep) return;
  const std::lock_guard lock(mutex_);
  options.progress(done, total_);
}

void Inspection::conclude(bool in_use, VerifyReport& report) {
  report.in_use = in_use;
  report.bytes = done_;
  report.unfinished = in_use ? 0 : unfinished_.load();
  report.faults = std::move(faults_);
  if (!in_use) {
    report.faults.insert(report.faults.end(), tail_faults_.begin(), tail_faults_.end());
  }
  std::sort(report.faults.begin(), report.faults.end(), [](const Fault& a, const Fault& b) {
    return std::tie(a.file, a.offset) < std::tie(b.file, b.offset);
  });
}

Result<VerifyReport> verify(const std::string& directory, const VerifyOptions& options) {
  const auto own = make_posix_file_system();
  FileSystem& files = options.files != nullptr ? *options.files : *own;
  std::optional<VerifyReport> report;
  const auto error = error_of([&] {
    if (!looks_like_an_archive(files, directory)) {
      throw Failure{{ErrorCode::not_an_archive, directory, "there is no archive here"}};
    }
    Inspection inspection(files, directory, options);
    report = inspect(inspection);
  });
  if (error) return *error;
  return std::move(*report);
}

}  // namespace facteur::archive
