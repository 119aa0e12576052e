#include "gateway/receivables/desk/acting.h"

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>

#include "formats/utf8.h"

namespace facteur::gateway::receivables {
namespace {

constexpr std::size_t longest_key = 200;

struct Setting {
  std::string_view name;
  int DeskSettings::*member;
  int lowest, highest;
};

constexpr Setting settings[] = {
    {"grace_days", &DeskSettings::grace_days, 0, 60},
    {"promises_per_item", &DeskSettings::promises_per_item, 0, 100},
    {"announced_days", &DeskSettings::announced_days, 0, 60},
};

const Setting* find_setting(std::string_view name) {
  const auto* found = std::ranges::find(settings, name, &Setting::name);
  return found == std::end(settings) ? nullptr : found;
}

bool is_written(char32_t c) {
  const bool line = c == U'\n' || c == U'\r' || c == U'\t';
  return line || (c >= 0x20 && c != 0x7f && c != formats::replacement_character);
}

bool is_text(std::string_view text) {
  while (!text.empty())
    if (!is_written(formats::take_code_point(text))) return false;
  return true;
}

// Texts from the ledger may hold any bytes.
std::string dumped(const nlohmann::json& json) {
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace

formats::Date today(store::Transaction& transaction) {
  return *formats::Date::parse(paris_day(transaction.now()));
}

formats::Date day_of(store::Transaction& transaction, const Acting& acting) {
  return acting.on ? *acting.on : today(transaction);
}

std::int64_t inserted_id(store::Transaction& transaction) {
  return std::get<0>(*transaction.sql().row<std::int64_t>("SELECT last_insert_rowid()"));
}

std::optional<DeskRefusal> check_note(const std::string& field, const std::string& text) {
  if (text.size() > longest_note)
    return DeskRefusal{
        "INVALID",
        field,
        {"texte trop long : 4 000 octets au plus", "text too long: 4,000 bytes at most"}};
  if (!is_text(text))
    return DeskRefusal{"INVALID",
                       field,
                       {"texte UTF-8 sans caractère de commande attendu",
                        "expected UTF-8 text without control characters"}};
  return std::nullopt;
}

void append_event(store::Transaction& transaction, const Acting& acting, const std::string& kind,
                  std::int64_t subject, const nlohmann::json& data) {
  transaction.append({kind, acting.tenant, std::to_string(subject), acting.actor, dumped(data)});
}

OrRefusal<std::int64_t> once(store::Transaction& transaction, const Acting& acting,
                             const nlohmann::json& request,
                             const std::function<OrRefusal<std::int64_t>()>& work) {
  const std::string& key = acting.idempotency_key;
  if (key.empty()) return work();
  if (key.size() > longest_key)
    return DeskRefusal{"INVALID",
                       "idempotencyKey",
                       {"clé trop longue : 200 octets au plus", "key too long: 200 bytes at most"}};
  const auto known = transaction.sql().row<std::string, std::int64_t>(
      "SELECT request, result FROM desk_keys WHERE tenant = ? AND key = ?", acting.tenant, key);
  const std::string asked = dumped(request);
  if (known && std::get<0>(*known) == asked) return std::get<1>(*known);
  if (known)
    return DeskRefusal{"CONFLICT",
                       "idempotencyKey",
                       {"cette clé a servi pour une autre demande : en prendre une nouvelle",
                        "this key served for another request: take a new one"}};
  auto outcome = work();
  if (const auto* id = std::get_if<std::int64_t>(&outcome))
    transaction.sql().execute(
        "INSERT INTO desk_keys (tenant, key, request, result) VALUES (?, ?, ?, ?)", acting.tenant,
        key, asked, *id);
  return outcome;
}

DeskSettings desk_settings(store::Connection& connection, const std::string& tenant) {
  DeskSettings result;
  for (const auto& [name, value] : connection.rows<std::string, std::int64_t>(
           "SELECT name, value FROM desk_settings WHERE tenant = ?", tenant))
    if (const Setting* setting = find_setting(name))
      result.*setting->member = static_cast<int>(value);
  return result;
}

std::optional<DeskRefusal> change_setting(store::Transaction& transaction, const Acting& acting,
                                          const std::string& name, std::int64_t value) {
  const Setting* setting = find_setting(name);
  if (!setting)
    return DeskRefusal{
        "NOT_FOUND", "name", {name + " : réglage inconnu", name + ": unknown setting"}};
  if (value < setting->lowest || value > setting->highest) {
    const std::string range =
        std::to_string(setting->lowest) + ".." + std::to_string(setting->highest);
    return DeskRefusal{
        "INVALID", "value", {"valeur attendue : " + range, "expected a value in " + range}};
  }
  transaction.sql().execute(
      "INSERT INTO desk_settings (tenant, name, value) VALUES (?, ?, ?)"
      " ON CONFLICT (tenant, name) DO UPDATE SET value = excluded.value",
      acting.tenant, name, value);
  const nlohmann::json data = {{"name", name}, {"value", value}};
  transaction.append({"desk.setting_changed", acting.tenant, name, acting.actor, data.dump()});
  return std::nullopt;
}

}  // namespace facteur::gateway::receivables
