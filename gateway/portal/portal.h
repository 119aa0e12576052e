// The web pages: sign in, see what was sent and received, look at one flow, send a file; and the
// credit manager's pages over the ledger.
//
// Pages are rendered on the server and work without script. All that they show comes through
// PortalData, and all that they do goes through it: the service behind it checks rights again.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "formats/pdf/truetype.h"
#include "gateway/accounts/accounts.h"
#include "gateway/http/message.h"
#include "gateway/store/instant.h"
#include "gateway/store/store.h"

namespace facteur::gateway::portal {

using accounts::Principal;

enum class Direction { issued, received };

struct Money {
  std::string amount;    // exact decimal with '.', as in the invoice: "1200.00"
  std::string currency;  // ISO 4217
};

// What a list shows of an invoice; also the head of its page. Dates are civil, "YYYY-MM-DD".
struct InvoiceRow {
  std::string flow_id;
  std::string file_name;             // as it was sent
  std::string number;                // BT-1; empty when the file could not be read
  std::string seller;                // name, BT-27
  std::string buyer;                 // name, BT-44
  std::string issue_date;            // BT-2; empty when unknown
  std::string due_date;              // of the receivable, else BT-9; empty when unknown
  std::optional<Money> total;        // BT-112
  std::optional<Money> open_amount;  // what is still to be paid, for a receivable
  int status = 0;                    // code of XP Z12-012; 0 while the file is being checked
  Instant status_at;
};

struct InvoicePage {
  std::vector<InvoiceRow> rows;  // newest first
  std::string next;              // cursor of the page that follows; empty on the last one
};

// The figures on top of the list of invoices issued. One entry a currency.
struct Summary {
  std::vector<Money> open;
  std::vector<Money> overdue;
  std::int64_t rejected = 0;  // within the last 30 days
};

struct StatusStep {
  int code;
  Instant at;
  std::string reason;   // code of the status's list, "DOUBLON"; empty without
  std::string comment;  // free text with it
};

struct FlowFinding {
  std::string severity;  // "fatal", "warning", "information"
  std::string rule;      // "BR-CO-15"
  std::vector<std::string> terms;
  std::string location;
  std::uint32_t line = 0;  // 1-based; 0 when it has none
  std::string fr, en;      // what is wrong and what to do
};

// What proves that the document is kept as it came.
struct ArchiveFacts {
  std::string sha256;
  std::uint64_t entry = 0;  // index in the archive's journal
  Instant sealed_at;
  std::uint64_t tree_size = 0;  // of the signed head that covers it; 0 when none does yet
  std::string root;             // of that head, hexadecimal
};

struct FlowDetail {
  InvoiceRow invoice;
  Direction direction = Direction::issued;
  std::string syntax;   // "UBL", "CII", "Factur-X"; empty when unknown
  std::string profile;  // BT-24; empty when unknown
  std::uint64_t size = 0;
  Instant submitted_at;
  std::vector<StatusStep> steps;  // in the order in which they were set
  std::vector<FlowFinding> findings;
  std::uint64_t findings_beyond = 0;  // found but not kept
  std::optional<ArchiveFacts> archive;
  bool readable = false;      // the readable view can be had as PDF
  bool invoice_read = false;  // and as a web page
  bool moving = false;        // the platform is still at work on it: the page looks again by itself
};

// readable: a PDF of our own making, shown in the browser; the original is only saved. view: the
// same as a web page, which the flow's page holds in a frame.
enum class DocumentKind { original, readable, view };

struct Document {
  std::string type;  // media type
  std::string name;  // of the file, for those who save it
  std::string bytes;
};

// What came in one archive.
struct BundleDetail {
  std::string name;  // of the archive
  Instant submitted_at;
  std::vector<InvoiceRow> rows;  // file_name: the path in the archive
  std::vector<std::string> ignored;
};

struct UploadResult {
  std::string flow_id;                   // of a single file
  std::string bundle_id;                 // of an archive
  std::optional<http::Problem> problem;  // why there is neither
};

// What the pages need of the service, each as the principal's right allows: what is not the
// chosen tenant's does not exist. Called from many threads.
struct PortalData {
  std::function<InvoicePage(const Principal&, Direction, const std::string& cursor)> invoices;
  std::function<Summary(const Principal&)> summary;  // may be empty: then nothing is summed up
  std::function<std::optional<FlowDetail>(const Principal&, const std::string& flow_id)> flow;
  std::function<std::optional<Document>(const Principal&, const std::string& flow_id, DocumentKind)>
      document;
  std::function<std::optional<BundleDetail>(const Principal&, const std::string& bundle_id)> bundle;
  // Reads the file to its end; must not accept it when file.failure() says that it is incomplete.
  std::function<UploadResult(const Principal&, const std::string& name, http::BodySource& file)>
      upload;
  // The ledger, read and written by the same functions as the API's; null: its pages do not exist.
  // It must outlive the routes.
  store::Store* ledger = nullptr;
  std::shared_ptr<const formats::pdf::FontPair> fonts = {};  // null: no reports as PDF
};

struct PortalOptions {
  bool secure_cookies = false;             // set where users come through TLS
  std::size_t upload_limit = 100'000'000;  // bytes
  accounts::Random random;
};

// `accounts` must outlive the routes.
std::vector<http::Route> portal_routes(PortalData data, accounts::Accounts& accounts,
                                       PortalOptions options);

}  // namespace facteur::gateway::portal
