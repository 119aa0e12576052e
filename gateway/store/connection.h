// One SQL session: statements are prepared once and kept.
//
//   for (auto [id, name] : connection.rows<std::string, std::string>(
//            "SELECT id, name FROM tenants WHERE country = ?", "FR")) ...
//
// Placeholders are `?`. Parameters: integers, text (UTF-8), std::optional of these (empty is NULL).
// Columns: std::int64_t, std::string, std::optional of these. A column that holds no number where
// one was asked for, or NULL where no optional was, throws std::logic_error: the query is wrong.
//
// Not thread-safe: a connection is used by one thread at a time. Database errors throw
// Poco::Data::DataException.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <variant>
#include <vector>

namespace facteur::gateway::store {

using Value = std::variant<std::monostate, std::int64_t, std::string>;
using Cell = std::optional<std::string>;

namespace detail {

inline Value to_value(std::string_view text) {
  return std::string(text);
}
inline Value to_value(const std::string& text) {
  return text;
}
inline Value to_value(const char* text) {
  return std::string(text);
}
template <class Integer>
requires std::is_integral_v<Integer> Value to_value(Integer number) {
  return static_cast<std::int64_t>(number);
}
template <class T>
Value to_value(const std::optional<T>& value) {
  return value ? to_value(*value) : Value{};
}

std::int64_t to_integer(const Cell& cell);
std::string to_text(Cell&& cell);

template <class T>
struct Column {
  static T from(Cell&& cell) {
    if constexpr (std::is_same_v<T, std::int64_t>)
      return to_integer(cell);
    else
      return to_text(std::move(cell));
  }
};
template <class T>
struct Column<std::optional<T>> {
  static std::optional<T> from(Cell&& cell) {
    if (!cell) return std::nullopt;
    return Column<T>::from(std::move(cell));
  }
};

}  // namespace detail

class Connection {
 public:
  // `connector` and `target` as Poco::Data names them: "SQLite" and a file name.
  Connection(const std::string& connector, const std::string& target);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // Runs a statement that returns no rows; how many rows it changed.
  template <class... Parameters>
  std::size_t execute(std::string_view sql, const Parameters&... parameters) {
    return run(sql, {detail::to_value(parameters)...}, 0).changed;
  }

  template <class... Columns, class... Parameters>
  std::vector<std::tuple<Columns...>> rows(std::string_view sql, const Parameters&... parameters) {
    return rows_with<Columns...>(sql, {detail::to_value(parameters)...});
  }

  // The same with a list of parameters made at run time.
  template <class... Columns>
  std::vector<std::tuple<Columns...>> rows_with(std::string_view sql,
                                                std::vector<Value> parameters) {
    Result result = run(sql, std::move(parameters), sizeof...(Columns));
    std::vector<std::tuple<Columns...>> rows;
    const std::size_t count = result.columns->front().size();
    rows.reserve(count);
    for (std::size_t row = 0; row < count; ++row)
      rows.push_back(take<Columns...>(*result.columns, row, std::index_sequence_for<Columns...>()));
    return rows;
  }

  // The only row, or nothing.
  template <class... Columns, class... Parameters>
  std::optional<std::tuple<Columns...>> row(std::string_view sql, const Parameters&... parameters) {
    auto all = rows<Columns...>(sql, parameters...);
    if (all.empty()) return std::nullopt;
    return std::move(all.front());
  }

 private:
  struct Result {
    std::size_t changed;
    std::vector<std::vector<Cell>>* columns;  // by column, then row; valid until the next run
  };

  Result run(std::string_view sql, std::vector<Value> parameters, std::size_t columns);

  template <class... Columns, std::size_t... I>
  static std::tuple<Columns...> take(std::vector<std::vector<Cell>>& columns, std::size_t row,
                                     std::index_sequence<I...>) {
    return {detail::Column<Columns>::from(std::move(columns[I][row]))...};
  }

  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace facteur::gateway::store
