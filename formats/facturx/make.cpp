#include "formats/facturx/make.h"

#include <qpdf/QPDF.hh>
#include <utility>

#include "formats/facturx/make_attachments.h"
#include "formats/facturx/make_hybrid.h"
#include "formats/facturx/make_xml.h"
#include "formats/facturx/read.h"

namespace facteur::formats::facturx {
namespace {

// What the view gave its pages as a title.
std::string title_of(QPDF& pages) {
  auto title = pages.getTrailer().getKey("/Info").getKey("/Title");
  return title.isString() ? title.getUTF8Value() : std::string();
}

// What else a hybrid PDF holds goes on into the new one.
std::vector<FileToEmbed> other_files(HybridPdf& source, FileNames& names) {
  std::vector<FileToEmbed> files;
  for (std::size_t i = 0; i < source.files().size(); ++i) {
    const EmbeddedFile& file = source.files()[i];
    if (i == source.invoice()) continue;
    auto bytes = source.content(i);
    if (!bytes) continue;
    files.push_back({names.next(file.name, {}), file.description, safe_media_type(file.mime),
                     Relationship::supplement, std::move(*bytes)});
  }
  return files;
}

}  // namespace

std::optional<Made> make(std::string_view bytes, const MakeOptions& options,
                         const Material& material, Reading& reading) {
  Source source(bytes);
  auto xml = make_xml(source.invoice(), options.profile, reading);
  if (!xml) return std::nullopt;
  const Invoice& invoice = *reading.invoice;
  const std::string view = readable_pdf(invoice, material.fonts, options.view);
  QPDF pdf;
  pdf.setSuppressWarnings(true);
  pdf.processMemoryFile("pages", view.data(), view.size());

  Contents contents;
  contents.profile = xml->profile;
  contents.xml = std::move(xml->bytes);
  FileNames names;
  contents.attachments = attachments_of(invoice, names);
  if (HybridPdf* container = source.container())
    for (FileToEmbed& file : other_files(*container, names))
      contents.attachments.push_back(std::move(file));
  contents.facts.title = title_of(pdf);
  contents.facts.author = invoice.root().first(Term::BG_4).text(Term::BT_27);
  contents.facts.creator = program;
  contents.facts.producer = program;
  contents.facts.created = options.clock.value_or(day_of_issue(invoice));
  contents.facts.modified = contents.facts.created;
  set_output_intent(pdf, material.colours);
  add_contents(pdf, std::move(contents));
  return Made{written(pdf), std::move(xml->findings), xml->faithful, xml->valid};
}

}  // namespace facteur::formats::facturx
