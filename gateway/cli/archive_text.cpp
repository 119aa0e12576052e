#include "gateway/cli/archive_text.h"

#include <nlohmann/json.hpp>
#include <span>

namespace facteur::gateway::cli {
namespace {

using archive::Entry;
using archive::ErrorCode;
using archive::Fault;
using archive::FaultKind;
using archive::ProofVerdict;
using archive::VerifyReport;
using Json = nlohmann::ordered_json;

struct FaultText {
  FaultKind kind;
  std::string_view fr;
  std::string_view en;
};
constexpr FaultText fault_texts[] = {
    {FaultKind::missing_file, "fichier manquant", "missing file"},
    {FaultKind::unexpected_file, "fichier étranger à l'archive",
     "a file that does not belong here"},
    {FaultKind::format, "l'identité de l'archive a été modifiée",
     "the identity of the archive was changed"},
    {FaultKind::object_record, "en-tête d'objet endommagé", "damaged object header"},
    {FaultKind::object_bytes, "le document n'est plus celui qui a été déposé",
     "the document is not the one that was deposited"},
    {FaultKind::object_missing, "document manquant", "missing document"},
    {FaultKind::object_unnamed, "document qu'aucune entrée ne nomme", "a document no entry names"},
    {FaultKind::segment_index, "index différent de son segment", "index differs from its segment"},
    {FaultKind::journal_frame, "journal endommagé", "damaged journal"},
    {FaultKind::journal_entry, "entrée de journal modifiée", "changed journal entry"},
    {FaultKind::tile, "empreintes différentes du journal", "hashes differ from the journal"},
    {FaultKind::checkpoint, "tête de l'archive illisible ou étrangère",
     "archive head unreadable or of another archive"},
    {FaultKind::head_root, "la tête signée ne correspond pas au journal",
     "the signed head does not match the journal"},
    {FaultKind::head_signature, "signature non valable", "signature does not hold"},
    {FaultKind::head_chain, "tête conservée sans lien avec la dernière",
     "kept head not linked from the newest"},
    {FaultKind::key, "clé modifiée ou inconnue du journal",
     "key changed, or unknown to the journal"},
    {FaultKind::pinned_key, "tête non signée par la clé demandée",
     "head not signed by the key asked for"},
};

struct ErrorText {
  ErrorCode code;
  std::string_view fr;
  std::string_view en;
};
constexpr ErrorText error_texts[] = {
    {ErrorCode::bad_argument, "argument refusé", "argument refused"},
    {ErrorCode::not_found, "introuvable dans l'archive signée", "not found in the signed archive"},
    {ErrorCode::not_sealed_yet, "pas encore couvert par une tête signée ; réessayez plus tard",
     "not covered by a signed head yet; try again later"},
    {ErrorCode::in_use, "archive tenue par un autre programme", "held by another program"},
    {ErrorCode::not_an_archive, "ce dossier n'est pas une archive", "this folder is no archive"},
    {ErrorCode::corrupt, "archive endommagée ; lancez « facteur archive verify »",
     "damaged archive; run `facteur archive verify`"},
    {ErrorCode::io, "lecture ou écriture refusée par le système",
     "the system refused a read or a write"},
    {ErrorCode::stopped, "archive arrêtée après une erreur d'écriture",
     "archive stopped after a write error"},
};

struct StateText {
  ProofVerdict::State state;
  std::string_view code;
  std::string_view fr;
  std::string_view en;
};
constexpr StateText state_texts[] = {
    {ProofVerdict::State::holds, "holds", "La preuve est valable.", "The proof holds."},
    {ProofVerdict::State::malformed, "malformed",
     "Ce fichier n'est pas une preuve, ou il a été modifié.",
     "This file is no proof, or it was changed."},
    {ProofVerdict::State::not_included, "not_included",
     "L'entrée n'appartient pas à l'archive signée.",
     "The entry is not part of the signed archive."},
    {ProofVerdict::State::bad_signature, "bad_signature",
     "La signature de la tête n'est pas valable.", "The signature of the head does not hold."},
    {ProofVerdict::State::wrong_key, "wrong_key", "La tête n'est pas signée par la clé demandée.",
     "The head is not signed by the key asked for."},
    {ProofVerdict::State::wrong_document, "wrong_document",
     "Ce document n'est pas celui qui a été déposé.",
     "This document is not the one that was deposited."},
};

template <class Row, class Key>
const Row& row_of(std::span<const Row> rows, Key Row::*key, Key wanted) {
  for (const Row& row : rows) {
    if (row.*key == wanted) return row;
  }
  return rows.front();
}

const StateText& text_of(ProofVerdict::State state) {
  return row_of<StateText>(state_texts, &StateText::state, state);
}

std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

Json fault_json(const Fault& fault) {
  Json json{{"kind", archive::name_of(fault.kind)}, {"file", fault.file}, {"offset", fault.offset}};
  if (!fault.object.empty()) json["object"] = fault.object;
  if (fault.entry) json["entry"] = *fault.entry;
  json["detail"] = fault.detail;
  return json;
}

// Text from a file that anybody may have written, without what could steer a terminal.
std::string printable(std::string_view text) {
  std::string shown;
  for (const char c : text) shown += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? '?' : c;
  return shown;
}

std::string fault_line(const Fault& fault, Language language) {
  const FaultText& text = row_of<FaultText>(fault_texts, &FaultText::kind, fault.kind);
  std::string line = printable(fault.file) + ":" + std::to_string(fault.offset) + ": ";
  line += in(language, text.fr, text.en);
  line += " (" + fault.detail + ")";
  if (!fault.object.empty()) {
    line.append(", document ").append(fault.object);
  }
  if (fault.entry) {
    line.append(in(language, ", entrée ", ", entry ")).append(std::to_string(*fault.entry));
  }
  return line + "\n";
}

std::string fact(Language language, std::string_view fr, std::string_view en,
                 std::string_view value) {
  std::string line(in(language, fr, en));
  return line.append(value).append("\n");
}

}  // namespace

std::string report_for_people(const VerifyReport& report, Language language) {
  std::string text;
  for (const Fault& fault : report.faults) text += fault_line(fault, language);
  const auto count = [&](std::string_view fr, std::string_view en, std::uint64_t value) {
    text += fact(language, fr, en, std::to_string(value));
  };
  count("Entrées :               ", "Entries:              ", report.entries);
  count("  dont signées :        ", "  of these signed:    ", report.sealed_entries);
  count("Documents :             ", "Documents:            ", report.objects);
  count("Octets relus :          ", "Bytes read again:     ", report.bytes);
  if (report.head) {
    text += fact(language, "Dernière tête :         ", "Newest head:          ",
                 archive::format_time(report.head->time));
    text += fact(language, "  signée par :          ", "  signed by:          ",
                 report.head->signatures.front().key_id);
  }
  if (report.in_use) {
    text += in(language, "L'archive est en service : vérifiée jusqu'à sa dernière tête.\n",
               "The archive is in use: verified up to its newest head.\n");
  }
  if (report.unfinished > 0) {
    count("Écritures interrompues, sans conséquence : ", "Interrupted writes, harmless: ",
          report.unfinished);
  }
  if (report.sound())
    return text.append(in(language, "Archive intacte.\n", "The archive is sound.\n"));
  count("DÉFAUTS : ", "FAULTS: ", report.faults.size());
  return text;
}

std::string report_json(const VerifyReport& report) {
  Json faults = Json::array();
  for (const Fault& fault : report.faults) faults.push_back(fault_json(fault));
  Json json{{"sound", report.sound()},   {"archive", report.archive_id},
            {"entries", report.entries}, {"sealed_entries", report.sealed_entries},
            {"objects", report.objects}, {"bytes", report.bytes},
            {"in_use", report.in_use},   {"unfinished", report.unfinished}};
  if (report.head) {
    json["head"] = {{"size", report.head->size},
                    {"root", archive::to_hex(report.head->root)},
                    {"time", archive::format_time(report.head->time)},
                    {"key", report.head->signatures.front().key_id}};
  }
  json["faults"] = std::move(faults);
  return dump(json);
}

std::string verdict_for_people(const ProofVerdict& verdict, bool with_document, bool with_key,
                               Language language) {
  const StateText& state = text_of(verdict.state);
  std::string text(in(language, state.fr, state.en));
  text += "\n";
  if (verdict.state != ProofVerdict::State::holds) return text;
  const Entry& entry = *verdict.entry;
  text += fact(language, "Entrée :      ", "Entry:       ", std::to_string(entry.index));
  text += fact(language, "Nature :      ", "Kind:        ", archive::name_of(entry.type));
  text += fact(language, "Déposée le :  ", "Deposited:   ", archive::format_time(entry.time));
  text += fact(language, "Pour :        ", "For:         ", printable(entry.tenant));
  text += fact(language, "Objet :       ", "About:       ", printable(entry.subject));
  text += fact(language, "SHA-256 :     ", "SHA-256:     ", archive::to_hex(entry.object_sha256));
  text +=
      fact(language, "Tête du :     ", "Head of:     ", archive::format_time(verdict.head->time));
  text +=
      fact(language, "Clé :         ", "Key:         ", verdict.head->signatures.front().key_id);
  if (!with_key) {
    text += in(language, "Sans --key, la preuve ne vaut que si vous reconnaissez cette clé.\n",
               "Without --key, the proof is worth what you know of that key.\n");
  }
  if (!with_document) {
    text += in(language, "Comparez le SHA-256 à celui de votre document, ou donnez-le.\n",
               "Compare the SHA-256 with that of your document, or name the document.\n");
  }
  return text;
}

std::string verdict_json(const ProofVerdict& verdict) {
  Json json{{"proof", text_of(verdict.state).code}};
  if (verdict.entry) {
    json["entry"] = {{"index", verdict.entry->index},
                     {"type", archive::name_of(verdict.entry->type)},
                     {"time", archive::format_time(verdict.entry->time)},
                     {"tenant", verdict.entry->tenant},
                     {"subject", verdict.entry->subject},
                     {"sha256", archive::to_hex(verdict.entry->object_sha256)}};
  }
  if (verdict.head) {
    json["head"] = {{"size", verdict.head->size},
                    {"time", archive::format_time(verdict.head->time)},
                    {"key", verdict.head->signatures.front().key_id}};
  }
  return dump(json);
}

std::string error_for_people(const archive::Error& error, Language language) {
  const ErrorText& text = row_of<ErrorText>(error_texts, &ErrorText::code, error.code);
  std::string line = "facteur archive: " + error.place + ": ";
  line += in(language, text.fr, text.en);
  return line + " (" + error.detail + ")\n";
}

}  // namespace facteur::gateway::cli
