#include "gateway/cli/desk.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <ostream>

#include "gateway/cli/arguments.h"
#include "gateway/cli/data_folder.h"
#include "gateway/cli/desk_lists.h"
#include "gateway/receivables/desk/desk_day.h"
#include "gateway/receivables/desk/desk_json.h"
#include "gateway/receivables/desk/desk_requests.h"
#include "gateway/store/reading.h"

namespace facteur::gateway::cli {
namespace {

using namespace receivables;
using Json = nlohmann::json;

constexpr std::string_view help_fr =
    "facteur desk NOM VERBE --tenant SIREN [--data DIR] [--on DATE] [--json] [--lang fr|en]\n"
    "             [--id N] [--key CLÉ] [--actor QUI] [--CHAMP VALEUR ...]\n"
    "facteur desk NOM list  --tenant SIREN [--data DIR] [--on DATE] [--customer CLIENT] [--json]\n"
    "facteur desk agenda    --tenant SIREN [--data DIR] [--on DATE] [--owner QUI] [--department "
    "S]\n"
    "facteur desk run       --tenant SIREN --on DATE [--data DIR]   les règles du jour\n"
    "\n"
    "Une liste s'écrit avec des virgules, une échéance DATE=MONTANT ; --on est le jour d'effet,\n"
    "aujourd'hui sinon ; une même --key ne compte qu'une fois.\n"
    "Une alerte (--definition) s'écrit ainsi, avec les champs que donne facteur desk field list :\n"
    "  {\"name\": \"Late and large\", \"about\": \"customer\", \"all\": [{\"field\": "
    "\"overdue_amount\",\n"
    "   \"op\": \">=\", \"value\": \"10000.00\"}], \"mail\": \"marie@example.org\"}\n"
    "\n";
constexpr std::string_view help_en =
    "facteur desk NOUN VERB --tenant SIREN [--data DIR] [--on DATE] [--json] [--lang fr|en]\n"
    "             [--id N] [--key KEY] [--actor WHO] [--FIELD VALUE ...]\n"
    "facteur desk NOUN list --tenant SIREN [--data DIR] [--on DATE] [--customer KEY] [--json]\n"
    "facteur desk agenda    --tenant SIREN [--data DIR] [--on DATE] [--owner WHO] [--department "
    "D]\n"
    "facteur desk run       --tenant SIREN --on DATE [--data DIR]   the rules of the day\n"
    "\n"
    "A list is written with commas, an instalment as DATE=AMOUNT; --on is the day from which it\n"
    "holds, else today; the same --key counts once.\n"
    "An alert (--definition) is written so, with the fields that facteur desk field list gives:\n"
    "  {\"name\": \"Late and large\", \"about\": \"customer\", \"all\": [{\"field\": "
    "\"overdue_amount\",\n"
    "   \"op\": \">=\", \"value\": \"10000.00\"}], \"mail\": \"marie@example.org\"}\n"
    "\n";

void print_help(std::ostream& out, Language language) {
  out << in(language, help_fr, help_en);
  for (const DeskRequest& request : desk_requests()) {
    out << "  " << request.noun << ' ' << request.verb << (request.about_one ? " --id" : "");
    for (const DeskField& field : request.fields)
      out << (field.required ? " --" : " [--") << field.name << (field.required ? "" : "]");
    out << "\n      " << in(language, request.fr, request.en) << '\n';
  }
  out << "  list: " << desk_list_names() << '\n';
}

std::vector<std::string> parts_of(const std::string& text, char separator) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at <= text.size();) {
    const auto end = std::min(text.find(separator, at), text.size());
    parts.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return parts;
}

std::int64_t whole_of(const std::string& text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size())
    throw UsageError({text + " : nombre entier attendu", text + ": expected a whole number"});
  return value;
}

Json instalment_of(const std::string& text) {
  const auto parts = parts_of(text, '=');
  if (parts.size() != 2)
    throw UsageError({text + " : DATE=MONTANT attendu", text + ": expected DATE=AMOUNT"});
  return {{"date", parts[0]}, {"amount", parts[1]}};
}

// The value of an argument as the field wants it.
Json value_of(const DeskField& field, const std::string& text) {
  Json list = Json::array();
  switch (field.type) {
    case FieldType::flag:
      return true;
    case FieldType::whole:
      return whole_of(text);
    case FieldType::texts:
      return parts_of(text, ',');
    case FieldType::wholes:
      for (const std::string& part : parts_of(text, ',')) list.push_back(whole_of(part));
      return list;
    case FieldType::instalments:
      for (const std::string& part : parts_of(text, ',')) list.push_back(instalment_of(part));
      return list;
    case FieldType::object:
      return Json::parse(text, nullptr, false);
    default:
      return text;
  }
}

