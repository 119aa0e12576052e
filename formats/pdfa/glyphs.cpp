#include "formats/pdfa/glyphs.h"

#include <algorithm>
#include <cmath>

#include "formats/pdf/tokens.h"
#include "formats/pdfa/glyph_lookup.h"

namespace facteur::formats::pdfa {
namespace {

constexpr Rule glyph_present{
    .id = "6.2.11.4.1-2",
    .sentence = {"Un programme de police incorporé a tous les glyphes qui sont affichés.",
                 "An embedded font program has all glyphs that are rendered."}};
constexpr Rule complete_charset{
    .id = "6.2.11.4.2-1",
    .sentence = {
        "CharSet d'une police Type 1 en sous-ensemble nomme tous les glyphes du programme.",
        "CharSet of a Type 1 font subset names all glyphs of the program."}};
constexpr Rule complete_cidset{
    .id = "6.2.11.4.2-2",
    .sentence = {"CIDSet d'une police CID en sous-ensemble désigne tous les CID du programme.",
                 "CIDSet of a CID font subset marks all CIDs of the program."}};
constexpr Rule same_width{
    .id = "6.2.11.5-1",
    .sentence = {"Les largeurs du dictionnaire sont celles du programme de police, à 1/1000 près.",
                 "The widths of the dictionary are those of the font program, within 1/1000."}};
constexpr Rule unicode_map{
    .id = "6.2.11.6-1",
    .sentence = {
        "Le programme d'une police TrueType non symbolique a une table cmap non symbolique.",
        "The program of a TrueType font that is not symbolic has a cmap that is not "
        "symbolic."}};
constexpr Rule listed_names{
    .id = "6.2.11.6-2",
    .sentence = {
        "Differences d'une police TrueType non symbolique n'a que des noms de l'Adobe Glyph "
        "List, et le programme une table cmap (3,1).",
        "Differences of a TrueType font that is not symbolic has names of the Adobe Glyph "
        "List only, and the program a cmap (3,1)."}};
constexpr Rule symbol_map{
    .id = "6.2.11.6-4",
    .sentence = {
        "Le programme d'une police TrueType symbolique a une seule table cmap, ou la (3,0).",
        "The program of a symbolic TrueType font has a single cmap, or that of (3,0)."}};
constexpr Rule no_notdef{
    .id = "6.2.11.8-1",
    .sentence = {"Aucun texte n'utilise le glyphe .notdef.", "No text uses the glyph .notdef."}};

constexpr const Rule* rules[] = {&glyph_present, &complete_charset, &complete_cidset, &same_width,
                                 &unicode_map,   &listed_names,     &symbol_map,      &no_notdef};

// "ABCDEF+Name"
bool is_subset(const Object& font) {
  const std::string name = name_entry(font, "/BaseFont");
  const std::string_view tag = std::string_view(name).substr(0, 6);
  return name.size() > 7 && name[6] == '+' &&
         std::ranges::all_of(tag, [](char c) { return c >= 'A' && c <= 'Z'; });
}

// The widths of a composite font: "c [w w w]" or "first last w" (ISO 32000-1, 9.7.4.3).
class CidWidths {
 public:
  explicit CidWidths(const Object& descendant) {
    Object(entry(descendant, "/DW")).getValueAsNumber(default_);
    Object list = entry(descendant, "/W");
    for (int i = 0; list.isArray() && i + 1 < list.getArrayNItems();) {
      double first = 0;
      if (!list.getArrayItem(i).getValueAsNumber(first)) return;
      Object second = list.getArrayItem(i + 1);
      if (second.isArray()) {
        for (int k = 0; k < second.getArrayNItems(); ++k) {
          double width = 0;
          if (second.getArrayItem(k).getValueAsNumber(width)) add(first + k, first + k, width);
        }
        i += 2;
      } else {
        double last = 0;
        double width = 0;
        if (i + 2 >= list.getArrayNItems() || !second.getValueAsNumber(last)) return;
        if (list.getArrayItem(i + 2).getValueAsNumber(width)) add(first, last, width);
        i += 3;
      }
    }
  }

  double of(std::uint32_t cid) const {
    return cid < widths_.size() && widths_[cid] ? *widths_[cid] : default_;
  }

