// A flow as XP Z12-013 v1.3.0 defines it (Flow Service, schema Flow), and its row.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/store/store.h"

namespace facteur::gateway::flows {

// The closed lists of the interface, spelled as it spells them.
inline constexpr std::array<std::string_view, 5> syntaxes = {"CII", "UBL", "Factur-X", "CDAR",
                                                             "FRR"};
inline constexpr std::array<std::string_view, 4> profiles = {"Basic", "CIUS", "Extended-CTC-FR",
                                                             "Undefined"};
inline constexpr std::array<std::string_view, 10> processing_rules = {
    "B2B",        "B2BInt",        "B2C",         "B2G",           "B2GInt",
    "OutOfScope", "B2GOutOfScope", "ArchiveOnly", "NotApplicable", "Undefined"};
inline constexpr std::array<std::string_view, 19> flow_types = {
    "CustomerInvoice",
    "SupplierInvoice",
    "CustomerInvoiceLC",
    "SupplierInvoiceLC",
    "StateCustomerInvoiceLC",
    "StateSupplierInvoiceLC",
    "AggregatedCustomerTransactionReport",
    "UnitaryCustomerTransactionReport",
    "AggregatedCustomerPaymentReport",
    "UnitaryCustomerPaymentReport",
    "UnitarySupplierTransactionReport",
    "MultiFlowReport",
    "StateCustomerInvoice",
    "StateSupplierInvoice",
    "StateTransactionReport",
    "StateTransactionReportLC",
    "StatePaymentReport",
    "StatePaymentReportLC",
    "Undefined"};
inline constexpr std::array<std::string_view, 2> directions = {"In", "Out"};
inline constexpr std::array<std::string_view, 3> ack_statuses = {"Pending", "Ok", "Error"};

template <std::size_t N>
constexpr bool among(const std::array<std::string_view, N>& list, std::string_view value) {
  for (const auto entry : list)
    if (entry == value) return true;
  return false;
}

struct Flow {
  std::string id;
  std::string tenant;
  std::string direction = "Out";
  std::string flow_type = "Undefined";
  std::string syntax;
  std::string profile = "Undefined";
  std::string processing_rule = "Undefined";
  std::string rule_source = "Computed";
  std::string name;
  std::optional<std::string> tracking_id;
  std::string sha256;  // of the file, lower-case hex
  std::int64_t size = 0;
  std::string actor;
  Instant submitted_at, updated_at;
  std::string ack_status = "Pending";
  std::string ack_details = "[]";  // JSON: [{level, item, reasonCode, fr, en}]
  std::string state = "received";  // received, checked, done
  std::int64_t archive_entry = 0;
  std::optional<std::int64_t> invoice;
  std::optional<std::int64_t> status;  // statuses.id, of a life-cycle message
};

void insert_flow(store::Transaction& transaction, const Flow& flow);

// The tenant's own flow with this id; nobody else's is ever found.
std::optional<Flow> find_flow(store::Connection& connection, std::string_view tenant,
                              std::string_view id);
// For the pipeline, whatever the tenant.
std::optional<Flow> find_flow(store::Connection& connection, std::string_view id);

struct Search {
  std::optional<Instant> updated_after, updated_before;  // both strict
  std::vector<std::string> processing_rules, flow_types, flow_directions;
  std::optional<std::string> tracking_id, ack_status;
};

// In order of updated_at, from just after `cursor` on.
std::vector<Flow> search_flows(store::Connection& connection, std::string_view tenant,
                               const Search& search, Instant cursor, int limit);

}  // namespace facteur::gateway::flows
