#include "formats/bank/mt940_details.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "formats/bank/text.h"

namespace facteur::formats::bank::mt940 {
namespace {

constexpr std::size_t line_size = 65;  // of :86:
constexpr std::size_t sub_field_size = 27;

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
    part = word->part;
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

bool has_code_words(std::string_view text) {
  for (std::size_t at = text.find('/'); at != std::string_view::npos; at = text.find('/', at + 1))
    if (word_at(text.substr(at), code_words) != nullptr) return true;
  return false;
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

class SubFieldReader {
 public:
  SubFieldReader(std::string_view text, char sign) : text_(text), sign_(sign) {}

  void read(Movement& movement) {
    std::size_t at = next(0);
    while (at < text_.size()) {
      const std::string_view number = text_.substr(at + 1, 2);
      const std::size_t end = next(at + 3);
      take(number, text_.substr(at + 3, end - at - 3), movement);
      at = end;
    }
    set(movement, Part::payer, name_.text());
    cut_remittance(movement);
  }

 private:
  // Where the next sub-field begins, from `at` on.
  std::size_t next(std::size_t at) const {
    while ((at = text_.find(sign_, at)) != std::string_view::npos) {
      if (text_.size() - at >= 3 && are_digits(text_.substr(at + 1, 2))) return at;
      ++at;
    }
    return text_.size();
  }

  void take(std::string_view number, std::string_view value, Movement& movement) {
    if (number == "00") return set(movement, Part::label, clean(value));
    if (number == "31" || number == "38") return set(movement, Part::account, clean(value));
    if (number == "32" || number == "33") return name_.add(value);
    const bool remittance = number[0] == '2' || (number[0] == '6' && number[1] <= '3');
    if (!remittance) return;
    // A prefix opens a text of its own, also where the sub-field before it was full.
    if (word_at(value, prefixes) != nullptr || word_at(value, code_words) != nullptr)
      remittance_.part();
    remittance_.add(value);
  }

  void cut_remittance(Movement& movement) const {
    const std::string text = remittance_.text();
    if (has_code_words(text)) return cut_code_words(text, movement);
    cut_prefixes(text, movement);
  }

  const std::string_view text_;
  const char sign_;
  CutText remittance_{sub_field_size}, name_{sub_field_size};
};

// A full line goes on in the next. What a line's end was, sub-fields must not see.
std::string join(const std::vector<std::string_view>& lines, bool sub_fields, char sign) {
  std::string text;
  bool full = true;
  for (const std::string_view line : lines) {
    const bool opens = sub_fields && line.starts_with(sign);
    if (!full && !opens) text += ' ';
    text += line;
    full = characters(line) >= line_size || (sub_fields && line.ends_with(sign));
  }
  return text;
}

}  // namespace

void read_details(const std::vector<std::string_view>& lines, Movement& movement,
                  std::string_view& gvc) {
  if (lines.empty()) return;
  if (const auto found = sub_fields_of(lines.front())) {
    gvc = found->gvc;
    const std::string text = join(lines, true, found->sign);
    return SubFieldReader(text, found->sign).read(movement);
  }
  const std::string text = clean(join(lines, false, '\0'));
  if (has_code_words(text)) return cut_code_words(text, movement);
  cut_prefixes(text, movement);
}

}  // namespace facteur::formats::bank::mt940
