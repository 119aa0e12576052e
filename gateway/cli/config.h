// The configuration of the service: every limit and default in one structure, read from a TOML file
// (conf/facteur.toml explains each) over these defaults.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include "gateway/delivery/mail.h"
#include "gateway/receivables/interest.h"
#include "gateway/receivables/reminders/message.h"

namespace facteur::gateway::cli {

// How the invoices that a tenant issues look when they are read.
struct LookConfig {
  std::string siren;
  std::string colour;          // "#0B4F6C"; empty: ours
  std::filesystem::path logo;  // PNG or JPEG; empty: none
};

// The server that mail is given to, and where it comes back.
struct MailConfig {
  delivery::MailServer server;          // its password is read from the file below
  std::filesystem::path password_file;  // empty: none
  std::string bounces;                  // address of bounces; empty: they go to the sender
};

struct Config {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;
  std::filesystem::path data = "var";
  bool secure_cookies = false;  // behind TLS: cookies travel over TLS alone

  std::size_t file_bytes = 100'000'000;  // XP Z12-013: 100 MB
  int connections = 512;
  int receive_seconds = 5;
  int idle_seconds = 15;
  int body_grace_seconds = 10;
  std::size_t body_bytes_per_second = 8 * 1024;

  // An archive of several files, itself of file_bytes at most (flows::UnpackLimits).
  std::size_t archive_files = 1'000;
  std::uint64_t archive_total_bytes = 1'000'000'000;
  std::uint64_t archive_ratio = 100;
  std::size_t archive_path_bytes = 255;
  std::size_t archive_path_depth = 16;

  unsigned workers = 2;
  bool unclaimed_issuers = false;  // see flows::Issuers
  bool demo = false;

  std::vector<LookConfig> looks;

  MailConfig mail;
  std::vector<receivables::reminders::Creditor> creditors;  // who writes to customers, by tenant
  std::filesystem::path reminder_templates;                 // folder; empty: those compiled in
  std::filesystem::path late_payment_rates;                 // file; empty: the one compiled in
  receivables::InterestSettings interest;

  bool reminders = false;           // the service plans and sends them
  int reminder_hour = 9;            // Europe/Paris
  std::filesystem::path scenarios;  // folder; empty: those compiled in

  std::filesystem::path requirements;  // folder of trading-partner requirements; empty: none
};

// What the file says that this version does not know, or says wrongly.
struct ConfigError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Throws ConfigError with the file, the line and the key.
Config read_config(const std::filesystem::path& file);

}  // namespace facteur::gateway::cli
