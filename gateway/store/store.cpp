#include "gateway/store/store.h"

#include <Poco/Data/SQLite/Connector.h>

#include "gateway/store/migrations.h"

namespace facteur::gateway::store {
namespace {

constexpr std::size_t batch_limit = 256;

// WAL lets readers go on while the writer commits; FULL makes each commit durable before it is
// acknowledged (NORMAL would lose the last ones with the power). The log is emptied by
// checkpoint(); the writer does it itself only when 256 MiB have come together.
constexpr const char* pragmas[] = {
    "PRAGMA journal_mode = WAL",  "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",   "PRAGMA busy_timeout = 10000",
    "PRAGMA cache_size = -32768", "PRAGMA wal_autocheckpoint = 65536",
};

std::unique_ptr<Connection> connect(const std::filesystem::path& file) {
  auto connection = std::make_unique<Connection>("SQLite", file.string());
  for (const char* pragma : pragmas) connection->execute(pragma);
  return connection;
}

// The log and the flows hold the instants that were given out; a clock set back repeats none.
Instant last_instant(Connection& connection) {
  const auto row = connection.row<std::int64_t>(
      "SELECT max(coalesce((SELECT max(at) FROM events), 0), "
      "coalesce((SELECT max(updated_at) FROM flows), 0))");
  return {std::get<0>(*row)};
}

}  // namespace

std::int64_t Transaction::append(const Event& event) {
  return std::get<0>(*connection_.row<std::int64_t>(
      "INSERT INTO events (at, tenant, kind, subject, actor, data) VALUES (?, ?, ?, ?, ?, ?) "
      "RETURNING seq",
      now_.microseconds, event.tenant, event.kind, event.subject, event.actor, event.data));
}

Store::Store(Options options) : options_(std::move(options)) {
  Poco::Data::SQLite::Connector::registerConnector();
  writer_ = connect(options_.file);
  migrate(*writer_);
  last_instant_ = last_instant(*writer_);
  for (unsigned i = 0; i < options_.readers; ++i) pool_.push_back(connect(options_.file));
  thread_ = std::thread([this] { writer_loop(); });
}

Store::~Store() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_writer_.notify_all();
  thread_.join();
}

void Store::enqueue(Job job) {
  std::unique_lock lock(mutex_);
  wake_caller_.wait(lock, [this] { return queue_.size() < options_.queue_limit; });
  queue_.push_back(std::move(job));
  wake_writer_.notify_one();
}

void Store::writer_loop() {
  std::vector<Job> batch;
  for (;;) {
    {
      std::unique_lock lock(mutex_);
      wake_writer_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
      if (queue_.empty()) return;
      const std::size_t taken = std::min(queue_.size(), batch_limit);
      const auto end = queue_.begin() + static_cast<std::ptrdiff_t>(taken);
      batch.assign(std::make_move_iterator(queue_.begin()), std::make_move_iterator(end));
      queue_.erase(queue_.begin(), end);
    }
    wake_caller_.notify_all();
    commit_batch(batch);
    batch.clear();
  }
}

void Store::commit_batch(std::vector<Job>& batch) {
  std::vector<std::exception_ptr> failures(batch.size());
  std::exception_ptr commit_failure;
  try {
    writer_->execute("BEGIN IMMEDIATE");
    for (std::size_t i = 0; i < batch.size(); ++i) {
      writer_->execute("SAVEPOINT one_write");
      try {
        advance_instant();
        Transaction transaction(*writer_, last_instant_);
        batch[i].run(transaction);
      } catch (...) {
        failures[i] = std::current_exception();
        writer_->execute("ROLLBACK TO one_write");
      }
      writer_->execute("RELEASE one_write");
    }
    writer_->execute("COMMIT");
  } catch (...) {
    commit_failure = std::current_exception();
    try {
      writer_->execute("ROLLBACK");
    } catch (...) {
      // The transaction is gone already: SQLite rolls back by itself on a full disk or I/O error.
    }
  }
  {
    std::lock_guard lock(mutex_);
    statistics_.commits += 1;
    statistics_.writes += batch.size();
  }
  committed_.notify_all();
  for (std::size_t i = 0; i < batch.size(); ++i)
    batch[i].settle(commit_failure ? commit_failure : failures[i]);
}

void Store::advance_instant() {
  last_instant_ = std::max(options_.clock(), Instant{last_instant_.microseconds + 1});
}

std::unique_ptr<Connection> Store::borrow() {
  std::unique_lock lock(pool_mutex_);
  pool_wake_.wait(lock, [this] { return !pool_.empty(); });
  auto connection = std::move(pool_.back());
  pool_.pop_back();
  return connection;
}

void Store::give_back(std::unique_ptr<Connection> connection) {
  {
    std::lock_guard lock(pool_mutex_);
    pool_.push_back(std::move(connection));
  }
  pool_wake_.notify_one();
}

std::uint64_t Store::wait_for_commit(std::uint64_t seen, std::chrono::milliseconds patience) const {
  std::unique_lock lock(mutex_);
  committed_.wait_for(lock, patience, [&] { return statistics_.commits > seen; });
  return statistics_.commits;
}

void Store::checkpoint() {
  read([](Connection& sql) { sql.execute("PRAGMA wal_checkpoint(PASSIVE)"); });
}

Statistics Store::statistics() const {
  std::lock_guard lock(mutex_);
  return statistics_;
}

}  // namespace facteur::gateway::store
