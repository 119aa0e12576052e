#include "formats/readable/status_view.h"

#include "formats/readable/display.h"
#include "formats/utf8.h"

namespace facteur::formats::readable {
namespace {

constexpr std::size_t longest_text = 600;
constexpr std::size_t most_entries = 12;

std::string shortened(std::string_view text) {
  std::string shown(utf8_prefix(text, longest_text));
  return shown.size() == text.size() ? shown : shown + " […]";
}

// "20261121104500" as "21/11/2026 10:45:00"; anything else as it is.
std::string moment(const std::string& stamp, bool french) {
  if (stamp.size() != 14 && stamp.size() != 8) return shortened(stamp);
  const std::string iso = stamp.substr(0, 4) + "-" + stamp.substr(4, 2) + "-" + stamp.substr(6, 2);
  if (stamp.size() == 8) return day(iso, french);
  return day(iso, french) + " " + stamp.substr(8, 2) + ":" + stamp.substr(10, 2) + ":" +
         stamp.substr(12, 2);
}

std::string with_scheme(const SchemedId& id, bool french) {
  std::string text = shortened(id.value);
  if (!id.scheme.empty())
    text.append(" (").append(shortened(scheme(id.scheme, french))).append(")");
  return text;
}

struct Writer {
  Sheet& sheet;
  bool french;

  void section(const char* fr, const char* en) { sheet.sections.push_back({french ? fr : en, {}}); }
  void line(const char* fr, const char* en, std::string value) {
    if (!value.empty()) sheet.sections.back().facts.push_back({french ? fr : en, std::move(value)});
  }
};

void add_invoice(Writer& to, const StatusSubject& invoice) {
  to.section("Facture concernée", "Invoice concerned");
  to.line("Numéro", "Number", shortened(invoice.number));
  to.line("Type", "Type", shortened(document_type(invoice.type_code, to.french)));
  to.line("Date d'émission", "Issue date", moment(invoice.issued, to.french));
  to.line("Vendeur", "Seller", with_scheme(invoice.seller, to.french));
  to.line("Reçue le", "Received on", moment(invoice.received, to.french));
}

void add_reasons(Writer& to, const std::vector<StatusReason>& reasons) {
  if (reasons.empty()) return;
  to.section("Motifs", "Reasons");
  for (std::size_t i = 0; i < reasons.size() && i < most_entries; ++i) {
    to.line("Code", "Code", shortened(reasons[i].code));
    to.line("Explication", "Explanation", shortened(reasons[i].text));
    to.line("Action demandée", "Requested action",
            shortened(reasons[i].action.empty() ? reasons[i].action_code : reasons[i].action));
  }
}

void add_recipients(Writer& to, const std::vector<StatusParty>& recipients) {
  to.section("Destinataires", "Recipients");
  for (std::size_t i = 0; i < recipients.size() && i < most_entries; ++i) {
    const StatusParty& party = recipients[i];
    std::string text = shortened(party.name);
    if (!text.empty()) text += ", ";
    text += with_scheme(party.id, to.french);
    const bool seller = party.role == "SE", buyer = party.role == "BY";
    to.line(seller  ? "Vendeur"
            : buyer ? "Acheteur"
                    : "Autre",
            seller  ? "Seller"
            : buyer ? "Buyer"
                    : "Other",
            text);
    to.line("Adresse électronique", "Electronic address", with_scheme(party.address, to.french));
  }
}

}  // namespace

Sheet sheet_of(const StatusMessage& message, bool french) {
  Sheet sheet;
  sheet.french = french;
  sheet.title = shortened(message.status_name) + " (" + shortened(message.status) + ")";
  sheet.number = (french ? "Facture " : "Invoice ") + shortened(message.invoice.number);
  Writer to{sheet, french};
  to.section("Statut", "Status");
  to.line("Statut", "Status", sheet.title);
  to.line("Posé le", "Set on", moment(message.set_at, french));
  to.line("Posé par", "Set by",
          message.phase == transmission_phase ? (french ? "la plateforme" : "the platform")
                                              : with_scheme(message.issuer.id, french));
  add_invoice(to, message.invoice);
  add_reasons(to, message.reasons);
  add_recipients(to, message.recipients);
  to.section("Message", "Message");
  to.line("Identifiant", "Identifier", shortened(message.id));
  to.line("Créé le", "Created on", moment(message.created, french));
  sheet.legend = french ? "Heures de Paris. Vue lisible ; le message structuré est l'original."
                        : "Paris time. Readable view; the structured message is the original.";
  return sheet;
}

}  // namespace facteur::formats::readable
