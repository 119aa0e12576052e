// The French life-cycle message: UN/CEFACT CDAR D22B as profiled by XP Z12-012 ("CDV", Flux 6).
//
// A message says that one invoice has one status. It names the invoice by number, date and seller,
// not by any id of an earlier message. Members carry the id (MDT-n) that XP Z12-012 gives them.
// Texts are UTF-8 and trusted by nobody; stamps are Europe/Paris wall clock "yyyymmddhhmmss"
// (UN/CEFACT format 204; the standard names no zone); days are "yyyymmdd" (format 102).
// An empty member means that the element is absent.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace facteur::formats {

// An identifier and the list it is from: 0002 SIREN, 0223 EU VAT number, 0225 French electronic
// address, 0238 platform matricule.
struct SchemedId {
  std::string scheme;
  std::string value;
};

// MDT-77: who speaks. Platforms while they carry the invoice, the parties once they deal with it.
inline constexpr std::string_view transmission_phase = "305";
inline constexpr std::string_view processing_phase = "23";

// MDT-3 of a message between platforms, and of one for the tax administration's portal.
inline constexpr std::string_view platform_profile = "urn.cpro.gouv.fr:1p0:CDV:invoice";
inline constexpr std::string_view portal_profile = "urn.cpro.gouv.fr:1p0:CDV:einvoicingF2";

// Roles (UNCL 3035): SE seller, BY buyer, WK platform, DFH the tax administration's portal, ...
struct StatusParty {
  std::string role;   // MDT-21, 40, 59
  SchemedId id;       // MDT-19, 38, 57
  std::string name;   // MDT-20, 39, 58
  SchemedId address;  // MDT-73, recipients only: where the message is routed to
};

struct StatusReason {
  std::string code;         // MDT-113
  std::string text;         // MDT-114
  std::string action_code;  // MDT-121: NOA PIN NIN CNF CNP CNA OTH
  std::string action;       // MDT-122
};

// The invoice that the status is about.
struct StatusSubject {
  std::string number;     // MDT-87 = BT-1
  std::string type_code;  // MDT-91 = BT-3
  std::string received;   // MDT-95, stamp
  std::string issued;     // MDT-100 = BT-2, day
  SchemedId seller;       // MDT-129
};

// What was received at one VAT rate (MDG-43 of type MEN), for the status 212.
struct StatusReceipt {
  std::string amount;    // MDT-215, including VAT; negative takes an earlier one back
  std::string currency;  // MDT-216
  std::string day;       // MDT-219, day
  std::string rate;      // MDT-224, per cent
};

struct StatusMessage {
  std::string process = "REGULATED";      // MDT-2; absent in messages for the portal
  std::string profile{platform_profile};  // MDT-3
  std::string id;                         // MDT-4, unique for the sender
  std::string created;                    // MDT-8, stamp
  StatusParty sender{"WK", {}, {}, {}};   // the platform; nameless between platforms
  StatusParty issuer{"WK", {}, {}, {}};   // who set the status; in phase 23 with its id
  std::vector<StatusParty> recipients;    // one or more
  std::string phase{transmission_phase};  // MDT-77
  std::string set_at;                     // MDT-78, stamp
  StatusSubject invoice;
  std::string status;       // MDT-105: "202"
  std::string status_name;  // MDT-106: "Reçue"
  std::string uncl_1373;    // MDT-88: not a key, two statuses may share one
  std::vector<StatusReason> reasons;
  std::vector<StatusReceipt> receipts;
};

// The message as XML, always well-formed. Valid against the uncoupled XSD D22B, and for the rules
// BR-FR-CDV 1.4.0.03, when all that they ask for is there. Pure.
std::string write_status_message(const StatusMessage& message);

}  // namespace facteur::formats
