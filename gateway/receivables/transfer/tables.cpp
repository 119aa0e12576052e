#include "gateway/receivables/transfer/tables.h"

#include <Poco/SHA2Engine.h>

#include <algorithm>
#include <map>
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

    {"bank_accounts", "bank_account,identity,shown,currency,registered_at", "k....", true,
     "SELECT json_array(id, identity, shown, currency, registered_at), id FROM bank_accounts"
     " WHERE tenant = ?1 AND id > ?2 ORDER BY id LIMIT ?3"},

    {"bank_files", "file,sha256,name,format,imported_at,actor", "f.....", true,
     "SELECT json_array(id, sha256, name, format, imported_at, actor), id FROM bank_files"
     " WHERE tenant = ?1 AND id > ?2 ORDER BY id LIMIT ?3"},

    {"bank_statements",
     "statement,file,bank_account,number,opening_date,opening_balance,closing_date,closing_balance",
     "sfk.....", true,
     "SELECT json_array(s.id, s.file, s.account, s.number, s.opening_on, s.opening_units,"
     " s.closing_on, s.closing_units), s.id FROM bank_statements s JOIN bank_files f"
     " ON f.id = s.file WHERE f.tenant = ?1 AND s.id > ?2 ORDER BY s.id LIMIT ?3"},

    {"bank_movements",
     "bank_movement,bank_account,statement,entry,line,booking_date,value_date,amount,nature,"
     "bank_code,return_reason,reversal,payer,ultimate_payer,payer_id,payer_account,remittance,"
     "label,"
     "creditor_reference,documents,end_to_end_id,mandate,bank_reference,entry_reference,batch,"
     "transactions,same_as,part_of,known_at,state",
     "bks.......................bb..", true,
     "SELECT json_array(id, account, statement, entry, line, booked_on, value_on, units, nature,"
     " bank_code, return_reason, reversal, payer, ultimate_payer, payer_id, payer_account,"
     " remittance, label, creditor_reference, documents, end_to_end_id, mandate, bank_reference,"
     " entry_reference, batch, transactions, same_as, part_of, known_at, state), id"
     " FROM bank_movements WHERE tenant = ?1 AND id > ?2 ORDER BY id LIMIT ?3"},

    {"items",
     "item,customer_id,currency,number,kind,instalment,issue_date,due_date,due_basis,amount,"
     "creditor_reference,purchase_order,opened_at,bank_movement",
     "i............b", true,
     "SELECT json_array(i.id, a.customer_key, a.currency, i.number, i.kind, i.instalment,"
     " i.issued_on, i.due_on, i.due_basis, i.units, i.creditor_reference, i.purchase_order,"
     " i.opened_at, i.bank_movement), i.id FROM receivable_items i CROSS JOIN receivable_accounts a"
     " ON a.id = i.account WHERE a.tenant = ?1 AND i.id > ?2 ORDER BY i.id LIMIT ?3"},

    {"vat", "item,rate,amount", "i..", false,
     "SELECT json_array(v.item, v.rate, v.units), 0 FROM receivable_vat v"
     " JOIN receivable_items i ON i.id = v.item JOIN receivable_accounts a ON a.id = i.account"
     " WHERE a.tenant = ?1 ORDER BY v.item, v.rate LIMIT ?3 OFFSET ?2"},

    {"applications",
     "application,customer_id,currency,effective_date,known_at,undoes,reason,evidence,actor",
     "a....a.j.", true,
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

    {"bank_decisions",
     "decision,bank_movement,outcome,reason,customer_id,currency,amount,booking_date,payer,"
     "end_to_end_id,evidence,candidates,decided_at,actor",
     "db........jj..", true,
     "SELECT json_array(id, movement, outcome, reason, customer, currency, units, booked_on, payer,"
     " end_to_end, evidence, candidates, decided_at, actor), id FROM bank_decisions"
     " WHERE tenant = ?1 AND id > ?2 ORDER BY id LIMIT ?3"},

    {"bank_outcomes", "bank_movement,outcome,customer_id,code,reason_fr,reason_en", "b.....", true,
     "SELECT json_array(movement, outcome, customer, code, reason_fr, reason_en), movement"
     " FROM bank_outcomes WHERE tenant = ?1 AND movement > ?2 ORDER BY movement LIMIT ?3"},

    {"waiting_receipts", "bank_movement,decision,since", "bd.", true,
     "SELECT json_array(movement, decision, since), movement FROM unmatched_receipts"
     " WHERE tenant = ?1 AND movement > ?2 ORDER BY movement LIMIT ?3"},

    {"payer_aliases", "payer,customer_id,uses,last_used_on,confirmed_by,demoted", "......", false,
     "SELECT json_array(payer, customer, uses, last_used_on, confirmed_by, demoted), 0"
     " FROM payer_aliases WHERE tenant = ?1 ORDER BY payer, customer LIMIT ?3 OFFSET ?2"},
};

