// The database: many readers, one writer, group commit.
//
// Writes are functions that run inside a transaction on the writer's thread. All writes that queued
// while the last commit was on its way to the disk share the next one, so that one fsync serves
// many; a write returns after the commit that holds it is durable. Each runs in a savepoint of its
// own: one that throws is undone alone, and its exception reaches its caller.
//
// Reads run on a pool of connections and see the last commit.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <type_traits>
#include <vector>

#include "gateway/store/connection.h"
#include "gateway/store/instant.h"

namespace facteur::gateway::store {

// One row of the append-only log: what changed, to what, by whom. `data` is a JSON object.
struct Event {
  std::string kind;     // "flow.received", "status.set", "receivable.opened", ...
  std::string tenant;   // SIREN of the tenant that it concerns
  std::string subject;  // id of the flow, invoice or receivable
  std::string actor;    // user or client id, or "platform"
  std::string data = "{}";
};

// What a write sees: the connection, and instants that no other write of this store has.
class Transaction {
 public:
  // `last` is the last instant given out; it moves on.
  Transaction(Connection& connection, Instant& last) : connection_(connection), last_(last) {}

  // The instant of this write. Strictly increasing from write to write, in commit order: readers
  // may use it as a cursor.
  Instant now() const { return now_; }
  // A later instant, given to nobody else: for each of several rows that a cursor must tell apart.
  Instant tick() {
    ++last_.microseconds;
    return last_;
  }
  Connection& sql() { return connection_; }

  // Appends to the log, in this transaction; the sequence number of the row.
  std::int64_t append(const Event& event);

 private:
  Connection& connection_;
  Instant& last_;
  const Instant now_ = last_;
};

struct Options {
  std::filesystem::path file;  // the SQLite database; made when missing
  Clock clock;
  unsigned readers = 4;
  std::size_t queue_limit = 4096;  // writes that may wait; one more waits in its caller
};

struct Statistics {
  std::uint64_t commits = 0;  // each is one fsync of the write-ahead log
  std::uint64_t writes = 0;
};

class Store {
 public:
  // Opens, migrates forward, starts the writer. Throws std::runtime_error with a reason when the
  // file cannot be used or comes from a newer version.
  explicit Store(Options options);
  ~Store();  // finishes the writes that wait

  // Runs `work(Transaction&)`, durably; returns what it returned.
  template <class Work>
  auto write(Work&& work) -> std::invoke_result_t<Work, Transaction&> {
    return submit(std::forward<Work>(work)).get();
  }

  // The same without waiting.
  template <class Work>
  auto submit(Work&& work) -> std::future<std::invoke_result_t<Work, Transaction&>>;

  // Runs `work(Connection&)` on a connection of the pool.
  template <class Work>
  auto read(Work&& work) -> std::invoke_result_t<Work, Connection&> {
    Lease lease(*this);
    return work(*lease.connection);
  }

  // Moves what was committed from the write-ahead log into the database, beside the writer: left to
  // itself, the writer would do so in the middle of a commit. Called every few seconds.
  void checkpoint();

  Statistics statistics() const;

  // Waits until there were more commits than `seen`, or for `patience`; how many there were.
  std::uint64_t wait_for_commit(std::uint64_t seen, std::chrono::milliseconds patience) const;

  Instant now() const { return options_.clock(); }

 private:
  // One queued write: run it, then settle its promise once the fate of the commit is known.
  struct Job {
    std::function<void(Transaction&)> run;           // may throw
    std::function<void(std::exception_ptr)> settle;  // null: committed
  };
  struct Lease {
    explicit Lease(Store& store) : store(store), connection(store.borrow()) {}
    ~Lease() { store.give_back(std::move(connection)); }
    Store& store;
    std::unique_ptr<Connection> connection;
  };

  void enqueue(Job job);
  void writer_loop();
  void commit_batch(std::vector<Job>& batch);
  void advance_instant();
  std::unique_ptr<Connection> borrow();
  void give_back(std::unique_ptr<Connection> connection);

  Options options_;
  std::unique_ptr<Connection> writer_;
  Instant last_instant_;

  mutable std::mutex mutex_;
  std::condition_variable wake_writer_, wake_caller_;
  mutable std::condition_variable committed_;
  std::vector<Job> queue_;
  bool stopping_ = false;
  Statistics statistics_;

  std::mutex pool_mutex_;
  std::condition_variable pool_wake_;
  std::vector<std::unique_ptr<Connection>> pool_;
  std::thread thread_;
};

template <class Work>
auto Store::submit(Work&& work) -> std::future<std::invoke_result_t<Work, Transaction&>> {
  using Answer = std::invoke_result_t<Work, Transaction&>;
  auto promise = std::make_shared<std::promise<Answer>>();
  auto future = promise->get_future();
  if constexpr (std::is_void_v<Answer>) {
    enqueue({std::forward<Work>(work), [promise](std::exception_ptr error) {
               if (error)
                 promise->set_exception(error);
               else
                 promise->set_value();
             }});
  } else {
    auto answer = std::make_shared<std::optional<Answer>>();
    enqueue({[answer, work = std::forward<Work>(work)](Transaction& transaction) mutable {
               *answer = work(transaction);
             },
             [promise, answer](std::exception_ptr error) {
               if (error)
                 promise->set_exception(error);
               else
                 promise->set_value(std::move(**answer));
             }});
  }
  return future;
}

}  // namespace facteur::gateway::store
