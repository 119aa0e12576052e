// The head of page one, laid out for a window envelope: see paper.h.
#include <algorithm>

#include "formats/readable/blocks.h"

namespace facteur::formats::readable {
namespace {

// What does not fit beside each other is set one below the other, over pages if need be.
constexpr double tallest_beside = 480;

// Details that are names and numbers are set as "Name : value".
Lines details_of(Paper& paper, const Facts& facts, double width, bool french,
                 std::vector<std::string>& texts) {
  texts.reserve(texts.size() + facts.size());
  Lines lines;
  for (const Fact& fact : facts) {
    std::string text(std::size_t(fact.depth) * 2, ' ');
    text += fact.label;
    if (!fact.value.empty()) text += (french ? " : " : ": ") + fact.value;
    texts.push_back(std::move(text));
  }
  for (const std::string& text : texts) paper.wrap(lines, text, width, paper.styles.small);
  return lines;
}

// A party as lines of type. Owns the texts that it had to make.
struct PartyLines {
  Lines address, details;
  std::vector<std::string> texts;
  double height() const { return height_of(address) + 4 + height_of(details); }
};

PartyLines party_lines(Paper& paper, const Party& party, bool french, const pdf::Style& address) {
  constexpr double width = half_width;
  PartyLines lines;
  paper.wrap(lines.address, party.name, width, paper.styles.name);
  for (const std::string& line : party.address) paper.wrap(lines.address, line, width, address);
  lines.details = details_of(paper, party.details, width, french, lines.texts);
  return lines;
}

void draw(Paper& paper, double x, const PartyLines& lines) {
  paper.write(x, lines.address);
  paper.space(4);
  paper.write(x, lines.details);
}

void draw_logo(Paper& paper, const Look& look) {
  if (!look.logo) return;
  constexpr double widest = 160, tallest = 52;
  const double scale = std::min(widest / look.logo->width, tallest / look.logo->height);
  const double width = look.logo->width * scale, height = look.logo->height * scale;
  paper.document().picture(*look.logo, {left_edge, paper.y(), width, height});
  paper.space(height + 10);
}

void draw_stamp(Paper& paper, const std::string& stamp, double x) {
  if (stamp.empty()) return;
  const auto& style = paper.styles.stamp;
  const Lines lines = paper.lay_out(stamp, half_width - 16, style);
  double widest = 0;
  for (const Line& line : lines) widest = std::max(widest, paper.width(line.text, style));
  paper.space(6);
  const double top = paper.y(), width = widest + 16, height = height_of(lines) + 6;
  paper.space(3);
  paper.write(x + 8, lines);
  auto& document = paper.document();
  const double right = x + width, bottom = top + height;
  for (const double y : {top, bottom}) document.line(x, y, right, y, 1.4, paper.styles.accent);
  for (const double side : {x, right})
    document.line(side, top, side, bottom, 1.4, paper.styles.accent);
  paper.space(6);
}

// The largest size in which the title takes one line, or the smallest one.
pdf::Style title_style(const Paper& paper, const std::string& title) {
  pdf::Style style = paper.styles.title;
  while (style.size > 14 && paper.width(title, style) > half_width) style.size -= 1;
  return style;
}

// Above the window; left where no sender stands beside it.
void draw_title(Paper& paper, const Sheet& sheet, bool logo) {
  const double x = sheet.sender.empty() && !logo ? left_edge : right_half;
  const pdf::Style style = title_style(paper, sheet.title);
  paper.write(x, paper.lay_out(sheet.title, half_width, style));
  paper.space(1);
  paper.write(x, paper.lay_out(sheet.number, half_width, paper.styles.number));
  draw_stamp(paper, sheet.stamp, x);
}

}  // namespace

void draw_head(Paper& paper, const Sheet& sheet, const Look& look) {
  const auto& styles = paper.styles;
  const PartyLines sender = party_lines(paper, sheet.sender, sheet.french, styles.body);
  const PartyLines recipient = party_lines(paper, sheet.recipient, sheet.french, styles.address);
  const double title = height_of(paper.lay_out(sheet.number, half_width, styles.number));
  const bool beside = sender.height() < tallest_beside && recipient.height() < tallest_beside &&
                      title < window_top - top_edge;
  draw_logo(paper, look);
  if (!beside) {
    draw(paper, left_edge, sender);
    paper.space(16);
    draw_title(paper, sheet, look.logo.has_value());
    paper.space(16);
    draw(paper, left_edge, recipient);
    paper.space(12);
    return;
  }
  draw(paper, left_edge, sender);
  const double below = paper.y();
  paper.move_to(top_edge - 4);
  draw_title(paper, sheet, look.logo.has_value());
  if (!sheet.recipient.empty()) {
    paper.move_to(std::max(window_top, paper.y() + 8));
    paper.write(right_half, paper.lay_out(sheet.recipient.role, half_width, styles.label));
    paper.space(1);
    draw(paper, right_half, recipient);
  }
  paper.move_to(std::max(below, paper.y()) + 14);
}

void draw_parties(Paper& paper, const Sheet& sheet) {
  const auto& parties = sheet.parties;
  for (std::size_t i = 0; i < parties.size(); i += 2) {
    const bool pair = i + 1 < parties.size();
    const PartyLines left = party_lines(paper, parties[i], sheet.french, paper.styles.body);
    const PartyLines right =
        pair ? party_lines(paper, parties[i + 1], sheet.french, paper.styles.body) : PartyLines();
    const double height = std::max(left.height(), right.height());
    const bool beside = height < tallest_beside;
    if (beside) paper.need(height + 30);
    paper.space(12);
    const double top = paper.y();
    paper.write(left_edge, paper.lay_out(parties[i].role, half_width, paper.styles.column));
    draw(paper, left_edge, left);
    const double below = paper.y();
    if (!pair) continue;
    if (beside) paper.move_to(top);
    const double x = beside ? right_half : left_edge;
    paper.write(x, paper.lay_out(parties[i + 1].role, half_width, paper.styles.column));
    draw(paper, x, right);
    if (beside) paper.move_to(std::max(below, paper.y()));
  }
}

}  // namespace facteur::formats::readable
