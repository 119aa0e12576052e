#include "gateway/delivery/status_channel.h"

#include "formats/decimal.h"
#include "formats/status_message.h"
#include "gateway/flows/flow.h"
#include "gateway/lifecycle/messages.h"
#include "gateway/lifecycle/set_status.h"

namespace facteur::gateway::delivery {
namespace {

using lifecycle::Side;

// A status with all that its messages say, read in one query.
struct Told {
  std::int64_t status = 0;  // row id
  lifecycle::StatusFacts facts;
  std::int64_t invoice = 0;
  std::string tenant, deposit_name, profile;
  std::optional<std::string> buyer_tenant, seller_tenant;
  std::string seller_name, buyer_name;
  bool self_billed = false;
};

// One message on its way to one tenant.
struct Letter {
  const Told* told;
  std::string tenant;
  Side side;
  std::string bytes;
};

std::string company(const std::string& key) {
  return key.starts_with("0002:") ? key.substr(5) : std::string();
}

std::string amount_of(std::int64_t units, std::int64_t exponent) {
  const formats::Decimal amount(units, static_cast<unsigned>(exponent));
  return exponent == 2 ? amount.money() : amount.to_string();
}

std::vector<formats::StatusReceipt> receipts_of(store::Connection& sql, std::int64_t status) {
  std::vector<formats::StatusReceipt> receipts;
  for (const auto& [rate, units, day, currency, exponent] :
       sql.rows<std::string, std::int64_t, std::int64_t, std::string, std::int64_t>(
           "SELECT c.rate, c.units, c.received_on, a.currency, a.exponent FROM cashed_amounts c "
           "JOIN receivable_items i ON i.id = c.item JOIN receivable_accounts a ON a.id = "
           "i.account "
           "WHERE c.status = ? ORDER BY c.id",
           status))
    receipts.push_back({amount_of(units, exponent), currency, std::to_string(day), rate});
  return receipts;
}

// The statuses whose events (`s.event`) or rows (`s.id`) lie between two numbers.
std::vector<Told> read_statuses(store::Connection& sql, const std::string& by, std::int64_t first,
                                std::int64_t last) {
  using Text = std::string;
  using Integer = std::int64_t;
  std::vector<Told> told;
  for (auto& [id, code, at, reason, comment, invoice, number, type, issued, seller_key, seller_name,
              buyer_name, seller, buyer, tenant, name, profile, received, flow_type] :
       sql.rows<Integer, Integer, Integer, std::optional<Text>, std::optional<Text>, Integer, Text,
                Text, Text, Text, Text, Text, std::optional<Text>, std::optional<Text>, Text, Text,
                Text, Integer, Text>(
           "SELECT s.id, s.code, s.at, s.reason, s.comment, i.id, i.number, i.type_code, "
           "i.issue_date, i.seller_key, i.seller_name, i.buyer_name, i.seller_tenant, "
           "i.buyer_tenant, f.tenant, f.name, f.profile, f.submitted_at, f.flow_type "
           "FROM statuses s JOIN invoices i ON i.id = s.invoice JOIN flows f ON f.id = s.flow "
           "WHERE " +
               by + " BETWEEN ? AND ? ORDER BY s.event",
           first, last)) {
    Told one;
    one.status = id;
    one.facts.status = static_cast<int>(code);
    one.facts.at = {at};
    one.facts.reason = reason.value_or("");
    one.facts.comment = comment.value_or("");
    one.facts.number = number;
    one.facts.type_code = type;
    one.facts.issued = issued;
    one.facts.received = {received};
    const auto colon = seller_key.find(':');
    one.facts.seller = {seller_key.substr(0, colon), seller_key.substr(colon + 1)};
    if (!company(seller_key).empty()) one.facts.seller = {"0002", company(seller_key)};
    one.invoice = invoice;
    one.tenant = tenant;
    one.deposit_name = name;
    one.profile = profile;
    one.seller_tenant = seller;
    one.buyer_tenant = buyer;
    one.seller_name = seller_name;
    one.buyer_name = buyer_name;
    one.self_billed = flow_type == "SupplierInvoice";
    if (code == 212) one.facts.receipts = receipts_of(sql, id);
    one.facts.seller_name = seller_name;
    told.push_back(std::move(one));
  }
  return told;
}

lifecycle::StatusFacts addressed(const Told& told, Side side, const std::string& tenant) {
  lifecycle::StatusFacts facts = told.facts;
  const std::string& name = side == Side::seller ? told.seller_name : told.buyer_name;
  facts.recipients = {{side, {"0002", tenant}, name, {"0225", tenant}}};
  return facts;
}

void write_letter(const Told& told, Side side, const std::string& tenant, Instant now,
                  std::vector<Letter>& letters) {
  const lifecycle::StatusFacts facts = addressed(told, side, tenant);
  if (!lifecycle::can_be_sent(facts)) return;
  letters.push_back({&told, tenant, side,
                     formats::write_status_message(lifecycle::status_message_for(facts, now))});
}

std::vector<Letter> write_letters(const std::vector<Told>& statuses, Instant now) {
  std::vector<Letter> letters;
  for (const Told& told : statuses) {
    const Side depositor = told.self_billed ? Side::buyer : Side::seller;
    write_letter(told, depositor, told.tenant, now, letters);
    const auto& other = told.self_billed ? told.seller_tenant : told.buyer_tenant;
    const int code = told.facts.status;
    const bool concerns_both = code == 202 || code == 203 || code == 212;
    if (concerns_both && other)
      write_letter(told, told.self_billed ? Side::seller : Side::buyer, *other, now, letters);
  }
  return letters;
}

// One subject a message, the same after a crash: Evidence finds what was deposited already.
std::vector<archive::Deposit> deposits_of(const std::vector<Letter>& letters) {
  std::vector<archive::Deposit> deposits;
  for (const Letter& letter : letters) {
    archive::Deposit deposit;
    deposit.type = archive::EntryType::status;
    deposit.tenant = letter.tenant;
    deposit.subject = "status " + std::to_string(letter.told->status) +
                      (letter.side == Side::seller ? " seller" : " buyer");
    deposit.actor = "platform";
    deposit.media_type = "application/xml";
    deposit.bytes = letter.bytes;
    deposit.note = std::to_string(letter.told->facts.status) + " " + letter.told->facts.number;
    const std::string& issued = letter.told->facts.issued;
    deposit.retention_until_day = flows::retention_day(std::stoi(issued.substr(0, 4)));
    deposits.push_back(std::move(deposit));
  }
  return deposits;
}

flows::Flow flow_of(const Letter& letter, const flows::Evidence::Item& kept, const std::string& id,
                    store::Transaction& t) {
  const Told& told = *letter.told;
  flows::Flow flow;
  flow.id = id;
  flow.tenant = letter.tenant;
  flow.direction = "In";
  flow.flow_type = letter.side == Side::seller ? "CustomerInvoiceLC" : "SupplierInvoiceLC";
  flow.syntax = "CDAR";
  flow.profile = "Undefined";
  flow.processing_rule = "B2B";
  flow.name = std::to_string(told.facts.status) + "_" + told.deposit_name;
  flow.sha256 = kept.sha256;
  flow.size = kept.size;
  flow.actor = "platform";
  flow.submitted_at = flow.updated_at = t.tick();
  flow.ack_status = "Ok";
  flow.state = "done";
  flow.archive_entry = kept.entry;
  flow.invoice = told.invoice;
  flow.status = told.status;
  return flow;
}

// What a batch keeps alive until its transaction has run.
struct Batch {
  std::vector<Told> statuses;
  std::vector<Letter> letters;
  std::optional<flows::Evidence::Kept> kept;
};

}  // namespace

std::unique_ptr<store::LogReader> follow_statuses(store::Store& store, flows::Evidence& evidence,
                                                  flows::Random random,
                                                  std::function<void(const std::string&)> log) {
  const auto handle = [&store, &evidence,
                       random = std::move(random)](const std::vector<store::LoggedEvent>& events) {
    auto batch = std::make_shared<Batch>();
    batch->statuses = store.read([&](store::Connection& sql) {
      return read_statuses(sql, "s.event", events.front().seq, events.back().seq);
    });
    batch->letters = write_letters(batch->statuses, store.now());
    const auto deposits = deposits_of(batch->letters);
    if (!deposits.empty()) batch->kept.emplace(evidence.deposit(deposits));
    const auto change = [&store, random, batch](store::Transaction& t) {
      for (std::size_t i = 0; i < batch->letters.size(); ++i)
        flows::insert_flow(t, flow_of(batch->letters[i], batch->kept->items()[i],
                                      flows::new_uuid(store.now(), random), t));
    };
    const auto committed = [batch] {
      if (batch->kept) batch->kept->recorded();
    };
    return store::LogReader::Step{change, committed};
  };
  return std::make_unique<store::LogReader>(store, "delivery.status", lifecycle::status_set, handle,
                                            std::move(log));
}

std::optional<formats::StatusMessage> message_of(store::Connection& sql, const flows::Flow& flow) {
  if (!flow.status) return std::nullopt;
  const auto told = read_statuses(sql, "s.id", *flow.status, *flow.status);
  if (told.empty()) return std::nullopt;
  const Side side = flow.flow_type == "CustomerInvoiceLC" ? Side::seller : Side::buyer;
  return lifecycle::status_message_for(addressed(told.front(), side, flow.tenant),
                                       flow.submitted_at);
}

}  // namespace facteur::gateway::delivery