// How the rows of each kind are numbered, by the letter that refers to them.
struct Numbered {
  char reference;
  std::string_view ids;
};
constexpr Numbered numbered[] = {
    {'i',
     "SELECT i.id FROM receivable_items i JOIN receivable_accounts a ON a.id = i.account"
     " WHERE a.tenant = ? ORDER BY i.id"},
    {'a',
     "SELECT p.id FROM applications p JOIN receivable_accounts a ON a.id = p.account"
     " WHERE a.tenant = ? ORDER BY p.id"},
    {'k', "SELECT id FROM bank_accounts WHERE tenant = ? ORDER BY id"},
    {'f', "SELECT id FROM bank_files WHERE tenant = ? ORDER BY id"},
    {'s',
     "SELECT s.id FROM bank_statements s JOIN bank_files f ON f.id = s.file"
     " WHERE f.tenant = ? ORDER BY s.id"},
    {'b', "SELECT id FROM bank_movements WHERE tenant = ? ORDER BY id"},
    {'d', "SELECT id FROM bank_decisions WHERE tenant = ? ORDER BY id"},
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

// Items stand under these keys of evidence (matching/evidence_json.h), one or a list of them.
bool names_items(std::string_view key) {
  return key == "item" || key == "items" || key == "named";
}

void renumber_items(nlohmann::ordered_json& json, const std::function<Number(Number)>& renumber,
                    bool here = false) {
  if (here && json.is_number_integer()) json = renumber(json.get<Number>());
  if (json.is_array())
    for (auto& element : json) renumber_items(element, renumber, here);
  if (json.is_object())
    for (auto& [key, value] : json.items()) renumber_items(value, renumber, names_items(key));
}

struct Numbering {
  std::map<char, Ranks> ranks;

  std::string field(char reference, const Json& value) const {
    if (reference == '.' || value.is_null()) return text_of(value);
    if (reference == 'j')
      return with_items(text_of(value),
                        [this](Number item) { return rank_of(ranks.at('i'), item); });
    return std::to_string(rank_of(ranks.at(reference), value.get<Number>()));
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
  Numbering numbering;
  for (const auto& [reference, ids] : numbered)
    numbering.ranks[reference] = ranks_of(connection, ids, tenant);
  for (const LedgerTable& table : tables)
    if (only.empty() || table.name == only) write_table(connection, tenant, table, numbering, take);
}

std::string with_items(const std::string& evidence, const std::function<Number(Number)>& renumber) {
  auto json = nlohmann::ordered_json::parse(evidence, nullptr, false);
  if (json.is_discarded()) return evidence;
  renumber_items(json, renumber);
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string ledger_digest(Connection& connection, const std::string& tenant) {
  Poco::SHA2Engine engine(Poco::SHA2Engine::SHA_256);
  write_tables(connection, tenant, [&](const LedgerTable&, std::string_view lines) {
    engine.update(lines.data(), lines.size());
  });
  return Poco::DigestEngine::digestToHex(engine.digest());
}

}  // namespace facteur::gateway::receivables
