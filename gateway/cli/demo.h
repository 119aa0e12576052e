// The demo companies of conf/demo/accounts.json: the parties of the official French examples, with
// users and clients whose secrets everybody knows. Never for a machine that others can reach.
#pragma once

#include "gateway/accounts/accounts.h"
#include "gateway/directory/directory.h"

namespace facteur::gateway::cli {

// Adds what is missing and leaves alone what is there, so that it may run at every start.
void load_demo(accounts::Accounts& accounts, directory::Directory& directory);

}  // namespace facteur::gateway::cli
