// A reader of the event log with a cursor of its own: how one part of the house follows another.
//
// For each batch of new events of its kind the handler is called outside any transaction (it may do
// slow things there, such as depositing in the archive) and returns the change that they make to
// the database. The change and the move of the cursor are one transaction: after a crash the batch
// comes again, and what the handler did outside must bear that. A handler that throws is called
// again with the same events, a moment later, until it succeeds.
#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "gateway/store/store.h"

namespace facteur::gateway::store {

struct LoggedEvent {
  std::int64_t seq;
  Instant at;
  Event event;
};

class LogReader {
 public:
  struct Step {
    std::function<void(Transaction&)> change;
    std::function<void()> committed;  // called after the transaction is durable; may be empty
  };
  using Handler = std::function<Step(const std::vector<LoggedEvent>&)>;

  // `name` keeps the cursor; `log` takes one line when the handler failed.
  LogReader(Store& store, std::string name, std::string kind, Handler handler,
            std::function<void(const std::string&)> log);
  ~LogReader();  // finishes the batch at work

  // The last event of the log that this reader has looked at.
  std::int64_t position() const { return position_; }

 private:
  void loop();
  bool step();

  Store& store_;
  const std::string name_, kind_;
  const Handler handler_;
  const std::function<void(const std::string&)> log_;
  std::atomic<std::int64_t> position_ = 0;
  std::atomic<bool> stopping_ = false;
  std::thread thread_;
};

}  // namespace facteur::gateway::store
