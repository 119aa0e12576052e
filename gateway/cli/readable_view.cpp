#include "gateway/cli/readable_view.h"

#include <memory>
#include <stdexcept>

#include "formats/read.h"
#include "formats/readable.h"
#include "gateway/cli/page_material.h"
#include "gateway/delivery/status_channel.h"
#include "gateway/flows/text_spool.h"

namespace facteur::gateway::cli {

ReadableViews load_readable_views(store::Store& store, const std::filesystem::path& spool,
                                  const std::function<void(const std::string&)>& log) {
  std::shared_ptr<const formats::pdf::FontPair> fonts;
  try {
    fonts = std::make_shared<formats::pdf::FontPair>(load_fonts());
  } catch (const std::runtime_error& error) {
    log(std::string("warning no readable views: ") + error.what());
    return {false, [](const flows::Flow&, flows::ArchivedSource&, http::Language) {
              return std::optional<std::string>();
            }};
  }
  return {true,
          [fonts, &store, spool](const flows::Flow& flow, flows::ArchivedSource& source,
                                 http::Language language) -> std::optional<std::string> {
            const bool french = language == http::Language::fr;
            const auto message =
                store.read([&](store::Connection& sql) { return delivery::message_of(sql, flow); });
            if (message) return formats::readable_pdf(*message, *fonts, french);
            const auto document =
                formats::read(source, {}, std::make_shared<flows::TextSpool>(spool));
            source.drain();
            if (!document.invoice || !formats::is_invoice(document.identity.kind))
              return std::nullopt;
            return formats::readable_pdf(*document.invoice, *fonts, french);
          }};
}

}  // namespace facteur::gateway::cli
