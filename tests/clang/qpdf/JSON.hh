// libqpdf's header, for clang 14, which the static analysis and the fuzz targets use.
//
// JSON.hh makes a std::vector of a class before that is complete. With C++20 the destructor of a
// vector is constexpr, and clang 14 wants to know it at once; g++ does not, nor does either of a
// list. Nothing here is used by us, and the library has the real code: only the declaration changes.
#pragma once

#include <bitset>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#define vector list
#include_next <qpdf/JSON.hh>
#undef vector
