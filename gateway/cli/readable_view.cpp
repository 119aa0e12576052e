#include "gateway/cli/readable_view.h"

#include <memory>
#include <stdexcept>
#include <utility>

#include "formats/read.h"
#include "formats/readable.h"
#include "formats/typed.h"
#include "gateway/cli/page_material.h"
#include "gateway/delivery/status_channel.h"
#include "gateway/flows/text_spool.h"

namespace facteur::gateway::cli {
namespace {

using Fonts = std::shared_ptr<const formats::pdf::FontPair>;

// The logo of a company stands on what it issues itself, not on what says that it did.
const formats::readable::Look* look_of(const Looks& looks, const flows::Flow& flow,
                                       const formats::Invoice& invoice) {
  const auto seller = invoice.root().first(Term::BG_4).first(Term::BT_30);
  const auto look = looks.find(flow.tenant);
  const bool own = formats::code(seller) == flow.tenant;
  return own && look != looks.end() ? &look->second : nullptr;
}

template <class Document>
std::optional<std::string> rendered(const Document& document, const Fonts& fonts,
                                    const formats::ViewOptions& options, bool web) {
  if (web) return formats::readable_html(document, options);
  if (!fonts) return std::nullopt;
  return formats::readable_pdf(document, *fonts, options);
}

}  // namespace

ReadableViews load_readable_views(store::Store& store, const std::filesystem::path& spool,
                                  Looks looks, const std::function<void(const std::string&)>& log) {
  Fonts fonts;
  try {
    fonts = std::make_shared<formats::pdf::FontPair>(load_fonts());
  } catch (const std::runtime_error& error) {
    log(std::string("warning no readable views as PDF: ") + error.what());
  }
  return {fonts != nullptr, fonts,
          [fonts, &store, spool, looks = std::move(looks)](
              const flows::Flow& flow, flows::ArchivedSource& source,
              const http::ViewOrder& order) -> std::optional<std::string> {
            formats::ViewOptions options(order.language == http::Language::fr);
            options.stamp = order.stamp;
            const auto message =
                store.read([&](store::Connection& sql) { return delivery::message_of(sql, flow); });
            if (message) return rendered(*message, fonts, options, order.web);
            const auto document =
                formats::read(source, {}, std::make_shared<flows::TextSpool>(spool));
            source.drain();
            if (!document.invoice || !formats::is_invoice(document.identity.kind))
              return std::nullopt;
            if (const auto* look = look_of(looks, flow, *document.invoice)) options.look = *look;
            return rendered(*document.invoice, fonts, options, order.web);
          }};
}

}  // namespace facteur::gateway::cli
