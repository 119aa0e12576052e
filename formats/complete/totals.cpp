#include "formats/complete/parts.h"
#include "formats/xml_space.h"

namespace facteur::formats::completion {
namespace {

using enum Term;

struct Sum {
  MaybeDecimal value = Decimal();
  bool any = false;

  void add(const MaybeDecimal& amount) {
    value = value + amount;
    any = true;
  }
};

struct Sums {
  Sum lines, allowances, charges, vat;
};

Sums sums_of(const Draft& document, std::string_view currency) {
  Sums sums;
  for (const Draft& group : document.children) {
    if (group.term == BG_25 && counts(group)) sums.lines.add(value_of(group, BT_131));
    if (group.term == BG_20) sums.allowances.add(value_of(group, BT_92));
    if (group.term == BG_21) sums.charges.add(value_of(group, BT_99));
    if (group.term != BG_23) continue;
    const Draft* vat = group.first(BT_117);
    const std::string_view stated = vat ? vat->attribute(Attribute::currency) : std::string_view();
    if (stated.empty() || stated == currency) sums.vat.add(value_of(group, BT_117));
  }
  return sums;
}

MaybeDecimal rounded(const MaybeDecimal& value) {
  return value ? MaybeDecimal(value->round(2)) : std::nullopt;
}

// The operand, where the total stands at all; otherwise it counts as nothing.
MaybeDecimal with(Operands& operands, const Draft& totals, Operand operand, MaybeDecimal sum) {
  if (totals.first(operand.term) == nullptr) return sum;
  const MaybeDecimal value = operand.value = value_of(totals, operand.term);
  operands.push_back(operand);
  return operand.op == Operand::Op::minus ? sum - value : sum + value;
}

void need_accounting_total(const Draft& document, Place place, std::string_view currency,
                           Figures& figures) {
  const std::string_view accounting = trim_xml_space(document.text_of(BT_6));
  if (accounting.empty() || accounting == currency || place.group.first(BT_111) != nullptr) return;
  figures.need(place, BT_111,
               {"demande le cours de change de la devise de comptabilisation",
                "takes the exchange rate of the accounting currency"});
}

}  // namespace

void complete_totals(Draft& document, bool vat_known, Figures& figures) {
  const std::string currency(trim_xml_space(document.text_of(BT_5)));
  const Sums sums = sums_of(document, currency);
  if (document.first(BG_22) == nullptr) document.add(BG_22);
  Draft& totals = *document.first(BG_22);
  const Place place{totals, "BG-22/"};

  const auto total = [&](Term term, const Sum& sum, Term of) {
    return figures.amount(place, term, rounded(sum.value), {sum_of(plus(of, sum.value))});
  };
  const MaybeDecimal lines = total(BT_106, sums.lines, BT_131);
  if (sums.allowances.any || totals.first(BT_107)) total(BT_107, sums.allowances, BT_92);
  if (sums.charges.any || totals.first(BT_108)) total(BT_108, sums.charges, BT_99);

  Operands of_net = {plus(BT_106, lines)};
  MaybeDecimal net = with(of_net, totals, minus(BT_107, {}), lines);
  net = with(of_net, totals, plus(BT_108, {}), net);
  const MaybeDecimal without_vat = figures.amount(place, BT_109, rounded(net), of_net);

  const MaybeDecimal vat_sum = vat_known ? sums.vat.value : std::nullopt;
  const MaybeDecimal vat =
      figures.amount(place, BT_110, rounded(vat_sum), {sum_of(plus(BT_117, vat_sum))});
  const MaybeDecimal with_vat = figures.amount(place, BT_112, rounded(without_vat + vat),
                                               {plus(BT_109, without_vat), plus(BT_110, vat)});

  Operands of_due = {plus(BT_112, with_vat)};
  MaybeDecimal due = with(of_due, totals, minus(BT_113, {}), with_vat);
  due = with(of_due, totals, plus(BT_114, {}), due);
  figures.amount(place, BT_115, rounded(due), of_due);
  need_accounting_total(document, place, currency, figures);
}

}  // namespace facteur::formats::completion
