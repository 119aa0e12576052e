// Forms that rules about shapes ask a value for by name: numbers of a register with their check
// digits, mostly. A form looks at the value as it is given; rules normalize before.
#pragma once

#include <string_view>

namespace facteur::formats {

// False also when there is no form of that name: a test holds the tables and the forms together.
bool has_form(std::string_view value, std::string_view form);
bool is_form(std::string_view form);

}  // namespace facteur::formats
