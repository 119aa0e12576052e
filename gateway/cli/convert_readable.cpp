#include "gateway/cli/convert_readable.h"

#include "formats/identify.h"
#include "formats/json_read.h"
#include "formats/read.h"
#include "formats/readable.h"
#include "gateway/cli/look.h"
#include "gateway/cli/page_material.h"

namespace facteur::gateway::cli {
namespace {

formats::Invoice invoice_in(const std::string& document) {
  const bool json = formats::looks_like_json(document);
  formats::Reading reading = json ? formats::read_json(document) : formats::read(document);
  if (reading.invoice && (json || formats::is_invoice(reading.identity.kind)))
    return std::move(*reading.invoice);
  if (reading.findings.empty())
    throw UsageError({"ce n'est pas une facture", "this is no invoice"});
  throw UsageError(reading.findings.front().message);
}

}  // namespace

bool is_readable_form(std::string_view form) {
  return form == "pdf" || form == "html";
}

int write_readable(std::string_view form, const std::string& document, const Arguments& arguments,
                   const std::function<void(const std::string&)>& write) {
  const auto invoice = invoice_in(document);
  formats::ViewOptions options(arguments.language() == Language::fr);
  options.stamp = arguments.value("stamp").value_or("");
  options.look =
      load_look(arguments.value("logo").value_or(""), arguments.value("colour").value_or(""));
  write(form == "html" ? formats::readable_html(invoice, options)
                       : formats::readable_pdf(invoice, load_fonts(), options));
  return 0;
}

}  // namespace facteur::gateway::cli
