#include "gateway/cli/readable_view.h"

#include <fstream>
#include <iterator>
#include <memory>

#include "formats/read.h"
#include "formats/readable.h"
#include "gateway/delivery/status_channel.h"
#include "gateway/flows/text_spool.h"

namespace facteur::gateway::cli {
namespace {

namespace pdf = formats::pdf;

constexpr const char* regular_font =
    "/usr/share/fonts/truetype/liberation2/LiberationSans-Regular.ttf";
constexpr const char* bold_font = "/usr/share/fonts/truetype/liberation2/LiberationSans-Bold.ttf";

pdf::TrueTypeFont load_font(const char* file) {
  std::ifstream in(file, std::ios::binary);
  return pdf::TrueTypeFont(std::string(std::istreambuf_iterator<char>(in), {}));
}

}  // namespace

ReadableViews load_readable_views(store::Store& store, const std::filesystem::path& spool,
                                  const std::function<void(const std::string&)>& log) {
  std::shared_ptr<const pdf::FontPair> fonts;
  try {
    fonts = std::make_shared<pdf::FontPair>(
        pdf::FontPair{load_font(regular_font), load_font(bold_font)});
  } catch (const std::runtime_error& error) {
    log(std::string("warning no readable views: ") + regular_font + ": " + error.what() +
        " (Debian: fonts-liberation2)");
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
