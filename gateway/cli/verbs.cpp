#include "gateway/cli/verbs.h"

#include <algorithm>
#include <ostream>

#include "gateway/cli/arguments.h"

namespace facteur::gateway::cli {

int run(const Noun& noun, std::span<const std::string> arguments, std::ostream& out,
        std::ostream& err) {
  const Language language = language_asked(arguments);
  const auto print_help = [&](std::ostream& where) {
    where << noun.usage << '\n' << in(language, noun.help_fr, noun.help_en);
  };
  if (std::ranges::find(arguments, "--help") != arguments.end()) {
    print_help(out);
    return 0;
  }
  const auto verb = std::ranges::find_if(noun.verbs, [&](const Verb& known) {
    return !arguments.empty() && known.name == arguments[0];
  });
  if (verb == noun.verbs.end()) {
    print_help(err);
    return 2;
  }
  try {
    return verb->run(arguments.subspan(1), out, err);
  } catch (const UsageError& error) {
    err << "facteur " << noun.name << ": " << in(language, error.text) << '\n';
  } catch (const std::exception& error) {
    err << "facteur " << noun.name << ": " << error.what() << '\n';
  }
  return 2;
}

}  // namespace facteur::gateway::cli
