// The semantic terms of EN 16931-1:2017 (business terms BT, groups of terms BG).
//
// The number of an enumerator is fixed: BT-n is n, BG-n is 1000 + n. It may be stored.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace facteur {

// clang-format off
enum class Term : std::uint16_t {
  none = 0,
  BT_1 = 1, BT_2 = 2, BT_3 = 3, BT_4 = 4, BT_5 = 5, BT_6 = 6, BT_7 = 7, BT_8 = 8, BT_9 = 9,
  BT_10 = 10, BT_11 = 11, BT_12 = 12, BT_13 = 13, BT_14 = 14, BT_15 = 15, BT_16 = 16, BT_17 = 17,
  BT_18 = 18, BT_19 = 19, BT_20 = 20, BT_21 = 21, BT_22 = 22, BT_23 = 23, BT_24 = 24, BT_25 = 25,
  BT_26 = 26, BT_27 = 27, BT_28 = 28, BT_29 = 29, BT_30 = 30, BT_31 = 31, BT_32 = 32, BT_33 = 33,
  BT_34 = 34, BT_35 = 35, BT_36 = 36, BT_37 = 37, BT_38 = 38, BT_39 = 39, BT_40 = 40, BT_41 = 41,
  BT_42 = 42, BT_43 = 43, BT_44 = 44, BT_45 = 45, BT_46 = 46, BT_47 = 47, BT_48 = 48, BT_49 = 49,
  BT_50 = 50, BT_51 = 51, BT_52 = 52, BT_53 = 53, BT_54 = 54, BT_55 = 55, BT_56 = 56, BT_57 = 57,
  BT_58 = 58, BT_59 = 59, BT_60 = 60, BT_61 = 61, BT_62 = 62, BT_63 = 63, BT_64 = 64, BT_65 = 65,
  BT_66 = 66, BT_67 = 67, BT_68 = 68, BT_69 = 69, BT_70 = 70, BT_71 = 71, BT_72 = 72, BT_73 = 73,
  BT_74 = 74, BT_75 = 75, BT_76 = 76, BT_77 = 77, BT_78 = 78, BT_79 = 79, BT_80 = 80, BT_81 = 81,
  BT_82 = 82, BT_83 = 83, BT_84 = 84, BT_85 = 85, BT_86 = 86, BT_87 = 87, BT_88 = 88, BT_89 = 89,
  BT_90 = 90, BT_91 = 91, BT_92 = 92, BT_93 = 93, BT_94 = 94, BT_95 = 95, BT_96 = 96, BT_97 = 97,
  BT_98 = 98, BT_99 = 99, BT_100 = 100, BT_101 = 101, BT_102 = 102, BT_103 = 103, BT_104 = 104,
  BT_105 = 105, BT_106 = 106, BT_107 = 107, BT_108 = 108, BT_109 = 109, BT_110 = 110,
  BT_111 = 111, BT_112 = 112, BT_113 = 113, BT_114 = 114, BT_115 = 115, BT_116 = 116,
  BT_117 = 117, BT_118 = 118, BT_119 = 119, BT_120 = 120, BT_121 = 121, BT_122 = 122,
  BT_123 = 123, BT_124 = 124, BT_125 = 125, BT_126 = 126, BT_127 = 127, BT_128 = 128,
  BT_129 = 129, BT_130 = 130, BT_131 = 131, BT_132 = 132, BT_133 = 133, BT_134 = 134,
  BT_135 = 135, BT_136 = 136, BT_137 = 137, BT_138 = 138, BT_139 = 139, BT_140 = 140,
  BT_141 = 141, BT_142 = 142, BT_143 = 143, BT_144 = 144, BT_145 = 145, BT_146 = 146,
  BT_147 = 147, BT_148 = 148, BT_149 = 149, BT_150 = 150, BT_151 = 151, BT_152 = 152,
  BT_153 = 153, BT_154 = 154, BT_155 = 155, BT_156 = 156, BT_157 = 157, BT_158 = 158,
  BT_159 = 159, BT_160 = 160, BT_161 = 161, BT_162 = 162, BT_163 = 163, BT_164 = 164,
  BT_165 = 165,
  BG_1 = 1001, BG_2 = 1002, BG_3 = 1003, BG_4 = 1004, BG_5 = 1005, BG_6 = 1006, BG_7 = 1007,
  BG_8 = 1008, BG_9 = 1009, BG_10 = 1010, BG_11 = 1011, BG_12 = 1012, BG_13 = 1013, BG_14 = 1014,
  BG_15 = 1015, BG_16 = 1016, BG_17 = 1017, BG_18 = 1018, BG_19 = 1019, BG_20 = 1020,
  BG_21 = 1021, BG_22 = 1022, BG_23 = 1023, BG_24 = 1024, BG_25 = 1025, BG_26 = 1026,
  BG_27 = 1027, BG_28 = 1028, BG_29 = 1029, BG_30 = 1030, BG_31 = 1031, BG_32 = 1032,

  // From 2000: what a syntax says beside the terms, and rules look at.
  tax_scheme = 2001,  // the tax by which a category is meant ("VAT")

  // From 3000: terms of the French extension (EXT-FR-FE-n is 3000 + n) that rules of the core look
  // at too, because they name elements wherever those stand.
  EXT_FR_FE_38 = 3038,    // country of the payee
  EXT_FR_FE_146 = 3146,   // identifier of the place to which a line is delivered
  EXT_FR_FE_177 = 3177,   // country of the seller of a line
  EXT_FR_FE_179 = 3179,   // VAT exemption reason code of a line
  EXT_FR_FE_180 = 3180,   // VAT point date code of a line
  EXT_FR_FE_188 = 3188,   // VAT exemption reason code of a document level allowance
  EXT_FR_FE_190 = 3190,   // VAT exemption reason code of a document level charge
  EXT_FR_FE_196 = 3196,   // reason code of a price discount
};
// clang-format on

// The term's published name: "BT-31", "BG-25", "EXT-FR-FE-179".
std::string name(Term term);

// The semantic data types of EN 16931-1, clause 6.5.
enum class DataType : std::uint8_t {
  group,
  text,
  code,
  identifier,
  reference,
  date,
  amount,
  unit_price,
  quantity,
  percentage,
  binary,
};

// What the standard says of a term. Texts are UTF-8, of static storage.
struct TermFacts {
  Term term;
  Term group;  // none: the document itself
  DataType type;
  bool required;  // within its group
  bool repeats;
  std::string_view id;  // "BT-31"
  std::string_view fr, en;
};

// Every term, by number; from schemas/terms.tsv.
std::span<const TermFacts> all_terms();
// Null for what is not a term of the standard.
const TermFacts* facts(Term term);

}  // namespace facteur
