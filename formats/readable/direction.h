// Right-to-left text on a page that runs from left to right. Pure.
#pragma once

#include <string>
#include <string_view>

namespace facteur::formats::readable {

// The characters of one line in the order in which they are drawn: runs of Hebrew or Arabic
// letters, with what stands between them, are turned round; numbers in them keep their order and
// brackets are mirrored. That is the Unicode bidirectional algorithm (UAX #9) for a left-to-right
// paragraph without nested embeddings, whose control characters are dropped.
std::string drawing_order(std::string_view line);

// Is there anything in it to be turned round or dropped? Nearly always not.
bool has_direction(std::string_view line);

}  // namespace facteur::formats::readable
