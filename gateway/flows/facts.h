// What the gateway needs to know of an invoice, read once from the semantic model.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "formats/model.h"
#include "gateway/directory/directory.h"

namespace facteur::gateway::flows {

// One VAT breakdown (BG-23).
struct VatFacts {
  std::string category;  // BT-118
  std::string rate;      // BT-119, exact decimal; "0" where none is given
  std::string total;     // BT-116 + BT-117, exact decimal
};

struct InvoiceFacts {
  std::string number;                        // BT-1
  std::string issue_date;                    // BT-2, "YYYY-MM-DD" as written
  int issue_year = 0;                        // of BT-2; 0 when it is no date
  std::string type_code;                     // BT-3
  std::string currency;                      // BT-5
  std::string total;                         // BT-112, exact decimal
  std::string payable;                       // BT-115, exact decimal
  std::optional<std::string> due_date;       // BT-9
  std::optional<std::string> delivery_date;  // BT-72
  std::optional<std::string> payment_terms;  // BT-20
  std::optional<std::string> buyer_contact;  // BT-58
  std::string profile;                       // BT-24
  std::string business_process;              // BT-23
  std::string vat_point;                     // BT-8
  std::vector<VatFacts> vat;
  std::string seller_name;  // BT-27
  std::string buyer_name;   // BT-44
  directory::Party seller, buyer;
  std::string seller_key, buyer_key;  // "0002:100000009": one company, one key

  // The buyer writes the invoice in the seller's name; roles and destination are swapped
  // (lifecycle.md §1, rules-fr.md BR-FR-22).
  bool self_billed() const;
};

InvoiceFacts read_facts(const formats::Invoice& invoice);

}  // namespace facteur::gateway::flows
