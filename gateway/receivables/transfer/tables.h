// The whole ledger of a tenant as CSV tables with stable columns: for other systems, for backup,
// and to move to another instance. Items and applications are numbered from 1 in the order of
// posting, and rows refer to each other by these numbers, so that the same ledger gives the same
// bytes wherever it lies.
//
//   customers.csv     customer_id, name, legal_form, siren, group_id, segment, language
//   contacts.csv      customer_id, position, name, role, email, phone, address, language,
//                     unreachable
//   items.csv         item, customer_id, currency, number, kind, instalment, issue_date, due_date,
//                     due_basis, amount, creditor_reference, purchase_order, opened_at
//   vat.csv           item, rate, amount            (VAT due on receipts)
//   applications.csv  application, customer_id, currency, effective_date, known_at, undoes, reason,
//                     evidence, actor
//   movements.csv     item, effective_date, known_at, kind, amount, application, actor
//   doubtful.csv      item, effective_date, known_at, amount, reason, actor
//
// Bank statements are no part of it: what they paid is in the movements, but a copy does not know
// that they were booked, and its books begin without the receipts that wait.
//
// Dates are YYYYMMDD, amounts whole units of the smallest decimal of the currency (cents), signed
// as the ledger has them; instants microseconds since 1970 UTC. UTF-8, commas, RFC 4180, lines end
// with LF.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "gateway/store/connection.h"

namespace facteur::gateway::receivables {

struct LedgerTable {
  std::string_view name;     // "items": the file is items.csv
  std::string_view columns;  // the header
  // What each column is: '.' as it stands, 'i' the id of an item, 'a' of an application.
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

// SHA-256 of all tables, lower-case hex: two ledgers with the same facts have the same.
std::string ledger_digest(store::Connection& connection, const std::string& tenant);

}  // namespace facteur::gateway::receivables
