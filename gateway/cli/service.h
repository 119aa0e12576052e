// The whole gateway, put together: store, archive, accounts, pipeline, channels, ledger, server.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "gateway/cli/config.h"
#include "gateway/store/instant.h"

namespace facteur::gateway::cli {

struct ServiceFigures {
  std::uint64_t commits = 0;        // of the database, one fsync each
  std::uint64_t archive_syncs = 0;  // fsyncs of the archive
  std::uint64_t accepted = 0, rejected = 0, waiting = 0;
};

class Service {
 public:
  // Opens the data folder (made when missing), finishes what an earlier run left, listens. Throws
  // std::exception with the reason when any of it cannot be done.
  Service(const Config& config, Clock clock, std::function<void(const std::string&)> log);
  ~Service();  // stops listening, lets what is at work finish

  std::uint16_t port() const;
  // Nothing waits: every acknowledged flow is done and every reader of the log has caught up.
  bool idle() const;
  ServiceFigures figures() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace facteur::gateway::cli
