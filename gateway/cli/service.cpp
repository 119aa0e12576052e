#include "gateway/cli/service.h"

#include <condition_variable>
#include <fstream>
#include <mutex>
#include <thread>

#include "archive/archive.h"
#include "gateway/accounts/secrets.h"
#include "gateway/cli/archive_opening.h"
#include "gateway/cli/demo.h"
#include "gateway/cli/look.h"
#include "gateway/cli/message_setup.h"
#include "gateway/cli/readable_view.h"
#include "gateway/cli/reminder_tools.h"
#include "gateway/delivery/status_channel.h"
#include "gateway/delivery/tenant_channel.h"
#include "gateway/flows/bundles.h"
#include "gateway/flows/sealer.h"
#include "gateway/http/aged_routes.h"
#include "gateway/http/bank_routes.h"
#include "gateway/http/bounce_routes.h"
#include "gateway/http/code_routes.h"
#include "gateway/http/completion_routes.h"
#include "gateway/http/customer_routes.h"
#include "gateway/http/deposit_routes.h"
#include "gateway/http/desk_routes.h"
#include "gateway/http/figures_routes.h"
#include "gateway/http/flow_routes.h"
#include "gateway/http/invoice_routes.h"
#include "gateway/http/late_payment_routes.h"
#include "gateway/http/ledger_routes.h"
#include "gateway/http/receipt_routes.h"
#include "gateway/http/receivables_routes.h"
#include "gateway/http/reminder_routes.h"
#include "gateway/http/rule_routes.h"
#include "gateway/http/server.h"
#include "gateway/http/service_routes.h"
#include "gateway/http/view_routes.h"
#include "gateway/portal/service_data.h"
#include "gateway/receivables/desk/alert_mails.h"
#include "gateway/receivables/desk/desk_day.h"
#include "gateway/receivables/desk/follow.h"
#include "gateway/receivables/follow_cashed.h"
#include "gateway/receivables/follow_deliveries.h"
#include "gateway/receivables/reminders/daily_job.h"
#include "gateway/receivables/reminders/follow.h"

namespace facteur::gateway::cli {
namespace {

namespace fs = std::filesystem;
using Log = std::function<void(const std::string&)>;

constexpr std::size_t token_key_bytes = 32;
constexpr std::chrono::seconds housekeeping_period(5);
constexpr int periods_between_mails = 60;

// The key that signs access tokens: made once, readable by us alone.
std::string open_token_key(const fs::path& data, const accounts::Random& random) {
  const fs::path file = data / "keys/token.key";
  if (!fs::exists(file)) {
    std::ofstream(file, std::ios::binary).close();
    fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
    std::ofstream(file, std::ios::binary) << random(token_key_bytes);
  }
  std::ifstream in(file, std::ios::binary);
  std::string key(std::istreambuf_iterator<char>(in), {});
  if (key.size() < token_key_bytes) throw std::runtime_error(file.string() + ": the key is cut");
  return key;
}

fs::path prepared(const fs::path& data) {
  for (const char* folder : {"keys", "spool"}) fs::create_directories(data / folder);
  fs::permissions(data, fs::perms::owner_all);
  return data;
}

http::ServerOptions server_options(const Config& config, const Log& log,
                                   const accounts::Random& random) {
  http::ServerOptions options;
  options.address = config.address;
  options.port = config.port;
  options.threads = config.connections;
  options.receive_timeout = std::chrono::seconds(config.receive_seconds);
  options.idle_timeout = std::chrono::seconds(config.idle_seconds);
  options.body_grace = std::chrono::seconds(config.body_grace_seconds);
  options.body_rate = config.body_bytes_per_second;
  options.log = log;
  options.random = random;
  return options;
}

flows::UnpackLimits unpack_limits(const Config& config) {
  flows::UnpackLimits limits;
  limits.files = config.archive_files;
  limits.file_bytes = config.file_bytes;
  limits.total_bytes = config.archive_total_bytes;
  limits.ratio = config.archive_ratio;
  limits.path_bytes = config.archive_path_bytes;
  limits.path_depth = config.archive_path_depth;
  return limits;
}

flows::RequirementSets configured_requirements(const Config& config) {
  if (config.requirements.empty()) return {};
  return flows::read_requirements({&config.requirements, 1});
}

Looks looks_of(const Config& config) {
  Looks looks;
  for (const LookConfig& look : config.looks) looks[look.siren] = load_look(look.logo, look.colour);
  return looks;
}

receivables::AlertMails alert_mails_of(const Config& config) {
  receivables::AlertMails mails{config.mail.server, {}};
  for (const auto& creditor : config.creditors)
    if (delivery::is_mail_address(creditor.email))
      mails.senders[creditor.siren] = {creditor.name, creditor.email};
  return mails;
}

}  // namespace

// In the order of construction: each member leans on those above it, and is gone before them.
struct Service::Impl {
  const Config config;
  const Clock clock;
  const Log log;
  const accounts::Random random = accounts::system_random();
  const fs::path data;
  const flows::RequirementSets requirements;
  store::Store store;
  flows::Sealer sealer;
  std::unique_ptr<archive::Archive> archive;
  flows::Evidence evidence;
  accounts::Accounts accounts;
  directory::Directory directory;
  flows::Pipeline pipeline;
  flows::Intake intake;
  flows::Bundles bundles;
  std::unique_ptr<store::LogReader> tenant_channel, status_channel, ledger, cashed, desk,
      reminder_statuses;
  std::unique_ptr<receivables::reminders::DailyJob> reminders;  // null: switched off
  http::Metrics metrics;
  const ReadableViews views;
  http::FlowService flow_service;
  std::int64_t last_event_at_start = 0;
  std::unique_ptr<http::Server> server;

