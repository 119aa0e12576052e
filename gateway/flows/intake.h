// Takes a file in: durable first, acknowledged after.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "gateway/accounts/accounts.h"
#include "gateway/flows/evidence.h"
#include "gateway/flows/flow.h"
#include "gateway/flows/identifiers.h"
#include "gateway/flows/pipeline.h"

namespace facteur::gateway::flows {

// What the sender says of the file (schema FlowInfo), checked by the caller.
struct FlowInfo {
  std::string name;
  std::string syntax;
  std::optional<std::string> tracking_id, processing_rule, profile;
};

class Intake {
 public:
  Intake(store::Store& store, Evidence& evidence, Pipeline& pipeline, Random random)
      : store_(store), evidence_(evidence), pipeline_(pipeline), random_(std::move(random)) {}

  // Returns after the bytes are in the archive and the flow is in the database; the pipeline has it
  // then. Throws when either cannot be written: nothing was acknowledged then.
  Flow accept(const accounts::Principal& sender, const FlowInfo& info, std::string_view bytes,
              const std::string& sha256);

 private:
  store::Store& store_;
  Evidence& evidence_;
  Pipeline& pipeline_;
  Random random_;
};

}  // namespace facteur::gateway::flows
