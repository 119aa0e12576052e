#include "formats/bank/faults.h"

#include <algorithm>
#include <array>

#include "formats/structure_text.h"

namespace facteur::formats::bank {
namespace {

struct Entry {
  Wrong wrong;
  std::string_view code, fr, en;
};

using enum Wrong;

constexpr std::array entries{
    Entry{
        unknown_format, "FORMAT",
        "ce n'est ni un relevé CFONB 120, ni un camt.053 ou camt.054, ni un MT940, ni un CSV dont "
        "les colonnes sont connues ; vérifier le fichier, ou donner une description de colonnes",
        "this is no CFONB 120 statement, camt.053, camt.054, MT940 or CSV of known columns; check "
        "the file, or give a mapping of its columns"},
    Entry{empty, "EMPTY", "le fichier est vide ; le redemander à la banque",
          "the file is empty; ask the bank for it again"},
    Entry{too_large, "TOO-LARGE", "le fichier dépasse {0} octets ; le diviser",
          "the file has more than {0} bytes; split it"},
    Entry{too_many_movements, "TOO-LARGE", "le fichier a plus de {0} mouvements ; le diviser",
          "the file has more than {0} movements; split it"},
    Entry{malformed, "MALFORMED", "XML illisible : {0} ; redemander le fichier à la banque",
          "XML that cannot be read: {0}; ask the bank for the file again"},
    Entry{
        length, "LENGTH",
        "l'enregistrement a {0} caractères au lieu de {1} ; le fichier a été modifié ou coupé, le "
        "redemander à la banque",
        "the record has {0} characters instead of {1}; the file was edited or cut, ask the bank "
        "for "
        "it again"},
    Entry{record, "RECORD", "enregistrement inconnu « {0} » ; vérifier qu'il s'agit d'un relevé",
          "unknown record \"{0}\"; check that this is an account statement"},
    Entry{order, "ORDER", "« {0} » n'est pas à sa place : {1} manque avant ; redemander le fichier",
          "\"{0}\" is out of place: {1} is missing before it; ask the bank for the file again"},
    Entry{truncated, "TRUNCATED", "le fichier s'arrête sans {0} ; le redemander à la banque",
          "the file ends without {0}; ask the bank for it again"},
    Entry{missing, "MISSING", "« {0} » manque ; redemander le fichier à la banque",
          "\"{0}\" is missing; ask the bank for the file again"},
    Entry{date, "DATE", "« {0} » n'est pas une date ; redemander le fichier à la banque",
          "\"{0}\" is no date; ask the bank for the file again"},
    Entry{amount, "AMOUNT", "« {0} » n'est pas un montant ; redemander le fichier à la banque",
          "\"{0}\" is no amount; ask the bank for the file again"},
    Entry{direction, "DIRECTION", "« {0} » ne dit ni crédit ni débit ; redemander le fichier",
          "\"{0}\" says neither credit nor debit; ask the bank for the file again"},
    Entry{account, "ACCOUNT",
          "le compte {0} n'est pas celui du relevé, {1} ; redemander le fichier",
          "account {0} is not the one of the statement, {1}; ask the bank for the file again"},
    Entry{currency, "CURRENCY",
          "la devise {0} n'est pas celle du relevé, {1} ; redemander le fichier",
          "currency {0} is not the one of the statement, {1}; ask the bank for the file again"},
    Entry{no_currency, "CURRENCY", "la devise du compte n'est dite nulle part ; l'indiquer",
          "the currency of the account is not said anywhere; name it"},
    Entry{
        balance, "BALANCE",
        "solde initial et mouvements donnent {0}, le solde final est {1} : un mouvement manque ou "
        "est faux ; redemander le fichier",
        "opening balance and movements make {0}, the closing balance is {1}: a movement is missing "
        "or wrong; ask the bank for the file again"},
    Entry{
        chain, "CHAIN",
        "le solde final précédent est {0}, ce relevé commence à {1} : l'un des deux est faux ; "
        "redemander les relevés",
        "the last closing balance is {0}, this statement begins with {1}: one of the two is wrong; "
        "ask the bank for the statements again"},
    Entry{decimals, "DECIMALS",
          "{0} décimales, le relevé a commencé par {1} ; redemander le fichier à la banque",
          "{0} decimals, the statement began with {1}; ask the bank for the file again"},
    Entry{period, "PERIOD",
          "mouvement du {0}, loin du relevé qui finit le {1} : la date est fausse ; redemander le "
          "fichier",
          "movement of {0}, far from the statement that ends on {1}: the date is wrong; ask the "
          "bank for the file again"},
    Entry{batch, "BATCH",
          "le détail de la remise fait {0}, la remise {1} : l'un des deux est faux ; redemander le "
          "fichier",
          "the transactions of the batch make {0}, the batch {1}: one of the two is wrong; ask the "
          "bank for the file again"},
    Entry{restated, "RESTATED",
          "ce jour est déjà importé avec d'autres mouvements et le solde final {0}, ici {1} ; "
          "comparer les deux relevés, et demander à la banque lequel est bon",
          "this day was imported with other movements and the closing balance {0}, here {1}; "
          "compare both statements, and ask the bank which one is right"},
    Entry{column, "COLUMN", "la colonne « {0} » manque ; corriger la description des colonnes",
          "the column \"{0}\" is missing; correct the mapping of columns"},
    Entry{fields, "FIELDS", "la ligne a {0} champs au lieu de {1} ; redemander le fichier",
          "the line has {0} fields instead of {1}; ask the bank for the file again"},
    Entry{quote, "QUOTE", "un guillemet ouvert n'est pas fermé ; redemander le fichier",
          "a quotation mark is not closed; ask the bank for the file again"},
    Entry{
        intraday, "FORMAT",
        "un camt.052 annonce des mouvements sans les comptabiliser ; importer le camt.053 du jour",
        "a camt.052 announces movements and books none; import the camt.053 of the day"},
    Entry{too_many, "TOO-MANY", "d'autres fautes suivent, qui ne sont plus montrées",
          "more faults follow, which are not shown"},
    Entry{
        gap, "GAP",
        "le dernier solde connu est {0}, ce relevé commence à {1} : il manque un relevé entre les "
        "deux",
        "the last known balance is {0}, this statement begins with {1}: a statement between them "
        "is missing"},
    Entry{not_booked, "NOT-BOOKED",
          "mouvement « {0} », pas encore comptabilisé par la banque : omis",
          "movement \"{0}\", not booked by the bank yet: passed over"},
    Entry{qualifier, "QUALIFIER", "qualifiant inconnu {0} : « {1} »",
          "unknown qualifier {0}: \"{1}\""},
    Entry{bank_differs, "BANK", "code banque {0}, le relevé a commencé par {1}",
          "bank code {0}, the statement began with {1}"},
    Entry{clamped, "DATE", "la date de valeur {0} n'existe pas : fin du mois retenue",
          "the value date {0} does not exist: end of the month taken"},
    Entry{undated, "DATE", "mouvement sans date : {0} retenu", "movement without date: {0} taken"},
    Entry{not_split, "BATCH",
          "le détail des {0} opérations ne donne pas le montant du mouvement : gardé en un seul",
          "the {0} transactions do not add up to the entry: kept as one movement"},
};

std::string fill(std::string_view text, const std::string& first, const std::string& second) {
  std::string filled;
  while (!text.empty()) {
    const auto brace = std::min(text.find('{'), text.size());
    filled += text.substr(0, brace);
    text.remove_prefix(brace);
    if (text.empty()) break;
    filled += text[1] == '0' ? first : second;
    text.remove_prefix(3);
  }
  return filled;
}

void add(std::vector<Fault>& list, Wrong wrong, std::uint32_t line, std::string_view first,
         std::string_view second) {
  if (list.size() > most_faults) return;
  list.push_back(list.size() == most_faults ? describe(Wrong::too_many, line)
                                            : describe(wrong, line, first, second));
}

}  // namespace

Fault describe(Wrong wrong, std::uint32_t line, std::string_view first, std::string_view second) {
  const auto* entry = std::find_if(entries.begin(), entries.end(),
                                   [wrong](const Entry& known) { return known.wrong == wrong; });
  const std::string one = clip(first), two = clip(second);
  return {std::string(entry->code), line, {fill(entry->fr, one, two), fill(entry->en, one, two)}};
}

void add_fault(Reading& reading, Wrong wrong, std::uint32_t line, std::string_view first,
               std::string_view second) {
  add(reading.faults, wrong, line, first, second);
}

void add_remark(Reading& reading, Wrong wrong, std::uint32_t line, std::string_view first,
                std::string_view second) {
  add(reading.remarks, wrong, line, first, second);
}

}  // namespace facteur::formats::bank
