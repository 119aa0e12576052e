// The code lists that documents refer to, one constant a list. The codes stand in schemas/codes/,
// one file a list; the build turns them into sorted tables. Safe to read from any thread.
#pragma once

#include <span>
#include <string_view>

namespace facteur {

class CodeList {
 public:
  // `sorted` is in byte order, without duplicates, and outlives the list.
  constexpr explicit CodeList(std::span<const std::string_view> sorted) : codes_(sorted) {}

  bool contains(std::string_view code) const;
  // Is `part` somewhere in the codes when they are written in order with single spaces between and
  // around them? Some official rules test no more than this.
  bool holds_part(std::string_view part) const;

  std::span<const std::string_view> all() const { return codes_; }

 private:
  std::span<const std::string_view> codes_;
};

namespace codes {

extern const CodeList address_schemes;       // CEF EAS
extern const CodeList allowance_reasons;     // UNTDID 5189
extern const CodeList charge_reasons;        // UNTDID 7161
extern const CodeList countries;             // ISO 3166-1
extern const CodeList credit_note_types;     // UNTDID 1001
extern const CodeList currencies;            // ISO 4217
extern const CodeList exemption_reasons;     // CEF VATEX, in upper case
extern const CodeList identifier_schemes;    // ISO/IEC 6523 ICD
extern const CodeList invoice_types;         // UNTDID 1001
extern const CodeList item_classifications;  // UNTDID 7143
extern const CodeList media_types;           // of attachments
extern const CodeList note_subjects;         // UNTDID 4451
extern const CodeList object_schemes;        // UNTDID 1153
extern const CodeList payment_means;         // UNTDID 4461
extern const CodeList tax_point_dates;       // UNTDID 2005
extern const CodeList units;                 // UN/ECE Recommendations 20 and 21
extern const CodeList vat_categories;        // UNTDID 5305
extern const CodeList vat_prefixes;          // ISO 3166-1 and EL, XI

}  // namespace codes
}  // namespace facteur
