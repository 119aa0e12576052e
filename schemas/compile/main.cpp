// Host tool: compiles notation files to C++ tables.
//   compile_schemas VARIABLE OUTPUT NOTATION-FILE...
#include <fstream>
#include <iostream>
#include <sstream>
#include <utility>

#include "schemas/compile/emit.h"

using namespace facteur::schemas::compile;

int main(int argc, char** argv) try {
  if (argc < 4) throw Error("usage: compile_schemas VARIABLE OUTPUT NOTATION-FILE...");
  Notation notation;
  for (int i = 3; i < argc; ++i) {
    std::ifstream in(argv[i]);
    if (!in) throw Error(std::string("cannot open ") + argv[i]);
    read_notation(in, argv[i], notation);
  }
  std::ostringstream text;
  emit(resolve(std::move(notation)), argv[1], text);
  std::ofstream out(argv[2]);
  out << text.str();
  if (!out.flush()) throw Error(std::string("cannot write ") + argv[2]);
  return 0;
} catch (const std::exception& error) {
  std::cerr << error.what() << '\n';
  return 2;
}
