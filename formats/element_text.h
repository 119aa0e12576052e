// The text of the open element while it comes in pieces: as much of it as anybody asks for.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "formats/base64.h"
#include "formats/read.h"
#include "schemas/grammar.h"

namespace facteur::formats {

class ElementText {
 public:
  // `limits` must outlive this. `store` may be null: then nothing leaves memory.
  ElementText(const Limits& limits, TextStore* store) : limits_(limits), store_(store) {}
  ~ElementText() { close(); }
  ElementText(const ElementText&) = delete;
  ElementText& operator=(const ElementText&) = delete;

  // `wanted`: the model takes the text.
  void open(schemas::Lexical type, bool wanted);
  void add(std::string_view piece);
  void close();

  // Is the text in the lexical space of the type?
  bool conforms() const;
  // The text; only its beginning when it is stored or not wanted.
  std::string_view view() const { return text_; }
  bool stored() const { return stored_; }
  // Ends the stored text.
  StoredText take_stored();
  // Longer than Limits::text_bytes: the rest was dropped.
  bool too_long() const { return too_long_; }

 private:
  void add_base64(std::string_view piece);

  const Limits& limits_;
  TextStore* store_;
  schemas::Lexical type_ = schemas::Lexical::string;
  bool wanted_ = false;
  bool stored_ = false;
  bool too_long_ = false;
  Base64Check base64_;
  std::string text_;
};

}  // namespace facteur::formats
