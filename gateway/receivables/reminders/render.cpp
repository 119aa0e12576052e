#include "gateway/receivables/reminders/render.h"

#include <algorithm>

#include "formats/readable/html.h"
#include "formats/utf8.h"
#include "gateway/receivables/reminders/wording.h"

namespace facteur::gateway::receivables::reminders {
namespace {

using formats::readable::Align;
using formats::readable::Column;
using formats::readable::Phrase;
using formats::readable::Row;
using formats::readable::Table;
using formats::readable::Tone;

constexpr std::size_t line_length = 78;

std::size_t characters(std::string_view text) {
  std::size_t count = 0;
  for (; !text.empty(); ++count) formats::take_code_point(text);
  return count;
}

// Broken at plain spaces; the unbreakable ones hold.
void append_wrapped(std::string& out, std::string_view line, std::string_view indent = {}) {
  out += indent;
  std::size_t used = 0;
  while (!line.empty()) {
    const auto space = line.find(' ');
    const std::string_view word = line.substr(0, space);
    const std::size_t length = characters(word);
    if (used > 0 && used + 1 + length > line_length) {
      out.append("\n").append(indent);
      used = 0;
    }
    if (used > 0) out += ' ';
    out += word;
    used += length + (used > 0 ? 1 : 0);
    line.remove_prefix(space == std::string_view::npos ? line.size() : space + 1);
  }
  out += '\n';
}

void append_lines(std::string& out, std::string_view text) {
  for (;;) {
    const auto end = text.find('\n');
    append_wrapped(out, text.substr(0, end));
    if (end == std::string_view::npos) return;
    text.remove_prefix(end + 1);
  }
}

void append_cell(std::string& line, std::string_view text, std::size_t width, Align align) {
  const std::string blanks(width - std::min(width, characters(text)), ' ');
  line += align == Align::left ? std::string(text) + blanks : blanks + std::string(text);
}

std::string_view first_phrase(const Row& row, std::size_t column) {
  const auto& cell = row.cells[column];
  return cell.empty() ? std::string_view() : std::string_view(cell.front().text);
}

// Columns in blanks, what stands below a cell indented below the row. A single column is a list.
class TextTable {
 public:
  TextTable(std::string& out, const Table& table) : out_(out), table_(table) {}

  void write() {
    if (!table_.heading.empty()) out_.append(table_.heading).append("\n");
    if (table_.columns.size() == 1) {
      for (const Row& row : table_.rows) append_wrapped(out_, first_phrase(row, 0), "  ");
      return;
    }
    measure();
    std::vector<std::string_view> headings;
    for (const Column& column : table_.columns) headings.push_back(column.heading);
    write_line(headings);
    for (const Row& row : table_.rows) {
      std::vector<std::string_view> cells;
      for (std::size_t i = 0; i < table_.columns.size(); ++i) cells.push_back(first_phrase(row, i));
      write_line(cells);
      for (std::size_t i = 1; i < row.cells.front().size(); ++i)
        append_wrapped(out_, row.cells.front()[i].text, "      ");
    }
  }

 private:
  void measure() {
    for (std::size_t i = 0; i < table_.columns.size(); ++i) {
      std::size_t width = characters(table_.columns[i].heading);
      for (const Row& row : table_.rows) width = std::max(width, characters(first_phrase(row, i)));
      widths_.push_back(width);
    }
  }

  void write_line(const std::vector<std::string_view>& cells) {
    std::string line = " ";
    for (std::size_t i = 0; i < cells.size(); ++i) {
      line += i == 0 ? " " : "  ";
      append_cell(line, cells[i], widths_[i], table_.columns[i].align);
    }
    while (line.ends_with(' ')) line.pop_back();
    out_.append(line).append("\n");
  }

  std::string& out_;
  const Table& table_;
  std::vector<std::size_t> widths_;
};

constexpr std::string_view font = "font-family:Arial,Helvetica,sans-serif;";

std::string escaped(std::string_view text) {
  std::string out;
  formats::readable::append_escaped(out, text);
  for (std::size_t at = 0; (at = out.find('\n', at)) != std::string::npos;)
    out.replace(at, 1, "<br>");
  return out;
}

std::string_view style_of(Tone tone) {
  if (tone == Tone::strong) return "font-weight:bold";
  return tone == Tone::quiet ? "color:#56606B;font-size:12px" : "";
}

void append_web_cell(std::string& out, const formats::readable::Phrases& phrases, Align align) {
  out += "<td style=\"padding:6px 8px;border-top:1px solid #D5DBE1;vertical-align:top;text-align:";
  out += align == Align::left ? "left\">" : "right;white-space:nowrap\">";
  for (const Phrase& phrase : phrases) {
    const std::string_view style = style_of(phrase.tone);
    out += style.empty() ? "<div>" : "<div style=\"" + std::string(style) + "\">";
    out += escaped(phrase.text) + "</div>";
  }
  out += "</td>";
}

void append_web_table(std::string& out, const Table& table) {
  if (!table.heading.empty())
    out += "<h2 style=\"font-size:15px;margin:24px 0 6px\">" + escaped(table.heading) + "</h2>\n";
  out += "<table style=\"border-collapse:collapse;width:100%;font-size:14px\">\n";
  const auto named = [](const Column& column) { return !column.heading.empty(); };
  if (std::any_of(table.columns.begin(), table.columns.end(), named)) {
    out += "<tr>";
    for (const Column& column : table.columns)
      out += std::string("<th scope=\"col\" style=\"padding:4px 8px;font-size:12px;text-align:") +
             (column.align == Align::left ? "left" : "right") + "\">" + escaped(column.heading) +
             "</th>";
    out += "</tr>\n";
  }
  for (const Row& row : table.rows) {
    out += "<tr>";
    for (std::size_t i = 0; i < row.cells.size(); ++i)
      append_web_cell(out, row.cells[i], table.columns[i].align);
    out += "</tr>\n";
  }
  out += "</table>\n";
}

}  // namespace

std::string plain_text(const std::vector<Part>& parts) {
  std::string out;
  for (const Part& part : parts) {
    if (!out.empty()) out += '\n';
    if (part.table)
      TextTable(out, *part.table).write();
    else
      append_lines(out, part.passage.text);
  }
  return out;
}

std::string web_page(const std::string& subject, const std::vector<Part>& parts,
                     MessageLanguage language) {
  std::string out = "<!DOCTYPE html>\n<html lang=\"";
  out += is_french(language) ? "fr" : "en";
  out +=
      "\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">";
  out += "<title>" + escaped(subject) + "</title></head>\n";
  out.append("<body style=\"margin:0;padding:24px;color:#1B1F24;").append(font);
  out += "font-size:15px;line-height:1.5\">\n<div style=\"max-width:680px\">\n";
  for (const Part& part : parts) {
    if (part.table)
      append_web_table(out, *part.table);
    else if (part.passage.kind == Passage::Kind::heading)
      out +=
          "<h1 style=\"font-size:18px;margin:0 0 16px\">" + escaped(part.passage.text) + "</h1>\n";
    else
      out += "<p style=\"margin:14px 0\">" + escaped(part.passage.text) + "</p>\n";
  }
  return out + "</div>\n</body>\n</html>\n";
}

}  // namespace facteur::gateway::receivables::reminders
