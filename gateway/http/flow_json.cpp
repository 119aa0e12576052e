#include "gateway/http/flow_json.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "gateway/http/problems.h"

namespace facteur::gateway::http {
namespace {

using nlohmann::json;

constexpr std::size_t id_limit = 64;  // NotOnlyUuid
constexpr std::size_t name_limit = 255;
constexpr int page_default = 25, page_limit = 100;

std::string dump(const json& value) {
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

// Parses an object; deep nesting is refused before it costs a deep stack.
std::variant<json, Problem> parse_object(std::string_view text) {
  const auto shallow = [](int depth, json::parse_event_t, json&) { return depth <= 8; };
  json value = json::parse(text, shallow, false);
  if (value.is_discarded() || !value.is_object()) return invalid_json("object");
  return value;
}

// A member that is a text of at most `limit` bytes. False and a problem when it is something else.
bool take_text(const json& object, const char* name, std::size_t limit,
               std::optional<std::string>& value, std::optional<Problem>& problem) {
  const auto member = object.find(name);
  if (member == object.end() || member->is_null()) return true;
  if (!member->is_string() || member->get_ref<const std::string&>().size() > limit) {
    problem = invalid_field(name, "string, at most " + std::to_string(limit));
    return false;
  }
  value = member->get<std::string>();
  return true;
}

template <std::size_t N>
std::string join(const std::array<std::string_view, N>& list) {
  std::string text;
  for (const auto entry : list) text += (text.empty() ? "" : ", ") + std::string(entry);
  return text;
}

template <std::size_t N>
bool take_code(const json& object, const char* name, const std::array<std::string_view, N>& list,
               std::optional<std::string>& value, std::optional<Problem>& problem) {
  if (!take_text(object, name, 64, value, problem)) return false;
  if (!value || flows::among(list, *value)) return true;
  problem = invalid_field(name, join(list));
  return false;
}

template <std::size_t N>
bool take_codes(const json& object, const char* name, const std::array<std::string_view, N>& list,
                std::vector<std::string>& values, std::optional<Problem>& problem) {
  const auto member = object.find(name);
  if (member == object.end() || member->is_null()) return true;
  problem = invalid_field(name, join(list));
  if (!member->is_array() || member->size() > N) return false;
  for (const json& entry : *member) {
    if (!entry.is_string() || !flows::among(list, entry.get_ref<const std::string&>()))
      return false;
    values.push_back(entry);
  }
  problem.reset();
  return true;
}

bool take_instant(const json& object, const char* name, std::optional<Instant>& value,
                  std::optional<Problem>& problem) {
  std::optional<std::string> text;
  if (!take_text(object, name, 64, text, problem)) return false;
  if (!text) return true;
  value = parse_instant(*text);
  if (!value) problem = invalid_field(name, "date-time (RFC 3339)");
  return value.has_value();
}

bool is_sha256(std::string_view text) {
  return text.size() == 64 && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

// The cursor is the instant of the last flow given, opaque to the caller.
std::string cursor_text(Instant instant) {
  return "u" + std::to_string(instant.microseconds);
}

std::optional<Instant> parse_cursor(std::string_view text) {
  Instant instant;
  if (text.size() < 2 || text.front() != 'u') return std::nullopt;
  const auto [end, error] =
      std::from_chars(text.data() + 1, text.data() + text.size(), instant.microseconds);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return instant;
}

json core(const flows::Flow& flow) {
  json object = {{"flowId", flow.id},
                 {"name", flow.name},
                 {"flowSyntax", flow.syntax},
                 {"flowProfile", flow.profile},
                 {"processingRule", flow.processing_rule},
                 {"submittedAt", to_string(flow.submitted_at)}};
  if (flow.tracking_id) object["trackingId"] = *flow.tracking_id;
  return object;
}

json acknowledgement(const flows::Flow& flow, Language language) {
  json result = {{"status", flow.ack_status}};
  json details = json::array();
  for (const json& stored : json::parse(flow.ack_details))
    details.push_back({{"level", stored.at("level")},
                       {"item", stored.at("item")},
                       {"reasonCode", stored.at("reasonCode")},
                       {"reasonMessage", stored.at(language == Language::fr ? "fr" : "en")}});
  if (!details.empty()) result["details"] = std::move(details);
  return result;
}

json flow_object(const flows::Flow& flow, Language language) {
  json object = core(flow);
  object["updatedAt"] = to_string(flow.updated_at);
  object["flowType"] = flow.flow_type;
  object["flowDirection"] = flow.direction;
  object["processingRuleSource"] = flow.rule_source;
  object["acknowledgement"] = acknowledgement(flow, language);
  return object;
}

}  // namespace

bool plain_file_name(std::string_view name) {
  if (name.empty() || name.size() > name_limit || name == "." || name == "..") return false;
  return std::none_of(name.begin(), name.end(), [](unsigned char c) {
    return c < 0x20 || c == 0x7f || c == '/' || c == '\\';
  });
}

std::variant<ParsedFlowInfo, Problem> parse_flow_info(std::string_view text) {
  auto parsed = parse_object(text);
  if (auto* problem = std::get_if<Problem>(&parsed)) return std::move(*problem);
  const json& object = std::get<json>(parsed);

  ParsedFlowInfo result;
  std::optional<std::string> name, syntax;
  std::optional<Problem> problem;
  if (!take_text(object, "name", name_limit * 4, name, problem) ||
      !take_code(object, "flowSyntax", flows::syntaxes, syntax, problem) ||
      !take_text(object, "trackingId", id_limit, result.info.tracking_id, problem) ||
      !take_code(object, "processingRule", flows::processing_rules, result.info.processing_rule,
                 problem) ||
      !take_code(object, "flowProfile", flows::profiles, result.info.profile, problem) ||
      !take_text(object, "sha256", 64, result.sha256, problem))
    return std::move(*problem);
  if (!name) return missing_field("name");
  if (!syntax) return missing_field("flowSyntax");
  if (!plain_file_name(*name)) return invalid_file_name();
  if (result.sha256 && !is_sha256(*result.sha256))
    return invalid_field("sha256", "64 hexadecimal digits in lower case");
  result.info.name = *name;
  result.info.syntax = *syntax;
  return result;
}

std::variant<ParsedSearch, Problem> parse_search(std::string_view text) {
  auto parsed = parse_object(text);
  if (auto* problem = std::get_if<Problem>(&parsed)) return std::move(*problem);
  const json& object = std::get<json>(parsed);
  const auto where = object.find("where");
  if (where == object.end()) return missing_field("where");
  if (!where->is_object()) return invalid_field("where", "object");

  ParsedSearch result;
  flows::Search& search = result.search;
  std::optional<Problem> problem;
  if (!take_instant(*where, "updatedAfter", search.updated_after, problem) ||
      !take_instant(*where, "updatedBefore", search.updated_before, problem) ||
      !take_codes(*where, "processingRule", flows::processing_rules, search.processing_rules,
                  problem) ||
      !take_codes(*where, "flowType", flows::flow_types, search.flow_types, problem) ||
      !take_codes(*where, "flowDirection", flows::directions, search.flow_directions, problem) ||
      !take_text(*where, "trackingId", id_limit, search.tracking_id, problem) ||
      !take_code(*where, "ackStatus", flows::ack_statuses, search.ack_status, problem))
    return std::move(*problem);
  if (where->empty()) return missing_field("where: one criterion at least");

  std::optional<std::string> cursor;
  if (!take_text(object, "cursor", id_limit, cursor, problem)) return std::move(*problem);
  if (cursor) {
    const auto instant = parse_cursor(*cursor);
    if (!instant) return invalid_field("cursor", "nextCursor of the page before");
    result.cursor = *instant;
  }
  const auto limit = object.find("limit");
  result.limit = page_default;
  if (limit != object.end()) {
    if (!limit->is_number_integer() || *limit < 1 || *limit > page_limit)
      return invalid_field("limit", "1 to " + std::to_string(page_limit));
    result.limit = *limit;
  }
  result.filters = dump(*where);
  return result;
}

std::string full_flow_info_json(const flows::Flow& flow) {
  json object = core(flow);
  object["sha256"] = flow.sha256;
  return dump(object);
}

std::string flow_json(const flows::Flow& flow, Language language) {
  return dump(flow_object(flow, language));
}

std::string search_content_json(const ParsedSearch& search, const std::vector<flows::Flow>& flows,
                                std::optional<Instant> more, Language language) {
  json results = json::array();
  for (const auto& flow : flows) results.push_back(flow_object(flow, language));
  json content = {{"limit", search.limit},
                  {"filters", json::parse(search.filters)},
                  {"results", std::move(results)}};
  if (more) content["nextCursor"] = cursor_text(*more);
  return dump(content);
}

}  // namespace facteur::gateway::http
