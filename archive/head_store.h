// The signed heads of one archive: the newest, in `checkpoint`; those kept for good, in
// checkpoints/; and the public keys that signed them, in keys/.
//
// load() and write() are for one thread at a time; newest() and public_key() may run beside them.
#pragma once

#include <mutex>
#include <string>

#include "archive/checkpoint.h"
#include "archive/file_system.h"
#include "archive/result.h"

namespace facteur::archive {

class HeadStore {
 public:
  HeadStore(FileSystem& files, std::string directory, std::string archive_id, HeadSigner& signer);

  // Reads the newest head, if there is one, and checks its signatures; Failure `corrupt` else.
  void load();
  // Makes the signer's public key readable beside the archive.
  void publish_key();
  // Signs a head and makes it durable, first keeping the one it replaces where that is due.
  void write(std::uint64_t size, const Hash& root, std::int64_t time);

  Checkpoint newest() const;  // size 0 and no signature before the first
  std::string public_key(const std::string& key_id) const;

 private:
  void keep(const Checkpoint& head);

  FileSystem& files_;
  const std::string directory_;  // of the archive
  const std::string archive_id_;
  HeadSigner& signer_;

  mutable std::mutex mutex_;  // guards newest_
  Checkpoint newest_;
};

}  // namespace facteur::archive
