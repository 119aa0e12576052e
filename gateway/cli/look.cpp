#include "gateway/cli/look.h"

#include <fstream>
#include <utility>
#include <variant>

#include "gateway/cli/arguments.h"

namespace facteur::gateway::cli {
namespace {

using formats::pdf::Picture;
using formats::pdf::PictureProblem;

formats::Text why(PictureProblem problem) {
  switch (problem) {
    case PictureProblem::unknown_kind:
      return {"ni PNG ni JPEG", "neither PNG nor JPEG"};
    case PictureProblem::too_large:
      return {"plus de 512 Ko ou de 2000 pixels de côté",
              "more than 512 KB or 2000 pixels on a side"};
    case PictureProblem::broken:
      return {"image abîmée", "broken picture"};
    case PictureProblem::four_colours:
      return {"image en CMJN : enregistrez-la en RVB", "CMYK picture: save it as RGB"};
  }
  return {};
}

Picture load_picture(const std::filesystem::path& file) {
  const std::string name = file.string();
  std::ifstream in(file, std::ios::binary);
  if (!in) throw UsageError({name + " : ne peut pas être lu", name + ": cannot be read"});
  std::string bytes(formats::pdf::most_picture_bytes + 1, '\0');
  in.read(bytes.data(), std::streamsize(bytes.size()));
  bytes.resize(std::size_t(in.gcount()));
  auto picture = formats::pdf::read_picture(bytes);
  if (const auto* problem = std::get_if<PictureProblem>(&picture)) {
    const auto text = why(*problem);
    throw UsageError({name + " : " + text.fr, name + ": " + text.en});
  }
  return std::get<Picture>(std::move(picture));
}

// "4.5" of 450
std::string ratio(int hundredths, char sign) {
  return std::to_string(hundredths / 100) + sign + std::to_string(hundredths / 10 % 10);
}

std::uint32_t legible(const std::string& text) {
  const auto colour = formats::readable::parse_colour(text);
  if (!colour)
    throw UsageError({text + " : une couleur s'écrit #RRVVBB, par exemple #0B4F6C",
                      text + ": a colour is written #RRGGBB, #0B4F6C for one"});
  const int contrast = formats::readable::contrast_on_white(*colour);
  const int least = formats::readable::least_contrast;
  if (contrast < least)
    throw UsageError({text + " : trop claire pour être lue sur du blanc (contraste " +
                          ratio(contrast, ',') + ", au moins " + ratio(least, ',') + ")",
                      text + ": too light to be read on white (contrast " + ratio(contrast, '.') +
                          ", at least " + ratio(least, '.') + ")"});
  return *colour;
}

}  // namespace

formats::readable::Look load_look(const std::filesystem::path& logo, const std::string& colour) {
  formats::readable::Look look;
  if (!colour.empty()) look.accent = legible(colour);
  if (!logo.empty()) look.logo = load_picture(logo);
  return look;
}

}  // namespace facteur::gateway::cli
