// The Flow Service of XP Z12-013 v1.3.0: createFlow, searchFlows, getFlow, getHealth.
//
// Webhooks are not offered yet; their paths answer 404.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "gateway/flows/archived_source.h"
#include "gateway/flows/evidence.h"
#include "gateway/flows/intake.h"
#include "gateway/flows/pipeline.h"
#include "gateway/http/message.h"

namespace facteur::gateway::http {

// How somebody wants to read a document.
struct ViewOrder {
  Language language = Language::fr;
  bool web = false;   // a web page; else PDF
  std::string stamp;  // where the document stands; empty: none
};

struct FlowService {
  store::Store& store;
  flows::Intake& intake;
  flows::Pipeline& pipeline;
  flows::Evidence& evidence;
  accounts::Accounts& accounts;
  std::filesystem::path spool;  // folder for files on their way in
  std::size_t file_limit;       // bytes of one file
  // The rendering for people of a document; nothing when it cannot be read.
  std::function<std::optional<std::string>(const flows::Flow&, flows::ArchivedSource&,
                                           const ViewOrder&)>
      readable_view;
};

// The routes keep a reference to the service.
std::vector<Route> flow_routes(FlowService& service);

// A file for the caller to save, which has no rights where a browser shows it all the same.
Response file_answer(std::string type, std::string bytes, const std::string& name);

// Takes a file in for a signed-in member: what POST /v1/flows does after reading the form, for the
// portal's upload. Nothing was acknowledged when a problem is returned.
std::variant<flows::Flow, Problem> receive_form(FlowService& service, const Request& request);

}  // namespace facteur::gateway::http
