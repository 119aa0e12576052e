#include "gateway/cli/serve.h"

#include <Poco/Exception.h>
#include <signal.h>
#include <sys/stat.h>

#include <charconv>
#include <iostream>
#include <mutex>

#include "gateway/cli/language.h"
#include "gateway/cli/service.h"
#include "gateway/flows/requirement_files.h"

namespace facteur::gateway::cli {
namespace {

constexpr const char* help_fr =
    "Utilisation : facteur serve [--config FICHIER] [--address ADRESSE] [--port PORT]\n"
    "                            [--data DOSSIER] [--demo]\n\n"
    "Sert l'API et le portail jusqu'à Ctrl-C. Les options l'emportent sur le fichier.\n"
    "--demo charge deux entreprises d'exemple dont chacun connaît les mots de passe.\n";
constexpr const char* help_en =
    "Usage: facteur serve [--config FILE] [--address ADDRESS] [--port PORT]\n"
    "                     [--data FOLDER] [--demo]\n\n"
    "Serves the API and the portal until Ctrl-C. Options win over the file.\n"
    "--demo loads two example companies whose passwords everybody knows.\n";

struct Usage : std::runtime_error {
  using std::runtime_error::runtime_error;
};

std::uint16_t port_number(const std::string& text) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc() || end != text.data() + text.size())
    throw Usage("--port " + text + " ?");
  return port;
}

Config configure(std::span<const std::string> arguments) {
  Config config;
  for (std::size_t i = 0; i + 1 < arguments.size(); ++i)
    if (arguments[i] == "--config") config = read_config(arguments[i + 1]);
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& option = arguments[i];
    if (option == "--demo") {
      config.demo = true;
      continue;
    }
    if (i + 1 == arguments.size()) throw Usage(option + " ?");
    const std::string& value = arguments[++i];
    if (option == "--config")
      continue;
    else if (option == "--port")
      config.port = port_number(value);
    else if (option == "--address")
      config.address = value;
    else if (option == "--data")
      config.data = value;
    else
      throw Usage(option + " ?");
  }
  return config;
}

void print_welcome(const Config& config, std::uint16_t port, Language language, std::ostream& out) {
  const std::string address = "http://" + config.address + ":" + std::to_string(port);
  out << in(language, "Facteur écoute sur ", "Facteur listens on ") << address << "/\n";
  if (config.demo)
    out << in(language,
              "\nComptes de démonstration (portail, mot de passe facteur-demo) :\n"
              "  vendeur@demo.facteur     LE VENDEUR (100000009), fournisseur\n"
              "  client@demo.facteur      LE CLIENT (200000008), acheteur\n"
              "  auditeur@demo.facteur    auditeur des deux\n"
              "API (OAuth 2, POST /oauth/token, client_credentials) :\n",
              "\nDemo accounts (portal, password facteur-demo):\n"
              "  vendeur@demo.facteur     LE VENDEUR (100000009), supplier\n"
              "  client@demo.facteur      LE CLIENT (200000008), buyer\n"
              "  auditeur@demo.facteur    auditor of both\n"
              "API (OAuth 2, POST /oauth/token, client_credentials):\n")
        << "  demo-vendeur   / demo-vendeur-secret\n"
        << "  demo-client    / demo-client-secret\n"
        << "  demo-auditeur  / demo-auditeur-secret\n";
  out << std::flush;
}

// The signals that end the service, blocked before any thread starts so that all inherit it.
class StopSignals {
 public:
  StopSignals() {
    sigemptyset(&set_);
    sigaddset(&set_, SIGINT);
    sigaddset(&set_, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &set_, nullptr);
    signal(SIGPIPE, SIG_IGN);
  }
  void wait() const {
    int received = 0;
    sigwait(&set_, &received);
  }

 private:
  sigset_t set_;
};

}  // namespace

int serve_command(std::span<const std::string> arguments, std::ostream& out, std::ostream& err) {
  const Language language = language_of_environment();
  for (const std::string& argument : arguments)
    if (argument == "--help" || argument == "-h") {
      out << in(language, help_fr, help_en);
      return 0;
    }
  std::string reason;
  umask(077);  // database, archive and keys are the service's alone
  try {
    const Config config = configure(arguments);
    const StopSignals signals;
    std::mutex log_mutex;
    Service service(config, system_clock(), [&](const std::string& line) {
      std::lock_guard lock(log_mutex);
      err << to_string(system_clock()()) << " " << line << std::endl;
    });
    print_welcome(config, service.port(), language, out);
    signals.wait();
    out << in(language, "Arrêt.", "Stopping.") << std::endl;
    return 0;
  } catch (const Usage& error) {
    err << "facteur serve: " << error.what() << "\n" << in(language, help_fr, help_en);
    return 2;
  } catch (const flows::RequirementError& error) {
    reason = in(language, error.text);
  } catch (const Poco::Exception& error) {
    reason = error.displayText();
  } catch (const std::exception& error) {
    reason = error.what();
  }
  err << "facteur serve: " << reason << "\n";
  return 2;
}

}  // namespace facteur::gateway::cli
