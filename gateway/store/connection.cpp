#include "gateway/store/connection.h"

#include <Poco/Data/AbstractBinder.h>
#include <Poco/Data/AbstractBinding.h>
#include <Poco/Data/AbstractExtraction.h>
#include <Poco/Data/AbstractExtractor.h>
#include <Poco/Data/Session.h>
#include <Poco/Data/Statement.h>

#include <charconv>
#include <stdexcept>
#include <unordered_map>

namespace facteur::gateway::store {

namespace pd = Poco::Data;

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

// Binds one parameter from the slot that its prepared statement owns.
class ValueBinding : public pd::AbstractBinding {
 public:
  explicit ValueBinding(const Value& slot) : slot_(slot) {}
  std::size_t numOfColumnsHandled() const override { return 1; }
  std::size_t numOfRowsHandled() const override { return 1; }
  bool canBind() const override { return !bound_; }
  void bind(std::size_t position) override {
    auto& binder = *getBinder();
    if (const auto* number = std::get_if<std::int64_t>(&slot_))
      binder.bind(position, static_cast<const Poco::Int64&>(*number), pd::AbstractBinder::PD_IN);
    else if (const auto* text = std::get_if<std::string>(&slot_))
      binder.bind(position, *text, pd::AbstractBinder::PD_IN);
    else
      binder.bind(position, Poco::Data::Keywords::null, pd::AbstractBinder::PD_IN);
    bound_ = true;
  }
  void reset() override {
    bound_ = false;
    getBinder()->reset();
  }

 private:
  const Value& slot_;
  bool bound_ = false;
};

// Collects one column as text, whatever its type: the reader says what it wants to see.
class CellExtraction : public pd::AbstractExtraction {
 public:
  explicit CellExtraction(std::vector<Cell>& cells) : cells_(cells) {}
  std::size_t numOfColumnsHandled() const override { return 1; }
  std::size_t numOfRowsHandled() const override { return cells_.size(); }
  std::size_t numOfRowsAllowed() const override { return getLimit(); }
  bool isNull(std::size_t row) const override { return !cells_.at(row); }
  std::size_t extract(std::size_t position) override {
    auto& extractor = *getExtractor();
    std::string text;
    if (extractor.isNull(position) || !extractor.extract(position, text))
      cells_.emplace_back();
    else
      cells_.emplace_back(std::move(text));
    return 1;
  }
  void reset() override { cells_.clear(); }
  bool canExtract() const override { return true; }
  pd::AbstractPreparation::Ptr createPreparation(PreparatorPtr&, std::size_t) override {
    return nullptr;
  }

 private:
  std::vector<Cell>& cells_;
};

}  // namespace

struct Connection::Prepared {
  std::vector<Value> parameters;
  std::vector<std::vector<Cell>> columns;
  pd::Statement statement;

  Prepared(pd::Session& session, std::string_view sql, std::size_t parameter_count,
           std::size_t column_count)
      : parameters(parameter_count), columns(column_count), statement(session) {
    statement << std::string(sql);
    for (const Value& slot : parameters)
      statement.addBind(pd::AbstractBinding::Ptr(new ValueBinding(slot)));
    for (auto& cells : columns)
      statement.addExtract(pd::AbstractExtraction::Ptr(new CellExtraction(cells)));
  }
};

struct Connection::Impl {
  pd::Session session;
  std::unordered_map<std::string, std::unique_ptr<Prepared>> prepared;
};

Connection::Connection(const std::string& connector, const std::string& target)
    : impl_(std::make_unique<Impl>(Impl{pd::Session(connector, target), {}})) {}

Connection::~Connection() = default;

Connection::Result Connection::run(std::string_view sql, std::vector<Value> parameters,
                                   std::size_t columns) {
  const auto [entry, fresh] = impl_->prepared.try_emplace(std::string(sql));
  if (fresh)
    entry->second = std::make_unique<Prepared>(impl_->session, sql, parameters.size(), columns);
  Prepared& prepared = *entry->second;
  if (prepared.parameters.size() != parameters.size() || prepared.columns.size() != columns)
    throw std::logic_error("a statement used with different parameters or columns");
  std::move(parameters.begin(), parameters.end(), prepared.parameters.begin());
  for (auto& cells : prepared.columns) cells.clear();
  try {
    const std::size_t changed = prepared.statement.execute();
    return {changed, &prepared.columns};
  } catch (...) {
    impl_->prepared.erase(entry);  // a statement that failed is prepared anew next time
    throw;
  }
}

}  // namespace facteur::gateway::store
