// Exact fractions of whole numbers of any size. A figure is computed as one fraction and rounded
// once, where it is written.
//
// Values are immutable; every function is pure and safe from any thread.
#pragma once

#include <compare>
#include <cstdint>
#include <memory>
#include <string>

namespace facteur::gateway::receivables::figures {

class Ratio {
 public:
  Ratio() : Ratio(0) {}
  // NOLINTNEXTLINE(google-explicit-constructor): a whole number is a fraction, and reads as one.
  Ratio(std::int64_t whole);
  // Throws std::domain_error when the denominator is zero, as does division by zero.
  Ratio(std::int64_t numerator, std::int64_t denominator);
  Ratio(const Ratio& other);
  Ratio(Ratio&&) noexcept = default;
  Ratio& operator=(Ratio other) noexcept;
  ~Ratio() = default;

  bool is_zero() const;
  bool is_negative() const;

  // Exactly this many decimals; halves away from zero: 76.325 becomes "76.33", -0.004 "0.00".
  std::string rounded(unsigned decimals) const;

  friend Ratio operator+(const Ratio& a, const Ratio& b);
  friend Ratio operator-(const Ratio& a, const Ratio& b);
  friend Ratio operator*(const Ratio& a, const Ratio& b);
  friend Ratio operator/(const Ratio& a, const Ratio& b);
  Ratio& operator+=(const Ratio& other) { return *this = *this + other; }

  friend std::strong_ordering operator<=>(const Ratio& a, const Ratio& b);
  friend bool operator==(const Ratio& a, const Ratio& b) { return (a <=> b) == 0; }

 private:
  struct Parts;  // lowest terms, denominator positive
  struct Free {
    void operator()(Parts* parts) const;
  };
  explicit Ratio(std::unique_ptr<Parts, Free> parts);

  std::unique_ptr<Parts, Free> parts_;
};

}  // namespace facteur::gateway::receivables::figures
