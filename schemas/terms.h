// The semantic terms. Of an invoice: business terms (BT) and groups (BG) of EN 16931-1:2017, the
// terms of the French extension (EXT-FR-FE) and of the XRechnung extension (DEX); table: terms.tsv.
// Of the French life-cycle message: MDT, in groups MDG (cdar/terms.tsv). Of French e-reporting: TT,
// in groups TG and blocks TB (flux10/terms.tsv).
//
// The number of an enumerator is fixed and may be stored: BT-n is n, BG-n is 1000 + n, EXT-FR-FE-n
// is 3000 + n and its group EXT-FR-FE-BG-n is 3500 + n, BT-DEX-n is 4000 + n and BG-DEX-n is 4500 +
// n, MDT-n is 5000 + n, MDG-n 6000 + n, TT-n 7000 + n, TG-n 8000 + n and TB-n 8500 + n. BT-n-k,
// which qualifies the value BT-n, is 10000 k + n, and so for the others; k = 0 counts as 5.
#pragma once

#include <cstdint>
#include <optional>
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
  BT_165 = 165, BT_167 = 167,
  BG_1 = 1001, BG_2 = 1002, BG_3 = 1003, BG_4 = 1004, BG_5 = 1005, BG_6 = 1006, BG_7 = 1007,
  BG_8 = 1008, BG_9 = 1009, BG_10 = 1010, BG_11 = 1011, BG_12 = 1012, BG_13 = 1013, BG_14 = 1014,
  BG_15 = 1015, BG_16 = 1016, BG_17 = 1017, BG_18 = 1018, BG_19 = 1019, BG_20 = 1020,
  BG_21 = 1021, BG_22 = 1022, BG_23 = 1023, BG_24 = 1024, BG_25 = 1025, BG_26 = 1026,
  BG_27 = 1027, BG_28 = 1028, BG_29 = 1029, BG_30 = 1030, BG_31 = 1031, BG_32 = 1032,
  BT_18_1 = 10018, BT_29_1 = 10029, BT_30_1 = 10030, BT_34_1 = 10034, BT_46_1 = 10046,
  BT_47_1 = 10047, BT_49_1 = 10049, BT_60_1 = 10060, BT_61_1 = 10061, BT_71_1 = 10071,
  BT_125_1 = 10125, BT_125_2 = 20125, BT_128_1 = 10128, BT_157_1 = 10157, BT_158_1 = 10158,
  BT_158_2 = 20158,

  // From 2000: what a syntax says beside the terms, and rules look at. Not in terms.tsv.
  tax_scheme = 2001,      // the tax by which a category is meant ("VAT")
  gross_quantity = 2002,  // base quantity of the gross price, which CII writes apart from BT-149
  // Logistics service charges of Factur-X EXTENDED (BG-X-42), one after the other below the document:
  // the element of the charge, then what stands inside it.
  logistics_charge = 2004, logistics_amount = 2005, logistics_category = 2006,
  logistics_rate = 2007, logistics_reason = 2008, logistics_reason_code = 2009,
  adjustment_amount = 2010,  // of a financial adjustment, which adds to the amount due there

  // The French extension.
  EXT_FR_FE_01 = 3001, EXT_FR_FE_02 = 3002, EXT_FR_FE_03 = 3003, EXT_FR_FE_04 = 3004,
  EXT_FR_FE_05 = 3005, EXT_FR_FE_06 = 3006, EXT_FR_FE_07 = 3007, EXT_FR_FE_08 = 3008,
  EXT_FR_FE_09 = 3009, EXT_FR_FE_10 = 3010, EXT_FR_FE_12 = 3012, EXT_FR_FE_13 = 3013,
  EXT_FR_FE_14 = 3014, EXT_FR_FE_15 = 3015, EXT_FR_FE_16 = 3016, EXT_FR_FE_17 = 3017,
  EXT_FR_FE_18 = 3018, EXT_FR_FE_19 = 3019, EXT_FR_FE_20 = 3020, EXT_FR_FE_21 = 3021,
  EXT_FR_FE_22 = 3022, EXT_FR_FE_23 = 3023, EXT_FR_FE_24 = 3024, EXT_FR_FE_25 = 3025,
  EXT_FR_FE_26 = 3026, EXT_FR_FE_27 = 3027, EXT_FR_FE_29 = 3029, EXT_FR_FE_30 = 3030,
  EXT_FR_FE_31 = 3031, EXT_FR_FE_32 = 3032, EXT_FR_FE_33 = 3033, EXT_FR_FE_34 = 3034,
  EXT_FR_FE_35 = 3035, EXT_FR_FE_36 = 3036, EXT_FR_FE_37 = 3037, EXT_FR_FE_38 = 3038,
  EXT_FR_FE_39 = 3039, EXT_FR_FE_40 = 3040, EXT_FR_FE_41 = 3041, EXT_FR_FE_42 = 3042,
  EXT_FR_FE_43 = 3043, EXT_FR_FE_44 = 3044, EXT_FR_FE_45 = 3045, EXT_FR_FE_46 = 3046,
  EXT_FR_FE_47 = 3047, EXT_FR_FE_48 = 3048, EXT_FR_FE_49 = 3049, EXT_FR_FE_50 = 3050,
  EXT_FR_FE_52 = 3052, EXT_FR_FE_53 = 3053, EXT_FR_FE_54 = 3054, EXT_FR_FE_55 = 3055,
  EXT_FR_FE_56 = 3056, EXT_FR_FE_57 = 3057, EXT_FR_FE_58 = 3058, EXT_FR_FE_59 = 3059,
  EXT_FR_FE_60 = 3060, EXT_FR_FE_61 = 3061, EXT_FR_FE_62 = 3062, EXT_FR_FE_63 = 3063,
  EXT_FR_FE_64 = 3064, EXT_FR_FE_65 = 3065, EXT_FR_FE_66 = 3066, EXT_FR_FE_67 = 3067,
  EXT_FR_FE_68 = 3068, EXT_FR_FE_69 = 3069, EXT_FR_FE_70 = 3070, EXT_FR_FE_71 = 3071,
  EXT_FR_FE_72 = 3072, EXT_FR_FE_73 = 3073, EXT_FR_FE_75 = 3075, EXT_FR_FE_76 = 3076,
  EXT_FR_FE_77 = 3077, EXT_FR_FE_78 = 3078, EXT_FR_FE_79 = 3079, EXT_FR_FE_80 = 3080,
  EXT_FR_FE_81 = 3081, EXT_FR_FE_82 = 3082, EXT_FR_FE_83 = 3083, EXT_FR_FE_84 = 3084,
  EXT_FR_FE_85 = 3085, EXT_FR_FE_86 = 3086, EXT_FR_FE_87 = 3087, EXT_FR_FE_88 = 3088,
  EXT_FR_FE_89 = 3089, EXT_FR_FE_90 = 3090, EXT_FR_FE_91 = 3091, EXT_FR_FE_92 = 3092,
  EXT_FR_FE_93 = 3093, EXT_FR_FE_94 = 3094, EXT_FR_FE_95 = 3095, EXT_FR_FE_96 = 3096,
  EXT_FR_FE_98 = 3098, EXT_FR_FE_99 = 3099, EXT_FR_FE_100 = 3100, EXT_FR_FE_101 = 3101,
  EXT_FR_FE_102 = 3102, EXT_FR_FE_103 = 3103, EXT_FR_FE_104 = 3104, EXT_FR_FE_105 = 3105,
  EXT_FR_FE_106 = 3106, EXT_FR_FE_107 = 3107, EXT_FR_FE_108 = 3108, EXT_FR_FE_109 = 3109,
  EXT_FR_FE_110 = 3110, EXT_FR_FE_111 = 3111, EXT_FR_FE_112 = 3112, EXT_FR_FE_113 = 3113,
  EXT_FR_FE_114 = 3114, EXT_FR_FE_115 = 3115, EXT_FR_FE_116 = 3116, EXT_FR_FE_117 = 3117,
  EXT_FR_FE_118 = 3118, EXT_FR_FE_119 = 3119, EXT_FR_FE_121 = 3121, EXT_FR_FE_122 = 3122,
  EXT_FR_FE_123 = 3123, EXT_FR_FE_124 = 3124, EXT_FR_FE_125 = 3125, EXT_FR_FE_126 = 3126,
  EXT_FR_FE_127 = 3127, EXT_FR_FE_128 = 3128, EXT_FR_FE_129 = 3129, EXT_FR_FE_130 = 3130,
  EXT_FR_FE_131 = 3131, EXT_FR_FE_132 = 3132, EXT_FR_FE_133 = 3133, EXT_FR_FE_134 = 3134,
  EXT_FR_FE_135 = 3135, EXT_FR_FE_136 = 3136, EXT_FR_FE_137 = 3137, EXT_FR_FE_138 = 3138,
  EXT_FR_FE_139 = 3139, EXT_FR_FE_140 = 3140, EXT_FR_FE_141 = 3141, EXT_FR_FE_144 = 3144,
  EXT_FR_FE_145 = 3145, EXT_FR_FE_146 = 3146, EXT_FR_FE_148 = 3148, EXT_FR_FE_149 = 3149,
  EXT_FR_FE_150 = 3150, EXT_FR_FE_151 = 3151, EXT_FR_FE_152 = 3152, EXT_FR_FE_153 = 3153,
  EXT_FR_FE_154 = 3154, EXT_FR_FE_155 = 3155, EXT_FR_FE_156 = 3156, EXT_FR_FE_157 = 3157,
  EXT_FR_FE_158 = 3158, EXT_FR_FE_159 = 3159, EXT_FR_FE_160 = 3160, EXT_FR_FE_161 = 3161,
  EXT_FR_FE_162 = 3162, EXT_FR_FE_163 = 3163, EXT_FR_FE_164 = 3164, EXT_FR_FE_166 = 3166,
  EXT_FR_FE_167 = 3167, EXT_FR_FE_168 = 3168, EXT_FR_FE_170 = 3170, EXT_FR_FE_171 = 3171,
  EXT_FR_FE_172 = 3172, EXT_FR_FE_173 = 3173, EXT_FR_FE_174 = 3174, EXT_FR_FE_175 = 3175,
  EXT_FR_FE_176 = 3176, EXT_FR_FE_177 = 3177, EXT_FR_FE_178 = 3178, EXT_FR_FE_179 = 3179,
  EXT_FR_FE_180 = 3180, EXT_FR_FE_181 = 3181, EXT_FR_FE_182 = 3182, EXT_FR_FE_183 = 3183,
  EXT_FR_FE_184 = 3184, EXT_FR_FE_185 = 3185, EXT_FR_FE_186 = 3186, EXT_FR_FE_187 = 3187,
  EXT_FR_FE_188 = 3188, EXT_FR_FE_189 = 3189, EXT_FR_FE_190 = 3190, EXT_FR_FE_191 = 3191,
  EXT_FR_FE_192 = 3192, EXT_FR_FE_195 = 3195, EXT_FR_FE_196 = 3196, EXT_FR_FE_197 = 3197,
  EXT_FR_FE_198 = 3198, EXT_FR_FE_199 = 3199, EXT_FR_FE_200 = 3200, EXT_FR_FE_201 = 3201,
  EXT_FR_FE_BG_01 = 3501, EXT_FR_FE_BG_02 = 3502, EXT_FR_FE_BG_03 = 3503, EXT_FR_FE_BG_04 = 3504,
  EXT_FR_FE_BG_05 = 3505, EXT_FR_FE_BG_06 = 3506, EXT_FR_FE_BG_10 = 3510, EXT_FR_FE_BG_12 = 3512,
  EXT_FR_FE_BG_14 = 3514,

  // The XRechnung extension.
  BT_DEX_001 = 4001, BT_DEX_002 = 4002, BT_DEX_003 = 4003, BG_DEX_01 = 4501, BG_DEX_09 = 4509,

  // The French life-cycle message.
  MDT_2 = 5002, MDT_3 = 5003, MDT_4 = 5004, MDT_5 = 5005, MDT_8 = 5008, MDT_19 = 5019,
  MDT_20 = 5020, MDT_21 = 5021, MDT_38 = 5038, MDT_39 = 5039, MDT_40 = 5040, MDT_57 = 5057,
  MDT_58 = 5058, MDT_59 = 5059, MDT_73 = 5073, MDT_74 = 5074, MDT_77 = 5077, MDT_78 = 5078,
  MDT_87 = 5087, MDT_88 = 5088, MDT_91 = 5091, MDT_95 = 5095, MDT_96 = 5096, MDT_97 = 5097,
  MDT_100 = 5100, MDT_105 = 5105, MDT_106 = 5106, MDT_110 = 5110, MDT_111 = 5111, MDT_113 = 5113,
  MDT_114 = 5114, MDT_115 = 5115, MDT_116 = 5116, MDT_121 = 5121, MDT_122 = 5122, MDT_126 = 5126,
  MDT_127 = 5127, MDT_129 = 5129, MDT_132 = 5132, MDT_155 = 5155, MDT_156 = 5156, MDT_158 = 5158,
  MDT_178 = 5178, MDT_206 = 5206, MDT_207 = 5207, MDT_209 = 5209, MDT_211 = 5211, MDT_213 = 5213,
  MDT_214 = 5214, MDT_215 = 5215, MDT_216 = 5216, MDT_219 = 5219, MDT_220 = 5220, MDT_221 = 5221,
  MDT_224 = 5224, MDG_1 = 6001, MDG_3 = 6003, MDG_4 = 6004, MDG_9 = 6009, MDG_16 = 6016,
  MDG_23 = 6023, MDG_27 = 6027, MDG_32 = 6032, MDG_35 = 6035, MDG_37 = 6037, MDG_39 = 6039,
  MDG_40 = 6040, MDG_41 = 6041, MDG_43 = 6043, MDT_124_2 = 25124,

  // French e-reporting.
  TT_1 = 7001, TT_2 = 7002, TT_3 = 7003, TT_4 = 7004, TT_7 = 7007, TT_8 = 7008, TT_9 = 7009,
  TT_10 = 7010, TT_11 = 7011, TT_12 = 7012, TT_13 = 7013, TT_14 = 7014, TT_15 = 7015,
  TT_16 = 7016, TT_17 = 7017, TT_18 = 7018, TT_19 = 7019, TT_20 = 7020, TT_21 = 7021,
  TT_22 = 7022, TT_24 = 7024, TT_26 = 7026, TT_27 = 7027, TT_28 = 7028, TT_29 = 7029,
  TT_30 = 7030, TT_31 = 7031, TT_33 = 7033, TT_34 = 7034, TT_35 = 7035, TT_36 = 7036,
  TT_37 = 7037, TT_38 = 7038, TT_39 = 7039, TT_40 = 7040, TT_41 = 7041, TT_42 = 7042,
  TT_43 = 7043, TT_44 = 7044, TT_45 = 7045, TT_46 = 7046, TT_47 = 7047, TT_51 = 7051,
  TT_52 = 7052, TT_54 = 7054, TT_55 = 7055, TT_56 = 7056, TT_57 = 7057, TT_58 = 7058,
  TT_59 = 7059, TT_62 = 7062, TT_63 = 7063, TT_65 = 7065, TT_66 = 7066, TT_67 = 7067,
  TT_69 = 7069, TT_70 = 7070, TT_71 = 7071, TT_76 = 7076, TT_77 = 7077, TT_78 = 7078,
  TT_80 = 7080, TT_81 = 7081, TT_82 = 7082, TT_83 = 7083, TT_85 = 7085, TT_86 = 7086,
  TT_87 = 7087, TT_88 = 7088, TT_89 = 7089, TT_90 = 7090, TT_91 = 7091, TT_92 = 7092,
  TT_93 = 7093, TT_94 = 7094, TT_95 = 7095, TT_96 = 7096, TT_97 = 7097, TT_98 = 7098,
  TT_99 = 7099, TT_102 = 7102, TT_103 = 7103, TT_104 = 7104, TT_105 = 7105, TT_106 = 7106,
  TT_107 = 7107, TT_108 = 7108, TT_122 = 7122, TT_194 = 7194, TT_201 = 7201, TT_202 = 7202,
  TT_300 = 7300, TT_301 = 7301, TT_302 = 7302, TT_303 = 7303, TT_304 = 7304, TT_305 = 7305,
  TT_306 = 7306, TT_307 = 7307, TG_1 = 8001, TG_3 = 8003, TG_4 = 8004, TG_5 = 8005, TG_6 = 8006,
  TG_7 = 8007, TG_8 = 8008, TG_9 = 8009, TG_10 = 8010, TG_11 = 8011, TG_12 = 8012, TG_13 = 8013,
  TG_14 = 8014, TG_15 = 8015, TG_16 = 8016, TG_17 = 8017, TG_18 = 8018, TG_19 = 8019,
  TG_20 = 8020, TG_21 = 8021, TG_22 = 8022, TG_23 = 8023, TG_24 = 8024, TG_25 = 8025,
  TG_26 = 8026, TG_27 = 8027, TG_28 = 8028, TG_30 = 8030, TG_31 = 8031, TG_32 = 8032,
  TG_33 = 8033, TG_34 = 8034, TG_35 = 8035, TG_36 = 8036, TG_37 = 8037, TG_38 = 8038,
  TG_39 = 8039, TG_40 = 8040, TG_41 = 8041, TG_42 = 8042, TG_61 = 8061, TB_1 = 8501, TB_2 = 8502,
  TB_3 = 8503, TT_33_1 = 17033, TT_61_1 = 17061, TT_34_0 = 57034, TT_38_0 = 57038,
  TT_61_0 = 57061,
};
// clang-format on

