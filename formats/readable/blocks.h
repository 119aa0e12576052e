// The blocks of a page that are no tables. Each draws nothing when it has nothing, from where the
// paper stands.
#pragma once

#include "formats/readable/look.h"
#include "formats/readable/paper.h"
#include "formats/readable/sheet.h"

namespace facteur::formats::readable {

// Sender and title, and the recipient in the window of the envelope.
void draw_head(Paper& paper, const Sheet& sheet, const Look& look);
// The facts that are looked for first, and what is to be paid.
void draw_key(Paper& paper, const Sheet& sheet);
void draw_parties(Paper& paper, const Sheet& sheet);

enum class Density { pairs, list };
void draw_section(Paper& paper, const Section& section, Density density);

// The right half of the page.
double totals_height(const Sheet& sheet);
void draw_totals(Paper& paper, const Sheet& sheet);
bool sums_stand_together(double vat_height);

void draw_payment(Paper& paper, const Sheet& sheet);

}  // namespace facteur::formats::readable
