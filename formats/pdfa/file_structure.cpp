// What the file is as a sequence of bytes: header, trailer, cross-reference table (ISO 19005-3,
// 6.1.2 to 6.1.4), and what its catalog asks of readers (6.1.12, 6.11).
#include <algorithm>
#include <set>

#include "formats/pdf/tokens.h"
#include "formats/pdfa/families.h"

namespace facteur::formats::pdfa {
namespace {

using pdf::Token;
using pdf::TokenKind;
using pdf::Tokens;

constexpr Rule header_line{
    .id = "6.1.2-1",
    .sentence = {
        "Le fichier commence, dès l'octet zéro, par « %PDF-1.n » (n de 0 à 7) et une "
        "seule fin de ligne.",
        "The file starts, at byte zero, with \"%PDF-1.n\" (n from 0 to 7) and a single end "
        "of line."}};
constexpr Rule header_comment{
    .id = "6.1.2-2",
    .sentence = {
        "La ligne qui suit l'en-tête est un commentaire d'au moins quatre octets supérieurs "
        "à 127.",
        "The line after the header is a comment of at least four bytes above 127."}};
constexpr Rule file_identifier{
    .id = "6.1.3-1",
    .sentence = {"Le dictionnaire de fin de fichier porte un identifiant ID.",
                 "The trailer dictionary has a file identifier, ID."}};
constexpr Rule not_encrypted{.id = "6.1.3-2",
                             .sentence = {"Le fichier n'est pas chiffré : pas de clé Encrypt.",
                                          "The file is not encrypted: no Encrypt key."}};
constexpr Rule nothing_after_end{
    .id = "6.1.3-3",
    .sentence = {"Rien ne suit le dernier « %%EOF », sauf une seule fin de ligne.",
                 "Nothing follows the last \"%%EOF\" but a single end of line."}};
constexpr Rule xref_line{
    .id = "6.1.4-2",
    .sentence = {"Une seule fin de ligne sépare le mot « xref » de l'en-tête de sous-section.",
                 "A single end of line stands between \"xref\" and the subsection header."}};
constexpr Rule permissions{.id = "6.1.12-1",
                           .sentence = {"Le dictionnaire Perms ne contient que UR3 et DocMDP.",
                                        "The Perms dictionary holds no keys but UR3 and DocMDP."}};
constexpr Rule signature_reference{
    .id = "6.1.12-2",
    .sentence = {
        "Avec DocMDP, la référence d'une signature ne contient ni DigestLocation, ni "
        "DigestMethod, ni DigestValue.",
        "With DocMDP, a signature reference holds none of DigestLocation, DigestMethod and "
        "DigestValue."}};
constexpr Rule no_requirements{.id = "6.11-1",
                               .sentence = {"Le catalogue n'a pas de clé Requirements.",
                                            "The catalog has no Requirements key."}};

constexpr const Rule* rules[] = {&header_line,   &header_comment,      &file_identifier,
                                 &not_encrypted, &nothing_after_end,   &xref_line,
                                 &permissions,   &signature_reference, &no_requirements};

bool is_end_of_line(char c) {
  return c == '\r' || c == '\n';
}

bool is_header(std::string_view line) {
  return line.size() == 8 && line.starts_with("%PDF-1.") && line[7] >= '0' && line[7] <= '7';
}

bool is_binary_comment(std::string_view line) {
  return line.size() >= 5 && line[0] == '%' &&
         std::ranges::all_of(line.substr(1, 4), [](char c) { return (c & 0x80) != 0; });
}

void check_header(Examination& on) {
  const std::size_t end = std::min(on.bytes.find_first_of("\r\n"), on.bytes.size());
  if (!is_header(on.bytes.substr(0, end))) {
    on.found.add_value(header_line, "byte 0", on.bytes.substr(0, std::min<std::size_t>(end, 12)));
  }
  const std::size_t header = std::min(on.bytes.find("%PDF-"), on.bytes.size());
  const std::size_t line_end = std::min(on.bytes.find_first_of("\r\n", header), on.bytes.size());
  const std::size_t next = line_end + (on.bytes.substr(line_end).starts_with("\r\n") ? 2 : 1);
  if (next >= on.bytes.size()) return;
  const std::string_view rest = on.bytes.substr(next);
  if (!is_binary_comment(rest.substr(0, rest.find_first_of("\r\n")))) {
    on.found.add(header_comment, "byte " + std::to_string(next));
  }
}

void check_end(Examination& on) {
  const std::size_t marker = on.bytes.rfind("%%EOF");
  const std::string_view after =
      marker == on.bytes.npos ? "no marker" : on.bytes.substr(marker + 5);
  if (after.empty() || after == "\r" || after == "\n" || after == "\r\n") return;
  on.found.add(nothing_after_end, "byte " + std::to_string(std::min(marker, on.bytes.size())));
}

void check_trailer(Examination& on) {
  const Object trailer = on.pdf.getTrailer();
  std::string identifier;
  Object parts = entry(trailer, "/ID");
  for (int i = 0; parts.isArray() && i < std::min(parts.getArrayNItems(), 2); ++i) {
    Object part = parts.getArrayItem(i);
    if (part.isString()) identifier += part.getStringValue();
  }
  if (identifier.empty()) on.found.add(file_identifier, "trailer");
  if (has(trailer, "/Encrypt")) on.found.add(not_encrypted, "trailer");
}

// Where a table says that the one before it stands; 0 when it says nothing.
std::size_t previous_table(Tokens tokens) {
  Token token = tokens.next();
  while (token.kind == TokenKind::integer || token.text == "n" || token.text == "f") {
    token = tokens.next();
  }
  std::size_t previous = 0;
  while (token.kind != TokenKind::end && token.kind != TokenKind::dict_close) {
    const bool is_key = token.text == "/Prev";
    token = tokens.next();
    if (is_key && token.kind == TokenKind::integer && token.text.size() < 12) {
      previous = static_cast<std::size_t>(std::max(0LL, std::stoll(std::string(token.text))));
    }
  }
  return previous;
}

// Every table that the file chains, from the last one backwards; streams are none.
void check_cross_references(Examination& on) {
  const std::size_t start = on.bytes.rfind("startxref");
  if (start == on.bytes.npos) return;
  Tokens tokens(on.bytes, start + 9);
  const Token written = tokens.next();
  if (written.kind != TokenKind::integer || written.text.size() > 11) return;
  std::size_t at = static_cast<std::size_t>(std::max(0LL, std::stoll(std::string(written.text))));
  std::set<std::size_t> seen;
  constexpr std::size_t most_tables = 100;
  while (at != 0 && at < on.bytes.size() && seen.size() < most_tables && seen.insert(at).second) {
    Tokens table(on.bytes, at);
    const Token keyword = table.next();
    if (keyword.text != "xref") return;
    std::size_t next = keyword.at + 4;
    if (on.bytes.substr(next).starts_with("\r\n")) {
      next += 2;
    } else if (next < on.bytes.size() && is_end_of_line(on.bytes[next])) {
      next += 1;
    }
    if (next == keyword.at + 4 || next >= on.bytes.size() || !pdf::is_digit(on.bytes[next])) {
      on.found.add(xref_line, "byte " + std::to_string(keyword.at));
    }
    at = previous_table(table);
  }
}

void check_permissions(Examination& on) {
  Object granted = entry(on.catalog(), "/Perms");
  if (!granted.isDictionary()) return;
  for (const std::string& key : granted.getKeys()) {
    if (key != "/UR3" && key != "/DocMDP") on.found.add_value(permissions, "catalog", key);
  }
  Object references = entry(entry(granted, "/DocMDP"), "/Reference");
  for (int i = 0; references.isArray() && i < references.getArrayNItems(); ++i) {
    const Object reference = references.getArrayItem(i);
    for (const char* key : {"/DigestLocation", "/DigestMethod", "/DigestValue"}) {
      if (has(reference, key)) on.found.add_value(signature_reference, "catalog", key);
    }
  }
}

}  // namespace

void check_file_structure(Examination& on) {
  check_header(on);
  check_end(on);
  check_trailer(on);
  check_cross_references(on);
  check_permissions(on);
  Object requirements = entry(on.catalog(), "/Requirements");
  if (requirements.isArray() || requirements.isDictionary()) {
    on.found.add(no_requirements, "catalog");
  }
}

RuleList file_structure_rules() {
  return rules;
}

}  // namespace facteur::formats::pdfa
