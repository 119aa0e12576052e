#include "gateway/cli/config.h"

#include <functional>
#include <map>
#include <toml.hpp>

#include "gateway/cli/config_receivables.h"
#include "gateway/flows/unpack.h"

namespace facteur::gateway::cli {
namespace {

template <class Number>
Number number(const toml::value& value, std::int64_t lowest, std::int64_t highest) {
  const std::int64_t given = toml::get<std::int64_t>(value);
  if (given < lowest || given > highest)
    throw toml::type_error(
        toml::format_error("out of range", value,
                           std::to_string(lowest) + " to " + std::to_string(highest)),
        value.location());
  return static_cast<Number>(given);
}

using Setter = std::function<void(Config&, const toml::value&)>;

// Every key that the file may hold, as "section.key".
const std::map<std::string, Setter>& setters() {
  using Value = const toml::value&;
  static const std::map<std::string, Setter> table = {
      {"server.address", [](Config& c, Value v) { c.address = toml::get<std::string>(v); }},
      {"server.port", [](Config& c, Value v) { c.port = number<std::uint16_t>(v, 0, 65535); }},
      {"server.secure_cookies", [](Config& c, Value v) { c.secure_cookies = toml::get<bool>(v); }},
      {"server.data", [](Config& c, Value v) { c.data = toml::get<std::string>(v); }},
      {"limits.file_bytes",
       [](Config& c, Value v) { c.file_bytes = number<std::size_t>(v, 1024, 1'000'000'000); }},
      {"limits.connections", [](Config& c, Value v) { c.connections = number<int>(v, 8, 8192); }},
      {"limits.receive_seconds",
       [](Config& c, Value v) { c.receive_seconds = number<int>(v, 1, 300); }},
      {"limits.idle_seconds", [](Config& c, Value v) { c.idle_seconds = number<int>(v, 1, 300); }},
      {"limits.body_grace_seconds",
       [](Config& c, Value v) { c.body_grace_seconds = number<int>(v, 1, 300); }},
      {"limits.body_bytes_per_second",
       [](Config& c, Value v) {
         c.body_bytes_per_second = number<std::size_t>(v, 1, 1'000'000'000);
       }},
      {"archives.files",
       [](Config& c, Value v) {
         c.archive_files = number<std::size_t>(v, 1, flows::files_at_most);
       }},
      {"archives.total_bytes",
       [](Config& c, Value v) {
         c.archive_total_bytes = number<std::uint64_t>(v, 1024, 100'000'000'000);
       }},
      {"archives.ratio",
       [](Config& c, Value v) { c.archive_ratio = number<std::uint64_t>(v, 2, 2000); }},
      {"archives.path_bytes",
       [](Config& c, Value v) { c.archive_path_bytes = number<std::size_t>(v, 16, 255); }},
      {"archives.path_depth",
       [](Config& c, Value v) { c.archive_path_depth = number<std::size_t>(v, 0, 100); }},
      {"pipeline.workers", [](Config& c, Value v) { c.workers = number<unsigned>(v, 1, 256); }},
      {"pipeline.unclaimed_issuers",
       [](Config& c, Value v) { c.unclaimed_issuers = toml::get<bool>(v); }},
      {"requirements.folder",
       [](Config& c, Value v) { c.requirements = toml::get<std::string>(v); }},
  };
  return table;
}

void apply(Config& config, const std::string& section, const toml::table& keys) {
  for (const auto& [key, value] : keys) {
    if (set_of_receivables(config, section + "." + key, value)) continue;
    const auto setter = setters().find(section + "." + key);
    if (setter == setters().end())
      throw ConfigError(toml::format_error("unknown key " + section + "." + key, value, "here"));
    setter->second(config, value);
  }
}

// [[look]]: one for each tenant that has one.
LookConfig look(const toml::value& entry) {
  LookConfig look;
  for (const auto& [key, value] : entry.as_table()) {
    if (key == "siren")
      look.siren = toml::get<std::string>(value);
    else if (key == "colour")
      look.colour = toml::get<std::string>(value);
    else if (key == "logo")
      look.logo = toml::get<std::string>(value);
    else
      throw ConfigError(toml::format_error("unknown key look." + key, value, "here"));
  }
  if (look.siren.empty())
    throw ConfigError(toml::format_error("look.siren is missing", entry, "here"));
  return look;
}

}  // namespace

Config read_config(const std::filesystem::path& file) {
  Config config;
  try {
    const toml::value root = toml::parse(file.string());
    for (const auto& [section, keys] : root.as_table()) {
      if (section == "look" && keys.is_array()) {
        for (const toml::value& entry : keys.as_array()) config.looks.push_back(look(entry));
        continue;
      }
      if (section == "creditor" && keys.is_array()) {
        for (const toml::value& entry : keys.as_array())
          config.creditors.push_back(creditor(entry));
        continue;
      }
      if (!keys.is_table())
        throw ConfigError(toml::format_error("unknown key " + section, keys, "here"));
      apply(config, section, keys.as_table());
    }
  } catch (const ConfigError&) {
    throw;
  } catch (const std::exception& error) {
    throw ConfigError(error.what());
  }
  // Beside the file that names it, wherever the command is run.
  for (auto* path : {&config.requirements, &config.scenarios, &config.reminder_templates,
                     &config.late_payment_rates, &config.mail.password_file})
    if (!path->empty()) *path = file.parent_path() / *path;
  std::string& authorities = config.mail.server.ca_file;
  if (!authorities.empty()) authorities = (file.parent_path() / authorities).string();
  return config;
}

}  // namespace facteur::gateway::cli
