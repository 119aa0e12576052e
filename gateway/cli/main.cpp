// The one binary: `facteur <command>`. Commands are a table; each lives in a file of its own.
#include <iostream>
#include <span>
#include <string>
#include <vector>

#include "gateway/cli/account.h"
#include "gateway/cli/archive.h"
#include "gateway/cli/bank.h"
#include "gateway/cli/bench.h"
#include "gateway/cli/codes.h"
#include "gateway/cli/complete.h"
#include "gateway/cli/convert.h"
#include "gateway/cli/desk.h"
#include "gateway/cli/extract.h"
#include "gateway/cli/language.h"
#include "gateway/cli/ledger.h"
#include "gateway/cli/remind.h"
#include "gateway/cli/rules.h"
#include "gateway/cli/serve.h"
#include "gateway/cli/validate.h"

namespace {

using namespace facteur::gateway::cli;

struct Command {
  std::string_view name;
  int (*run)(std::span<const std::string> arguments, std::ostream& out, std::ostream& err);
  std::string_view help_fr;
  std::string_view help_en;
};

constexpr Command commands[] = {
    {"serve", serve_command, "sert l'API et le portail", "serves the API and the portal"},
    {"validate", validate_command, "juge des factures : structure et règles",
     "judges invoices: structure and rules"},
    {"convert", convert_command, "convertit une facture : UBL, CII, JSON, PDF",
     "converts an invoice: UBL, CII, JSON, PDF"},
    {"extract", extract_command, "sort la facture d'un PDF hybride, et ses pièces jointes",
     "takes the invoice out of a hybrid PDF, and its attachments"},
    {"archive", archive_command, "vérifie l'archive, prouve un dépôt",
     "verifies the archive, proves a deposit"},
    {"account", account_command, "crée entreprises, utilisateurs et clients de l'API",
     "makes companies, users and API clients"},
    {"ledger", ledger_command, "ce que doivent les clients : balance âgée, solde",
     "what customers owe: aged balance, balance"},
    {"bank", bank_command, "importe les relevés bancaires et lettre les encaissements",
     "imports bank statements and applies receipts"},
    {"desk", desk_command, "promesses, litiges, échéanciers, exclusions, agenda",
     "promises, disputes, payment plans, exclusions, agenda"},
    {"remind", remind_command, "les relances d'un jour, et pourquoi",
     "the reminders of a day, and why"},
    {"complete", complete_command, "calcule ce qui manque à une facture, et l'explique",
     "computes what an invoice leaves out, and explains it"},
    {"codes", codes_command, "les listes de codes, leurs noms et leurs dates",
     "the code lists, their names and dates"},
    {"rules", rules_command, "les jeux de règles, leurs règles et ce qu'elles demandent",
     "the rule sets, their rules and what they ask for"},
    {"bench", bench_command, "mesure cette machine", "measures this machine"},
};

void print_help(std::ostream& out) {
  const Language language = language_of_environment();
  out << in(language, "Utilisation : facteur COMMANDE [--help] ...\n\n",
            "Usage: facteur COMMAND [--help] ...\n\n");
  for (const Command& command : commands) {
    out << "  " << command.name << std::string(12 - command.name.size(), ' ')
        << in(language, command.help_fr, command.help_en) << "\n";
  }
}

}  // namespace

int main(int count, char** values) {
  std::ios::sync_with_stdio(false);
  const std::vector<std::string> arguments(values + (count > 0 ? 1 : 0), values + count);
  if (arguments.empty()) {
    print_help(std::cerr);
    return 2;
  }
  if (arguments[0] == "--help" || arguments[0] == "-h" || arguments[0] == "help") {
    print_help(std::cout);
    return 0;
  }
  for (const Command& command : commands) {
    if (command.name != arguments[0]) continue;
    return command.run(std::span(arguments).subspan(1), std::cout, std::cerr);
  }
  std::cerr << "facteur: " << arguments[0] << " ?\n";
  print_help(std::cerr);
  return 2;
}
