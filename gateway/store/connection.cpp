#include "gateway/store/connection.h"

#include <Poco/Data/SQLite/SQLiteException.h>
#include <Poco/Data/SQLite/Utility.h>
#include <Poco/Data/Session.h>
#include <sqlite3.h>

#include <charconv>
#include <stdexcept>
#include <unordered_map>

namespace facteur::gateway::store {

namespace detail {

std::int64_t to_integer(const Cell& cell) {
  std::int64_t number = 0;
  if (!cell) throw std::logic_error("a NULL where the query promised a number");
  const auto [end, error] = std::from_chars(cell->data(), cell->data() + cell->size(), number);
  if (error != std::errc() || end != cell->data() + cell->size())
    throw std::logic_error("not a number in a column of numbers");
  return number;
}

std::string to_text(Cell&& cell) {
  if (!cell) throw std::logic_error("a NULL where the query promised a text");
  return std::move(*cell);
}

}  // namespace detail

namespace {

void bind_value(sqlite3_stmt* statement, int position, const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value))
    sqlite3_bind_int64(statement, position, *number);
  else if (const auto* text = std::get_if<std::string>(&value))
    sqlite3_bind_text(statement, position, text->data(), static_cast<int>(text->size()),
                      SQLITE_STATIC);  // the caller's parameters outlive the run
  else
    sqlite3_bind_null(statement, position);
}

Cell cell_at(sqlite3_stmt* statement, int column) {
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
  if (!text) return std::nullopt;
  return std::string(text, static_cast<std::size_t>(sqlite3_column_bytes(statement, column)));
}

struct Finalize {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};

}  // namespace

// Poco::Data opens and closes the session. Statements go to its SQLite handle: Poco's own prepare
// anew at every execution, which cost a third of the time of an intake.
struct Connection::Impl {
  Poco::Data::Session session;
  sqlite3* handle;
  std::unordered_map<std::string, std::unique_ptr<sqlite3_stmt, Finalize>> prepared;
  std::vector<std::vector<Cell>> columns;

  Impl(const std::string& connector, const std::string& target)
      : session(connector, target), handle(Poco::Data::SQLite::Utility::dbHandle(session)) {}

  [[noreturn]] void fail(int code, std::string_view sql) {
    Poco::Data::SQLite::Utility::throwException(handle, code, std::string(sql.substr(0, 200)));
    throw std::runtime_error("database error");
  }

  sqlite3_stmt* prepare(std::string_view sql) {
    const auto known = prepared.find(std::string(sql));
    if (known != prepared.end()) return known->second.get();
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(handle, sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK) fail(code, sql);
    prepared.emplace(std::string(sql), statement);
    return statement;
  }
};

Connection::Connection(const std::string& connector, const std::string& target)
    : impl_(std::make_unique<Impl>(connector, target)) {}

Connection::~Connection() = default;

Connection::Result Connection::run(std::string_view sql, std::vector<Value> parameters,
                                   std::size_t columns) {
  sqlite3_stmt* statement = impl_->prepare(sql);
  if (!statement) return {0, &impl_->columns};  // a comment alone
  if (static_cast<std::size_t>(sqlite3_bind_parameter_count(statement)) != parameters.size() ||
      (columns > 0 && static_cast<std::size_t>(sqlite3_column_count(statement)) != columns))
    throw std::logic_error("a statement used with other parameters or columns than it has");
  for (std::size_t i = 0; i < parameters.size(); ++i)
    bind_value(statement, static_cast<int>(i) + 1, parameters[i]);
  impl_->columns.assign(columns, {});
  int code;
  while ((code = sqlite3_step(statement)) == SQLITE_ROW)
    for (std::size_t i = 0; i < columns; ++i)
      impl_->columns[i].push_back(cell_at(statement, static_cast<int>(i)));
  sqlite3_reset(statement);
  sqlite3_clear_bindings(statement);
  if (code != SQLITE_DONE) impl_->fail(code, sql);
  return {static_cast<std::size_t>(sqlite3_changes(impl_->handle)), &impl_->columns};
}

}  // namespace facteur::gateway::store
