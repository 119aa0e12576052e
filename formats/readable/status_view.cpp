// A life-cycle message on paper: one page, unless its texts are uncommonly long.
#include "formats/readable.h"
#include "formats/readable/display.h"
#include "formats/readable/paper.h"
#include "formats/utf8.h"

namespace facteur::formats {
namespace {

using namespace readable;

// Texts come from strangers, and a message is meant to fit a page; what is cut here is whole in it.
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

class StatusView {
 public:
  StatusView(const pdf::FontPair& fonts, bool french) : paper_(fonts), french_(french) {}

  void title(const std::string& text, const std::string& below) {
    paper_.write(left_edge, text_width, {{text, style::title}, {below, {pdf::Face::bold, 11}}});
    paper_.space(6);
    paper_.document().fill(left_edge, paper_.y(), text_width, 1.6, colour::accent);
    paper_.space(4);
  }

  void heading(const char* fr, const char* en) { paper_.heading(french_ ? fr : en); }

  void line(const char* fr, const char* en, const std::string& value) {
    if (value.empty()) return;
    const double top = paper_.y();
    paper_.write(left_edge, 130, {{french_ ? fr : en, {pdf::Face::regular, 8.5, colour::grey}}});
    paper_.move_to(top);
    paper_.write(left_edge + 140, text_width - 140, {{value}});
    paper_.space(2);
  }

  void note(const std::string& text) {
    paper_.space(14);
    paper_.write(left_edge, text_width, {{text, style::small}});
  }

  std::string finish(std::string_view title) {
    return paper_.document().finish(title, french_ ? "fr" : "en");
  }

 private:
  Paper paper_;
  bool french_;
};

void draw_invoice(StatusView& view, const StatusSubject& invoice, bool french) {
  view.heading("Facture concernée", "Invoice concerned");
  view.line("Numéro", "Number", shortened(invoice.number));
  view.line("Type", "Type", shortened(document_type(invoice.type_code, french)));
  view.line("Date d'émission", "Issue date", moment(invoice.issued, french));
  view.line("Vendeur", "Seller", with_scheme(invoice.seller, french));
  view.line("Reçue le", "Received on", moment(invoice.received, french));
}

void draw_reasons(StatusView& view, const std::vector<StatusReason>& reasons) {
  if (reasons.empty()) return;
  view.heading("Motifs", "Reasons");
  for (std::size_t i = 0; i < reasons.size() && i < most_entries; ++i) {
    view.line("Code", "Code", shortened(reasons[i].code));
    view.line("Explication", "Explanation", shortened(reasons[i].text));
    view.line("Action demandée", "Requested action",
              shortened(reasons[i].action.empty() ? reasons[i].action_code : reasons[i].action));
  }
}

void draw_recipients(StatusView& view, const std::vector<StatusParty>& recipients, bool french) {
  view.heading("Destinataires", "Recipients");
  for (std::size_t i = 0; i < recipients.size() && i < most_entries; ++i) {
    const StatusParty& party = recipients[i];
    std::string text = shortened(party.name);
    if (!text.empty()) text += ", ";
    text += with_scheme(party.id, french);
    const bool seller = party.role == "SE", buyer = party.role == "BY";
    view.line(seller  ? "Vendeur"
              : buyer ? "Acheteur"
                      : "Autre",
              seller  ? "Seller"
              : buyer ? "Buyer"
                      : "Other",
              text);
    view.line("Adresse électronique", "Electronic address", with_scheme(party.address, french));
  }
}

}  // namespace

std::string readable_pdf(const StatusMessage& message, const pdf::FontPair& fonts, bool french) {
  StatusView view(fonts, french);
  const std::string subject = french ? "Facture " : "Invoice ";
  const std::string status =
      shortened(message.status_name) + " (" + shortened(message.status) + ")";
  view.title(status, subject + shortened(message.invoice.number));
  view.heading("Statut", "Status");
  view.line("Statut", "Status", status);
  view.line("Posé le", "Set on", moment(message.set_at, french));
  view.line("Posé par", "Set by",
            message.phase == transmission_phase ? (french ? "la plateforme" : "the platform")
                                                : with_scheme(message.issuer.id, french));
  draw_invoice(view, message.invoice, french);
  draw_reasons(view, message.reasons);
  draw_recipients(view, message.recipients, french);
  view.heading("Message", "Message");
  view.line("Identifiant", "Identifier", shortened(message.id));
  view.line("Créé le", "Created on", moment(message.created, french));
  view.note(french ? "Heures de Paris. Vue lisible ; le message structuré est l'original."
                   : "Paris time. Readable view; the structured message is the original.");
  return view.finish(status + " – " + message.invoice.number);
}

}  // namespace facteur::formats
