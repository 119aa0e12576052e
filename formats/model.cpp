#include "formats/model.h"

namespace facteur::formats {

Term Node::term() const {
  return invoice_ ? invoice_->records_[index_].term : Term::none;
}

}  // namespace facteur::formats
