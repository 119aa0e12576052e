#include "formats/facturx/read.h"

#include <algorithm>
#include <array>

#include "formats/facturx/read_attachments.h"
#include "formats/facturx/read_faults.h"
#include "formats/facturx/read_file.h"
#include "formats/facturx/read_page.h"
#include "formats/facturx/read_xmp.h"
#include "formats/identify.h"
#include "formats/structure_text.h"

namespace facteur::formats::facturx {
namespace {

constexpr std::size_t xmp_bytes = 1u << 20;
constexpr std::size_t files_peeked_at = 20;  // to see whether one is an invoice under another name
constexpr std::size_t peeked_bytes = 8u << 20;

// Factur-X and ZUGFeRD 2.1, ZUGFeRD 2.0, ZUGFeRD 1, XRechnung.
constexpr std::array<std::string_view, 4> invoice_names{"factur-x.xml", "zugferd-invoice.xml",
                                                        "ZUGFeRD-invoice.xml", "xrechnung.xml"};

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

// The invoice's name that a file's name is, but perhaps for capitals; empty when it is none.
std::string_view invoice_name(std::string_view name) {
  for (const std::string_view known : invoice_names) {
    if (known == name) return known;
  }
  for (const std::string_view known : invoice_names) {
    if (lower(known) == lower(name)) return known;
  }
  return {};
}

bool may_be_xml(const EmbeddedFile& file) {
  const std::string name = lower(file.name);
  return name.ends_with(".xml") || lower(file.mime).ends_with("xml") || file.mime.empty();
}

bool is_invoice_root(std::string_view root) {
  return root.find("CrossIndustry") != root.npos || root.ends_with("}Invoice") ||
         root.ends_with("}CreditNote");
}

}  // namespace

struct HybridPdf::State {
  State(std::string_view bytes, const ReadLimits& asked) : limits(asked), pdf(bytes) {}

  void read();
  void find_invoice();
  void look_under_other_names();
  void take_xml();
  void check_relationship();
  void check_metadata();
  void note(Fault fault, std::string_view first = {}, std::string_view second = {}) {
    findings.push_back(finding_of(fault, first, second));
  }

  ReadLimits limits;
  PdfFile pdf;
  std::vector<EmbeddedFile> files;
  std::vector<QPDFObjectHandle> streams;  // of the files
  XmpFacts xmp;
  std::optional<std::size_t> invoice;
  std::string xml;
  std::vector<Finding> findings;
};

namespace {

std::optional<Fault> fault_of(FileFault fault) {
  switch (fault) {
    case FileFault::none:
      return std::nullopt;
    case FileFault::not_pdf:
      return Fault::not_pdf;
    case FileFault::damaged:
      return Fault::damaged;
    case FileFault::password:
      return Fault::password;
    case FileFault::swelling:
      return Fault::swelling;
    case FileFault::too_large:
      break;
  }
  return Fault::too_complex;
}

}  // namespace

void HybridPdf::State::read() {
  if (const auto fault = fault_of(pdf.fault())) return note(*fault);
  Attachments attachments = read_attachments(pdf, limits.files);
  for (Attachment& attachment : attachments.found) {
    files.push_back(std::move(attachment.file));
    streams.push_back(attachment.stream);
  }
  QPDFObjectHandle metadata = pdf.root().getKey("/Metadata");
  if (const StreamBytes packet = decode(metadata, xmp_bytes); packet.fault == StreamFault::none) {
    xmp = read_xmp(packet.bytes);
  }
  find_invoice();
  if (pdf.spent()) return note(Fault::too_complex);
  if (!attachments.all) note(Fault::too_many_files, std::to_string(limits.files));
}

void HybridPdf::State::find_invoice() {
  std::string names;
  std::size_t count = 0;
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (invoice_name(files[i].name).empty()) continue;
    if (!invoice) invoice = i;
    ++count;
    names += (names.empty() ? "" : ", ") + files[i].name;
  }
  if (!invoice) return look_under_other_names();
  if (count > 1) note(Fault::two_invoices, names);
  take_xml();
  const EmbeddedFile& file = files[*invoice];
  if (const auto known = invoice_name(file.name); known != file.name) {
    note(Fault::unusual_case, file.name, known);
  }
  check_relationship();
  check_metadata();
}

void HybridPdf::State::look_under_other_names() {
  std::size_t looked_at = 0;
  for (std::size_t i = 0; i < files.size() && looked_at < files_peeked_at; ++i) {
    if (!may_be_xml(files[i])) continue;
    ++looked_at;
    const StreamBytes content = decode(streams[i], peeked_bytes);
    if (content.fault != StreamFault::none) continue;
    if (is_invoice_root(identify(content.bytes).root))
      return note(Fault::wrong_name, files[i].name);
  }
  note(Fault::no_invoice);
}

void HybridPdf::State::take_xml() {
  const std::string& name = files[*invoice].name;
  StreamBytes content = decode(streams[*invoice], limits.xml_bytes);
  switch (content.fault) {
    case StreamFault::none:
      xml = std::move(content.bytes);
      break;
    case StreamFault::too_large:
      note(Fault::xml_too_large, name, std::to_string(limits.xml_bytes));
      break;
    case StreamFault::filters:
      note(Fault::filters, name);
      break;
    case StreamFault::broken:
    case StreamFault::not_a_stream:
      note(Fault::broken_stream, name);
      break;
  }
}

// Factur-X allows three. One that is not stated is "Unspecified" (ISO 32000-2, 7.11.3) and says
// nothing either way; any other says that the file is something else.
void HybridPdf::State::check_relationship() {
  const EmbeddedFile& file = files[*invoice];
  const std::string& stated = file.relationship;
  if (stated.empty() || stated == "Unspecified") {
    note(Fault::no_relationship, file.name);
  } else if (stated != "Data" && stated != "Source" && stated != "Alternative") {
    note(Fault::wrong_relationship, file.name, stated);
  }
  if (!file.associated) note(Fault::not_associated, file.name);
  if (!file.in_name_tree) note(Fault::not_in_names, file.name);
}

void HybridPdf::State::check_metadata() {
  if (xmp.name_space.empty()) return note(Fault::no_metadata);
  const std::string& name = files[*invoice].name;
  if (!xmp.document_file_name.empty() && xmp.document_file_name != name) {
    note(Fault::other_name, xmp.document_file_name, name);
  }
}

HybridPdf::HybridPdf(std::string_view bytes, const ReadLimits& limits)
    : state_(std::make_unique<State>(bytes, limits)) {
  state_->read();
}

HybridPdf::~HybridPdf() = default;
HybridPdf::HybridPdf(HybridPdf&&) noexcept = default;

const std::vector<EmbeddedFile>& HybridPdf::files() const {
  return state_->files;
}

const XmpFacts& HybridPdf::xmp() const {
  return state_->xmp;
}

std::optional<std::size_t> HybridPdf::invoice() const {
  return state_->invoice;
}

const std::string& HybridPdf::xml() const {
  return state_->xml;
}

std::optional<std::string> HybridPdf::content(std::size_t file) {
  StreamBytes content = decode(state_->streams.at(file), state_->limits.file_bytes);
  if (content.fault != StreamFault::none) return std::nullopt;
  return std::move(content.bytes);
}

std::optional<std::string> HybridPdf::pages() {
  if (state_->pdf.fault() != FileFault::none) return std::nullopt;
  return read_pages(state_->pdf);
}

const std::vector<Finding>& HybridPdf::findings() const {
  return state_->findings;
}

}  // namespace facteur::formats::facturx
