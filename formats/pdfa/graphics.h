// What the rules of graphics (ISO 19005-3, 6.2) share while the content of the pages is read.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>

#include "formats/pdfa/examination.h"
#include "formats/pdfa/families.h"
#include "formats/pdfa/fonts.h"

namespace facteur::formats::pdfa {

// The dictionaries in which a content stream finds what it names: its own, then that of the page.
struct Resources {
  Object own = Object::newNull();
  Object page = Object::newNull();
  bool own_is_inherited = false;  // a page without one takes that of a node above it

  // "/Font", "/F1" say; null when neither has it.
  Object find(const std::string& category, const std::string& name) const;
  // Has it, but not in a dictionary of its own.
  bool inherits(const std::string& category, const std::string& name) const;
  // What stands in for a device's space: only a content stream's own dictionary can say it.
  Object substitute(const std::string& name) const;
};

struct Graphics {
  Examination& on;
  std::optional<std::string> output_space;  // of the PDF/A output intent: "RGB ", "CMYK", "GRAY"
  FontsInUse fonts;
  std::map<std::string, Object> separations;  // the first with each name
  Seen seen;                                  // images, states, profiles and so on, judged once
};

// Overprinting as it applies to one painting operator.
struct Overprint {
  bool on = false;
  int mode = 0;
};

// Colour (6.2.3, 6.2.4). `space` is a name or an array, as an operator or an image names it.
void check_output_intents(Graphics& graphics);
void check_colour_space(Graphics& graphics, const Object& space, const Resources& resources,
                        const std::string& place, const Overprint& overprint = {});
RuleList colour_rules();

// Extended graphics states and halftones (6.2.5), blend modes (6.2.10).
void check_graphics_state(Graphics& graphics, const Object& state, const std::string& place);
void check_rendering_intent(Graphics& graphics, const Object& intent, const std::string& place);
bool is_transparent_state(const Object& state);
RuleList graphics_state_rules();

// Images and form XObjects (6.2.8, 6.2.9).
void check_image(Graphics& graphics, const Object& image, const Resources& resources,
                 const std::string& place);
void check_inline_image(Graphics& graphics, const Object& image, const Resources& resources,
                        const std::string& place);
void check_xobject(Graphics& graphics, const Object& xobject, const std::string& place);
RuleList image_rules();

// What pages show (6.2.2), and how deep (6.1.13), with all of the above.
RuleList content_rules();
RuleList page_rules();
void check_content(Examination& examination);

}  // namespace facteur::formats::pdfa
