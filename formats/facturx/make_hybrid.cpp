#include "formats/facturx/make_hybrid.h"

#include <qpdf/Buffer.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFWriter.hh>
#include <utility>

#include "formats/typed.h"

namespace facteur::formats::facturx {

std::chrono::sys_seconds day_of_issue(const Invoice& invoice) {
  const auto day = date(invoice.root().first(Term::BT_2));
  if (!day) return {};
  return std::chrono::sys_days(std::chrono::year(day->year()) / int(day->month()) /
                               int(day->day()));
}

void set_output_intent(QPDF& pdf, const ColourProfile& colours) {
  auto stream = QPDFObjectHandle::newStream(&pdf);
  stream.replaceStreamData(colours.deflated(), QPDFObjectHandle::newName("/FlateDecode"),
                           QPDFObjectHandle::newNull());
  stream.getDict().replaceKey("/N", QPDFObjectHandle::newInteger(3));
  auto intent = QPDFObjectHandle::parse(
      "<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB IEC61966-2.1)"
      " /Info (sRGB IEC61966-2.1) >>");
  intent.replaceKey("/DestOutputProfile", stream);
  auto intents = QPDFObjectHandle::newArray();
  intents.appendItem(pdf.makeIndirectObject(intent));
  pdf.getRoot().replaceKey("/OutputIntents", intents);
}

void add_contents(QPDF& pdf, Contents contents) {
  const Profile& profile = *contents.profile;
  const bool whole = profile.relationship != Relationship::data;
  std::vector<FileToEmbed> files;
  files.reserve(contents.attachments.size() + 1);
  files.push_back({std::string(profile.file), whole ? "Factur-X invoice" : "Factur-X invoice data",
                   "text/xml", profile.relationship, std::move(contents.xml)});
  for (FileToEmbed& file : contents.attachments) files.push_back(std::move(file));
  embed_files(pdf, files, contents.facts.modified);
  set_metadata(pdf, contents.facts, profile, contents.conformance);
}

namespace {

// libharu names one filter in a list, which libqpdf takes for data to be compressed anew.
void name_single_filters(QPDF& pdf) {
  for (QPDFObjectHandle object : pdf.getAllObjects()) {
    if (!object.isStream()) continue;
    QPDFObjectHandle dictionary = object.getDict(), filters = dictionary.getKey("/Filter");
    const bool single =
        filters.isArray() && filters.getArrayNItems() == 1 && !dictionary.hasKey("/DecodeParms");
    if (single) dictionary.replaceKey("/Filter", filters.getArrayItem(0));
  }
}

}  // namespace

std::string written(QPDF& pdf) {
  name_single_filters(pdf);
  QPDFWriter writer(pdf);
  writer.setOutputMemory();
  writer.setMinimumPDFVersion("1.7");
  writer.setObjectStreamMode(qpdf_o_disable);
  writer.setCompressStreams(true);
  writer.setDecodeLevel(qpdf_dl_none);
  writer.setNewlineBeforeEndstream(true);
  writer.setDeterministicID(true);
  writer.write();
  const auto buffer = writer.getBufferSharedPointer();
  return {reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize()};
}

}  // namespace facteur::formats::facturx
