#include "formats/typed.h"

#include <algorithm>
#include <charconv>
#include <iterator>

#include "formats/xml_space.h"

namespace facteur::formats {
namespace {

std::optional<Date> compact_date(std::string_view text) {
  constexpr std::size_t digits = 8;  // CCYYMMDD
  if (text.size() != digits) return std::nullopt;
  unsigned number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + digits, number);
  if (error != std::errc() || end != text.data() + digits) return std::nullopt;
  return Date::of(static_cast<int>(number / 10'000), number / 100 % 100, number % 100);
}

// No code stands in both lists.
struct VatPointCodes {
  VatPoint point;
  std::string_view ubl, cii;
};
constexpr VatPointCodes vat_points[] = {{VatPoint::invoice_date, "3", "5"},
                                        {VatPoint::delivery_date, "35", "29"},
                                        {VatPoint::payment_date, "432", "72"}};

}  // namespace

Typed<Decimal> decimal(Node value) {
  return value ? Typed<Decimal>::of(Decimal::parse(value.text())) : Typed<Decimal>::absent();
}

Typed<Money> money(Node value) {
  if (!value) return Typed<Money>::absent();
  const auto amount = Decimal::parse(value.text());
  if (!amount) return Typed<Money>::unreadable();
  const bool stated = value.has_attribute(Attribute::currency);
  return Typed<Money>::of(
      Money{*amount, trim_xml_space(stated ? value.attribute(Attribute::currency)
                                           : value.invoice()->root().text(Term::BT_5))});
}

Typed<Date> date(Node value) {
  if (!value) return Typed<Date>::absent();
  if (!value.has_attribute(Attribute::format)) {
    return Typed<Date>::of(Date::parse_xsd(value.text()));
  }
  const bool known_form = value.attribute(Attribute::format) == "102";
  return Typed<Date>::of(known_form ? compact_date(trim_xml_space(value.text())) : std::nullopt);
}

Typed<VatPoint> vat_point(Node value) {
  if (!value) return Typed<VatPoint>::absent();
  const auto found = std::ranges::find_if(vat_points, [&](const VatPointCodes& codes) {
    return codes.ubl == code(value) || codes.cii == code(value);
  });
  return found == std::end(vat_points) ? Typed<VatPoint>::unreadable()
                                       : Typed<VatPoint>::of(found->point);
}

std::string_view code(Node value) {
  return trim_xml_space(value.text());
}

}  // namespace facteur::formats
