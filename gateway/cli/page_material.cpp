#include "gateway/cli/page_material.h"

#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

namespace facteur::gateway::cli {
namespace {

struct Installed {
  const char* file;
  const char* package;
};

constexpr Installed regular{"/usr/share/fonts/truetype/liberation2/LiberationSans-Regular.ttf",
                            "fonts-liberation2"};
constexpr Installed bold{"/usr/share/fonts/truetype/liberation2/LiberationSans-Bold.ttf",
                         "fonts-liberation2"};
constexpr Installed srgb{"/usr/share/color/icc/sRGB.icc", "icc-profiles-free"};

template <typename Material>
Material load(const Installed& installed) {
  try {
    std::ifstream in(installed.file, std::ios::binary);
    return Material(std::string(std::istreambuf_iterator<char>(in), {}));
  } catch (const std::runtime_error& error) {
    throw std::runtime_error(std::string(installed.file) + ": " + error.what() +
                             " (Debian: " + installed.package + ")");
  }
}

}  // namespace

formats::pdf::FontPair load_fonts() {
  using formats::pdf::TrueTypeFont;
  return {load<TrueTypeFont>(regular), load<TrueTypeFont>(bold)};
}

formats::facturx::ColourProfile load_colours() {
  return load<formats::facturx::ColourProfile>(srgb);
}

}  // namespace facteur::gateway::cli