  std::mutex mutex;
  std::condition_variable wake;
  bool stopping = false;
  std::optional<formats::Date> desk_day;  // whose rules were run
  const receivables::AlertMails alert_mails = alert_mails_of(config);
  int periods = 0;  // of housekeeping
  std::thread housekeeper;

  Impl(const Config& given, Clock clock_of_day, Log log_line)
      : config(given),
        clock(std::move(clock_of_day)),
        log(std::move(log_line)),
        data(prepared(given.data)),
        requirements(configured_requirements(given)),
        store({data / "facteur.db", clock}),
        sealer(flows::Sealer::from_files(data / "keys/seal.key", data / "keys/seal.crt",
                                         "Facteur archive seal", clock().microseconds / 1'000'000)),
        archive(open_archive(data, sealer, store, clock)),
        evidence(*archive, store),
        accounts(store, accounts_options()),
        directory(store),
        pipeline(store, evidence, directory, pipeline_options()),
        intake(store, evidence, pipeline, random),
        bundles(store, intake, unpack_limits(given), data / "spool", random),
        views(load_readable_views(store, data / "spool", looks_of(config), log)),
        flow_service{store,    intake,         pipeline,          evidence,
                     accounts, data / "spool", config.file_bytes, views.render} {
    last_event_at_start = last_event();
    tenant_channel = delivery::follow_routed_invoices(store, random, log);
    status_channel = delivery::follow_statuses(store, evidence, random, log);
    ledger = receivables::follow_deliveries(store, log);
    cashed = receivables::follow_cashed(store, log);
    desk = receivables::follow_statuses(store, log);
    reminder_statuses = receivables::reminders::follow_statuses(store, log);
    if (config.reminders)
      reminders = std::make_unique<receivables::reminders::DailyJob>(
          store, evidence, reminder_tools(config), config.reminder_hour, clock, log);
    if (config.demo) load_demo(accounts, directory);
    server = std::make_unique<http::Server>(server_options(config, log, random), accounts, metrics,
                                            routes());
    housekeeper = std::thread([this] { keep_house(); });
  }

  ~Impl() {
    server->stop();
    {
      std::lock_guard lock(mutex);
      stopping = true;
    }
    wake.notify_all();
    housekeeper.join();
  }

  accounts::Options accounts_options() const {
    accounts::Options options;
    options.token_key = open_token_key(data, random);
    options.random = random;
    return options;
  }

  flows::PipelineOptions pipeline_options() const {
    flows::PipelineOptions options;
    options.workers = config.workers;
    options.issuers =
        config.demo || config.unclaimed_issuers ? flows::Issuers::unclaimed : flows::Issuers::own;
    options.spool = data / "spool";
    options.requirements = requirements;
    options.log = log;
    return options;
  }

