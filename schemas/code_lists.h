// The code lists that documents refer to, one constant a list: what may be written today, what was
// allowed on another day, and what the codes mean in French and English. The facts stand in
// schemas/codes/, one file a list; the build turns them into sorted tables.
//
// Dates are civil. The dates of a row are those from which the published release of that list is to
// be used, not those on which the thing behind the code came to be: the kuna went on 2023-01-01,
// its code left EN 16931 with the release for 2024-11-15.
//
// Everything is static and immutable: safe to read from any thread.
#pragma once

#include <chrono>
#include <span>
#include <string_view>

namespace facteur {

struct CodeRow {
  using Day = std::chrono::year_month_day;
  static constexpr Day always{std::chrono::year{1}, std::chrono::month{1}, std::chrono::day{1}};
  static constexpr Day for_ever{std::chrono::year{9999}, std::chrono::month{12},
                                std::chrono::day{31}};

  std::string_view code;
  std::string_view fr;   // empty where no French name is known
  std::string_view en;   // empty for a code that its publisher has left without a name
  Day from = always;     // first day; `always`: no later than the oldest release that we know
  Day until = for_ever;  // last day

  bool valid_on(Day day) const { return from <= day && day <= until; }
  bool current() const { return until == for_ever; }
  // In that language, else in English.
  std::string_view name(bool french) const { return french && !fr.empty() ? fr : en; }
};

// Where a list comes from.
struct CodeListFacts {
  std::string_view id;  // "currencies": the constant's name
  std::string_view title_fr, title_en;
  std::string_view standard;  // "ISO 4217"
  std::string_view source;    // where its rows are taken from
  std::string_view version;   // of that source
  CodeRow::Day date;          // from which that version is used
};

class CodeList {
 public:
  // `current`: the codes without an end, in byte order, without duplicates. `rows`: by code, then
  // by date; a code that went and came back has two. Both outlive the list.
  constexpr CodeList(const CodeListFacts& facts, std::span<const std::string_view> current,
                     std::span<const CodeRow> rows)
      : facts_(facts), current_(current), rows_(rows) {}

  const CodeListFacts& facts() const { return facts_; }

  // In the newest version of the list.
  bool contains(std::string_view code) const;
  // In the version that was, or will be, in use on that day.
  bool contains(std::string_view code, CodeRow::Day day) const;
  // What is known of the code: its last row, or null. The code need not be current.
  const CodeRow* find(std::string_view code) const;
  // Is `part` somewhere in the current codes when they are written in order with single spaces
  // between and around them? Some official rules test no more than this.
  bool holds_part(std::string_view part) const;

  std::span<const std::string_view> all() const { return current_; }
  std::span<const CodeRow> rows() const { return rows_; }

 private:
  CodeListFacts facts_;
  std::span<const std::string_view> current_;
  std::span<const CodeRow> rows_;
};

// Every list, by id.
std::span<const CodeList* const> all_code_lists();
// Null for an unknown id.
const CodeList* find_code_list(std::string_view id);

namespace codes {

extern const CodeList address_schemes;        // CEF EAS
extern const CodeList allowance_reasons;      // UNTDID 5189
extern const CodeList charge_reasons;         // UNTDID 7161
extern const CodeList countries;              // ISO 3166-1
extern const CodeList credit_note_types;      // UNTDID 1001
extern const CodeList currencies;             // ISO 4217
extern const CodeList exemption_reasons;      // CEF VATEX, in upper case
extern const CodeList french_attachments;     // BR-FR-17, of BT-123
extern const CodeList french_frames;          // BR-FR-08, of BT-23
extern const CodeList french_invoice_types;   // BR-FR-04, of BT-3
extern const CodeList french_notes;           // BR-FR-05 and 06, of BT-21
extern const CodeList french_schemes;         // identifiers of the reform
extern const CodeList french_treatments;      // BR-FR-20, of a BAR note
extern const CodeList french_vat_categories;  // BR-FR-15
extern const CodeList french_vat_rates;       // BR-FR-16, canonical decimals
extern const CodeList identifier_schemes;     // ISO/IEC 6523 ICD
extern const CodeList invoice_types;          // UNTDID 1001
extern const CodeList item_classifications;   // UNTDID 7143
extern const CodeList media_types;            // of attachments
extern const CodeList note_subjects;          // UNTDID 4451
extern const CodeList note_subjects_ubl;      // UNTDID 4451, as the UBL rules test it
extern const CodeList object_schemes;         // UNTDID 1153
extern const CodeList payment_means;          // UNTDID 4461
extern const CodeList tax_point_dates;        // UNTDID 2005, in UBL
extern const CodeList tax_point_dates_cii;    // UNTDID 2475, in CII
extern const CodeList units;                  // UN/ECE Recommendations 20 and 21
extern const CodeList vat_categories;         // UNTDID 5305
extern const CodeList vat_prefixes;           // ISO 3166-1 and EL, XI

}  // namespace codes
}  // namespace facteur