// What the documents speak of that a term occurs in.
enum class Vocabulary : std::uint8_t { invoice, lifecycle, report };

constexpr Vocabulary vocabulary(Term term) {
  const unsigned series = static_cast<unsigned>(term) % 10'000;
  return series < 5000   ? Vocabulary::invoice
         : series < 7000 ? Vocabulary::lifecycle
                         : Vocabulary::report;
}

// The term's published name: "BT-31", "BG-25", "EXT-FR-FE-179", "BT-158-1".
std::string name(Term term);

// What qualifies a value. An attribute in most places of the XML syntaxes.
enum class Attribute : std::uint8_t {
  scheme_id,       // identification scheme (EAS, ICD)
  scheme_version,  // its version
  list_id,         // code list of a code (BT-158-1)
  list_version,    // its version (BT-158-2)
  currency,        // ISO 4217 code of an amount
  unit,            // UN/ECE Rec 20/21 code of a quantity
  mime,            // media type of an attachment (BT-125-1)
  filename,        // file name of an attachment (BT-125-2)
  label,           // name of a code, in the words of the sender
  format,          // UNTDID 2379 code of the form of a date (CII)
  subject,         // UNTDID 4451 code of what a line note is about (EXT-FR-FE-183)
};

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
  number,  // not in EN 16931-1: an exchange rate
};

