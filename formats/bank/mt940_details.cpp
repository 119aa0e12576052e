#include "formats/bank/mt940_details.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "formats/bank/text.h"

namespace facteur::formats::bank::mt940 {
namespace {

enum class Part {
  remittance,
  payer,
  ultimate,
  account,
  id,
  end_to_end,
  mandate,
  reference,  // the creditor's, structured
  label,
  other,
};

struct Word {
  std::string_view word;
  Part part;
};

// Prefixes within sub-fields: four letters and a plus sign.
constexpr std::array prefixes{
    Word{"EREF+", Part::end_to_end}, Word{"KREF+", Part::other},
    Word{"MREF+", Part::mandate},    Word{"CRED+", Part::other},
    Word{"DEBT+", Part::other},      Word{"SVWZ+", Part::remittance},
    Word{"ABWA+", Part::ultimate},   Word{"ABWE+", Part::ultimate},
    Word{"IBAN+", Part::account},    Word{"BIC+", Part::other},
    Word{"COAM+", Part::other},      Word{"OAMT+", Part::other},
    Word{"PURP+", Part::other},      Word{"CREF+", Part::reference},
};

// Code words of SWIFT and of the banks that follow it.
constexpr std::array code_words{
    Word{"/EREF/", Part::end_to_end}, Word{"/REMI/", Part::remittance},
    Word{"/NAME/", Part::payer},      Word{"/IBAN/", Part::account},
    Word{"/ACCT/", Part::account},    Word{"/MARF/", Part::mandate},
    Word{"/MREF/", Part::mandate},    Word{"/CREF/", Part::reference},
    Word{"/SVWZ/", Part::remittance}, Word{"/TXT/", Part::remittance},
    Word{"/INF/", Part::remittance},  Word{"/ULTD/", Part::ultimate},
    Word{"/ULTB/", Part::ultimate},   Word{"/ABWA/", Part::ultimate},
    Word{"/ID/", Part::id},           Word{"/TRTP/", Part::label},
    Word{"/RTYP/", Part::label},      Word{"/BTXT/", Part::label},
    Word{"/ORDP/", Part::payer},      Word{"/BENM/", Part::payer},
    Word{"/BENE/", Part::payer},      Word{"/DBTR/", Part::payer},
    Word{"/CDTR/", Part::payer},      Word{"/BIC/", Part::other},
    Word{"/CSID/", Part::other},      Word{"/ISDT/", Part::other},
    Word{"/ADDR/", Part::other},      Word{"/PREF/", Part::other},
    Word{"/KREF/", Part::other},      Word{"/PURP/", Part::other},
    Word{"/PURD/", Part::other},      Word{"/RREF/", Part::other},
    Word{"/SVCL/", Part::other},      Word{"/CNTP/", Part::other},
    Word{"/ISRC/", Part::other},      Word{"/BENO/", Part::other},
    Word{"/CHGS/", Part::other},      Word{"/OCMT/", Part::other},
    Word{"/EXCH/", Part::other},      Word{"/OAMT/", Part::other},
};

template <typename Words>
const Word* word_at(std::string_view text, const Words& words) {
  const auto* found = std::find_if(words.begin(), words.end(), [text](const Word& known) {
    return text.starts_with(known.word);
  });
  return found == words.end() ? nullptr : found;
}

void append(std::string& to, const std::string& text) {
  if (!to.empty() && !text.empty()) to += ' ';
  to += text;
}

// The first that says it counts; texts for us are added up.
void set(Movement& movement, Part part, const std::string& text) {
  const auto first = [&text](std::string& field) {
    if (field.empty()) field = text;
  };
  switch (part) {
    case Part::remittance:
      return append(movement.remittance, text);
    case Part::payer:
      return first(movement.payer);
    case Part::ultimate:
      return first(movement.ultimate_payer);
    case Part::account:
      return first(movement.payer_account);
    case Part::id:
      return first(movement.payer_id);
    case Part::end_to_end:
      return first(movement.end_to_end_id);
    case Part::mandate:
      return first(movement.mandate);
    case Part::reference:
      return first(movement.creditor_reference);
    case Part::label:
      return append(movement.label, text);
    case Part::other:
      return;
  }
}

bool stands_alone(std::string_view text, std::size_t at) {
  return at == 0 || text[at - 1] == ' ';
}

// "REMI" may say how it is written: "USTD//text", "STRD/CUR/RF18...".
void set_remittance(Movement& movement, std::string_view text) {
  if (text.starts_with("USTD/")) text.remove_prefix(5);
  if (text.starts_with("STRD/")) {
    const auto slash = text.find_last_of('/');
    return set(movement, Part::reference, without_blanks(text.substr(slash + 1)));
  }
  while (!text.empty() && (text.front() == '/' || text.front() == ' ')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == '/' || text.back() == ' ')) text.remove_suffix(1);
  set(movement, Part::remittance, clean(text));
}

// Cuts `text` at the words that `word_of` finds in it. What stands before the first is remittance.
template <typename WordOf>
void cut(std::string_view text, Movement& movement, WordOf word_of) {
  Part part = Part::remittance;
  std::size_t begin = 0;
  const auto flush = [&](std::size_t end) {
    const std::string_view piece = text.substr(begin, end - begin);
    if (part == Part::remittance) return set_remittance(movement, piece);
    set(movement, part, clean(piece));
  };
  for (std::size_t at = 0; at < text.size(); ++at) {
    const Word* word = word_of(text, at);
    if (word == nullptr) continue;
    flush(at);
    // "/ULTD//NAME/X": the name of whom the word before it is about.
    const bool about_ultimate =
        part == Part::ultimate && clean(text.substr(begin, at - begin)).empty();
    part = word->part == Part::payer && about_ultimate ? Part::ultimate : word->part;
    // The closing slash of one code word may open the next: "/BENM//NAME/" and "/BENM/NAME/".
    begin = at + word->word.size();
    at = begin - 1;
  }
  flush(text.size());
}

void cut_prefixes(std::string_view text, Movement& movement) {
  cut(text, movement, [](std::string_view all, std::size_t at) {
    return stands_alone(all, at) ? word_at(all.substr(at), prefixes) : nullptr;
  });
}

void cut_code_words(std::string_view text, Movement& movement) {
  cut(text, movement, [](std::string_view all, std::size_t at) -> const Word* {
    return all[at] == '/' ? word_at(all.substr(at), code_words) : nullptr;
  });
}

// Short code words may stand in any text by chance: one must open it, or one must be telling.
bool has_code_words(std::string_view text) {
  constexpr std::array telling{"/REMI/", "/NAME/", "/EREF/"};
  return word_at(text, code_words) != nullptr ||
         std::any_of(telling.begin(), telling.end(), [text](std::string_view word) {
           return text.find(word) != std::string_view::npos;
         });
}

bool are_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// The sign that opens sub-fields: after an optional code of three digits comes it and "00" or "20".
struct SubFields {
  std::string_view gvc;
  char sign;
};
std::optional<SubFields> sub_fields_of(std::string_view text) {
  constexpr std::string_view signs = "?<>~^";
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  SubFields found{{}, '\0'};
  if (text.size() > 3 && are_digits(text.substr(0, 3))) {
    found.gvc = text.substr(0, 3);
    text.remove_prefix(3);
  }
  const bool opens = text.size() >= 3 && signs.find(text[0]) != std::string_view::npos &&
                     are_digits(text.substr(1, 2));
  if (!opens) return std::nullopt;
  found.sign = text[0];
  return found;
}

struct SubField {
  std::string_view number, value;
};

// Every sub-field of a text: the sign, two digits, and what follows up to the next.
std::vector<SubField> cut_sub_fields(std::string_view text, char sign) {
  const auto next = [text, sign](std::size_t at) {
    while ((at = text.find(sign, at)) != std::string_view::npos) {
      if (text.size() - at >= 3 && are_digits(text.substr(at + 1, 2))) return at;
      ++at;
    }
    return text.size();
  };
  std::vector<SubField> fields;
  for (std::size_t at = next(0); at < text.size();) {
    const std::size_t end = next(at + 3);
    fields.push_back({text.substr(at + 1, 2), text.substr(at + 3, end - at - 3)});
    at = end;
  }
  return fields;
}

bool is_remittance(std::string_view number) {
  return number[0] == '2' || (number[0] == '6' && number[1] <= '3');
}

bool is_name(std::string_view number) {
  return number == "32" || number == "33";
}

// A prefix opens a text of its own, also where the sub-field before it was full.
bool opens_text(std::string_view value) {
  return word_at(value, prefixes) != nullptr || word_at(value, code_words) != nullptr;
}

void read_sub_fields(const std::vector<SubField>& fields, const Cuts& cuts, const Cuts& name_cuts,
                     Movement& movement) {
  CutText remittance(0), name(0);
  for (const auto& [number, value] : fields) {
    if (number == "00") {
      set(movement, Part::label, clean(value));
    } else if (number == "31" || number == "38") {
      set(movement, Part::account, clean(value));
    } else if (is_name(number)) {
      name.add(value, name_cuts.goes_on(value));
    } else if (is_remittance(number)) {
      if (opens_text(value)) remittance.part();
      remittance.add(value, cuts.goes_on(value));
    }
  }
  set(movement, Part::payer, name.text());
  const std::string text = remittance.text();
  if (has_code_words(text)) return cut_code_words(text, movement);
  cut_prefixes(text, movement);
}

// The lines as one text. Where sub-fields are, a line may end behind the sign of the next, or begin
// with it. `goes_on` says of a line whether the next one goes on in its last word.
template <typename GoesOn>
std::string join(const Details::Lines& lines, std::optional<char> sign, GoesOn goes_on) {
  std::string text;
  bool joined = true;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string_view line = lines[i];
    const bool opens = sign && line.starts_with(*sign);
    if (!joined && !opens) text += ' ';
    text += line;
    joined = goes_on(line, i == 0) || (sign && line.ends_with(*sign));
  }
  return text;
}

}  // namespace

