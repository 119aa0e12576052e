#include "formats/readable/direction.h"

#include <catch2/catch.hpp>

using namespace facteur::formats::readable;

TEST_CASE("text of the West is drawn as it stands") {
  for (const char* text : {"", "Chêne 12,50 €", "Ελληνικά", "中文", "(a) [b]"}) {
    CHECK_FALSE(has_direction(text));
    CHECK(drawing_order(text) == text);
  }
}

TEST_CASE("a run of Hebrew is turned round where it stands") {
  CHECK(has_direction("a אב b"));
  CHECK(drawing_order("a אבג b") == "a גבא b");
  CHECK(drawing_order("אב גד, הו") == "וה ,דג בא");
  CHECK(drawing_order("אב x גד") == "בא x דג");
}

TEST_CASE(
    "numbers in it keep their order, brackets turn to what they hold, points to their letter") {
  CHECK(drawing_order("א 12,50 ב") == "ב 12,50 א");
  CHECK(drawing_order("א (ב) ג") == "ג (ב) א");
  CHECK(drawing_order("אבָג") == "גבָא");
}

TEST_CASE("marks that turn the text of others are dropped") {
  CHECK(has_direction("a\u202Eb"));
  CHECK(drawing_order("1\u202E00,00\u202C €\u2066\u200F") == "100,00 €");
}
