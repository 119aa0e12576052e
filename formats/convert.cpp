#include "formats/convert.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>
#include <utility>

#include "formats/draft.h"
#include "formats/facturx/read.h"
#include "formats/json_read.h"
#include "formats/json_write.h"
#include "formats/unbound.h"
#include "formats/verdict.h"
#include "formats/write.h"

namespace facteur::formats {
namespace {

struct Specification {
  std::string_view name, identifier;
};

constexpr std::array specifications{
    Specification{"en16931", "urn:cen.eu:en16931:2017"},
    Specification{"factur-x-minimum", "urn:factur-x.eu:1p0:minimum"},
    Specification{"factur-x-basicwl", "urn:factur-x.eu:1p0:basicwl"},
    Specification{"factur-x-basic", "urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:basic"},
    Specification{"factur-x-extended",
                  "urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended"},
    Specification{"extended-ctc-fr",
                  "urn:cen.eu:en16931:2017#conformant#urn.cpro.gouv.fr:1p0:extended-ctc-fr"},
    Specification{"peppol",
                  "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"},
    Specification{"xrechnung",
                  "urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0"},
};

constexpr std::array<std::string_view, 3> target_names{"ubl", "cii", "json"};

Syntax syntax_of(Target target, const Invoice& invoice) {
  return target == Target::cii ? Syntax::cii : ubl_syntax_of(invoice);
}

void append(std::vector<Finding>& to, std::vector<Finding>&& from) {
  std::move(from.begin(), from.end(), std::back_inserter(to));
}

// The invoice with a BT-24 to write another one over.
const Invoice& with_specification(Reading& reading) {
  const Invoice& invoice = *reading.invoice;
  if (invoice.root().first(Term::BG_2).first(Term::BT_24)) return invoice;
  Draft draft = draft_of(invoice);
  Draft* process = draft.first(Term::BG_2);
  (process != nullptr ? *process : draft.add(Term::BG_2)).add(Term::BT_24);
  reading.invoice = invoice_of(draft, invoice.syntax());
  return *reading.invoice;
}

bool is_information(const Finding& finding) {
  return finding.severity == Severity::information;
}

std::string whole(ByteSource& source) {
  const std::size_t most = Limits().bytes;  // the reader refuses one byte more
  std::string bytes;
  for (auto piece = source.next(); !piece.empty() && bytes.size() <= most; piece = source.next()) {
    bytes += piece;
  }
  return bytes;
}

// The text that a store has been given last.
class StoreSink final : public ByteSink {
 public:
  explicit StoreSink(TextStore& store) : store_(store) {}
  void write(std::string_view piece) override { store_.append(piece); }
  const StoredText& text() {
    if (!text_) text_ = store_.finish();
    return *text_;
  }

 private:
  TextStore& store_;
  std::optional<StoredText> text_;
};

// A document as it was given, and where the invoice in it begins: a PDF holds one among others.
class Source {
 public:
  explicit Source(const Opening& given) : open_(given) {
    const auto source = given();
    const std::string_view head = source->next();
    is_json_ = looks_like_json(head);
    if (identify(head).root != "PDF") return;
    pdf_ = whole(*given());
    container_.emplace(pdf_);
    const std::string_view inside = container_->xml().empty() ? pdf_ : container_->xml();
    is_json_ = false;
    open_ = [inside] { return std::make_unique<MemorySource>(inside); };
  }
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;

  std::unique_ptr<ByteSource> open() const { return open_(); }
  bool is_json() const { return is_json_; }

 private:
  Opening open_;
  bool is_json_ = false;
  std::string pdf_;
  std::optional<facturx::HybridPdf> container_;
};

// One conversion. What is not needed any more is let go of before the next step.
struct Run {
  const Opening &given, &result;
  ByteSink& sink;
  std::shared_ptr<TextStore> store;
  Reading& reading;

  std::optional<Account> convert(Target target, std::string_view specification) {
    const Source source(given);
    reading = source.is_json() ? read_json(whole(*source.open())) : read(*source.open(), {}, store);
    const bool readable =
        reading.invoice && (source.is_json() || formats::is_invoice(reading.identity.kind));
    if (!readable) return std::nullopt;
    Account account;
    account.findings =
        source.is_json() ? reading.findings : unbound(*source.open(), *reading.invoice);
    if (target == Target::json) {
      write_json(*reading.invoice, sink);
      reading.invoice.reset();
    } else {
      const Invoice& stated =
          specification.empty() ? *reading.invoice : with_specification(reading);
      append(account.findings, write(stated, syntax_of(target, stated), sink, specification));
      reading.invoice.reset();
      append(account.findings, new_faults(source));
    }
    account.faithful =
        std::all_of(account.findings.begin(), account.findings.end(), is_information);
    return account;
  }

 private:
  Verdict judged(ByteSource& document) const {
    Verdict verdict = judge(document, {}, {}, store);
    verdict.invoice.reset();
    return verdict;
  }

  // What is fatal in the result, by rules that found nothing fatal in the source.
  std::vector<Finding> new_faults(const Source& source) const {
    Verdict after = judged(*result());
    if (after.valid) return {};
    Verdict before;
    if (!source.is_json()) before = judged(*source.open());
    std::set<std::string_view> known;
    for (const Finding& finding : before.findings) {
      if (finding.severity == Severity::fatal) known.insert(finding.rule);
    }
    std::vector<Finding> faults;
    for (Finding& finding : after.findings) {
      const bool fatal = finding.severity == Severity::fatal;
      if (fatal && !known.contains(finding.rule)) faults.push_back(std::move(finding));
    }
    return faults;
  }
};

}  // namespace

std::optional<Target> target_named(std::string_view name) {
  const auto found = std::find(target_names.begin(), target_names.end(), name);
  if (found == target_names.end()) return std::nullopt;
  return static_cast<Target>(found - target_names.begin());
}

std::optional<std::string_view> specification_named(std::string_view name) {
  for (const Specification& row : specifications) {
    if (row.name == name) return row.identifier;
  }
  return std::nullopt;
}

std::optional<Conversion> convert(std::string_view given, Target target,
                                  std::string_view specification, Reading& reading) {
  StringSink sink;
  const Opening source = [given] { return std::make_unique<MemorySource>(given); };
  const Opening result = [&sink] { return std::make_unique<MemorySource>(sink.bytes()); };
  auto account = Run{source, result, sink, nullptr, reading}.convert(target, specification);
  if (!account) return std::nullopt;
  return Conversion{std::move(*account), sink.take()};
}

std::optional<StoredConversion> convert(const Opening& given, Target target,
                                        std::string_view specification,
                                        const std::shared_ptr<TextStore>& store, Reading& reading) {
  StoreSink sink(*store);
  const Opening result = [&] { return store->open(sink.text()); };
  auto account = Run{given, result, sink, store, reading}.convert(target, specification);
  if (!account) return std::nullopt;
  return StoredConversion{std::move(*account), sink.text()};
}

}  // namespace facteur::formats