void Cuts::observe(std::string_view line) {
  const std::size_t size = characters(line);
  if (size >= width_) ++full_;
  if (size > width_) ++longer_;
  // One less is a full line whose last blank got lost.
  if (size + 1 < width_) ++short_;
}

bool Cuts::goes_on(std::string_view line) const {
  if (characters(line) < width_) return false;
  const bool in_words = full_ >= short_;
  return in_words || line.find(' ') == std::string_view::npos;
}

bool Cuts::is_the_width() const {
  return full_ > 0 && full_ >= short_ && longer_ == 0;
}

void LineCuts::observe(std::string_view line, bool first) {
  all_.observe(line);
  (first ? behind_tag_ : others_).observe(line);
}

bool LineCuts::goes_on(std::string_view line, bool first) const {
  if (!behind_tag_.is_the_width()) return all_.goes_on(line);
  return (first ? behind_tag_ : others_).goes_on(line);
}

void Details::observe(const Lines& lines) {
  if (lines.empty()) return;
  for (std::size_t i = 0; i + 1 < lines.size(); ++i)
    if (!opens_text(lines[i + 1])) lines_.observe(lines[i], i == 0);
  const auto found = sub_fields_of(lines.front());
  if (!found) return;
  // Seen before it is known how lines are cut: those that are full go on, as most do.
  const Cuts full(65);
  const std::string text =
      join(lines, found->sign, [&full](std::string_view line, bool) { return full.goes_on(line); });
  const auto fields = cut_sub_fields(text, found->sign);
  for (std::size_t i = 0; i + 1 < fields.size(); ++i) {
    const auto& [number, value] = fields[i];
    const auto& [next, next_value] = fields[i + 1];
    if (is_name(number) && is_name(next)) names_.observe(value);
    const bool followed = is_remittance(number) && is_remittance(next);
    if (followed && !opens_text(next_value)) sub_fields_.observe(value);
  }
}

void Details::read(const Lines& lines, Movement& movement, std::string_view& gvc) const {
  if (lines.empty()) return;
  const auto goes_on = [this](std::string_view line, bool first) {
    return lines_.goes_on(line, first);
  };
  if (const auto found = sub_fields_of(lines.front())) {
    gvc = found->gvc;
    const std::string text = join(lines, found->sign, goes_on);
    return read_sub_fields(cut_sub_fields(text, found->sign), sub_fields_, names_, movement);
  }
  const std::string text = clean(join(lines, std::nullopt, goes_on));
  if (has_code_words(text)) return cut_code_words(text, movement);
  cut_prefixes(text, movement);
}

}  // namespace facteur::formats::bank::mt940
