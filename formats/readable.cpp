#include "formats/readable.h"

#include "formats/readable/html.h"
#include "formats/readable/pages.h"
#include "formats/readable/status_view.h"
#include "formats/readable/view.h"

namespace facteur::formats {
namespace {

template <class Document>
readable::Sheet stamped_sheet(const Document& document, const ViewOptions& options) {
  readable::Sheet sheet = readable::sheet_of(document, options.french);
  sheet.stamp = options.stamp;
  return sheet;
}

}  // namespace

std::string readable_pdf(const Invoice& invoice, const pdf::FontPair& fonts,
                         const ViewOptions& options) {
  return readable::pages_of(stamped_sheet(invoice, options), fonts, options.look);
}

std::string readable_pdf(const StatusMessage& message, const pdf::FontPair& fonts,
                         const ViewOptions& options) {
  return readable::pages_of(stamped_sheet(message, options), fonts, options.look);
}

std::string readable_html(const Invoice& invoice, const ViewOptions& options) {
  return readable::html_of(stamped_sheet(invoice, options), options.look);
}

std::string readable_html(const StatusMessage& message, const ViewOptions& options) {
  return readable::html_of(stamped_sheet(message, options), options.look);
}

}  // namespace facteur::formats
