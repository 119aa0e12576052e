#include "formats/status_message.h"

#include "formats/draft.h"
#include "formats/write.h"

namespace facteur::formats {
namespace {

// What is empty is absent.
Draft* say(Draft& group, Term term, const std::string& text) {
  return text.empty() ? nullptr : &group.add(term, text);
}

void say_stamp(Draft& group, Term term, const std::string& stamp, const char* format = "204") {
  if (Draft* said = say(group, term, stamp))
    said->attributes.emplace_back(Attribute::format, format);
}

void say_id(Draft& group, Term term, const SchemedId& id) {
  Draft* said = say(group, term, id.value);
  if (said != nullptr && !id.scheme.empty()) {
    said->attributes.emplace_back(Attribute::scheme_id, id.scheme);
  }
}

struct PartyTerms {
  Term group, id, name, role, address;
};

constexpr PartyTerms sender{Term::MDG_9, Term::MDT_19, Term::MDT_20, Term::MDT_21, Term::none};
constexpr PartyTerms issuer{Term::MDG_16, Term::MDT_38, Term::MDT_39, Term::MDT_40, Term::none};
constexpr PartyTerms recipient{Term::MDG_23, Term::MDT_57, Term::MDT_58, Term::MDT_59,
                               Term::MDT_73};

void say_party(Draft& message, const PartyTerms& terms, const StatusParty& party) {
  Draft& group = message.add(terms.group);
  say_id(group, terms.id, party.id);
  say(group, terms.name, party.name);
  say(group, terms.role, party.role);
  if (terms.address != Term::none) say_id(group, terms.address, party.address);
}

void say_head(Draft& draft, const StatusMessage& message) {
  Draft& context = draft.add(Term::MDG_1);
  say(context, Term::MDT_2, message.process);
  say(context.add(Term::MDG_3), Term::MDT_3, message.profile);
  say(draft, Term::MDT_4, message.id);
  if (!message.created.empty()) {
    say_stamp(draft.add(Term::MDG_4), Term::MDT_8, message.created);
  }
  say_party(draft, sender, message.sender);
  say_party(draft, issuer, message.issuer);
  for (const StatusParty& party : message.recipients) say_party(draft, recipient, party);
}

// Rule BR-FR-CDV-16: details are numbered 1, 2, 3, ... within the message.
void say_reason(Draft& document, const StatusReason& reason, std::size_t number) {
  Draft& detail = document.add(Term::MDG_37);
  say(detail, Term::MDT_113, reason.code);
  say(detail, Term::MDT_114, reason.text);
  say(detail, Term::MDT_121, reason.action_code);
  say(detail, Term::MDT_122, reason.action);
  say(detail, Term::MDT_124_2, std::to_string(number));
}

// One detail holds a characteristic a rate (BR-FR-CDV-14).
void say_receipts(Draft& document, const std::vector<StatusReceipt>& receipts, std::size_t number) {
  if (receipts.empty()) return;
  Draft& detail = document.add(Term::MDG_37);
  say(detail, Term::MDT_124_2, std::to_string(number));
  for (const StatusReceipt& receipt : receipts) {
    Draft& characteristic = detail.add(Term::MDG_43);
    say(characteristic, Term::MDT_207, "MEN");
    say(characteristic, Term::MDT_209, "false");
    if (Draft* amount = say(characteristic, Term::MDT_215, receipt.amount))
      amount->attributes.emplace_back(Attribute::currency, receipt.currency);
    say_stamp(characteristic, Term::MDT_219, receipt.day, "102");
    say(characteristic, Term::MDT_224, receipt.rate);
  }
}

void say_document(Draft& report, const StatusMessage& message) {
  const StatusSubject& invoice = message.invoice;
  Draft& document = report.add(Term::MDG_32);
  say(document, Term::MDT_87, invoice.number);
  say(document, Term::MDT_88, message.uncl_1373);
  say(document, Term::MDT_91, invoice.type_code);
  say_stamp(document, Term::MDT_95, invoice.received);
  if (!invoice.issued.empty()) {
    say_stamp(document.add(Term::MDG_35), Term::MDT_100, invoice.issued, "102");
  }
  say(document, Term::MDT_105, message.status);
  say(document, Term::MDT_106, message.status_name);
  if (!invoice.seller.value.empty()) {
    say_id(document.add(Term::MDG_40), Term::MDT_129, invoice.seller);
  }
  for (std::size_t i = 0; i < message.reasons.size(); ++i) {
    say_reason(document, message.reasons[i], i + 1);
  }
  say_receipts(document, message.receipts, message.reasons.size() + 1);
}

void say_report(Draft& draft, const StatusMessage& message) {
  Draft& report = draft.add(Term::MDG_27);
  say(report, Term::MDT_74, "false");  // one document
  say(report, Term::MDT_77, message.phase);
  say_stamp(report, Term::MDT_78, message.set_at);
  say_document(report, message);
}

}  // namespace

std::string write_status_message(const StatusMessage& message) {
  Draft draft;
  say_head(draft, message);
  say_report(draft, message);
  return write(invoice_of(draft, Syntax::cdar), Syntax::cdar).bytes;
}

}  // namespace facteur::formats
