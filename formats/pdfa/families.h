// The families of rules, a file each. A family asks its rules of one examination, and lists them in
// the order of the clauses of ISO 19005-3.
#pragma once

#include <span>

#include "formats/pdfa/examination.h"

namespace facteur::formats::pdfa {

using RuleList = std::span<const Rule* const>;

struct Family {
  void (*check)(Examination& examination);  // null: another family asks these where they belong
  RuleList rules;
};

// In the order in which they are asked.
std::span<const Family> families();

void check_file_structure(Examination& examination);
RuleList file_structure_rules();
void check_objects(Examination& examination);
RuleList object_rules();
void check_metadata(Examination& examination);
RuleList metadata_rules();
void check_annotations(Examination& examination);
RuleList annotation_rules();
void check_actions(Examination& examination);
RuleList action_rules();
void check_embedded_files(Examination& examination);
RuleList embedded_file_rules();
void check_optional_content(Examination& examination);
RuleList optional_content_rules();

}  // namespace facteur::formats::pdfa
