// The profiles of Factur-X 1.09 / ZUGFeRD 2.5: what the XML says it keeps to (BT-24), and what the
// PDF around it must say of it.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace facteur::formats::facturx {

// How an embedded file stands to the document (ISO 19005-3 §6.8, AFRelationship).
enum class Relationship : std::uint8_t {
  data,         // what the page was made from, and less than the page says
  alternative,  // the same invoice in another form
  supplement,   // more than the page says
};

std::string_view name(Relationship relationship);  // "Alternative"

struct Profile {
  std::string_view name;           // of the command line: "basicwl"
  std::string_view specification;  // BT-24
  std::string_view level;          // fx:ConformanceLevel
  std::string_view version;        // fx:Version
  std::string_view file;           // of the XML in the PDF
  Relationship relationship;
};

// All of them, the smallest first; static storage.
std::span<const Profile> profiles();

// By its name, also with "factur-x-" before it; null when there is no such profile.
const Profile* profile_named(std::string_view name);

// Which profile an invoice with this BT-24 goes into when nobody asks for another: its own;
// EXTENDED or EN 16931 for other extensions and uses of EN 16931, and EN 16931 for all else.
const Profile& profile_for(std::string_view specification);

}  // namespace facteur::formats::facturx
