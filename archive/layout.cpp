#include "archive/layout.h"

#include <algorithm>
#include <charconv>

#include "archive/checkpoint.h"

namespace facteur::archive {
namespace {

std::string padded(std::uint64_t number, std::size_t digits) {
  std::string text = std::to_string(number);
  return text.size() < digits ? std::string(digits - text.size(), '0') + text : text;
}

// 1234067 is spelled x001/x234/067, so that no folder gets more than a thousand names.
void append_thousands(std::string& path, std::uint64_t thousands) {
  if (thousands == 0) return;
  append_thousands(path, thousands / 1000);
  path.append("x").append(padded(thousands % 1000, 3)).append("/");
}

}  // namespace

std::string segment_path(std::uint64_t number) {
  return "objects/seg-" + padded(number, 8) + ".dat";
}

std::string segment_index_path(std::uint64_t number) {
  return "objects/seg-" + padded(number, 8) + ".idx";
}

std::string journal_path(std::uint64_t first_index) {
  return "journal/j-" + padded(first_index, 20) + ".log";
}

std::string tile_path(unsigned level, std::uint64_t number) {
  std::string path = "tree/tile/" + std::to_string(level) + "/";
  append_thousands(path, number / 1000);
  return path + padded(number % 1000, 3);
}

std::string kept_checkpoint_path(std::uint64_t size) {
  return "checkpoints/" + padded(size, 20);
}

std::string key_path(std::string_view key_id) {
  return "keys/" + std::string(key_id) + ".pem";
}

std::optional<std::uint64_t> number_in(std::string_view name, std::string_view prefix,
                                       std::string_view suffix, std::size_t digits) {
  if (!name.starts_with(prefix) || !name.ends_with(suffix)) return std::nullopt;
  if (name.size() < prefix.size() + digits + suffix.size()) return std::nullopt;
  name.remove_prefix(prefix.size());
  name.remove_suffix(suffix.size());
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
  if (error != std::errc() || end != name.data() + name.size()) return std::nullopt;
  if (padded(number, digits) != name) return std::nullopt;
  return number;
}

std::string format_identity(const Identity& identity) {
  return "facteur archive 1\nhash sha256\ncreated " + format_time(identity.created) + "\nid " +
         identity.id + "\n";
}

std::optional<Identity> parse_identity(std::string_view text) {
  const std::size_t created = text.find("\ncreated ");
  const std::size_t id = text.find("\nid ");
  if (created == std::string_view::npos || id == std::string_view::npos || id < created) {
    return std::nullopt;
  }
  Identity identity;
  const auto time = parse_time(text.substr(created + 9, id - created - 9));
  if (!time) return std::nullopt;
  identity.created = *time;
  identity.id = text.substr(id + 4, 32);
  const bool hex = std::all_of(identity.id.begin(), identity.id.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  });
  if (!hex || format_identity(identity) != text) return std::nullopt;
  return identity;
}

}  // namespace facteur::archive
