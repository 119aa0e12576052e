// The whole ledger of a tenant as CSV tables with stable columns: for other systems, for backup,
// and to move to another instance. Items, applications and what else has an id are numbered from 1
// in the order of posting, and rows refer to each other by these numbers, in evidence too, so that
// the same ledger gives the same bytes wherever it lies.
//
//   customers.csv     customer_id, name, legal_form, siren, group_id, segment, language
//   contacts.csv      customer_id, position, name, role, email, phone, address, language,
//                     unreachable
//   items.csv         item, customer_id, currency, number, kind, instalment, issue_date, due_date,
//                     due_basis, amount, creditor_reference, purchase_order, opened_at,
//                     bank_movement
//   vat.csv           item, rate, amount            (VAT due on receipts)
//   applications.csv  application, customer_id, currency, effective_date, known_at, undoes, reason,
//                     evidence, actor
//   movements.csv     item, effective_date, known_at, kind, amount, application, actor
//   doubtful.csv      item, effective_date, known_at, amount, reason, actor
//
//   bank_accounts, bank_files, bank_statements, bank_movements, bank_decisions, bank_outcomes,
//   waiting_receipts, payer_aliases: what the banks said and what was made of it, so that a copy
//                     books no statement twice; columns in tables.cpp
//
// Dates are YYYYMMDD, amounts whole units of the smallest decimal of the currency (cents), signed
// as the ledger has them; instants microseconds since 1970 UTC. UTF-8, commas, RFC 4180, lines end
// with LF.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "gateway/store/connection.h"

namespace facteur::gateway::receivables {

struct LedgerTable {
  std::string_view name;     // "items": the file is items.csv
  std::string_view columns;  // the header
  // What each column is: '.' as it stands, 'j' evidence, which names items; else the id of an item
  // (i), application (a), bank account (k), file (f), statement (s), bank movement (b), decision
  // (d).
  std::string_view references;
  bool by_id;              // paged by the id that the query returns beside; else by offset
  std::string_view query;  // ?1 the tenant, ?2 where to go on, ?3 how many rows
};

std::span<const LedgerTable> ledger_tables();

// Hands out each table's lines, the header first, in portions; of one table alone where `only`
// names it.
void write_tables(store::Connection& connection, const std::string& tenant,
                  const std::function<void(const LedgerTable&, std::string_view)>& take,
                  std::string_view only = {});

// Evidence as JSON with each item's number replaced; what is no JSON comes back as it is.
std::string with_items(const std::string& evidence,
                       const std::function<std::int64_t(std::int64_t)>& renumber);

// SHA-256 of all tables, lower-case hex: two ledgers with the same facts have the same.
std::string ledger_digest(store::Connection& connection, const std::string& tenant);

}  // namespace facteur::gateway::receivables
