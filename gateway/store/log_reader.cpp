#include "gateway/store/log_reader.h"

#include <Poco/Exception.h>

namespace facteur::gateway::store {
namespace {

constexpr int batch_limit = 256;
constexpr std::chrono::milliseconds patience(500);

std::int64_t stored_position(Connection& connection, const std::string& name) {
  const auto row = connection.row<std::int64_t>("SELECT seq FROM cursors WHERE reader = ?", name);
  return row ? std::get<0>(*row) : 0;
}

std::vector<LoggedEvent> read_batch(Connection& connection, const std::string& kind,
                                    std::int64_t after, std::int64_t until) {
  std::vector<LoggedEvent> events;
  for (auto& [seq, at, tenant, subject, actor, data] :
       connection
           .rows<std::int64_t, std::int64_t, std::string, std::string, std::string, std::string>(
               "SELECT seq, at, tenant, subject, actor, data FROM events "
               "WHERE seq > ? AND seq <= ? AND kind = ? ORDER BY seq LIMIT ?",
               after, until, kind, batch_limit))
    events.push_back(
        {seq,
         {at},
         {kind, std::move(tenant), std::move(subject), std::move(actor), std::move(data)}});
  return events;
}

}  // namespace

LogReader::LogReader(Store& store, std::string name, std::string kind, Handler handler,
                     std::function<void(const std::string&)> log)
    : store_(store),
      name_(std::move(name)),
      kind_(std::move(kind)),
      handler_(std::move(handler)),
      log_(std::move(log)) {
  position_ = store_.read([this](Connection& c) { return stored_position(c, name_); });
  thread_ = std::thread([this] { loop(); });
}

LogReader::~LogReader() {
  stopping_ = true;
  thread_.join();
}

void LogReader::loop() {
  std::uint64_t commits = 0;
  while (!stopping_) {
    commits = store_.wait_for_commit(commits, patience);
    std::string failure;
    try {
      while (!stopping_ && step()) {
      }
      continue;
    } catch (const Poco::Exception& error) {
      failure = error.displayText();
    } catch (const std::exception& error) {
      failure = error.what();
    }
    log_("error reader " + name_ + " after event " + std::to_string(position_) + ": " + failure);
    std::this_thread::sleep_for(patience);
    commits = 0;
  }
}

// True when there may be more.
bool LogReader::step() {
  const std::int64_t after = position_;
  const auto [events, end] = store_.read([&](Connection& c) {
    const auto last = c.row<std::optional<std::int64_t>>("SELECT max(seq) FROM events");
    const std::int64_t until = std::get<0>(*last).value_or(0);
    return std::pair(read_batch(c, kind_, after, until), until);
  });
  if (events.empty()) {
    position_ = end;
    return false;
  }
  const Step step = handler_(events);
  const std::int64_t last = events.back().seq;
  store_.write([&](Transaction& t) {
    step.change(t);
    t.sql().execute(
        "INSERT INTO cursors (reader, seq) VALUES (?, ?) "
        "ON CONFLICT (reader) DO UPDATE SET seq = excluded.seq",
        name_, last);
  });
  if (step.committed) step.committed();
  position_ = last;
  return true;
}

}  // namespace facteur::gateway::store
