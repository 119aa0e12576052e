#include "gateway/receivables/transfer/tables.h"

#include <Poco/SHA2Engine.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <vector>

namespace facteur::gateway::receivables {
namespace {

using store::Connection;
using Json = nlohmann::json;
using Number = std::int64_t;

constexpr Number portion = 5'000;

constexpr LedgerTable tables[] = {
    {"customers", "customer_id,name,legal_form,siren,group_id,segment,language", ".......", false,
     "SELECT json_array(key, name, legal_form, siren, group_key, segment, language), 0"
     " FROM customers WHERE tenant = ?1 ORDER BY key LIMIT ?3 OFFSET ?2"},

    {"contacts", "customer_id,position,name,role,email,phone,address,language,unreachable",
     ".........", false,
     "SELECT json_array(customer_key, position, name, role, email, phone, address, language,"
     " unreachable), 0 FROM customer_contacts WHERE tenant = ?1 AND removed_at IS NULL"
     " ORDER BY customer_key, position, name, email LIMIT ?3 OFFSET ?2"},

    {"items",
     "item,customer_id,currency,number,kind,instalment,issue_date,due_date,due_basis,amount,"
     "creditor_reference,purchase_order,opened_at",
     "i............", true,
     "SELECT json_array(i.id, a.customer_key, a.currency, i.number, i.kind, i.instalment,"
     " i.issued_on, i.due_on, i.due_basis, i.units, i.creditor_reference, i.purchase_order,"
     " i.opened_at), i.id FROM receivable_items i CROSS JOIN receivable_accounts a"
     " ON a.id = i.account WHERE a.tenant = ?1 AND i.id > ?2 ORDER BY i.id LIMIT ?3"},

    {"vat", "item,rate,amount", "i..", false,
     "SELECT json_array(v.item, v.rate, v.units), 0 FROM receivable_vat v"
     " JOIN receivable_items i ON i.id = v.item JOIN receivable_accounts a ON a.id = i.account"
     " WHERE a.tenant = ?1 ORDER BY v.item, v.rate LIMIT ?3 OFFSET ?2"},

    {"applications",
     "application,customer_id,currency,effective_date,known_at,undoes,reason,evidence,actor",
     "a....a...", true,
     "SELECT json_array(p.id, a.customer_key, a.currency, p.effective_on, p.known_at, p.undoes,"
     " p.reason, p.evidence, p.actor), p.id FROM applications p CROSS JOIN receivable_accounts a"
     " ON a.id = p.account WHERE a.tenant = ?1 AND p.id > ?2 ORDER BY p.id LIMIT ?3"},

    {"movements", "item,effective_date,known_at,kind,amount,application,actor", "i....a.", true,
     "SELECT json_array(m.item, m.effective_on, m.known_at, m.kind, m.units, m.application,"
     " m.actor), m.id FROM receivable_movements m CROSS JOIN receivable_accounts a"
     " ON a.id = m.account WHERE a.tenant = ?1 AND m.id > ?2 ORDER BY m.id LIMIT ?3"},

    {"doubtful", "item,effective_date,known_at,amount,reason,actor", "i.....", true,
     "SELECT json_array(d.item, d.effective_on, d.known_at, d.units, d.reason, d.actor), d.id"
     " FROM doubtful_transfers d JOIN receivable_items i ON i.id = d.item"
     " JOIN receivable_accounts a ON a.id = i.account WHERE a.tenant = ?1 AND d.id > ?2"
     " ORDER BY d.id LIMIT ?3"},
};

// Ids of a tenant's rows in the order of posting: the rank of one is its number from 1.
using Ranks = std::vector<Number>;

Ranks ranks_of(Connection& connection, std::string_view sql, const std::string& tenant) {
  Ranks ranks;
  for (const auto& [id] : connection.rows<Number>(sql, tenant)) ranks.push_back(id);
  return ranks;
}

Number rank_of(const Ranks& ranks, Number id) {
  const auto found = std::lower_bound(ranks.begin(), ranks.end(), id);
  if (found == ranks.end() || *found != id) throw std::logic_error("a row of another tenant");
  return found - ranks.begin() + 1;
}

void append_field(std::string& line, const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) {
    line += text;
    return;
  }
  line += '"';
  for (const char c : text) line += c == '"' ? std::string("\"\"") : std::string(1, c);
  line += '"';
}

std::string text_of(const Json& value) {
  if (value.is_null()) return {};
  return value.is_string() ? value.get<std::string>() : value.dump();
}

struct Numbering {
  Ranks items, applications;

  std::string field(char reference, const Json& value) const {
    if (reference == '.' || value.is_null()) return text_of(value);
    const Ranks& ranks = reference == 'i' ? items : applications;
    return std::to_string(rank_of(ranks, value.get<Number>()));
  }
};

void append_line(std::string& lines, const LedgerTable& table, const Numbering& numbering,
                 const std::string& row) {
  const Json values = Json::parse(row);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i > 0) lines += ',';
    append_field(lines, numbering.field(table.references[i], values[i]));
  }
  lines += '\n';
}

void write_table(Connection& connection, const std::string& tenant, const LedgerTable& table,
                 const Numbering& numbering,
                 const std::function<void(const LedgerTable&, std::string_view)>& take) {
  std::string lines = std::string(table.columns) + '\n';
  for (Number after = 0;;) {
    const auto rows = connection.rows<std::string, Number>(table.query, tenant, after, portion);
    for (const auto& [row, id] : rows) append_line(lines, table, numbering, row);
    take(table, lines);
    lines.clear();
    if (static_cast<Number>(rows.size()) < portion) return;
    after = table.by_id ? std::get<1>(rows.back()) : after + portion;
  }
}

}  // namespace

std::span<const LedgerTable> ledger_tables() {
  return tables;
}

void write_tables(Connection& connection, const std::string& tenant,
                  const std::function<void(const LedgerTable&, std::string_view)>& take,
                  std::string_view only) {
  const Numbering numbering = {
      ranks_of(connection,
               "SELECT i.id FROM receivable_items i JOIN receivable_accounts a"
               " ON a.id = i.account WHERE a.tenant = ? ORDER BY i.id",
               tenant),
      ranks_of(connection,
               "SELECT p.id FROM applications p JOIN receivable_accounts a"
               " ON a.id = p.account WHERE a.tenant = ? ORDER BY p.id",
               tenant)};
  for (const LedgerTable& table : tables)
    if (only.empty() || table.name == only) write_table(connection, tenant, table, numbering, take);
}

std::string ledger_digest(Connection& connection, const std::string& tenant) {
  Poco::SHA2Engine engine(Poco::SHA2Engine::SHA_256);
  write_tables(connection, tenant, [&](const LedgerTable&, std::string_view lines) {
    engine.update(lines.data(), lines.size());
  });
  return Poco::DigestEngine::digestToHex(engine.digest());
}

}  // namespace facteur::gateway::receivables
