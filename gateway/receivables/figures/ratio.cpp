#include "gateway/receivables/figures/ratio.h"

#include <openssl/bn.h>

#include <new>
#include <stdexcept>
#include <utility>

namespace facteur::gateway::receivables::figures {
namespace {

struct FreeNumber {
  void operator()(BIGNUM* number) const { BN_free(number); }
  void operator()(BN_CTX* scratch) const { BN_CTX_free(scratch); }
};
using Number = std::unique_ptr<BIGNUM, FreeNumber>;
using Scratch = std::unique_ptr<BN_CTX, FreeNumber>;

// The library fails for want of memory only.
void must(int done) {
  if (done != 1) throw std::bad_alloc();
}

template <class Pointer>
Pointer made(Pointer pointer) {
  if (!pointer) throw std::bad_alloc();
  return pointer;
}

Number number() {
  return made(Number(BN_new()));
}

Number number(std::int64_t value) {
  static_assert(sizeof(BN_ULONG) == sizeof(std::int64_t));
  Number result = number();
  const auto bits = static_cast<std::uint64_t>(value);
  must(BN_set_word(result.get(), value < 0 ? 0 - bits : bits));
  BN_set_negative(result.get(), value < 0 ? 1 : 0);
  return result;
}

Number copy(const BIGNUM* value) {
  return made(Number(BN_dup(value)));
}

Number product(const BIGNUM* a, const BIGNUM* b) {
  Number result = number();
  const auto scratch = made(Scratch(BN_CTX_new()));
  must(BN_mul(result.get(), a, b, scratch.get()));
  return result;
}

// Rounded towards zero.
Number quotient(const BIGNUM* a, const BIGNUM* b) {
  Number result = number();
  const auto scratch = made(Scratch(BN_CTX_new()));
  must(BN_div(result.get(), nullptr, a, b, scratch.get()));
  return result;
}

Number common_divisor(const BIGNUM* a, const BIGNUM* b) {
  Number result = number();
  const auto scratch = made(Scratch(BN_CTX_new()));
  must(BN_gcd(result.get(), a, b, scratch.get()));
  return result;
}

std::string digits_of(const BIGNUM* value) {
  char* text = made(BN_bn2dec(value));
  std::string digits(text);
  OPENSSL_free(text);
  return digits;
}

Number power_of_ten(unsigned exponent) {
  BIGNUM* result = nullptr;
  const std::string digits = "1" + std::string(exponent, '0');
  if (BN_dec2bn(&result, digits.c_str()) == 0) throw std::bad_alloc();
  return Number(result);
}

}  // namespace

struct Ratio::Parts {
  Number over, under;

  static std::unique_ptr<Parts, Free> of(Number over, Number under) {
    if (BN_is_zero(under.get())) throw std::domain_error("a fraction over zero");
    if (BN_is_negative(under.get())) {
      BN_set_negative(under.get(), 0);
      BN_set_negative(over.get(), BN_is_negative(over.get()) ? 0 : 1);
    }
    const Number divisor = common_divisor(over.get(), under.get());
    return std::unique_ptr<Parts, Free>(
        new Parts{quotient(over.get(), divisor.get()), quotient(under.get(), divisor.get())});
  }
};

void Ratio::Free::operator()(Parts* parts) const {
  delete parts;
}

Ratio::Ratio(std::unique_ptr<Parts, Free> parts) : parts_(std::move(parts)) {}

Ratio::Ratio(std::int64_t whole) : Ratio(whole, 1) {}

Ratio::Ratio(std::int64_t numerator, std::int64_t denominator)
    : parts_(Parts::of(number(numerator), number(denominator))) {}

Ratio::Ratio(const Ratio& other)
    : parts_(new Parts{copy(other.parts_->over.get()), copy(other.parts_->under.get())}) {}

Ratio& Ratio::operator=(Ratio other) noexcept {
  parts_ = std::move(other.parts_);
  return *this;
}

bool Ratio::is_zero() const {
  return BN_is_zero(parts_->over.get());
}

bool Ratio::is_negative() const {
  return BN_is_negative(parts_->over.get()) == 1;
}

std::string Ratio::rounded(unsigned decimals) const {
  // floor((2 * |over| * 10^decimals + under) / (2 * under))
  Number scaled = product(parts_->over.get(), power_of_ten(decimals).get());
  BN_set_negative(scaled.get(), 0);
  must(BN_lshift1(scaled.get(), scaled.get()));
  must(BN_add(scaled.get(), scaled.get(), parts_->under.get()));
  Number twice = number();
  must(BN_lshift1(twice.get(), parts_->under.get()));
  const Number whole = quotient(scaled.get(), twice.get());
  std::string digits = digits_of(whole.get());
  if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
  if (decimals > 0) digits.insert(digits.size() - decimals, 1, '.');
  return is_negative() && !BN_is_zero(whole.get()) ? "-" + digits : digits;
}

Ratio operator+(const Ratio& a, const Ratio& b) {
  Number over = product(a.parts_->over.get(), b.parts_->under.get());
  const Number other = product(b.parts_->over.get(), a.parts_->under.get());
  must(BN_add(over.get(), over.get(), other.get()));
  return Ratio(
      Ratio::Parts::of(std::move(over), product(a.parts_->under.get(), b.parts_->under.get())));
}

Ratio operator-(const Ratio& a, const Ratio& b) {
  return a + b * Ratio(-1);
}

Ratio operator*(const Ratio& a, const Ratio& b) {
  return Ratio(Ratio::Parts::of(product(a.parts_->over.get(), b.parts_->over.get()),
                                product(a.parts_->under.get(), b.parts_->under.get())));
}

Ratio operator/(const Ratio& a, const Ratio& b) {
  return Ratio(Ratio::Parts::of(product(a.parts_->over.get(), b.parts_->under.get()),
                                product(a.parts_->under.get(), b.parts_->over.get())));
}

std::strong_ordering operator<=>(const Ratio& a, const Ratio& b) {
  const Ratio difference = a - b;
  if (difference.is_zero()) return std::strong_ordering::equal;
  return difference.is_negative() ? std::strong_ordering::less : std::strong_ordering::greater;
}

}  // namespace facteur::gateway::receivables::figures
