#include "gateway/cli/remind_bounces.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <ostream>

#include "gateway/cli/arguments.h"
#include "gateway/cli/config.h"
#include "gateway/cli/data_folder.h"
#include "gateway/cli/text_table.h"
#include "gateway/receivables/reminders/bounces.h"
#include "gateway/receivables/report_json.h"

namespace facteur::gateway::cli {
namespace {

using namespace receivables::reminders;

std::string read_mail(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) throw UsageError({file + " : illisible", file + ": cannot be read"});
  std::string bytes(delivery::largest_bounce, '\0');
  stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(stream.gcount()));
  return bytes;
}

// The files themselves, and those of folders that are named *.eml, by name.
std::vector<std::string> mails_in(std::span<const std::string> names) {
  namespace fs = std::filesystem;
  std::vector<std::string> files;
  for (const std::string& name : names) {
    if (!fs::is_directory(name)) {
      files.push_back(name);
      continue;
    }
    const std::size_t first = files.size();
    for (const fs::directory_entry& entry : fs::directory_iterator(name))
      if (entry.path().extension() == ".eml") files.push_back(entry.path().string());
    std::sort(files.begin() + static_cast<std::ptrdiff_t>(first), files.end());
  }
  return files;
}

formats::Text text_of(BounceOutcome outcome) {
  switch (outcome) {
    case BounceOutcome::noted:
      return {"noté : contact injoignable", "noted: contact unreachable"};
    case BounceOutcome::already:
      return {"déjà noté", "noted before"};
    case BounceOutcome::unknown:
      return {"aucun message de nous", "no message of ours"};
    case BounceOutcome::not_final:
      return {"rien de définitif", "nothing final"};
  }
  return {};
}

}  // namespace

int remind_bounces(std::span<const std::string> given, std::ostream& out, std::ostream& err) {
  const auto options = std::find_if(given.begin(), given.end(),
                                    [](const std::string& each) { return each.starts_with("--"); });
  const std::vector<std::string> files = mails_in({given.begin(), options});
  const Arguments arguments(given.last(static_cast<std::size_t>(given.end() - options)),
                            {"data", "tenant", "config", "lang"}, {"json"});
  if (options == given.begin()) throw UsageError({"aucun fichier", "no file"});
  const auto config_file = arguments.value("config");
  const std::string address = config_file ? read_config(*config_file).mail.bounces : "";
  const auto store = open_data_folder(arguments.value("data").value_or("var"));
  bool all_mail = true;
  for (const std::string& file : files) {
    const auto bounce = delivery::read_bounce(read_mail(file), address);
    if (!bounce) {
      err << file << in(arguments.language(), " : pas un message\n", ": no mail\n");
      all_mail = false;
      continue;
    }
    const BounceOutcome outcome = store->write([&](store::Transaction& transaction) {
      return take_bounce(transaction, arguments.value("tenant"), *bounce);
    });
    if (arguments.has("json"))
      out << receivables::dump({{"file", file},
                                {"outcome", to_string(outcome)},
                                {"recipient", bounce->recipient},
                                {"status", bounce->status},
                                {"reason", bounce->reason}})
          << '\n';
    else
      out << printable(file) << ": " << in(arguments.language(), text_of(outcome)) << '\n';
  }
  return all_mail ? 0 : 1;
}

}  // namespace facteur::gateway::cli
