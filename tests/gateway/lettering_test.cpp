#include "gateway/receivables/lettering.h"

#include <catch2/catch.hpp>

#include "tests/gateway/ledger_history.h"

using namespace facteur::gateway;
using namespace facteur::gateway::receivables;

namespace {

// Acts on items, written down: an application settles items against each other.
struct Book {
  void open(std::int64_t item, std::int64_t units) {
    movements.push_back({item, units, true, -++serial, {}, test::date("2026-01-01")});
  }
  void apply(std::int64_t act, std::vector<std::pair<std::int64_t, std::int64_t>> parts,
             const std::string& day) {
    for (const auto& [item, units] : parts)
      movements.push_back({item, units, false, act, {}, test::date(day)});
  }
  void undo(std::int64_t act, std::int64_t undone) {
    const auto before = movements;
    for (const auto& movement : before)
      if (movement.act == undone)
        movements.push_back(
            {movement.item, -movement.units, false, act, undone, movement.effective_on});
  }
  std::string code(std::int64_t item) const {
    const auto letters = letter(movements);
    const auto found = letters.find(item);
    return found == letters.end() ? "" : found->second.code;
  }

  std::vector<LetteredMovement> movements;
  std::int64_t serial = 1000;
};

}  // namespace

TEST_CASE("codes count as letters do") {
  CHECK(letters_of(1) == "A");
  CHECK(letters_of(26) == "Z");
  CHECK(letters_of(27) == "AA");
  CHECK(letters_of(52) == "AZ");
  CHECK(letters_of(702) == "ZZ");
  CHECK(letters_of(703) == "AAA");
}

TEST_CASE("a settled group is written in capitals, one settled in part in small letters") {
  Book book;
  book.open(1, 100);
  book.open(2, 50);
  book.open(3, -100);
  CHECK(book.code(1).empty());
  book.apply(1, {{1, -60}, {3, 60}}, "2026-02-01");
  CHECK(book.code(1) == "a");
  CHECK(book.code(3) == "a");
  book.apply(2, {{1, -40}, {3, 40}}, "2026-02-03");
  CHECK(book.code(1) == "A");
  CHECK(letter(book.movements).at(3).on == test::date("2026-02-03"));
  CHECK(book.code(2).empty());
}

TEST_CASE("two groups become one under the older code, and no code comes back") {
  Book book;
  book.open(1, 100);
  book.open(2, 50);
  book.open(3, -90);
  book.open(4, -60);
  book.apply(1, {{1, -90}, {3, 90}}, "2026-02-01");
  book.apply(2, {{2, -50}, {4, 50}}, "2026-02-01");
  CHECK(book.code(2) == "b");
  book.apply(3, {{1, -10}, {4, 10}}, "2026-02-02");
  CHECK(book.code(4) == "A");
  book.undo(4, 3);
  CHECK(book.code(1) == "a");
  CHECK(book.code(2) == "c");  // B was given up when the groups became one
  CHECK(book.code(4) == "c");
  book.undo(5, 1);
  CHECK(book.code(1).empty());
  book.apply(6, {{1, -90}, {3, 90}}, "2026-02-05");
  CHECK(book.code(3) == "d");
}

TEST_CASE("over any history items carry capitals where nothing is open in their group") {
  test::LedgerHistory history(21, 200);
  history.ledger().read([&](store::Connection& sql) {
    std::size_t lettered = 0;
    for (const auto& [account] : sql.rows<std::int64_t>("SELECT id FROM receivable_accounts")) {
      std::map<std::string, std::int64_t> open_by_code;
      std::map<std::string, bool> whole;
      for (const auto& [item, letter] : lettering_of(sql, account)) {
        const auto row =
            sql.row<std::int64_t>("SELECT open FROM receivable_states WHERE item = ?", item);
        open_by_code[letter.code] += std::abs(std::get<0>(*row));
        whole[letter.code] = letter.whole;
        ++lettered;
      }
      for (const auto& [code, open] : open_by_code) CHECK(whole[code] == (open == 0));
    }
    CHECK(lettered > 20);
  });
}
