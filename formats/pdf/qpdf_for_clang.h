// libqpdf 11.3 as clang can read it in C++20. Included before anything else by clang's tools only.
//
// <qpdf/JSON.hh> has a class with a member std::vector<JSON> and a defaulted virtual destructor,
// inside JSON itself. Since vectors are constexpr, clang instantiates the vector's destructor on the
// spot, where JSON is not complete yet; g++ waits. Nothing of ours touches that member, so that a list
// can stand in for it.
#pragma once

#if defined(__cplusplus) && defined(__clang__)
#include <list>
#include <vector>

class JSON;
template <>
class std::vector<JSON> : public std::list<JSON> {};
#endif
