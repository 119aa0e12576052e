#include "schemas/shapes.h"

#include "schemas/grammar.h"

namespace facteur::schemas {

extern const Shapes ubl_shapes, cii_shapes;

const Shapes* shapes_of(const Grammar& grammar) {
  if (&grammar == &ubl) return &ubl_shapes;
  if (&grammar == &cii) return &cii_shapes;
  return nullptr;
}

}  // namespace facteur::schemas
