#include "gateway/flows/unpack.h"

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>

#include <cerrno>
#include <exception>
#include <new>
#include <optional>
#include <set>
#include <utility>

#include "archive/hash.h"
#include "gateway/flows/archive_path.h"
#include "gateway/flows/gunzip.h"
#include "gateway/flows/zip_directory.h"

namespace facteur::gateway::flows {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view zip_signature = "PK\3\4"sv, empty_zip_signature = "PK\5\6"sv;
constexpr std::string_view gzip_signature = "\x1F\x8B"sv;
constexpr std::size_t piece_bytes = std::size_t{64} << 10;
constexpr std::uint64_t free_of_ratio = 10'000'000;
// A directory of a .zip has 46 bytes an entry, its path, and room for what programs note.
constexpr std::size_t entry_room = 46 + 1024;
// A .tar has for each entry a header, padding, and at times headers for long names and times.
constexpr std::uint64_t tar_room = 8 * 512;

// libarchive turns names into the encoding of the locale, which is the thread's while this lives.
class Utf8Locale {
 public:
  Utf8Locale()
      : utf8_(newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr)),
        before_(utf8_ == nullptr ? nullptr : uselocale(utf8_)) {}
  ~Utf8Locale() {
    if (utf8_ == nullptr) return;
    uselocale(before_);
    freelocale(utf8_);
  }
  Utf8Locale(const Utf8Locale&) = delete;
  Utf8Locale& operator=(const Utf8Locale&) = delete;

 private:
  locale_t utf8_, before_;
};

// How much came out of how much.
class Meter {
 public:
  Meter(std::uint64_t packed, std::uint64_t most, std::uint64_t ratio)
      : packed_(packed), most_(most), ratio_(ratio) {}

  std::optional<ArchiveFault> add(std::uint64_t bytes) {
    taken_ += bytes;
    if (taken_ > most_) return ArchiveFault::too_large;
    const bool free = taken_ <= free_of_ratio || taken_ / ratio_ <= packed_;
    return free ? std::nullopt : std::optional(ArchiveFault::inflation);
  }

 private:
  std::uint64_t packed_, most_, ratio_, taken_ = 0;
};

// An archive that a file within it begins like; nothing else is looked at here.
bool is_nested(std::string_view beginning) {
  constexpr std::string_view signatures[] = {zip_signature,
                                             empty_zip_signature,
                                             gzip_signature,
                                             "BZh"sv,
                                             "\xFD"
                                             "7zXZ\0"sv,
                                             "7z\xBC\xAF\x27\x1C"sv,
                                             "Rar!\x1A\7"sv,
                                             "\x28\xB5\x2F\xFD"sv};
  for (const std::string_view signature : signatures) {
    if (beginning.starts_with(signature)) return true;
  }
  constexpr std::size_t tar_mark = 257;
  return beginning.size() > tar_mark && beginning.substr(tar_mark).starts_with("ustar");
}

struct CloseArchive {
  void operator()(::archive* open) const { archive_read_free(open); }
};

// Ends the unpacking; stays within this file.
struct Stop {
  ArchiveRefusal refusal;
};

class Unpacker {
 public:
  Unpacker(std::string_view packed, const UnpackLimits& limits, const std::filesystem::path& folder)
      : packed_(packed),
        limits_(limits),
        files_meter_(packed.size(), limits.total_bytes, limits.ratio),
        tar_meter_(packed.size(), limits.total_bytes + (limits.files + 3) * tar_room, limits.ratio),
        archive_(archive_read_new()),
        spool_(std::make_unique<Spool>(folder)),
        piece_(piece_bytes, '\0') {
    if (!archive_) throw std::bad_alloc();
  }

  Unpacked run() {
    open();
    while (next_entry()) take_entry();
    drain();
    if (places_.empty()) stop(ArchiveFault::empty);
    const std::string_view bytes = spool_->finish();
    for (Place& place : places_) {
      place.file.bytes = bytes.substr(place.offset, place.size);
      files_.push_back(std::move(place.file));
    }
    return {std::move(spool_), std::move(files_), std::move(ignored_)};
  }

 private:
  struct Place {
    UnpackedFile file;
    std::size_t offset, size;
  };

  [[noreturn]] void stop(ArchiveFault fault) const { throw Stop{{fault, path_}}; }
  void stop_if(std::optional<ArchiveFault> fault) const {
    if (fault) stop(*fault);
  }

  void open() {
    if (packed_.starts_with(gzip_signature)) return open_tar();
    open_zip();
  }

  void open_zip() {
    const auto directory = zip_directory(packed_);
    if (!directory) stop(ArchiveFault::unreadable);
    if (directory->entries == 0) stop(ArchiveFault::empty);
    const bool crowded = directory->entries > limits_.files ||
                         directory->bytes > limits_.files * (entry_room + limits_.path_bytes);
    if (crowded) stop(ArchiveFault::too_many_files);
    archive_read_support_format_zip_seekable(archive_.get());
    expect(archive_read_open_memory(archive_.get(), packed_.data(), packed_.size()));
  }

  void open_tar() {
    tar_.emplace(packed_);
    archive_read_support_format_tar(archive_.get());
    expect(archive_read_open(archive_.get(), this, nullptr, give_tar, nullptr));
  }

