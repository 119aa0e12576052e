// Errors as values. What a caller or a damaged disk can cause is an Error; what only a bug can
// cause is an exception.
#pragma once

#include <string>
#include <utility>
#include <variant>

namespace facteur::archive {

enum class ErrorCode {
  bad_argument,    // a limit or a missing option; nothing was written
  not_found,       // no such object, entry or archive
  not_sealed_yet,  // the entry exists but no signed head covers it so far
  in_use,          // another process holds the archive
  not_an_archive,  // the directory holds something else, or a format version unknown to this
                   // program
  corrupt,         // stored bytes contradict each other; nothing was changed, a person must look
  io,              // the operating system refused a read or a write
  stopped,         // an earlier write failed; the archive accepts nothing until it is opened again
};

struct Error {
  ErrorCode code = ErrorCode::io;
  std::string place;   // the file, with an offset where there is one; or the argument
  std::string detail;  // what is wrong there and what to do, in English, for logs
};

// Either a T or an Error; asking for the wrong one throws std::bad_variant_access.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}
  Result(Error error) : state_(std::move(error)) {}

  explicit operator bool() const { return state_.index() == 0; }
  T& value() { return std::get<0>(state_); }
  const T& value() const { return std::get<0>(state_); }
  T& operator*() { return value(); }
  const T& operator*() const { return value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }
  const Error& error() const { return std::get<1>(state_); }

 private:
  std::variant<T, Error> state_;
};

// How an Error travels inside the room, up to the public function that turns it into a Result.
struct Failure {
  Error error;
};

}  // namespace facteur::archive
