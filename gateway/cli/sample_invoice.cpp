#include "gateway/cli/sample_invoice.h"

#include <cstdint>

#include "formats/xml_writer.h"

namespace facteur::gateway::cli {
namespace {

using formats::XmlWriter;
using Element = XmlWriter::Element;
using Cents = std::int64_t;

constexpr XmlWriter::Attribute euro = {"currencyID", "EUR"};

// "1234.05"
std::string decimal(Cents cents) {
  const std::string fraction = std::to_string(cents % 100);
  return std::to_string(cents / 100) + (fraction.size() < 2 ? ".0" : ".") + fraction;
}

struct Rate {
  const char* percent;
  Cents per_mille;
};
constexpr Rate rates[] = {{"20", 200}, {"5.5", 55}};

struct Sums {
  Cents net[2] = {0, 0};  // by rate
  Cents tax(int rate) const { return (net[rate] * rates[rate].per_mille + 500) / 1000; }
};

// Made-up goods whose figures differ from line to line.
struct Line {
  explicit Line(int number)
      : number(number),
        quantity(number % 9 + 1),
        price(1000 + number * 37),
        rate(number % 4 == 0) {}
  Cents net() const { return quantity * price; }
  int number;
  Cents quantity, price;
  int rate;
};

void write_tax_category(XmlWriter& xml, std::string_view element, const Rate& rate) {
  const Element category(xml, element);
  xml.leaf("cbc:ID", "S");
  xml.leaf("cbc:Percent", rate.percent);
  const Element scheme(xml, "cac:TaxScheme");
  xml.leaf("cbc:ID", "VAT");
}

struct Party {
  const char *role, *name, *siren, *address, *vat, *street, *city, *post_code;
};
constexpr Party seller = {"cac:AccountingSupplierParty",
                          "LE VENDEUR",
                          "100000009",
                          "100000009_STATUTS",
                          "FR88100000009",
                          "35 rue d'ici",
                          "PARIS",
                          "75018"};
constexpr Party buyer = {
    "cac:AccountingCustomerParty", "LE CLIENT", "200000008", "200000008", "FR37200000008",
    "55 avenue de là-bas",         "MA VILLE",  "06000"};

void write_address(XmlWriter& xml, const Party& party) {
  const Element address(xml, "cac:PostalAddress");
  xml.leaf("cbc:StreetName", party.street);
  xml.leaf("cbc:CityName", party.city);
  xml.leaf("cbc:PostalZone", party.post_code);
  const Element country(xml, "cac:Country");
  xml.leaf("cbc:IdentificationCode", "FR");
}

void write_party(XmlWriter& xml, const Party& party) {
  const Element role(xml, party.role);
  const Element body(xml, "cac:Party");
  xml.leaf("cbc:EndpointID", party.address, {{"schemeID", "0225"}});
  write_address(xml, party);
  {
    const Element tax(xml, "cac:PartyTaxScheme");
    xml.leaf("cbc:CompanyID", party.vat);
    const Element scheme(xml, "cac:TaxScheme");
    xml.leaf("cbc:ID", "VAT");
  }
  {
    const Element legal(xml, "cac:PartyLegalEntity");
    xml.leaf("cbc:RegistrationName", party.name);
    xml.leaf("cbc:CompanyID", party.siren, {{"schemeID", "0002"}});
  }
  const Element contact(xml, "cac:Contact");
  xml.leaf("cbc:Name", "Service comptabilité");
  xml.leaf("cbc:Telephone", "01 02 03 04 05");
  xml.leaf("cbc:ElectronicMail", "comptabilite@example.fr");
}

void write_header(XmlWriter& xml, std::string_view number) {
  xml.leaf("cbc:CustomizationID", "urn:cen.eu:en16931:2017");
  xml.leaf("cbc:ProfileID", "S1");
  xml.leaf("cbc:ID", number);
  xml.leaf("cbc:IssueDate", "2026-11-20");
  xml.leaf("cbc:DueDate", "2026-12-20");
  xml.leaf("cbc:InvoiceTypeCode", "380");
  for (const char* note : {"#PMT#Indemnité forfaitaire pour frais de recouvrement : 40 euros.",
                           "#PMD#Pénalités de retard : trois fois le taux d'intérêt légal.",
                           "#AAB#Aucun escompte pour paiement anticipé."})
    xml.leaf("cbc:Note", note);
  xml.leaf("cbc:DocumentCurrencyCode", "EUR");
  xml.leaf("cbc:BuyerReference", "SERVICE-ACHATS");
  const Element order(xml, "cac:OrderReference");
  xml.leaf("cbc:ID", "CMD-2026-0815");
}

void write_payment(XmlWriter& xml) {
  {
    const Element means(xml, "cac:PaymentMeans");
    xml.leaf("cbc:PaymentMeansCode", "30");
    const Element account(xml, "cac:PayeeFinancialAccount");
    xml.leaf("cbc:ID", "FR7630006000011234567890189");
    xml.leaf("cbc:Name", "LE VENDEUR");
  }
  const Element terms(xml, "cac:PaymentTerms");
  xml.leaf("cbc:Note", "Paiement à 30 jours net");
}

void write_totals(XmlWriter& xml, const Sums& sums) {
  const Cents net = sums.net[0] + sums.net[1], tax = sums.tax(0) + sums.tax(1);
  {
    const Element total(xml, "cac:TaxTotal");
    xml.leaf("cbc:TaxAmount", decimal(tax), {euro});
    for (int rate = 0; rate < 2; ++rate) {
      if (sums.net[rate] == 0) continue;
      const Element subtotal(xml, "cac:TaxSubtotal");
      xml.leaf("cbc:TaxableAmount", decimal(sums.net[rate]), {euro});
      xml.leaf("cbc:TaxAmount", decimal(sums.tax(rate)), {euro});
      write_tax_category(xml, "cac:TaxCategory", rates[rate]);
    }
  }
  const Element monetary(xml, "cac:LegalMonetaryTotal");
  xml.leaf("cbc:LineExtensionAmount", decimal(net), {euro});
  xml.leaf("cbc:TaxExclusiveAmount", decimal(net), {euro});
  xml.leaf("cbc:TaxInclusiveAmount", decimal(net + tax), {euro});
  xml.leaf("cbc:PayableAmount", decimal(net + tax), {euro});
}

void write_line(XmlWriter& xml, const Line& line) {
  const Element outer(xml, "cac:InvoiceLine");
  const std::string number = std::to_string(line.number);
  xml.leaf("cbc:ID", number);
  xml.leaf("cbc:InvoicedQuantity", std::to_string(line.quantity), {{"unitCode", "C62"}});
  xml.leaf("cbc:LineExtensionAmount", decimal(line.net()), {euro});
  {
    const Element item(xml, "cac:Item");
    xml.leaf("cbc:Description", "Planche de chêne rabotée, séchée à l'air, lot " + number);
    xml.leaf("cbc:Name", "Article " + number);
    {
      const Element id(xml, "cac:SellersItemIdentification");
      xml.leaf("cbc:ID", "REF-" + number);
    }
    write_tax_category(xml, "cac:ClassifiedTaxCategory", rates[line.rate]);
  }
  const Element price(xml, "cac:Price");
  xml.leaf("cbc:PriceAmount", decimal(line.price), {euro});
}

}  // namespace

std::string sample_invoice(std::string_view number, int lines) {
  Sums sums;
  for (int i = 1; i <= lines; ++i) sums.net[Line(i).rate] += Line(i).net();
  XmlWriter xml;
  {
    const Element root(
        xml, "Invoice",
        {{"xmlns", "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"},
         {"xmlns:cac", "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"},
         {"xmlns:cbc", "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"}});
    write_header(xml, number);
    write_party(xml, seller);
    write_party(xml, buyer);
    write_payment(xml);
    write_totals(xml, sums);
    for (int i = 1; i <= lines; ++i) write_line(xml, Line(i));
  }
  return xml.take();
}

}  // namespace facteur::gateway::cli