  // Exceptions may not be thrown through libarchive: they wait until it is done.
  static la_ssize_t give_tar(::archive* open, void* self, const void** piece) {
    auto& unpacker = *static_cast<Unpacker*>(self);
    try {
      const std::string_view bytes = unpacker.inflate();
      *piece = bytes.data();
      return static_cast<la_ssize_t>(bytes.size());
    } catch (...) {
      unpacker.failure_ = std::current_exception();
      archive_set_error(open, EIO, "refused");
      return ARCHIVE_FATAL;
    }
  }

  std::string_view inflate() {
    const std::string_view bytes = tar_->next();
    stop_if(tar_meter_.add(bytes.size()));
    return bytes;
  }

  // Anything but ARCHIVE_OK: what libarchive only warns of is not the archive that was meant.
  void expect(int result) const {
    if (failure_) std::rethrow_exception(failure_);
    if (result != ARCHIVE_OK) stop(ArchiveFault::damaged);
  }

  bool next_entry() {
    path_.clear();
    const int result = archive_read_next_header(archive_.get(), &entry_);
    if (result == ARCHIVE_EOF && !failure_) return false;
    if (const char* path = entry_ == nullptr ? nullptr : archive_entry_pathname(entry_)) {
      path_ = path;
    }
    if (result == ARCHIVE_WARN && is_about_encoding()) stop(ArchiveFault::path_encoding);
    expect(result);
    return true;
  }

  // libarchive says it in words alone.
  bool is_about_encoding() const {
    const char* error = archive_error_string(archive_.get());
    return error != nullptr && std::string_view(error).find("converted") != std::string_view::npos;
  }

  void take_entry() {
    if (++entries_ > limits_.files) stop(ArchiveFault::too_many_files);
    auto plain = plain_path(path_, limits_.path_bytes, limits_.path_depth);
    if (const auto* fault = std::get_if<ArchiveFault>(&plain)) stop(*fault);
    path_ = std::get<std::string>(std::move(plain));
    check_kind();
    if (archive_entry_filetype(entry_) == AE_IFDIR) return;
    if (path_.empty()) stop(ArchiveFault::path_signs);
    if (!paths_.insert(path_).second) stop(ArchiveFault::repeated_path);
    if (is_by_product(path_)) {
      ignored_.push_back(path_);
      return;
    }
    take_file();
  }

  void check_kind() const {
    if (archive_entry_is_encrypted(entry_) != 0) stop(ArchiveFault::encrypted);
    if (archive_entry_hardlink(entry_) != nullptr || archive_entry_symlink(entry_) != nullptr ||
        archive_entry_filetype(entry_) == AE_IFLNK) {
      stop(ArchiveFault::link);
    }
    const auto type = archive_entry_filetype(entry_);
    if (type != AE_IFREG && type != AE_IFDIR) stop(ArchiveFault::special_file);
    if (!tar_ && type == AE_IFREG) check_method();
  }

  // Other methods take memory as the archive tells them to.
  void check_method() const {
    const char* format = archive_format_name(archive_.get());
    const std::string_view name = format == nullptr ? "" : format;
    if (!name.ends_with("(deflation)") && !name.ends_with("(uncompressed)")) {
      stop(ArchiveFault::method);
    }
  }

  void take_file() {
    Place place{{path_, {}, {}}, spool_->size(), 0};
    archive::Sha256 hasher;
    while (const std::size_t size = read_piece()) {
      const std::string_view bytes = std::string_view(piece_).substr(0, size);
      if (place.size == 0 && is_nested(bytes)) stop(ArchiveFault::nested);
      place.size += size;
      if (place.size > limits_.file_bytes) stop(ArchiveFault::file_too_large);
      stop_if(files_meter_.add(size));
      hasher.update(bytes);
      spool_->append(bytes);
    }
    if (place.size == 0) stop(ArchiveFault::empty_file);
    place.file.sha256 = archive::to_hex(hasher.finish());
    places_.push_back(std::move(place));
  }

  std::size_t read_piece() {
    const la_ssize_t size = archive_read_data(archive_.get(), piece_.data(), piece_.size());
    if (size < 0) expect(ARCHIVE_FATAL);
    return static_cast<std::size_t>(size);
  }

  // To the checksum at the end, which stands behind the last entry.
  void drain() {
    path_.clear();
    while (tar_ && !inflate().empty()) continue;
  }

  const std::string_view packed_;
  const UnpackLimits& limits_;
  Meter files_meter_, tar_meter_;
  std::optional<GunzipSource> tar_;  // of a .tar.gz
  std::unique_ptr<::archive, CloseArchive> archive_;
  archive_entry* entry_ = nullptr;
  std::string path_;  // of the entry at hand
  std::size_t entries_ = 0;
  std::set<std::string> paths_;
  std::unique_ptr<Spool> spool_;
  std::vector<Place> places_;
  std::vector<UnpackedFile> files_;
  std::vector<std::string> ignored_;
  std::string piece_;
  std::exception_ptr failure_;
};

}  // namespace

bool looks_like_archive(std::string_view beginning) {
  return beginning.starts_with(zip_signature) || beginning.starts_with(empty_zip_signature) ||
         beginning.starts_with(gzip_signature);
}

std::variant<Unpacked, ArchiveRefusal> unpack(std::string_view archive, const UnpackLimits& limits,
                                              const std::filesystem::path& spool_folder) try {
  const Utf8Locale names;
  return Unpacker(archive, limits, spool_folder).run();
} catch (Stop& stop) {
  return std::move(stop.refusal);
} catch (const GunzipError&) {
  return ArchiveRefusal{ArchiveFault::damaged, {}};
}

}  // namespace facteur::gateway::flows
