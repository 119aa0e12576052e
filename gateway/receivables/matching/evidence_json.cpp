#include "gateway/receivables/matching/evidence_json.h"

#include <nlohmann/json.hpp>

#include "gateway/receivables/matching/reasons.h"

namespace facteur::gateway::receivables::matching {
namespace {

using Json = nlohmann::ordered_json;

Json keys_of(const std::vector<Index>& customers, const Portfolio& portfolio) {
  Json keys = Json::array();
  for (const Index customer : customers) keys.push_back(portfolio.customers()[customer].key);
  return keys;
}

Json ids_of(const std::vector<Index>& items, const Portfolio& portfolio) {
  Json ids = Json::array();
  for (const Index item : items) ids.push_back(portfolio.items()[item].id);
  return ids;
}

Json share_json(const Share& share, const Portfolio& portfolio) {
  Json json = {{"item", portfolio.items()[share.item].id},
               {"number", portfolio.items()[share.item].number},
               {"openBefore", share.open_before},
               {"units", share.units}};
  if (share.rounding != 0) json["rounding"] = share.rounding;
  return json;
}

}  // namespace

Json evidence_json(const Decision& decision, const Portfolio& portfolio) {
  const Evidence& evidence = decision.evidence;
  Json json = {{"turn", decision.turn}, {"rule", to_string(decision.reason)}};
  for (const Share& share : decision.shares) json["items"].push_back(share_json(share, portfolio));
  for (const Sighting& sighting : evidence.sightings)
    json["seen"].push_back({{"item", portfolio.items()[sighting.item].id},
                            {"text", sighting.text},
                            {"as", to_string(sighting.how)}});
  if (evidence.payer.how != PayerKnownBy::nothing)
    json["payer"] = {{"customer", portfolio.customers()[evidence.payer.customer].key},
                     {"by", to_string(evidence.payer.how)},
                     {"likeness", evidence.payer.likeness}};
  if (evidence.certificate) {
    json["searched"] = {{"customers", keys_of(evidence.scope, portfolio)},
                        {"considered", evidence.certificate->considered},
                        {"mostMembers", evidence.certificate->most_members},
                        {"solutions", evidence.certificate->solutions},
                        {"plausible", evidence.certificate->plausible}};
    if (!evidence.rivals.empty())
      json["searched"]["namesakes"] = keys_of(evidence.rivals, portfolio);
    if (!evidence.named.empty()) json["searched"]["named"] = ids_of(evidence.named, portfolio);
  }
  return json;
}

Json candidates_json(const Decision& decision, const Portfolio& portfolio) {
  Json list = Json::array();
  for (const Candidate& candidate : decision.candidates)
    list.push_back({{"customer", portfolio.customers()[candidate.customer].key},
                    {"items", ids_of(candidate.items, portfolio)},
                    {"score", candidate.score},
                    {"reason", to_string(candidate.reason)}});
  return list;
}

}  // namespace facteur::gateway::receivables::matching
