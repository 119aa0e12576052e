// Files inside a PDF, as ISO 19005-3 §6.8 wants them: in the name tree of embedded files and among
// the associated files of the document, each with a relationship. Included by this folder's sources
// only.
#pragma once

#include <chrono>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "formats/facturx/profiles.h"

class QPDF;

namespace facteur::formats::facturx {

struct FileToEmbed {
  std::string name;         // UTF-8
  std::string description;  // UTF-8; may be empty
  std::string media_type;   // "application/pdf"
  Relationship relationship = Relationship::supplement;
  std::string bytes;
};

// Adds to the files that are there. Their names must not occur yet.
void embed_files(QPDF& pdf, const std::vector<FileToEmbed>& files,
                 std::chrono::sys_seconds modified);

// Names under which the attachments of strangers can be saved on any system: no path, no control or
// formatting characters, at most 120 characters, no two alike but for capitals, and none that
// readers take for the invoice.
class FileNames {
 public:
  // `reference` names a file that has no name of its own.
  std::string next(std::string_view name, std::string_view reference);
  // A name that is in use already.
  void take(std::string_view name);

 private:
  std::set<std::string> taken_;       // in small letters
  std::map<std::string, int> count_;  // of those that wanted a name
};

// "application/octet-stream" for what is no media type (RFC 6838 §4.2).
std::string safe_media_type(std::string_view type);

}  // namespace facteur::formats::facturx