 private:
  // The first width of a CID counts. Hostile lists say the same ranges again and again: the work is
  // bounded.
  void add(double first, double last, double width) {
    constexpr double cids = 65536;
    if (first < 0 || last >= cids || last < first) return;
    for (auto cid = static_cast<std::size_t>(first); cid <= static_cast<std::size_t>(last); ++cid) {
      if (work_left_ == 0) return;
      --work_left_;
      if (widths_.size() <= cid) widths_.resize(cid + 1);
      if (!widths_[cid]) widths_[cid] = width;
    }
  }

  double default_ = 1000;
  std::vector<std::optional<double>> widths_;
  std::size_t work_left_ = 1'000'000;
};

class GlyphCheck {
 public:
  GlyphCheck(Examination& on, const FontUse& use, const std::string& place)
      : on_(on), use_(use), place_(place) {}

  void check() {
    const std::string type = name_entry(use_.font, "/Subtype");
    if (type == "Type0") {
      check_composite();
    } else if (type == "TrueType") {
      check_truetype();
    } else if (type == "Type1" || type == "MMType1") {
      check_type1();
    } else if (type == "Type3") {
      check_type3();
    }
  }

 private:
  // Asks of one code what all kinds of fonts are asked.
  void check_code(std::uint32_t code, bool visible, const GlyphFacts& facts,
                  std::optional<double> width) {
    const auto add = [&](const Rule& rule) {
      on_.found.add_value(rule, place_, "code " + std::to_string(code));
    };
    if (facts.notdef) add(no_notdef);
    if (!visible) return;
    if (facts.present && !*facts.present && code != 0) add(glyph_present);
    if (facts.width && width && std::abs(*facts.width - *width) > 1) add(same_width);
  }

  template <typename Look>
  void check_simple_codes(const Look& look) {
    for (const std::uint32_t code : use_.codes)
      check_code(code, true, look(code), simple_width(code));
    for (const std::uint32_t code : use_.hidden) check_code(code, false, look(code), {});
  }

  std::optional<double> simple_width(std::uint32_t code) const {
    Object first = entry(use_.font, "/FirstChar");
    Object widths = entry(use_.font, "/Widths");
    if (!first.isInteger() || !widths.isArray()) return std::nullopt;
    const long long at = static_cast<long long>(code) - first.getIntValue();
    double width = 0;
    if (at >= 0 && at < widths.getArrayNItems()) {
      if (!widths.getArrayItem(static_cast<int>(at)).getValueAsNumber(width)) return std::nullopt;
      return width;
    }
    Object(entry(entry(use_.font, "/FontDescriptor"), "/MissingWidth")).getValueAsNumber(width);
    return width;
  }

  void check_truetype() {
    const EmbeddedProgram program = read_program(on_, entry(use_.font, "/FontDescriptor"));
    if (!program.truetype) return;
    const SimpleEncoding encoding(use_.font);
    const bool symbolic = is_symbolic(use_.font);
    const std::size_t maps = program.truetype->character_maps();
    const bool symbol = program.truetype->has_map(3, 0);
    if (symbolic ? maps != 1 && !symbol : maps < (symbol ? 2u : 1u)) {
      on_.found.add(symbolic ? symbol_map : unicode_map, place_);
    }
    const bool named = encoding.has_listed_names() && program.truetype->has_map(3, 1);
    if (!symbolic && encoding.has_differences() && !named) on_.found.add(listed_names, place_);
    check_simple_codes([&](std::uint32_t code) {
      return truetype_glyph(*program.truetype, encoding, symbolic, code);
    });
  }

  // The glyphs are streams of the font itself; their widths are not compared.
  void check_type3() {
    const SimpleEncoding encoding(use_.font);
    const Object glyphs = entry(use_.font, "/CharProcs");
    check_simple_codes([&](std::uint32_t code) {
      const auto name = encoding.name(code);
      GlyphFacts facts;
      if (name) facts.present = has(glyphs, "/" + *name);
      facts.notdef = name == ".notdef";
      return facts;
    });
  }

  void check_type1() {
    const Object descriptor = entry(use_.font, "/FontDescriptor");
    const EmbeddedProgram program = read_program(on_, descriptor);
    if (!program.type1 && !program.cff) return;
    const SimpleEncoding encoding(use_.font);
    check_simple_codes([&](std::uint32_t code) { return type1_glyph(program, encoding, code); });
    Object listed = entry(descriptor, "/CharSet");
    if (listed.isString() && is_subset(use_.font)) check_charset(program, listed.getStringValue());
  }

