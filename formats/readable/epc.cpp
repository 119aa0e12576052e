#include "formats/readable/epc.h"

#include <qrencode.h>

#include <algorithm>
#include <memory>

#include "formats/bank_numbers.h"
#include "formats/readable/view.h"
#include "formats/register_numbers.h"
#include "formats/typed.h"
#include "formats/utf8.h"

namespace facteur::formats::readable {
namespace {

using enum Term;

// The countries and territories of the SEPA schemes that have IBANs of their own (EPC409-09).
constexpr std::string_view sepa_countries =
    " AD AL AT BE BG CH CY CZ DE DK EE ES FI FR GB GI GR HR HU IE IS IT LI LT LU LV MC MD ME MK MT "
    "NL NO PL PT RO RS SE SI SK SM VA ";

// UNTDID 4461: credit transfer, payment to a bank account, SEPA credit transfer.
bool is_transfer(std::string_view means) {
  return means == "30" || means == "42" || means == "58";
}

// At most so many characters on one line: control characters would end the field.
std::string field(std::string_view text, std::size_t most) {
  std::string line;
  for (std::size_t count = 0; !text.empty() && count < most; ++count) {
    const char32_t c = take_code_point(text);
    append_utf8(line, c < 0x20 || c == 0x7F ? U' ' : c);
  }
  while (line.ends_with(' ')) line.pop_back();
  return line;
}

std::string without_spaces(std::string_view text) {
  std::string packed(text);
  std::erase_if(packed, [](char c) { return c == ' '; });
  return packed;
}

std::optional<std::string> amount_due(Node document) {
  const auto due = money(document.first(BG_22).first(BT_115));
  const Decimal least(1, 2), most(99'999'999'999, 2);
  if (!due || due->currency != "EUR" || due->amount < least || due->amount > most)
    return std::nullopt;
  if (!due->amount.units(2)) return std::nullopt;  // a fraction of a cent
  return due->amount.money();
}

std::string beneficiary(Node document, Node account) {
  for (const Node name : {account.first(BT_85), document.first(BG_10).first(BT_59),
                          document.first(BG_4).first(BT_27)})
    if (std::string text = field(code(name), 70); !text.empty()) return text;
  return {};
}

}  // namespace

std::optional<EpcTransfer> epc_transfer(Node document) {
  const Node payment = document.first(BG_16), account = payment.first(BG_17);
  EpcTransfer transfer;
  transfer.iban = without_spaces(code(account.first(BT_84)));
  const auto amount = amount_due(document);
  if (!amount || !is_transfer(code(payment.first(BT_81))) || is_credit_note(document) ||
      !is_iban(transfer.iban) ||
      sepa_countries.find(" " + transfer.iban.substr(0, 2) + " ") == sepa_countries.npos)
    return std::nullopt;
  transfer.amount = *amount;
  transfer.name = beneficiary(document, account);
  if (transfer.name.empty()) return std::nullopt;
  transfer.bic = without_spaces(code(account.first(BT_86)));
  if (!is_bic(transfer.bic)) transfer.bic.clear();
  const Node asked = payment.first(BT_83);
  const std::string reference = without_spaces(code(asked));
  if (is_creditor_reference(reference)) {
    transfer.reference = reference;
  } else if (asked) {
    transfer.text = field(code(asked), 140);
  } else {
    transfer.reference = creditor_reference_for(code(document.first(BT_1)));
    if (transfer.reference.empty()) transfer.text = field(code(document.first(BT_1)), 140);
  }
  return transfer;
}

std::string epc_text(const EpcTransfer& transfer) {
  std::string text = "BCD\n002\n1\nSCT\n" + transfer.bic + "\n" + transfer.name + "\n" +
                     transfer.iban + "\nEUR" + transfer.amount;
  if (!transfer.reference.empty()) return text + "\n\n" + transfer.reference;
  if (!transfer.text.empty()) text += "\n\n\n" + transfer.text;
  return text;
}

QrCode epc_code(const EpcTransfer& transfer) {
  constexpr int largest_version = 13;
  constexpr std::size_t most_bytes = 331;
  const std::string text = epc_text(transfer);
  if (text.size() > most_bytes) return {};
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
      QRcode_encodeData(int(text.size()), reinterpret_cast<const unsigned char*>(text.data()), 0,
                        QR_ECLEVEL_M),
      QRcode_free);
  if (!code || code->version > largest_version) return {};
  QrCode drawn{code->width, {}};
  const std::size_t modules = std::size_t(code->width) * std::size_t(code->width);
  drawn.dark.reserve(modules);
  for (std::size_t i = 0; i < modules; ++i) drawn.dark.push_back((code->data[i] & 1) != 0);
  return drawn;
}

}  // namespace facteur::formats::readable
