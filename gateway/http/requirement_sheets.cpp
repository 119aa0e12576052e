#include "gateway/http/requirement_sheets.h"

#include <limits>
#include <nlohmann/json.hpp>

#include "formats/rule_book.h"
#include "gateway/http/rule_sheets.h"

namespace facteur::gateway::http {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t no_limit = std::numeric_limits<std::size_t>::max();
constexpr std::size_t shown_values = 20;

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size() && i < shown_values; ++i)
    text += (i == 0 ? "" : ", ") + words[i];
  return words.size() > shown_values ? text + ", …" : text;
}

// Says in one language what is asked.
class Teller {
 public:
  explicit Teller(bool french) : french_(french) {}

  std::string operator()(const formats::CountAsked& asked) const {
    return of(asked.observed) + limits(asked.least, asked.most);
  }
  std::string operator()(const formats::ValueAsked& asked) const {
    return of(asked.observed) + in("une valeur de ", "one of ") + joined(asked.values);
  }
  std::string operator()(const formats::CodeAsked& asked) const {
    const CodeListFacts& list = asked.list->facts();
    return of(asked.observed) + in("un code de la liste ", "a code of the list ") +
           std::string(list.id) + " (" + std::string(in(list.title_fr, list.title_en)) + ")";
  }
  std::string operator()(const formats::PatternAsked& asked) const {
    return of(asked.observed) + in("de la forme ", "of the form ") + asked.text;
  }
  std::string operator()(const formats::LengthAsked& asked) const {
    return of(asked.observed) + limits(asked.least, asked.most) + in(" caractères", " characters");
  }
  std::string operator()(const formats::AttachmentAsked& asked) const {
    std::string text =
        in("pièces jointes", "attachments") + colon() + limits(asked.least, no_limit);
    if (!asked.media_types.empty()) text += "; BT-125-1 " + joined(asked.media_types);
    if (!asked.descriptions.empty()) text += "; BT-123 " + joined(asked.descriptions);
    if (asked.name) text += "; BT-125-2 " + asked.name_text;
    return text;
  }

  std::string in(std::string_view fr, std::string_view en) const {
    return std::string(french_ ? fr : en);
  }
  std::string colon() const { return in(" : ", ": "); }

 private:
  std::string of(const formats::Observed& observed) const {
    std::string text =
        facteur::name(observed.term) + " " + std::string(name_of(observed.term, french_));
    if (!observed.scheme.empty()) text += in(", schéma ", ", scheme ") + observed.scheme;
    return text + colon();
  }

  std::string limits(std::size_t least, std::size_t most) const {
    const std::string at_least = in("au moins ", "at least ") + std::to_string(least);
    const std::string at_most = in("au plus ", "at most ") + std::to_string(most);
    if (most == no_limit) return at_least;
    return least == 0 ? at_most : at_least + ", " + at_most;
  }

  bool french_;
};

std::string party(const formats::PartyCondition& condition, const Teller& teller) {
  if (condition.every) return teller.in("tous", "all");
  std::string text;
  const auto add = [&text](const char* kind, const std::vector<std::string>& numbers) {
    if (!numbers.empty()) text += (text.empty() ? "" : ", ") + (kind + joined(numbers));
  };
  add("SIREN ", condition.sirens);
  add("SIRET ", condition.sirets);
  add("TVA ", condition.vats);
  add("", condition.addresses);
  return text;
}

}  // namespace

std::string publisher(bool french) {
  return Teller(french).in("partenaire", "trading partner");
}

std::string what_is_asked(const formats::Requirement& requirement, bool french) {
  return std::visit(Teller(french), requirement.asked);
}

std::string whom_it_is_about(const formats::RequirementSet& set, bool french) {
  const Teller teller(french);
  std::string text = teller.in("acheteur", "buyer") + teller.colon() + party(set.buyer, teller);
  if (set.seller)
    text += "; " + teller.in("vendeur", "seller") + teller.colon() + party(*set.seller, teller);
  if (!set.types.empty()) text += "; BT-3" + teller.colon() + joined(set.types);
  return text;
}

Json to_json(const formats::RequirementSet& set, bool french) {
  Json json = {{"name", set.name},
               {"title", french ? set.title.fr : set.title.en},
               {"version", set.version},
               {"source", publisher(french)},
               {"syntaxes", names_of(formats::Syntaxes::both)},
               {"about", whom_it_is_about(set, french)},
               {"sha256", set.digest}};
  if (set.valid_from) json["valid_from"] = set.valid_from->to_string();
  if (set.valid_until) json["valid_until"] = set.valid_until->to_string();
  json["rules"] = set.requirements.size();
  return json;
}

Json to_json(const formats::Requirement& requirement, bool french) {
  Json terms = Json::array();
  for (const Term term : formats::terms_of(requirement))
    terms.push_back({{"id", facteur::name(term)}, {"name", name_of(term, french)}});
  return {{"id", requirement.id},
          {"severity", formats::name(requirement.severity)},
          {"terms", std::move(terms)},
          {"syntaxes", names_of(formats::Syntaxes::both)},
          {"text", french ? requirement.message.fr : requirement.message.en},
          {"asked", what_is_asked(requirement, french)}};
}

Json set_with_rules(const formats::RequirementSet& set, bool french) {
  Json json = to_json(set, french);
  Json rules = Json::array();
  for (const formats::Requirement& requirement : set.requirements)
    rules.push_back(to_json(requirement, french));
  json["rules"] = std::move(rules);
  return json;
}

}  // namespace facteur::gateway::http
