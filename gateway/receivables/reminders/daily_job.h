// Sends the day's reminders of every tenant, once a day, from a given hour on. A day that passed
// without a run is not made up for message by message: the next run sends what is due then.
//
// During the day it looks every few minutes whether something that was planned earlier may leave:
// approved meanwhile, or put off because the mail server could not be reached.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "gateway/receivables/reminders/dispatcher.h"

namespace facteur::gateway::receivables::reminders {

class DailyJob {
 public:
  // `hour`: of Europe/Paris, 0 to 23. `log` takes one line when a run failed; it is tried again
  // with the next look.
  DailyJob(store::Store& store, flows::Evidence& evidence, Tools tools, int hour, Clock clock,
           std::function<void(const std::string&)> log);
  ~DailyJob();  // finishes the customer at work

 private:
  void loop();

  store::Store& store_;
  Dispatcher dispatcher_;
  const int hour_;
  const Clock clock_;
  const std::function<void(const std::string&)> log_;

  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;
};

// What the job does at one instant, for all tenants; `hour` as above.
void look_once(store::Store& store, Dispatcher& dispatcher, int hour, Instant now,
               const std::function<bool()>& stopping);

}  // namespace facteur::gateway::receivables::reminders
