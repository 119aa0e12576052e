#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <functional>
#include <system_error>
#include <thread>

#include "archive/file_system.h"

namespace facteur::archive {
namespace {

[[noreturn]] void fail(const std::string& what, const std::string& path) {
  throw std::system_error(errno, std::generic_category(), what + " " + path);
}

class Descriptor {
 public:
  Descriptor(int fd, const std::string& path) : fd_(fd) {
    if (fd < 0) fail("open", path);
  }
  ~Descriptor() { ::close(fd_); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }

 private:
  int fd_;
};

int open_flags(OpenMode mode) {
  switch (mode) {
    case OpenMode::read:
      return O_RDONLY;
    case OpenMode::write:
      return O_RDWR;
    case OpenMode::create:
      return O_RDWR | O_CREAT | O_TRUNC;
  }
  return O_RDONLY;
}

class PosixFile final : public File {
 public:
  PosixFile(const std::string& path, OpenMode mode, std::function<void()> before_sync)
      : path_(path),
        fd_(::open(path.c_str(), open_flags(mode) | O_CLOEXEC | O_NOFOLLOW, 0600), path),
        before_sync_(std::move(before_sync)) {}

  std::size_t read(std::uint64_t offset, std::span<char> into) const override {
    std::size_t done = 0;
    while (done < into.size()) {
      const ssize_t n = ::pread(fd_.get(), into.data() + done, into.size() - done,
                                static_cast<off_t>(offset + done));
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) fail("read", path_);
      if (n == 0) break;
      done += static_cast<std::size_t>(n);
    }
    return done;
  }

  std::uint64_t size() const override {
    struct stat status {};
    if (::fstat(fd_.get(), &status) != 0) fail("stat", path_);
    return static_cast<std::uint64_t>(status.st_size);
  }

  void write(std::uint64_t offset, std::span<const std::string_view> parts) override {
    std::vector<iovec> vectors;
    vectors.reserve(parts.size());
    for (const std::string_view part : parts) {
      if (!part.empty()) vectors.push_back({const_cast<char*>(part.data()), part.size()});
    }
    std::span<iovec> rest(vectors);
    while (!rest.empty()) {
      const auto count = std::min<std::size_t>(rest.size(), 1024);  // IOV_MAX on Linux
      const ssize_t n =
          ::pwritev(fd_.get(), rest.data(), static_cast<int>(count), static_cast<off_t>(offset));
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) fail("write", path_);
      offset += static_cast<std::uint64_t>(n);
      rest = skip(rest, static_cast<std::size_t>(n));
    }
  }

  void sync() override {
    before_sync_();
    if (::fdatasync(fd_.get()) != 0) fail("fdatasync", path_);
  }

  void truncate(std::uint64_t size) override {
    if (::ftruncate(fd_.get(), static_cast<off_t>(size)) != 0) fail("truncate", path_);
  }

  void allocate(std::uint64_t size) override {
    const int error = ::posix_fallocate(fd_.get(), 0, static_cast<off_t>(size));
    if (error == 0) return;
    errno = error;
    fail("allocate", path_);
  }

 private:
  static std::span<iovec> skip(std::span<iovec> vectors, std::size_t written) {
    while (!vectors.empty() && written >= vectors.front().iov_len) {
      written -= vectors.front().iov_len;
      vectors = vectors.subspan(1);
    }
    if (written > 0) {
      vectors.front().iov_base = static_cast<char*>(vectors.front().iov_base) + written;
      vectors.front().iov_len -= written;
    }
    return vectors;
  }

  std::string path_;
  Descriptor fd_;
  std::function<void()> before_sync_;
};

class PosixLock final : public FileLock {
 public:
  explicit PosixLock(std::unique_ptr<Descriptor> fd) : fd_(std::move(fd)) {}

 private:
  std::unique_ptr<Descriptor> fd_;  // closing it releases the lock
};

class PosixFileSystem final : public FileSystem {
 public:
  explicit PosixFileSystem(std::chrono::microseconds delay) : delay_(delay) {}

  std::unique_ptr<File> open(const std::string& path, OpenMode mode) override {
    return std::make_unique<PosixFile>(path, mode, [this] { before_sync(); });
  }

  bool exists(const std::string& path) override {
    struct stat status {};
    if (::lstat(path.c_str(), &status) == 0) return true;
    if (errno != ENOENT && errno != ENOTDIR) fail("stat", path);
    return false;
  }

  std::vector<std::string> list(const std::string& directory) override {
    std::vector<std::string> names;
    const std::unique_ptr<DIR, int (*)(DIR*)> stream(::opendir(directory.c_str()), ::closedir);
    if (!stream && errno == ENOENT) return names;
    if (!stream) fail("list", directory);
    while (const dirent* item = ::readdir(stream.get())) {
      const std::string name = item->d_name;
      if (name == "." || name == "..") continue;
      names.push_back(is_directory(directory + "/" + name) ? name + "/" : name);
    }
    std::sort(names.begin(), names.end());
    return names;
  }

  void make_directory(const std::string& path) override {
    if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) fail("make folder", path);
  }

  void rename(const std::string& from, const std::string& to) override {
    if (::rename(from.c_str(), to.c_str()) != 0) fail("rename", from);
  }

  void remove(const std::string& path) override {
    if (::unlink(path.c_str()) != 0 && errno != ENOENT) fail("remove", path);
  }

  void sync_directory(const std::string& path) override {
    const Descriptor fd(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC), path);
    before_sync();
    if (::fsync(fd.get()) != 0) fail("fsync", path);
  }

  std::unique_ptr<FileLock> lock(const std::string& path) override {
    auto fd = std::make_unique<Descriptor>(::open(path.c_str(), O_RDONLY | O_CLOEXEC), path);
    if (::flock(fd->get(), LOCK_EX | LOCK_NB) == 0) {
      return std::make_unique<PosixLock>(std::move(fd));
    }
    if (errno != EWOULDBLOCK) fail("lock", path);
    return nullptr;
  }

 private:
  static bool is_directory(const std::string& path) {
    struct stat status {};
    return ::lstat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
  }

  void before_sync() {
    count_sync();
    if (delay_.count() > 0) std::this_thread::sleep_for(delay_);
  }

  std::chrono::microseconds delay_;
};

}  // namespace

std::unique_ptr<FileSystem> make_posix_file_system(std::chrono::microseconds extra_sync_delay) {
  return std::make_unique<PosixFileSystem>(extra_sync_delay);
}

std::string read_file(FileSystem& files, const std::string& path) {
  const auto file = files.open(path, OpenMode::read);
  std::string bytes(file->size(), '\0');
  bytes.resize(file->read(0, bytes));
  return bytes;
}

void replace_file(FileSystem& files, const std::string& path, std::string_view bytes) {
  const std::string unfinished = path + ".tmp";
  const auto file = files.open(unfinished, OpenMode::create);
  file->write(0, std::span(&bytes, 1));
  file->sync();
  files.rename(unfinished, path);
}

}  // namespace facteur::archive
