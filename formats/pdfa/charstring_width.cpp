#include "formats/pdfa/charstring_width.h"

#include <algorithm>
#include <cstdint>

#include "formats/pdfa/font_bytes.h"

namespace facteur::formats::pdfa {
namespace {

enum Operator : unsigned {
  hstem = 1,
  vstem = 3,
  vmoveto = 4,
  callsubr = 10,
  return_ = 11,
  endchar = 14,
  hstemhm = 18,
  hintmask = 19,
  cntrmask = 20,
  rmoveto = 21,
  hmoveto = 22,
  vstemhm = 23,
  callgsubr = 29,
};

// Runs a charstring up to its first operator that clears the stack: the width, if any, is the
// operand that this operator has no use for.
class Run {
 public:
  Run(const std::vector<std::string_view>& subroutines,
      const std::vector<std::string_view>& global_subroutines)
      : local_(subroutines), global_(global_subroutines) {}

  StatedWidth result;

  // False when the code ends, or returns, without such an operator.
  bool go(std::string_view code, int depth) {
    constexpr int deepest = 10;
    constexpr std::size_t most_operands = 513;
    while (!code.empty() && stack_.size() < most_operands && depth <= deepest) {
      const unsigned first = big_endian(code, 0, 1);
      if (first == 28 || first >= 32) {
        code.remove_prefix(std::min(take_number(code, first), code.size()));
        continue;
      }
      if (first == callsubr || first == callgsubr) {
        if (call(first == callsubr ? local_ : global_, depth)) return true;
        code.remove_prefix(1);
        continue;
      }
      if (first == return_) return false;
      finish(first);
      return true;
    }
    return !code.empty();
  }

 private:
  std::size_t take_number(std::string_view code, unsigned first) {
    if (first == 28) {
      stack_.push_back(s16(code, 1));
      return 3;
    }
    if (first <= 246) {
      stack_.push_back(static_cast<int>(first) - 139);
      return 1;
    }
    if (first == 255) {
      stack_.push_back(static_cast<std::int32_t>(u32(code, 1)) / 65536.0);
      return 5;
    }
    const int high = static_cast<int>(first);
    const int low = static_cast<int>(big_endian(code, 1, 1));
    stack_.push_back(high <= 250 ? (high - 247) * 256 + low + 108
                                 : -(high - 251) * 256 - low - 108);
    return 2;
  }

  bool call(const std::vector<std::string_view>& subroutines, int depth) {
    if (stack_.empty()) return true;
    const double bias = subroutines.size() < 1240 ? 107 : subroutines.size() < 33900 ? 1131 : 32768;
    const double number = stack_.back() + bias;
    stack_.pop_back();
    if (number < 0 || number >= static_cast<double>(subroutines.size())) return true;
    return go(subroutines[static_cast<std::size_t>(number)], depth + 1);
  }

  void finish(unsigned operation) {
    const std::size_t count = stack_.size();
    bool has_width = false;
    switch (operation) {
      case hstem:
      case vstem:
      case hstemhm:
      case vstemhm:
      case hintmask:
      case cntrmask:
        has_width = count % 2 == 1;
        break;
      case rmoveto:
        has_width = count > 2;
        break;
      case hmoveto:
      case vmoveto:
        has_width = count > 1;
        break;
      case endchar:
        has_width = count == 1 || count == 5;
        break;
      default:
        return;  // arithmetic before the first operator: nobody writes that
    }
    result.readable = true;
    if (has_width) result.offset = stack_.front();
  }

  const std::vector<std::string_view>& local_;
  const std::vector<std::string_view>& global_;
  std::vector<double> stack_;
};

}  // namespace

StatedWidth stated_width(std::string_view charstring,
                         const std::vector<std::string_view>& subroutines,
                         const std::vector<std::string_view>& global_subroutines) {
  Run run(subroutines, global_subroutines);
  run.go(charstring, 0);
  return run.result;
}

}  // namespace facteur::formats::pdfa
