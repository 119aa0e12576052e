// What movements are matched against: the open items of one tenant in one currency, its customers,
// the payers that it has come to know, and what was received lately.
//
// Filled once, then sealed; from then on immutable and safe from any thread. Amounts are units of
// 10^-exponent of the currency. Customers, items and payments are referred to by their index.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formats/civil_date.h"

namespace facteur::gateway::receivables::matching {

using Index = std::uint32_t;

struct Customer {
  std::string key;  // the tenant's own number of it
  std::string name;
  std::string legal_form;  // may be empty, or stand in the name
  std::string group;       // customers of one group pay for each other; empty: alone
};

// A document of which something is open, or one that was settled lately (open = 0): a payment that
// names it again is a duplicate.
struct Item {
  std::int64_t id = 0;  // of the ledger
  Index customer = 0;
  std::string number;              // as issued
  std::string creditor_reference;  // "RF..", may be empty
  std::string purchase_order;      // may be empty
  formats::Date issued_on, due_on;
  std::int64_t open = 0;  // negative: a credit note
};

// A payer's name that was seen to pay for a customer who is called otherwise.
struct Alias {
  std::string payer;  // canonical
  Index customer = 0;
  std::uint32_t uses = 0;
  bool confirmed = false;  // by a person
};

// What a payment settled.
struct Settled {
  Index item = 0;
  std::int64_t units = 0;  // as Allocation
};

// A receipt of the last months: it may come back, or be sent twice.
struct Payment {
  std::int64_t id = 0;  // of the ledger's item of the receipt
  formats::Date booked_on;
  std::int64_t units = 0;
  std::optional<Index> customer;
  std::string payer;  // canonical
  std::string end_to_end_id;
  std::vector<Settled> settled;
};

// How an item is looked up by what a payer writes.
enum class Field : std::uint8_t { number, creditor_reference, purchase_order };

class Portfolio {
 public:
  Index add(Customer customer);
  Index add(Item item);
  void add(Alias alias);
  void add(Payment payment);
  void seal();

  const std::vector<Customer>& customers() const { return customers_; }
  const std::vector<Item>& items() const { return items_; }
  const std::vector<Payment>& payments() const { return payments_; }

  // Items whose field, canonical and without confusions, is this text.
  struct Entry {
    std::uint64_t hash;
    Index item;
    Field field;
  };
  std::vector<Entry> find(std::string_view canonical) const;

  // By due date, then number.
  std::span<const Index> items_of(Index customer) const;
  // Those that opened with exactly this amount.
  std::span<const Index> items_of_amount(std::int64_t units) const;

  // The customers of its group, itself among them; itself alone when it has none.
  std::span<const Index> group_of(Index customer) const;
  bool same_group(Index a, Index b) const { return leaders_[a] == leaders_[b]; }
  // One number a group.
  Index leader_of(Index customer) const { return leaders_[customer]; }

  std::vector<Alias> aliases_of(std::string_view payer) const;

  // Does the text look as an invoice number of this tenant does: the same letters, as many digits?
  bool has_shape(std::string_view canonical) const;

 private:
  void index_fields();
  void index_customers();
  void index_groups();

  std::vector<Customer> customers_;
  std::vector<Item> items_;
  std::vector<Alias> aliases_;  // by payer
  std::vector<Payment> payments_;

  std::vector<Entry> entries_;         // by hash
  std::vector<std::uint64_t> shapes_;  // hashes, sorted
  std::vector<Index> by_customer_, customer_begins_;
  std::vector<Index> by_amount_;
  std::vector<Index> leaders_, by_group_, group_begins_;
};

// The letters of a number with each digit made '9': "FA2026-001" is "FA9999999".
std::string shape_of(std::string_view canonical);

}  // namespace facteur::gateway::receivables::matching