// A rule book that says which terms an invoice may have. Each of the first four is part of the
// next, and `en16931` is part of the three extensions.
enum class Profile : std::uint8_t {
  minimum,       // Factur-X MINIMUM
  basic_wl,      // Factur-X BASIC WL: no lines
  basic,         // Factur-X BASIC
  en16931,       // EN 16931-1, whole
  extended,      // Factur-X EXTENDED
  extended_ctc,  // EXTENDED-CTC-FR
  xrechnung,     // the extension of XRechnung
};

// What the standards say of a term. Texts are UTF-8, of static storage.
struct TermFacts {
  Term term;
  Term group;     // that it stands in; none: the document itself
  DataType type;  // of an attribute: code, or text for a file name
  bool required;  // within its group
  bool repeats;
  // The term qualifies the value `group` and is held as its attribute.
  std::optional<Attribute> attribute;
  std::uint8_t profiles;  // bit n: the Profile of that number; 0 for what is no term of an invoice
  std::string_view id;    // "BT-31"
  std::string_view fr, en;
  // What it is called under the name of its group: "Ville" below "Vendeur", not "Ville du vendeur".
  std::string_view short_fr, short_en;

  std::string_view name(bool french) const { return french ? fr : en; }
  std::string_view short_name(bool french) const { return french ? short_fr : short_en; }
  bool occurs_in(Profile profile) const {
    return (profiles >> static_cast<unsigned>(profile)) & 1U;
  }
};

// Every term, by number; from the three tables.
std::span<const TermFacts> all_terms();
// Null for what is not a term of a standard.
const TermFacts* facts(Term term);
// The facts of what qualifies the values of a term; null when the standards give it no name.
const TermFacts* facts(Term value, Attribute which);
bool is_group(Term term);

}  // namespace facteur
