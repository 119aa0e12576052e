// The steps of a completion, in order: each works on what the one before has put in place.
#pragma once

#include <string>
#include <vector>

#include "formats/complete/figures.h"

namespace facteur::formats::completion {

// "BG-25[2]/"
std::string path_of(Term group, std::size_t index);

// True for a line whose amount counts in the totals: DETAIL, or no sub-type at all
// (BR-FREXT-CO-10).
bool counts(const Draft& line);

// Prices, allowances, charges and net amount of a line; those of the document for BG-20 and BG-21.
void complete_line(Draft& line, std::size_t index, Figures& figures);
void complete_document_allowances(Draft& document, Figures& figures);

// BG-23, and the rates that categories leave no choice of. False where a line, an allowance or a
// charge does not say its category or rate: then no breakdown is known.
bool complete_vat(Draft& document, Figures& figures);

// BG-22. `vat_known`: what complete_vat said.
void complete_totals(Draft& document, bool vat_known, Figures& figures);

}  // namespace facteur::formats::completion
