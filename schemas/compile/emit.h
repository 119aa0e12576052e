// Writes resolved tables as C++ source that defines one `const Grammar`.
#pragma once

#include <ostream>

#include "schemas/compile/tables.h"

namespace facteur::schemas::compile {

// `variable` is the name of the Grammar in facteur::schemas, declared in schemas/grammar.h.
void emit(const Tables& tables, const std::string& variable, std::ostream& out);

}  // namespace facteur::schemas::compile
