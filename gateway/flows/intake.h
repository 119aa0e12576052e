// Takes a file in: durable first, acknowledged after.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

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

// A file on its way in; the bytes are the caller's.
struct Incoming {
  FlowInfo info;
  std::string_view bytes;
  std::string sha256;
};

class Intake {
 public:
  Intake(store::Store& store, Evidence& evidence, Pipeline& pipeline, Random random)
      : store_(store), evidence_(evidence), pipeline_(pipeline), random_(std::move(random)) {}

  // Returns after the bytes are in the archive and the flow is in the database; the pipeline has it
  // then. Throws when either cannot be written: nothing was acknowledged then.
  Flow accept(const accounts::Principal& sender, const FlowInfo& info, std::string_view bytes,
              const std::string& sha256);

  // The same for several files, 1,000 at most: all of them or none. `also` runs in the transaction
  // that records the flows, which are in the order of the files.
  using Also = std::function<void(store::Transaction&, std::span<const Flow>)>;
  std::vector<Flow> accept(const accounts::Principal& sender, std::span<const Incoming> files,
                           const Also& also);

 private:
  Flow flow_of(const accounts::Principal& sender, const Incoming& file);

  store::Store& store_;
  Evidence& evidence_;
  Pipeline& pipeline_;
  Random random_;
};

}  // namespace facteur::gateway::flows
