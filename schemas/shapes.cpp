#include "schemas/shapes.h"

#include <array>

#include "schemas/grammar.h"

namespace facteur::schemas {

extern const Shapes ubl_en16931_shapes, ubl_anywhere_shapes, ubl_fr_ctc_shapes,
    ubl_extended_ctc_fr_shapes, ubl_peppol_shapes, ubl_xrechnung_shapes;
extern const Shapes cii_en16931_shapes, cii_anywhere_shapes, cii_fr_ctc_shapes,
    cii_extended_ctc_fr_shapes, cii_xrechnung_shapes;
extern const Shapes cdar_cdar_shapes;
extern const Shapes facturx_minimum_shapes, facturx_basic_wl_shapes, facturx_basic_shapes,
    facturx_en16931_shapes, facturx_extended_shapes;

namespace {
constexpr std::array of_ubl{&ubl_en16931_shapes, &ubl_anywhere_shapes,
                            &ubl_fr_ctc_shapes,  &ubl_extended_ctc_fr_shapes,
                            &ubl_peppol_shapes,  &ubl_xrechnung_shapes};
constexpr std::array of_cii{&cii_en16931_shapes,      &cii_anywhere_shapes,
                            &cii_fr_ctc_shapes,       &cii_extended_ctc_fr_shapes,
                            &cii_xrechnung_shapes,    &facturx_minimum_shapes,
                            &facturx_basic_wl_shapes, &facturx_basic_shapes,
                            &facturx_en16931_shapes,  &facturx_extended_shapes};
constexpr std::array of_cdar{&cdar_cdar_shapes};
}  // namespace

std::span<const Shapes* const> shapes_of(const Grammar& grammar) {
  if (&grammar == &ubl) return of_ubl;
  if (&grammar == &cii) return of_cii;
  if (&grammar == &cdar) return of_cdar;
  return {};
}

}  // namespace facteur::schemas