  std::vector<http::Route> routes() {
    std::vector<http::Route> all;
    const auto add = [&all](std::vector<http::Route> more) {
      std::move(more.begin(), more.end(), std::back_inserter(all));
    };
    add(http::flow_routes(flow_service));
    add(http::deposit_routes(flow_service, bundles));
    add(http::invoice_routes(flow_service));
    add(http::view_routes(flow_service));
    add(http::receivables_routes(store, clock));
    add(http::reminder_routes(store, evidence, configured_scenarios(config), clock));
    add(http::customer_routes(store, clock));
    add(http::ledger_routes(store, clock));
    add(http::aged_routes(store, clock, views.fonts));
    add(http::figures_routes(store, clock, views.fonts));
    add(http::receipt_routes(store, clock));
    add(http::late_payment_routes(store, clock, late_rates(config), config.interest));
    add(http::bounce_routes(store, config.mail.bounces));
    add(http::desk_routes(store, clock));
    add(http::bank_routes(store, clock));
    add(http::code_routes());
    add(http::rule_routes(requirements));
    add(http::completion_routes());
    add(http::service_routes(accounts, metrics, [this] { return figures_for_scrape(); }));
    add(portal::portal_routes(pages_data(), accounts,
                              {.secure_cookies = config.secure_cookies,
                               .upload_limit = config.file_bytes,
                               .random = random}));
    return all;
  }

  portal::PortalData pages_data() {
    portal::PortalData pages = portal::portal_data(flow_service, bundles, views.pages);
    pages.fonts = views.fonts;
    return pages;
  }

  std::int64_t last_event() {
    return store.read([](store::Connection& sql) {
      return std::get<0>(*sql.row<std::int64_t>("SELECT coalesce(max(seq), 0) FROM events"));
    });
  }

  std::int64_t slowest_reader() const {
    return std::min({tenant_channel->position(), status_channel->position(), ledger->position(),
                     cashed->position(), desk->position(), reminder_statuses->position()});
  }

  std::vector<http::Figure> figures_for_scrape() {
    const auto flows = pipeline.statistics();
    const auto database = store.statistics();
    const auto kept = archive->statistics();
    return {
        {"facteur_flows_accepted_total", "counter", "Flows accepted.", flows.accepted},
        {"facteur_flows_rejected_total", "counter", "Flows rejected.", flows.rejected},
        {"facteur_flows_waiting", "gauge", "Flows that wait for a worker.", flows.waiting},
        {"facteur_database_commits_total", "counter", "Group commits.", database.commits},
        {"facteur_database_writes_total", "counter", "Writes in them.", database.writes},
        {"facteur_archive_entries", "gauge", "Entries of the journal.", kept.entries},
        {"facteur_archive_commits_total", "counter", "Group commits.", kept.commits},
        {"facteur_archive_syncs_total", "counter", "Calls of fsync.", kept.syncs},
    };
  }

  // The rules of the agenda, once a day, and the mails of alerts, every few minutes.
  void keep_desk() {
    if (!alert_mails.server.host.empty() && ++periods % periods_between_mails == 1)
      receivables::mail_alerts(store, alert_mails, log);
    const formats::Date today = *formats::Date::parse(paris_day(clock()));
    if (desk_day == today) return;
    receivables::run_desk_days(store, today);
    desk_day = today;
  }

  // Lets the known position of the archive follow, once what a crash left has been done again.
  void keep_house() {
    std::unique_lock lock(mutex);
    bool recovered = false;
    while (!wake.wait_for(lock, housekeeping_period, [this] { return stopping; })) {
      try {
        if (!recovered && pipeline.idle() && slowest_reader() >= last_event_at_start) {
          evidence.recovered();
          recovered = true;
        }
        if (recovered) evidence.note_position();
        store.checkpoint();
        keep_desk();
      } catch (const std::exception& error) {
        log(std::string("error housekeeping: ") + error.what());
      }
    }
  }
};

Service::Service(const Config& config, Clock clock, std::function<void(const std::string&)> log)
    : impl_(std::make_unique<Impl>(config, std::move(clock), std::move(log))) {}

Service::~Service() = default;

std::uint16_t Service::port() const {
  return impl_->server->port();
}

bool Service::idle() const {
  return impl_->pipeline.idle() && impl_->slowest_reader() >= impl_->last_event();
}

ServiceFigures Service::figures() const {
  const auto flows = impl_->pipeline.statistics();
  return {impl_->store.statistics().commits, impl_->archive->statistics().syncs, flows.accepted,
          flows.rejected, flows.waiting};
}

}  // namespace facteur::gateway::cli
