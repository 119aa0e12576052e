#include "gateway/portal/upload.h"

#include <charconv>

#include "gateway/http/multipart.h"
#include "gateway/http/problems.h"

namespace facteur::gateway::portal {
namespace {

constexpr std::size_t token_limit = 128;          // bytes of the form's token
constexpr std::size_t form_overhead = 16 * 1024;  // bytes of a form around its file

// The file of the form as a body of its own, held to the limit.
class FilePart : public http::BodySource {
 public:
  FilePart(http::MultipartReader& reader, std::size_t limit) : reader_(reader), limit_(limit) {}

  std::size_t read(char* buffer, std::size_t size) override {
    if (failure_) return 0;
    const std::size_t count = reader_.read(buffer, size);
    received_ += count;
    if (received_ > limit_) failure_ = http::too_large(limit_);
    if (count == 0 && reader_.failure()) failure_ = reader_.failure();
    return failure_ ? 0 : count;
  }
  const std::optional<http::Problem>& failure() const override { return failure_; }

 private:
  http::MultipartReader& reader_;
  const std::size_t limit_;
  std::size_t received_ = 0;
  std::optional<http::Problem> failure_;
};

std::string read_token(http::MultipartReader& reader) {
  std::string token;
  char buffer[token_limit];
  while (const std::size_t count = reader.read(buffer, sizeof buffer)) {
    token.append(buffer, count);
    if (token.size() > token_limit) return "";
  }
  return token;
}

bool announces_too_much(const http::Request& request, std::size_t limit) {
  const auto header = request.header("content-length");
  std::uint64_t length = 0;
  std::from_chars(header.data(), header.data() + header.size(), length);
  return length > limit + form_overhead;
}

http::Response closing(http::Response response) {
  response.close = true;
  return response;
}

}  // namespace

http::Response take_file(const Site& site, http::Request& request, const Visitor& visitor,
                         std::size_t limit, const FileTaker& take) {
  if (!visitor.may_change()) return closing(site.refusal(request, visitor, 403, "error.read_only"));
  if (announces_too_much(request, limit))
    return closing(site.refusal(request, visitor, http::too_large(limit)));
  const auto boundary = http::multipart_boundary(request.header("content-type"));
  if (!boundary) return closing(site.refusal(request, visitor, http::not_multipart()));

  http::MultipartReader reader(*request.source, *boundary);
  auto part = reader.next();
  if (!part || part->name != "csrf" || !is_own_form(visitor, read_token(reader)))
    return closing(site.refusal(request, visitor, 403, "error.forged"));
  part = reader.next();
  if (reader.failure()) return closing(site.refusal(request, visitor, *reader.failure()));
  if (!part || part->name != "file" || part->filename.value_or("").empty())
    return closing(site.refusal(request, visitor, 400, "error.no_file"));

  FilePart file(reader, limit);
  return take(*part->filename, file);
}

http::Response take_upload(const Site& site, http::Request& request, const Visitor& visitor) {
  const auto take = [&](const std::string& name, http::BodySource& file) {
    const auto result = site.data.upload(visitor.principal, name, file);
    if (result.problem) return closing(site.refusal(request, visitor, *result.problem));
    if (!result.bundle_id.empty()) return redirect("/portal/deposits/" + result.bundle_id);
    return redirect("/portal/flows/" + result.flow_id);
  };
  return take_file(site, request, visitor, site.options.upload_limit, take);
}

}  // namespace facteur::gateway::portal
