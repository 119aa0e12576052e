// What happens to a file after it was acknowledged:
//
//   received --check--> checked --seal, route--> done
//
// check: identify, structure, rules, declared syntax, who issues, duplicates. One transaction sets
// the acknowledgement and status 200 Déposée or 213 Rejetée.
// seal: the report of the checks goes into the archive beside the document; the signed head of the
// archive covers both.
// route: the recipient's tenant is looked up; one transaction sets 201 Émise and appends
// "invoice.routed", from which delivery goes on, or notes why there is no recipient.
//
// Each step is guarded by the state of the flow's row, so that one done again changes nothing; what
// is not done when the process ends is taken up at the next start. A batch that fails is tried
// again one document at a time, so that one which cannot be processed holds up no other; after a
// few failures of its own it is refused (OtherTechnicalError).
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "gateway/directory/directory.h"
#include "gateway/flows/evidence.h"
#include "gateway/flows/facts.h"
#include "gateway/flows/flow.h"
#include "gateway/flows/requirement_files.h"

namespace facteur::formats {
struct Verdict;
}

namespace facteur::gateway::flows {

// Whose invoices a tenant may deposit.
enum class Issuers {
  own,        // only its own: seller (or buyer, in self-billing) must be the tenant
  unclaimed,  // also those of companies that are no tenant here; these are sealed and kept, but not
              // delivered, since nobody vouches for their origin (for demonstrations)
};

struct PipelineOptions {
  unsigned workers = 2;
  Issuers issuers = Issuers::own;
  std::size_t memory_limit = 64u << 20;  // bytes of documents that wait in memory
  std::size_t kept_bytes = 1u << 20;     // of one of them; a larger one is read from the archive
  // Folder for attachments while a document is judged.
  std::filesystem::path spool = std::filesystem::temp_directory_path();
  RequirementSets requirements;  // of trading partners, beside what the profile calls for
  std::function<void(const std::string&)> log;
};

struct PipelineStatistics {
  std::uint64_t accepted = 0, rejected = 0;  // since the start
  std::uint64_t waiting = 0;
};

class Pipeline {
 public:
  // Takes up what an earlier run left.
  Pipeline(store::Store& store, Evidence& evidence, directory::Directory& directory,
           PipelineOptions options);
  ~Pipeline();  // finishes the batches at work; the rest waits for the next start

  // `bytes` may be kept for the worker; else it reads them from the archive.
  void enqueue(const std::string& flow, std::string_view bytes);

  bool idle() const;
  bool overloaded() const;  // more waits than is sensible to take in
  PipelineStatistics statistics() const;

 private:
  struct Work {
    std::string flow;
    std::shared_ptr<const std::string> bytes;  // null: read from the archive
    unsigned failures = 0;                     // tries that ended by the document's fault
  };
  enum class Blame { document, platform };
  struct Judged;  // a flow with its document's verdict, on its way through a batch

  void worker_loop();
  std::vector<Work> take_batch();
  void process(const std::vector<Work>& batch);
  void try_again(std::vector<Work> batch, const std::string& failure, Blame blame);
  bool give_up(const std::string& flow);
  std::unique_ptr<Judged> judge(const Work& work);
  formats::Verdict judge_document(const Work& work, const Flow& flow) const;
  void check(std::vector<std::unique_ptr<Judged>>& batch);
  void record_check(store::Transaction& transaction, Judged& judged) const;
  void seal_and_route(std::vector<std::unique_ptr<Judged>>& batch);
  void record_route(store::Transaction& transaction, const Judged& judged,
                    std::int64_t report_entry) const;

  store::Store& store_;
  Evidence& evidence_;
  directory::Directory& directory_;
  const PipelineOptions options_;

  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Work> queue_;
  std::size_t bytes_waiting_ = 0;
  unsigned working_ = 0;
  bool stopping_ = false;
  std::atomic<std::uint64_t> accepted_ = 0, rejected_ = 0;
  std::vector<std::thread> threads_;
};

}  // namespace facteur::gateway::flows
