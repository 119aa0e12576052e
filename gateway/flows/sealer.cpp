#include "gateway/flows/sealer.h"

#include <stdexcept>
#include <variant>

#include "signing/file_key.h"

namespace facteur::gateway::flows {

Sealer Sealer::from_files(const std::filesystem::path& key_file,
                          const std::filesystem::path& certificate_file,
                          const std::string& common_name, std::int64_t now) {
  auto opened = signing::load_or_make_file_key(key_file.string(), certificate_file.string(),
                                               common_name, now);
  if (const auto* problem = std::get_if<signing::KeyProblem>(&opened))
    throw std::runtime_error(problem->place + ": " + problem->detail);
  return Sealer(std::move(std::get<0>(opened)));
}

}  // namespace facteur::gateway::flows
