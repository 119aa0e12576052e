// The shared conformance documents, and what the official validators say of them.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace facteur::test {

// Empty, with a warning, where there are no shared documents.
std::filesystem::path shared_documents();

// Files below shared_documents() (as expected.tsv names them) that the XSD accepts and whose path
// holds `part`, "/ubl-" or "published/cii/" say. Sorted.
std::vector<std::string> accepted_documents(const std::string& part);

std::string bytes_of(const std::filesystem::path& file);

}  // namespace facteur::test
