#include "gateway/flows/requirement_files.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <set>

#include "formats/rule_book.h"
#include "gateway/accounts/secrets.h"
#include "gateway/flows/requirement_table.h"

namespace facteur::gateway::flows {
namespace {

namespace fs = std::filesystem;
using formats::RequirementSet;

constexpr std::size_t most_files = 1000;
constexpr std::size_t most_bytes = 1u << 20;  // of one file
constexpr std::string_view extension = ".toml";

[[noreturn]] void refuse(const std::string& place, std::string_view fr, std::string_view en) {
  throw RequirementError({place + " : " + std::string(fr), place + ": " + std::string(en)});
}

std::string read_file(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::string text(most_bytes + 1, '\0');
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!stream && !stream.eof()) refuse(file, "fichier illisible", "the file cannot be read");
  text.resize(static_cast<std::size_t>(stream.gcount()));
  if (text.size() > most_bytes)
    refuse(file, "trop grand : 1 Mo au plus", "too large: at most 1 MB");
  return text;
}

std::vector<fs::path> files_of(const fs::path& place) {
  std::error_code error;
  if (!fs::is_directory(place, error)) {
    if (!fs::is_regular_file(place, error))
      refuse(place, "ni fichier ni dossier d'exigences", "neither a file nor a folder");
    return {place};
  }
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(place)) {
    if (entry.is_regular_file() && entry.path().extension() == extension)
      files.push_back(entry.path());
    if (files.size() > most_files)
      refuse(place, "plus de 1000 fichiers d'exigences", "more than 1000 files of requirements");
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return result;
}

std::set<std::string> official_ids() {
  std::set<std::string> ids;
  for (const formats::RuleSet& set : formats::rule_sets())
    for (const formats::RuleEntry& entry : formats::entries_of(set))
      ids.insert(lower(entry.rule->id));
  return ids;
}

// What each name and each id was given to, over all files.
class Register {
 public:
  void take(const RequirementSet& set, const std::string& file) {
    if (const auto [place, is_new] = names_.try_emplace(set.name, file); !is_new)
      refuse(file, "un autre fichier a le même nom, renommez l'un des deux : " + place->second,
             "another file has the same name, rename one of them: " + place->second);
    for (const formats::Requirement& requirement : set.requirements) take_id(requirement.id, file);
  }

 private:
  void take_id(const std::string& id, const std::string& file) {
    if (official_.contains(lower(id)))
      refuse(file, "l'id " + id + " est celui d'une règle officielle, choisissez-en un autre",
             "the id " + id + " is that of an official rule, choose another one");
    if (const auto [place, is_new] = ids_.try_emplace(lower(id), file); !is_new)
      refuse(file,
             "l'id " + id + " est déjà pris dans " + place->second + ", changez l'un des deux",
             "the id " + id + " is taken in " + place->second + ", change one of them");
  }

  const std::set<std::string> official_ = official_ids();
  std::map<std::string, std::string> names_, ids_;
};

}  // namespace

RequirementSet parse_requirements(std::string_view toml, const std::string& file) {
  RequirementSet set = read_requirement_set(toml, file);
  set.digest = accounts::sha256_hex(toml);
  return set;
}

RequirementSets read_requirements(std::span<const fs::path> places) {
  RequirementSets sets;
  if (places.empty()) return sets;
  Register all;
  for (const fs::path& place : places) {
    for (const fs::path& file : files_of(place)) {
      auto set = std::make_shared<const RequirementSet>(parse_requirements(read_file(file), file));
      all.take(*set, file);
      sets.push_back(std::move(set));
    }
  }
  return sets;
}

}  // namespace facteur::gateway::flows
