// Figures for people: each value in words of their language, and all of them as a report.
#pragma once

#include <string>
#include <vector>

#include "formats/readable/report.h"
#include "gateway/receivables/figures/report.h"

namespace facteur::gateway::receivables::figures {

// Why a figure has no value: "NO_SALES" is "aucune vente dans la période".
formats::Text reason_text(std::string_view code);

// "1 200,00", "76,32"; the reason where there is no value.
std::string shown(const Answer& answer, Unit unit, unsigned exponent, ReportLanguage language);

struct FiguresHeading {
  std::string creditor;
  Question question;
  std::optional<formats::Date> known_on;
};

// A row a figure with its formula, currency by currency, then the lines of the bridge.
formats::readable::Report report_of(const std::vector<Portfolio>& portfolios,
                                    const std::vector<Bridge>& bridges,
                                    const FiguresHeading& heading, ReportLanguage language);

}  // namespace facteur::gateway::receivables::figures