// Every field of the table that was given.
Json body_of(const DeskRequest& request, const Arguments& arguments) {
  Json body = Json::object();
  for (const DeskField& field : request.fields)
    if (arguments.has(field.name))
      body[std::string(field.name)] = value_of(field, arguments.value(field.name).value_or(""));
  return body;
}

int refuse(const DeskRefusal& refusal, const Arguments& arguments, std::ostream& out,
           std::ostream& err) {
  const Language language = arguments.language();
  if (arguments.has("json"))
    out << dump({{"refused", to_json(refusal, language == Language::fr ? ReportLanguage::fr
                                                                       : ReportLanguage::en)}})
        << '\n';
  err << "facteur desk: " << (refusal.field.empty() ? "" : "--" + refusal.field + ": ")
      << in(language, refusal.text) << '\n';
  return 1;
}

int ask(const DeskRequest& request, const Arguments& arguments, std::ostream& out,
        std::ostream& err) {
  const std::string tenant = arguments.required("tenant");
  std::optional<std::int64_t> id;
  if (request.about_one) id = whole_of(arguments.required("id"));
  const Acting acting{tenant, arguments.value("actor").value_or("command-line"),
                      arguments.date("on"), arguments.value("key").value_or("")};
  const Json body = body_of(request, arguments);
  const auto store = open_data_folder(arguments.value("data").value_or("var"));
  const auto outcome =
      store->write([&](store::Transaction& t) { return perform(t, acting, request, id, body); });
  if (const DeskRefusal* refused = refusal(outcome)) return refuse(*refused, arguments, out, err);
  const auto made = std::get<std::int64_t>(outcome);
  if (arguments.has("json"))
    out << dump({{"id", made}}) << '\n';
  else
    out << made << '\n';
  return 0;
}

int run_day(const Arguments& arguments, std::ostream& out) {
  const std::string tenant = arguments.required("tenant");
  const formats::Date on = arguments.required_date("on");
  const auto store = open_data_folder(arguments.value("data").value_or("var"));
  const DeskDay day =
      store->write([&](store::Transaction& t) { return run_desk_day(t, tenant, on); });
  out << dump({{"on", on.to_string()},
               {"added", day.added},
               {"closed", day.closed},
               {"raised", day.raised}})
      << '\n';
  return 0;
}

int show(const std::string& noun, const Arguments& arguments, std::ostream& out,
         std::ostream& err) {
  const formats::Date today = *formats::Date::parse(paris_day(system_clock()()));
  const DeskQuestion question{arguments.required("tenant"),  arguments.date("on").value_or(today),
                              arguments.value("customer"),   arguments.value("owner"),
                              arguments.value("department"), arguments.language(),
                              arguments.has("json")};
  const auto reading = store::open_for_reading(arguments.value("data").value_or("var"));
  if (!reading.connection) {
    err << "facteur desk: " << in(question.language, reading.problem) << '\n';
    return 2;
  }
  print_desk_list(noun, question, *reading.connection, out);
  return 0;
}

int run(std::span<const std::string> given, std::ostream& out, std::ostream& err) {
  const std::string& noun = given[0];
  const std::string verb = given.size() > 1 ? given[1] : "";
  const bool listing = verb == "list" || noun == "agenda";
  const DeskRequest* request = find_desk_request(noun, verb);
  const auto lists = parts_of(std::string(desk_list_names()), ' ');
  const bool known_list = std::ranges::find(lists, noun) != lists.end();
  if (!request && noun != "run" && noun != "agenda" && !(listing && known_list)) {
    print_help(err, language_asked(given));
    return 2;
  }
  const auto rest = given.subspan(noun == "run" || noun == "agenda" ? 1 : 2);
  const Arguments arguments(
      rest, {"data",    "tenant",    "on",          "id",     "key",        "actor",     "lang",
             "numbers", "items",     "number",      "item",   "customer",   "currency",  "amount",
             "date",    "source",    "note",        "reason", "department", "owner",     "deadline",
             "outcome", "remaining", "instalments", "until",  "kind",       "due",       "about",
             "subject", "text",      "mentions",    "name",   "value",      "definition"},
      {"json", "insist"});
  if (noun == "run") return run_day(arguments, out);
  if (listing) return show(noun == "agenda" ? "task" : noun, arguments, out, err);
  return ask(*request, arguments, out, err);
}

}  // namespace

int desk_command(std::span<const std::string> arguments, std::ostream& out, std::ostream& err) {
  const Language language = language_asked(arguments);
  if (std::ranges::find(arguments, "--help") != arguments.end()) {
    print_help(out, language);
    return 0;
  }
  if (arguments.empty()) {
    print_help(err, language);
    return 2;
  }
  try {
    return run(arguments, out, err);
  } catch (const UsageError& error) {
    err << "facteur desk: " << in(language, error.text) << '\n';
  } catch (const std::exception& error) {
    err << "facteur desk: " << error.what() << '\n';
  }
  return 2;
}

}  // namespace facteur::gateway::cli
