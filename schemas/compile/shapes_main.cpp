// Host tool: compiles rules about shapes to C++ tables, over the names of a grammar.
//   compile_shapes VARIABLE OUTPUT
//     (NOTATION-FILE | SHAPE-FILE | SENTENCES-FILE | PROFILES-FILE)...
// SHAPE-FILEs come before PROFILES-FILEs.
#include <fstream>
#include <iostream>
#include <sstream>
#include <utility>

#include "schemas/compile/profile_notation.h"
#include "schemas/compile/shape_emit.h"
#include "schemas/compile/tables.h"

using namespace facteur::schemas::compile;

int main(int argc, char** argv) try {
  if (argc < 4) throw Error("usage: compile_shapes VARIABLE OUTPUT FILE...");
  Notation notation;
  ShapeNotation shapes;
  for (int i = 3; i < argc; ++i) {
    const std::string file = argv[i];
    std::ifstream in(file);
    if (!in) throw Error("cannot open " + file);
    if (file.ends_with(".shape") || file.ends_with(".sentences")) {
      read_shapes(in, file, shapes);
    } else if (file.ends_with(".profiles")) {
      read_profiles(in, file, shapes);
    } else {
      read_notation(in, file, notation);
    }
  }
  std::vector<std::string> names;
  for (const NameRow& row : resolve(std::move(notation)).names) names.push_back(row.qualified);
  std::ostringstream text;
  emit_shapes(shapes, names, argv[1], text);
  std::ofstream out(argv[2]);
  out << text.str();
  if (!out.flush()) throw Error(std::string("cannot write ") + argv[2]);
  return 0;
} catch (const std::exception& error) {
  std::cerr << error.what() << '\n';
  return 2;
}
