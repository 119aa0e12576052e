// Canned invoices to look at: one at each stage that the portal can show.
#include "tests/gateway/portal_fixture.h"

namespace facteur::gateway::test {
namespace {

using portal::FlowDetail;
using portal::InvoiceRow;
using portal::Money;

constexpr const char* seller = "100000009";
constexpr const char* buyer = "200000008";

Instant at(const std::string& time) {
  return *parse_instant("2026-11-" + time + "Z");
}

struct Example {
  const char *id, *number, *buyer, *issued, *due, *total, *open;
  int status;
};

constexpr Example examples[] = {
    {"f8", "F202600128", "LE CLIENT", "2026-11-21", "2026-12-21", "18450.00", "", 0},
    {"f7", "F202600127", "LE CLIENT", "2026-11-20", "2026-12-20", "1200.00", "1200.00", 203},
    {"f6", "F202600126", "LE CLIENT", "2026-11-19", "2026-12-19", "3480.60", "", 213},
    {"f5", "F202600125", "BOULANGERIE DUPAIN & FILLES", "2026-11-12", "2026-12-12", "842.16",
     "842.16", 205},
    {"f4", "F202600119", "MAIRIE DE SAINT-ÉLOI", "2026-10-30", "2026-11-29", "24000.00", "24000.00",
     207},
    {"f3", "F202600104", "LE CLIENT", "2026-10-01", "2026-10-31", "6214.80", "6214.80", 204},
    {"f2", "A202600011", "LE CLIENT", "2026-09-18", "", "-120.00", "", 202},
    {"f1", "F202600098", "ATELIERS RIVOIRE", "2026-09-12", "2026-10-12", "9960.00", "0.00", 212},
};

InvoiceRow row_of(const Example& example) {
  InvoiceRow row;
  row.flow_id = example.id;
  row.number = example.number;
  row.file_name = row.number + ".xml";
  row.seller = "LE VENDEUR";
  row.buyer = example.buyer;
  row.issue_date = example.issued;
  row.due_date = example.due;
  row.total = Money{example.total, "EUR"};
  if (*example.open != '\0') row.open_amount = Money{example.open, "EUR"};
  row.status = example.status;
  row.status_at = at("21T09:00:00");
  return row;
}

FlowDetail detail_of(const InvoiceRow& row) {
  FlowDetail flow;
  flow.invoice = row;
  flow.moving = row.status == 0;
  flow.syntax = "UBL";
  flow.profile = "urn:cen.eu:en16931:2017#conformant#urn.cpro.gouv.fr:1p0:extended-ctc-fr";
  flow.size = 8243;
  flow.submitted_at = at("21T08:59:57");
  flow.archive = portal::ArchiveFacts{
      "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", 1041, at("21T08:59:58"),
      1044, "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752"};
  return flow;
}

void add_steps(FlowDetail& flow, std::initializer_list<int> codes) {
  std::int64_t seconds = 0;
  for (const int code : codes)
    flow.steps.push_back(
        {code, Instant{at("21T09:00:00").microseconds + 1'000'000 * seconds++}, "", ""});
}

}  // namespace

void fill_with_examples(FakeService& service) {
  for (const Example& example : examples) {
    const InvoiceRow row = row_of(example);
    service.issued[seller].push_back(row);
    if (row.buyer == "LE CLIENT" && row.status >= 202 && row.status != 213)
      service.received[buyer].push_back(row);
    service.flows[row.flow_id] = detail_of(row);
  }
  InvoiceRow unread;
  unread.flow_id = "f0";
  unread.file_name = "scan-0042.pdf";
  unread.status = 501;
  service.issued[seller].push_back(unread);
  service.summary = {{{"32256.96", "EUR"}}, {{"6214.80", "EUR"}}, 1};
  service.next = "f0";

  add_steps(service.flows["f7"], {200, 201, 202, 203});
  service.flows["f7"].readable = true;
  service.flows["f7"].invoice_read = true;
  service.flows["f7"].findings.push_back(
      {"warning",
       "BR-FR-05",
       {"BT-21", "BT-22"},
       "/Invoice[1]",
       2,
       "La mention des pénalités de retard (PMD) est absente. Ajoutez-la aux notes de la facture.",
       "The note on late payment penalties (PMD) is missing. Add it to the notes of the invoice."});
  auto& rejected = service.flows["f6"];
  rejected.steps.push_back({213, at("21T09:00:02"), "REJ_SEMAN", "2 points à corriger"});
  rejected.findings = {
      {"fatal",
       "BR-CO-15",
       {"BT-112", "BT-109", "BT-110"},
       "/Invoice/cac:LegalMonetaryTotal[1]/cbc:TaxInclusiveAmount[1]",
       120,
       "Le total TTC (3480.60) n'est pas la somme du total HT (2900.00) et de la TVA (580.00) : "
       "il devrait être 3480.00.",
       "The total with VAT (3480.60) is not the sum of the total without VAT (2900.00) and the "
       "VAT (580.00): it should be 3480.00."},
      {"fatal",
       "BR-FR-12",
       {"BT-49"},
       "/Invoice/cac:AccountingCustomerParty[1]/cac:Party[1]",
       48,
       "L'adresse électronique du client manque. Indiquez-la avec son identifiant de schéma 0225.",
       "The customer's electronic address is missing. State it with its scheme id 0225."},
      {"information",
       "FR-INFO",
       {},
       "",
       0,
       "Le contrôle a porté sur 214 règles.",
       "The check covered 214 rules."}};
}

}  // namespace facteur::gateway::test
