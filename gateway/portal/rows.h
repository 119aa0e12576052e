// Invoices and statuses as values for the templates. Internal to the portal.
#pragma once

#include <string>
#include <string_view>

#include "gateway/portal/portal.h"
#include "gateway/portal/site.h"

namespace facteur::gateway::portal {

// 200 as "Déposée"; a code that is not known stays a number (bilateral codes are allowed). 0 is
// that the checks are not done.
std::string status_name(int code, Language language);

// One sentence on what a status means; empty for a code that is not known.
std::string status_about(int code, Language language);

// "DOUBLON" in words; a code that is not known stays as it is.
std::string reason_label(const std::string& code, Language language);

// The class of a pill: "neutral", "progress", "good", "attention", "bad".
std::string_view status_tone(int code);

// number, file_name, seller, buyer, issue_date, due_date, total, open_amount, status, tone,
// flow_id; what is empty is false.
Values invoice_values(const InvoiceRow& row, Language language);

}  // namespace facteur::gateway::portal
