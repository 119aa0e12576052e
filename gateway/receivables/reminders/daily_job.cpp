#include "gateway/receivables/reminders/daily_job.h"

#include <chrono>

namespace facteur::gateway::receivables::reminders {
namespace {

constexpr std::chrono::minutes look_period(5);

bool ran_on(store::Store& store, const std::string& tenant, formats::Date day) {
  return store.read([&](store::Connection& sql) {
    return sql
        .row<std::int64_t>("SELECT 1 FROM reminder_runs WHERE tenant = ? AND day = ?", tenant,
                           to_number(day))
        .has_value();
  });
}

void note_run(store::Store& store, const std::string& tenant, formats::Date day) {
  store.write([&](store::Transaction& t) {
    t.sql().execute(
        "INSERT INTO reminder_runs (tenant, day, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        tenant, to_number(day), t.now().microseconds);
  });
}

}  // namespace

void look_once(store::Store& store, Dispatcher& dispatcher, int hour, Instant now,
               const std::function<bool()>& stopping) {
  const formats::Date day = *formats::Date::parse(paris_day(now));
  const int hour_now = std::stoi(paris_stamp(now).substr(8, 2));
  if (hour_now < hour) return;
  for (const std::string& tenant : store.read(creditors)) {
    if (stopping()) return;
    const bool ran = ran_on(store, tenant, day);
    dispatcher.run(tenant, day, {hour_now, ran});
    if (!ran && dispatcher.all_may_send(hour_now)) note_run(store, tenant, day);
  }
}

DailyJob::DailyJob(store::Store& store, flows::Evidence& evidence, Tools tools, int hour,
                   Clock clock, std::function<void(const std::string&)> log)
    : store_(store),
      dispatcher_(store, evidence, std::move(tools)),
      hour_(hour),
      clock_(std::move(clock)),
      log_(std::move(log)),
      thread_([this] { loop(); }) {}

DailyJob::~DailyJob() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

void DailyJob::loop() {
  const auto stopping = [this] {
    std::lock_guard lock(mutex_);
    return stopping_;
  };
  while (!stopping()) {
    try {
      look_once(store_, dispatcher_, hour_, clock_(), stopping);
    } catch (const std::exception& error) {
      log_(std::string("error reminders: ") + error.what());
    }
    std::unique_lock lock(mutex_);
    wake_.wait_for(lock, look_period, [this] { return stopping_; });
  }
}

}  // namespace facteur::gateway::receivables::reminders
