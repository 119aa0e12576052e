#include "formats/element_text.h"

#include "formats/lexical.h"

namespace facteur::formats {
namespace {

using schemas::Lexical;

constexpr std::size_t shown_bytes = 256;  // what a message may show of a text

bool is_free(Lexical type) {
  return type == Lexical::string || type == Lexical::normalized_string;
}

}  // namespace

void ElementText::open(Lexical type, bool wanted) {
  close();
  type_ = type;
  wanted_ = wanted;
  base64_ = {};
}

void ElementText::close() {
  if (stored_) store_->abandon();
  text_.clear();
  type_ = Lexical::string;
  wanted_ = stored_ = false;
}

void ElementText::add(std::string_view piece) {
  if (type_ == Lexical::base64) return add_base64(piece);
  if ((!wanted_ && is_free(type_)) || too_long_) return;
  too_long_ = text_.size() + piece.size() > limits_.text_bytes;
  if (!too_long_) text_ += piece;
}

void ElementText::add_base64(std::string_view piece) {
  base64_.add(piece);
  if (stored_) return store_->append(piece);
  if (wanted_ || text_.size() < shown_bytes) text_ += piece;
  if (!wanted_ || store_ == nullptr || text_.size() <= limits_.kept_bytes) return;
  stored_ = true;
  store_->append(text_);
  text_.resize(shown_bytes);
}

bool ElementText::conforms() const {
  return type_ == Lexical::base64 ? base64_.holds() : formats::conforms(type_, text_);
}

StoredText ElementText::take_stored() {
  stored_ = false;
  return store_->finish();
}

}  // namespace facteur::formats
