// Every refusal of the HTTP edge, in one table: status, code, what a user reads.
#pragma once

#include <string>

#include "gateway/http/message.h"

namespace facteur::gateway::http {

Problem missing_token();
Problem invalid_token();
Problem forbidden(std::string details = {});
Problem not_found();
Problem method_not_allowed();
Problem length_required();
Problem too_large(std::size_t limit_bytes);
Problem too_slow();
Problem body_cut();
Problem unsupported_encoding();
Problem not_multipart();
Problem malformed_multipart(std::string details);
Problem missing_part(const std::string& name);
Problem repeated_part(const std::string& name);
Problem unknown_part(std::string name);
Problem invalid_json(std::string details);
Problem missing_field(const std::string& name);
Problem invalid_field(const std::string& name, std::string details);
Problem invalid_file_name();
Problem empty_file();
Problem checksum_mismatch(std::string details);
Problem too_many_requests();
Problem overloaded();
Problem internal_error();
Problem not_converted();
Problem no_readable_view();
Problem no_fonts();
Problem unreadable_document(std::string details);
Problem reminder_left();

}  // namespace facteur::gateway::http
