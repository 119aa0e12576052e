// Commands that are a noun with verbs: "facteur bank import".
#pragma once

#include <iosfwd>
#include <span>
#include <string>
#include <string_view>

namespace facteur::gateway::cli {

struct Verb {
  std::string_view name;
  int (*run)(std::span<const std::string> arguments, std::ostream& out, std::ostream& err);
};

struct Noun {
  std::string_view name;
  std::string_view usage;             // the same in both languages
  std::string_view help_fr, help_en;  // what the verbs do
  std::span<const Verb> verbs;
};

// Runs the verb that the arguments begin with. --help anywhere prints the help; without a known
// verb it goes to `err`. Bad usage and what a verb throws are said on `err`. Exit: the verb's,
// or 2.
int run(const Noun& noun, std::span<const std::string> arguments, std::ostream& out,
        std::ostream& err);

}  // namespace facteur::gateway::cli
