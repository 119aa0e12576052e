#include "formats/complete/parts.h"
#include "formats/xml_space.h"

namespace facteur::formats::completion {
namespace {

using enum Term;

// Where an allowance or a charge keeps its amount, base and percentage.
struct Share {
  Term group, amount, base, rate;
};
constexpr Share line_allowance{BG_27, BT_136, BT_137, BT_138};
constexpr Share line_charge{BG_28, BT_141, BT_142, BT_143};
constexpr Share document_allowance{BG_20, BT_92, BT_93, BT_94};
constexpr Share document_charge{BG_21, BT_99, BT_100, BT_101};

struct Sum {
  MaybeDecimal value = Decimal();
  bool any = false;
};

// Completes every group of the kind, and adds their amounts up.
Sum complete_shares(const Share& kind, Draft& parent, const std::string& path, Figures& figures) {
  Sum sum;
  std::size_t index = 0;
  for (Draft& group : parent.children) {
    if (group.term != kind.group) continue;
    const MaybeDecimal base = value_of(group, kind.base), rate = value_of(group, kind.rate);
    sum.any = true;
    sum.value = sum.value + figures.amount({group, path + path_of(kind.group, ++index)},
                                           kind.amount, share(base, rate),
                                           {plus(kind.base, base), percent_of(kind.rate, rate)});
  }
  return sum;
}

// BT-146 where a gross price stands. A net price beside a gross one without discount is no error:
// the discount is not said.
void complete_price(Draft& line, const std::string& path, Figures& figures) {
  Draft* price = line.first(BG_29);
  if (price == nullptr || price->first(BT_148) == nullptr) return;
  if (price->first(BT_146) != nullptr && price->first(BT_147) == nullptr) return;
  const MaybeDecimal gross = value_of(*price, BT_148);
  Operands operands = {plus(BT_148, gross)};
  MaybeDecimal net = gross;
  if (price->first(BT_147) != nullptr) {
    const MaybeDecimal discount = value_of(*price, BT_147);
    operands.push_back(minus(BT_147, discount));
    net = net - discount;
  }
  figures.price({*price, path + "BG-29/"}, BT_146, net, operands);
}

// (quantity × price + (charges − allowances) × base quantity) ÷ base quantity: rounded once.
MaybeDecimal net_amount(const MaybeDecimal& quantity, const MaybeDecimal& price,
                        const MaybeDecimal& base_quantity, const MaybeDecimal& extra) {
  const MaybeDecimal dividend = quantity * price + extra * base_quantity;
  return dividend && base_quantity ? quotient(*dividend, *base_quantity, 2) : std::nullopt;
}

}  // namespace

std::string path_of(Term group, std::size_t index) {
  return facteur::name(group) + "[" + std::to_string(index) + "]/";
}

bool counts(const Draft& line) {
  const std::string_view kind = trim_xml_space(line.text_of(EXT_FR_FE_163));
  return kind != "GROUP" && kind != "INFORMATION";
}

void complete_line(Draft& line, std::size_t index, Figures& figures) {
  const std::string path = path_of(BG_25, index);
  complete_price(line, path, figures);
  const Sum allowances = complete_shares(line_allowance, line, path, figures);
  const Sum charges = complete_shares(line_charge, line, path, figures);

  const Draft* price_group = line.first(BG_29);
  const auto of_price = [&](Term term) {
    return price_group ? value_of(*price_group, term) : std::nullopt;
  };
  const MaybeDecimal quantity = value_of(line, BT_129), price = of_price(BT_146);
  Operands operands = {plus(BT_129, quantity), times(BT_146, price)};
  MaybeDecimal base_quantity = Decimal(1);
  if (price_group != nullptr && price_group->first(BT_149) != nullptr) {
    base_quantity = of_price(BT_149);
    operands.push_back(divided_by(BT_149, base_quantity));
  }
  if (charges.any) operands.push_back(sum_of(plus(BT_141, charges.value)));
  if (allowances.any) operands.push_back(sum_of(minus(BT_136, allowances.value)));
  figures.amount({line, path}, BT_131,
                 net_amount(quantity, price, base_quantity, charges.value - allowances.value),
                 operands);
}

void complete_document_allowances(Draft& document, Figures& figures) {
  complete_shares(document_allowance, document, "", figures);
  complete_shares(document_charge, document, "", figures);
}

}  // namespace facteur::formats::completion
