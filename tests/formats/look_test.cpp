#include "formats/readable/look.h"

#include <catch2/catch.hpp>

#include "formats/pdf/picture.h"

using namespace facteur::formats;
using namespace facteur::formats::readable;
using pdf::Picture;
using pdf::PictureProblem;

namespace {

// One pixel, half transparent red.
const std::string png(
    "\x89\x50\x4E\x47\x0D\x0A\x1A\x0A\x00\x00\x00\x0D\x49\x48\x44\x52\x00\x00\x00\x01\x00\x00"
    "\x00\x01\x08\x06\x00\x00\x00\x1F\x15\xC4\x89\x00\x00\x00\x0D\x49\x44\x41\x54\x78\x9C\x63"
    "\xF8\xCF\xC0\xD0\x00\x00\x04\x81\x01\x80\x2C\x55\xCE\xB0\x00\x00\x00\x00\x49\x45\x4E\x44"
    "\xAE\x42\x60\x82",
    70);

std::string jpeg(unsigned width, unsigned height, char channels) {
  const auto two = [](unsigned n) { return std::string{char(n >> 8 & 0xFF), char(n & 0xFF)}; };
  const std::string body = std::string(1, '\x08') + two(height) + two(width) + channels +
                           std::string(std::size_t(3 * channels), '\1');
  return std::string("\xFF\xD8\xFF\xE0\0\4xx", 8) + "\xFF\xC0" + two(unsigned(body.size()) + 2) +
         body;
}

PictureProblem problem(const std::string& file) {
  const auto read = pdf::read_picture(file);
  REQUIRE(std::holds_alternative<PictureProblem>(read));
  return std::get<PictureProblem>(read);
}

}  // namespace

TEST_CASE("a colour is six hexadecimal digits") {
  CHECK(parse_colour("#0B4F6C") == 0x0B4F6Cu);
  CHECK(parse_colour("#ffffff") == 0xFFFFFFu);
  for (const char* wrong : {"", "0B4F6C", "#0B4F6", "#0B4F6C0", "#0B4F6G", "#-1234", "red"})
    CHECK_FALSE(parse_colour(wrong));
}

TEST_CASE("contrast is that of WCAG") {
  CHECK(contrast_on_white(0x000000) == 2100);
  CHECK(contrast_on_white(0xFFFFFF) == 100);
  CHECK(contrast_on_white(0x767676) >= least_contrast);
  CHECK(contrast_on_white(0x777777) < least_contrast);
  CHECK(contrast_on_white(Look().accent) >= least_contrast);
}

TEST_CASE("a PNG is laid on white") {
  const auto read = pdf::read_picture(png);
  REQUIRE(std::holds_alternative<Picture>(read));
  const auto& picture = std::get<Picture>(read);
  CHECK(picture.width == 1);
  CHECK(picture.height == 1);
  REQUIRE(picture.pixels.size() == 3);
  CHECK(std::uint8_t(picture.pixels[0]) == 0xFF);
  CHECK(std::uint8_t(picture.pixels[1]) > 0x40);
}

TEST_CASE("of a JPEG the frame header is read") {
  const auto read = pdf::read_picture(jpeg(300, 200, 3));
  REQUIRE(std::holds_alternative<Picture>(read));
  CHECK(std::get<Picture>(read).width == 300);
  CHECK(std::get<Picture>(read).height == 200);
  CHECK(problem(jpeg(300, 200, 4)) == PictureProblem::four_colours);
  CHECK(problem(jpeg(2001, 1, 3)) == PictureProblem::too_large);
  CHECK(problem(jpeg(0, 1, 3)) == PictureProblem::broken);
  CHECK(problem(jpeg(1, 1, 2)) == PictureProblem::broken);
}

TEST_CASE("a picture that ends too early is refused, wherever it ends") {
  for (std::size_t size = 8; size + 12 < png.size(); ++size)
    CHECK(problem(png.substr(0, size)) == PictureProblem::broken);
  const std::string whole = jpeg(3, 2, 3);
  for (std::size_t size = 2; size < whole.size(); ++size)
    CHECK(problem(whole.substr(0, size)) == PictureProblem::broken);
}

TEST_CASE("what is no picture is refused") {
  CHECK(problem("") == PictureProblem::unknown_kind);
  CHECK(problem("<svg xmlns='http://www.w3.org/2000/svg'/>") == PictureProblem::unknown_kind);
  CHECK(problem(std::string(pdf::most_picture_bytes + 1, 'x')) == PictureProblem::too_large);
}
