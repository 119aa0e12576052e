// The complements (05) of one CFONB movement, gathered by qualifier.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "formats/bank/statement.h"
#include "formats/bank/text.h"

namespace facteur::formats::bank::cfonb {

bool is_known_qualifier(std::string_view qualifier);

class Complements {
 public:
  // `information` as it stands in the record. The same qualifier again continues its text.
  void add(std::string_view qualifier, std::string_view information);
  // Fills what they say into `movement`, whose direction and nature are known.
  void fill(Movement& movement) const;
  void clear() { texts_.clear(); }

 private:
  struct Gathered {
    std::string qualifier;
    std::string text;  // 70 characters a record
  };
  std::string text(std::string_view qualifier) const;
  // The first 35 of the 70 characters, or the others.
  std::string half(std::string_view qualifier, bool second) const;

  std::vector<Gathered> texts_;
};

}  // namespace facteur::formats::bank::cfonb
