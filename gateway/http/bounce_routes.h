// Mail that came back, from a mail server that can hand it to a program.
//
//   POST /api/v1/mail/bounces   the message as it is (message/rfc822)
//        {"outcome": "noted"|"already"|"unknown"|"not_final", "recipient", "status", "reason"}
#pragma once

#include <string>
#include <vector>

#include "gateway/http/message.h"
#include "gateway/store/store.h"

namespace facteur::gateway::http {

// `bounces`: the address that envelope senders are made of, empty for none. Only messages of the
// caller's tenant are found. The routes keep a reference to the store.
std::vector<Route> bounce_routes(store::Store& store, std::string bounces);

}  // namespace facteur::gateway::http
