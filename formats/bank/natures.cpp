#include "formats/bank/natures.h"

#include <algorithm>
#include <array>
#include <span>

namespace facteur::formats::bank {
namespace {

using enum Nature;

struct Code {
  std::string_view code;
  Nature nature;
};

// CFONB, codes of operations given back to customers.
constexpr std::array cfonb{
    Code{"01", cheque},
    Code{"02", cheque},  // deposited
    Code{"03", returned_cheque},
    Code{"05", transfer},
    Code{"06", transfer},  // sent
    Code{"07", bill},
    Code{"08", direct_debit},
    Code{"09", direct_debit},  // collected
    Code{"10", returned_direct_debit},
    Code{"11", card},
    Code{"12", returned_transfer},
    Code{"13", internal},  // treasury transfer received
    Code{"14", internal},
    Code{"15", cheque},
    Code{"18", transfer},
    Code{"21", transfer},
    Code{"22", direct_debit},
    Code{"24", direct_debit},
    Code{"26", returned_direct_debit},
    Code{"27", returned_direct_debit},
    Code{"28", card},
    Code{"29", card},
    Code{"30", card},
    Code{"31", bill},
    Code{"32", bill},
    Code{"33", returned_bill},
    Code{"34", returned_bill},
    Code{"35", bill},
    Code{"36", card},
    Code{"37", bill},
    Code{"38", card},
    Code{"39", transfer},  // from abroad
    Code{"41", transfer},
    Code{"44", transfer},
    Code{"45", transfer},
    Code{"61", fee},
    Code{"62", fee},
    Code{"63", fee},
    Code{"64", fee},
    Code{"65", fee},
    Code{"66", fee},
    Code{"67", fee},
    Code{"70", fee},
    Code{"88", fee},
    Code{"90", transfer},
    Code{"92", internal},  // centralisation of cash
    Code{"93", internal},
    Code{"94", internal},
    Code{"95", internal},
    Code{"96", direct_debit},
    Code{"97", direct_debit},
    Code{"98", returned_direct_debit},
    Code{"A1", direct_debit},  // SDD Core collected
    Code{"A2", direct_debit},  // SDD B2B collected
    Code{"A3", returned_direct_debit},
    Code{"A4", returned_direct_debit},
    Code{"B1", direct_debit},
    Code{"B2", direct_debit},
    Code{"B3", returned_direct_debit},
    Code{"B4", returned_direct_debit},
    Code{"C1", instant_transfer},
    Code{"C2", instant_transfer},
    Code{"C3", returned_transfer},
    Code{"C4", returned_transfer},  // recall of one that was received
    Code{"C5", returned_transfer},
};

struct IsoCode {
  std::string_view domain, family, sub_family;  // empty: any
  Nature nature;
};

// The first line that fits counts.
constexpr std::array iso{
    IsoCode{"", "", "CHRG", fee},
    IsoCode{"", "", "COMM", fee},
    IsoCode{"", "", "FEES", fee},
    IsoCode{"", "", "INTR", fee},
    IsoCode{"", "", "TAXE", fee},
    IsoCode{"PMNT", "", "ICCT", internal},  // between accounts of one company
    IsoCode{"PMNT", "", "ZABA", internal},
    IsoCode{"CAMT", "", "", internal},
    IsoCode{"PMNT", "RCDT", "RRTN", returned_transfer},
    IsoCode{"PMNT", "RCDT", "RPCR", returned_transfer},
    IsoCode{"PMNT", "ICDT", "RRTN", returned_transfer},
    IsoCode{"PMNT", "ICDT", "RPCR", returned_transfer},
    IsoCode{"PMNT", "RRCT", "RRTN", returned_transfer},
    IsoCode{"PMNT", "RRCT", "RPCR", returned_transfer},
    IsoCode{"PMNT", "IRCT", "RRTN", returned_transfer},
    IsoCode{"PMNT", "IRCT", "RPCR", returned_transfer},
    IsoCode{"PMNT", "RRCT", "", instant_transfer},
    IsoCode{"PMNT", "IRCT", "", instant_transfer},
    IsoCode{"PMNT", "RCDT", "", transfer},
    IsoCode{"PMNT", "ICDT", "", transfer},
    IsoCode{"PMNT", "RDDT", "UPDD", returned_direct_debit},
    IsoCode{"PMNT", "RDDT", "PRDD", returned_direct_debit},
    IsoCode{"PMNT", "RDDT", "RCDD", returned_direct_debit},
    IsoCode{"PMNT", "IDDT", "UPDD", returned_direct_debit},
    IsoCode{"PMNT", "IDDT", "PRDD", returned_direct_debit},
    IsoCode{"PMNT", "IDDT", "RCDD", returned_direct_debit},
    IsoCode{"PMNT", "RDDT", "", direct_debit},
    IsoCode{"PMNT", "IDDT", "", direct_debit},
    IsoCode{"PMNT", "RCHQ", "UPCQ", returned_cheque},
    IsoCode{"PMNT", "RCHQ", "CQRV", returned_cheque},
    IsoCode{"PMNT", "RCHQ", "URCQ", returned_cheque},
    IsoCode{"PMNT", "ICHQ", "UPCQ", returned_cheque},
    IsoCode{"PMNT", "ICHQ", "CQRV", returned_cheque},
    IsoCode{"PMNT", "RCHQ", "", cheque},
    IsoCode{"PMNT", "ICHQ", "", cheque},
    IsoCode{"PMNT", "CCRD", "", card},
    IsoCode{"PMNT", "MCRD", "", card},
    IsoCode{"PMNT", "DRFT", "UDFT", returned_bill},
    IsoCode{"PMNT", "DRFT", "", bill},
};

constexpr std::array swift{
    Code{"BOE", bill},     Code{"BRF", fee},
    Code{"CHG", fee},      Code{"CHK", cheque},
    Code{"CLR", cheque},   Code{"CMI", internal},
    Code{"CMN", internal}, Code{"CMS", internal},
    Code{"CMT", internal}, Code{"CMZ", internal},
    Code{"COM", fee},      Code{"DDT", direct_debit},
    Code{"INT", fee},      Code{"RTI", returned_direct_debit},
    Code{"STO", transfer}, Code{"TCK", cheque},
    Code{"TRF", transfer}, Code{"VDA", fee},
};

// GVC of the German banks.
constexpr std::array gvc_codes{
    Code{"104", direct_debit},
    Code{"105", direct_debit},
    Code{"108", returned_direct_debit},
    Code{"109", returned_direct_debit},
    Code{"116", transfer},
    Code{"118", instant_transfer},
    Code{"152", transfer},
    Code{"153", transfer},
    Code{"159", returned_transfer},
    Code{"166", transfer},
    Code{"168", instant_transfer},
    Code{"169", transfer},
    Code{"171", direct_debit},
    Code{"174", direct_debit},
    Code{"181", returned_direct_debit},
    Code{"182", returned_direct_debit},
    Code{"183", returned_cheque},
    Code{"184", returned_direct_debit},
    Code{"805", fee},
    Code{"808", fee},
    Code{"814", fee},
};

Nature look_up(std::span<const Code> table, std::string_view code) {
  const auto found = std::find_if(table.begin(), table.end(),
                                  [code](const Code& known) { return known.code == code; });
  return found == table.end() ? unknown : found->nature;
}

}  // namespace

Nature nature_of_cfonb(std::string_view code) {
  return look_up(cfonb, code);
}

Nature nature_of_iso(std::string_view domain, std::string_view family,
                     std::string_view sub_family) {
  const auto fits = [](std::string_view pattern, std::string_view value) {
    return pattern.empty() || pattern == value;
  };
  const auto* found = std::find_if(iso.begin(), iso.end(), [&](const IsoCode& code) {
    return fits(code.domain, domain) && fits(code.family, family) &&
           fits(code.sub_family, sub_family);
  });
  return found == iso.end() ? unknown : found->nature;
}

Nature nature_of_swift(std::string_view type, std::string_view gvc) {
  // TRF is what many banks write for everything.
  const Nature stated = look_up(swift, type);
  if (stated != unknown && stated != transfer) return stated;
  const Nature german = look_up(gvc_codes, gvc);
  return german == unknown ? stated : german;
}

Nature returned(Nature nature) {
  switch (nature) {
    case transfer:
    case instant_transfer:
      return returned_transfer;
    case direct_debit:
      return returned_direct_debit;
    case cheque:
      return returned_cheque;
    case bill:
      return returned_bill;
    default:
      return nature;
  }
}

bool is_returned(Nature nature) {
  return nature == returned_transfer || nature == returned_direct_debit ||
         nature == returned_cheque || nature == returned_bill;
}

}  // namespace facteur::formats::bank