  void check_charset(const EmbeddedProgram& program, const std::string& listed) {
    if (program.cff && (!program.cff->names_are_known() || program.cff->is_cid_keyed())) return;
    std::set<std::string> names;
    pdf::Tokens tokens(listed);
    for (pdf::Token token = tokens.next(); token.kind != pdf::TokenKind::end;
         token = tokens.next()) {
      if (token.kind == pdf::TokenKind::name) names.insert(pdf::name_of(token.text));
    }
    std::set<std::string> glyphs;
    if (program.cff) glyphs.insert(program.cff->names().begin(), program.cff->names().end());
    if (program.type1) {
      for (const auto& [name, width] : program.type1->glyphs()) glyphs.insert(name);
    }
    names.erase(".notdef");
    glyphs.erase(".notdef");
    if (names != glyphs) on_.found.add(complete_charset, place_);
  }

  void check_composite() {
    Object descendants = entry(use_.font, "/DescendantFonts");
    if (!descendants.isArray() || descendants.getArrayNItems() == 0 || !use_.cmap) return;
    const Object descendant = descendants.getArrayItem(0);
    const Object descriptor = entry(descendant, "/FontDescriptor");
    const EmbeddedProgram program = read_program(on_, descriptor);
    if (!program.truetype && !program.cff) return;
    const Object mapping = entry(descendant, "/CIDToGIDMap");
    const std::string map = Object(mapping).isStream() && program.truetype
                                ? on_.data_of(mapping).value_or("")
                                : std::string();
    const CidWidths widths(descendant);
    const auto ask = [&](std::uint32_t noted, bool visible) {
      const CMap::Code code{noted & 0x0FFFFFFF, noted >> 28};
      const auto cid = use_.cmap->cid(code);
      if (!cid) return;
      check_code(code.value, visible, cid_glyph(program, map, *cid), widths.of(*cid));
    };
    for (const std::uint32_t code : use_.codes) ask(code, true);
    for (const std::uint32_t code : use_.hidden) ask(code, false);
    const Object marked = entry(descriptor, "/CIDSet");
    if (Object(marked).isStream() && is_subset(descendant)) {
      check_cidset(program, map, on_.data_of(marked));
    }
  }

  // One bit for each CID, the highest bit of the first byte for CID 0.
  void check_cidset(const EmbeddedProgram& program, const std::string& map,
                    const std::optional<std::string>& bits) {
    if (!bits) return;
    const auto is_marked = [&](std::size_t cid) {
      return cid / 8 < bits->size() &&
             (static_cast<unsigned char>((*bits)[cid / 8]) >> (7 - cid % 8) & 1) != 0;
    };
    const std::size_t most = std::min<std::size_t>(8 * bits->size(), 65536);
    bool complete = true;
    for (std::size_t cid = 1; cid < most && complete; ++cid) {
      const auto there = cid_glyph(program, map, static_cast<std::uint32_t>(cid)).present;
      complete = !is_marked(cid) || there.value_or(true);
    }
    for (const std::size_t cid : cids_of(program, map)) complete &= cid == 0 || is_marked(cid);
    if (!complete) on_.found.add(complete_cidset, place_);
  }

  static std::vector<std::size_t> cids_of(const EmbeddedProgram& program, const std::string& map) {
    std::vector<std::size_t> cids;
    if (program.truetype && map.empty()) {
      for (std::size_t cid = 1; cid < program.truetype->metrics(); ++cid) cids.push_back(cid);
    } else if (program.truetype) {
      for (std::size_t cid = 1; cid < map.size() / 2; ++cid) {
        if (cid_glyph(program, map, static_cast<std::uint32_t>(cid)).present.value_or(false)) {
          cids.push_back(cid);
        }
      }
    } else if (program.cff->is_cid_keyed()) {
      for (const auto& [cid, glyph] : program.cff->cids()) cids.push_back(cid);
    }
    return cids;
  }

  Examination& on_;
  const FontUse& use_;
  std::string place_;
};

}  // namespace

Object font_program(const Object& descriptor) {
  for (const char* key : {"/FontFile", "/FontFile2", "/FontFile3"}) {
    const Object program = entry(descriptor, key);
    if (Object(program).isStream()) return program;
  }
  return Object::newNull();
}

bool is_symbolic(const Object& font) {
  Object flags = entry(entry(font, "/FontDescriptor"), "/Flags");
  constexpr long long symbolic = 4;
  return flags.isInteger() && (flags.getIntValue() & symbolic) != 0;
}

void check_glyphs(Examination& on, const FontUse& use, const std::string& place) {
  GlyphCheck(on, use, place).check();
}

RuleList glyph_rules() {
  return rules;
}

}  // namespace facteur::formats::pdfa
