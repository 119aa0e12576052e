// Trading-partner requirements as users write them: TOML files, one set a file, named after it.
// conf/requirements/example.toml says what each key means.
#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "formats/requirements.h"

namespace facteur::gateway::flows {

using RequirementSets = std::vector<std::shared_ptr<const formats::RequirementSet>>;

// A file that cannot be used: "FILE:LINE: what is wrong, and what to write instead".
struct RequirementError : std::runtime_error {
  explicit RequirementError(formats::Text text)
      : std::runtime_error(text.en), text(std::move(text)) {}
  formats::Text text;
};

// One set. `file` is its name for messages; the name of the set is that of the file, without folder
// and extension. Throws RequirementError: nothing is read past a fault, and an unknown key is one.
formats::RequirementSet parse_requirements(std::string_view toml, const std::string& file);

// The sets of files, and of folders: of these every *.toml, by name. Throws RequirementError, also
// where two sets have one name, or two requirements one id, or the name or the id is an official
// one.
RequirementSets read_requirements(std::span<const std::filesystem::path> places);

}  // namespace facteur::gateway::flows
