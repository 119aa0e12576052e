// The portal's data from the running service: the same flows, statuses and ledger as the API's.
#pragma once

#include "gateway/flows/bundles.h"
#include "gateway/http/flow_routes.h"
#include "gateway/portal/portal.h"

namespace facteur::gateway::portal {

// `service` and `bundles` must outlive what is returned. `readable_views`: whether the service can
// render any document for people; without, no page offers it.
PortalData portal_data(http::FlowService& service, flows::Bundles& bundles, bool readable_views);

}  // namespace facteur::gateway::portal
