#include "formats/sequence.h"

#include <vector>

namespace facteur::formats {
namespace {

using schemas::nothing;
using schemas::Particle;

bool matches(const Particle& particle, std::uint16_t name, bool has_name_space,
             std::uint16_t name_space) {
  if (particle.name != nothing) return particle.name == name;
  return has_name_space && name_space != particle.type;  // a wildcard
}

std::span<const Particle> particles_of(const schemas::Grammar& grammar, const schemas::Type& type) {
  return grammar.particles.subspan(type.first_particle, type.particle_count);
}

void count(Position& position) {
  if (position.seen < 0xFFFE) ++position.seen;
}

}  // namespace

Move step(const schemas::Grammar& grammar, const schemas::Type& type, Position& position,
          std::uint16_t name, bool has_name_space, std::uint16_t name_space) {
  const auto particles = particles_of(grammar, type);
  std::uint16_t missing = nothing;
  for (std::uint16_t i = position.particle; i < particles.size(); ++i) {
    const Particle& particle = particles[i];
    const std::uint16_t seen = i == position.particle ? position.seen : std::uint16_t{0};
    if (matches(particle, name, has_name_space, name_space)) {
      if (particle.maximum != schemas::unbounded && seen >= particle.maximum) {
        return {Step::repeated, i, nothing};
      }
      position.particle = i;
      position.seen = seen;
      count(position);
      return {missing == nothing ? Step::matched : Step::skipped, i, missing};
    }
    if (missing == nothing && seen < particle.minimum) missing = i;
  }
  for (std::uint16_t i = 0; i < position.particle && i < particles.size(); ++i) {
    if (particles[i].name == name && name != nothing) return {Step::misplaced, i, nothing};
  }
  return {Step::unknown, nothing, nothing};
}

std::uint16_t missing_at_end(const schemas::Grammar& grammar, const schemas::Type& type,
                             Position position) {
  const auto particles = particles_of(grammar, type);
  for (std::uint16_t i = position.particle; i < particles.size(); ++i) {
    const std::uint16_t seen = i == position.particle ? position.seen : std::uint16_t{0};
    if (seen < particles[i].minimum) return i;
  }
  return nothing;
}

std::string expected_next(const schemas::Grammar& grammar, const schemas::Type& type,
                          Position position, std::string_view last) {
  constexpr std::size_t most = 6;
  const auto particles = particles_of(grammar, type);
  std::vector<std::string_view> names;
  for (std::uint16_t i = position.particle; i < particles.size() && names.size() < most; ++i) {
    const Particle& particle = particles[i];
    const std::uint16_t seen = i == position.particle ? position.seen : std::uint16_t{0};
    if (seen < particle.maximum) {
      names.push_back(particle.name == nothing ? "*" : grammar.names[particle.name].qualified);
    }
    if (seen < particle.minimum) break;
  }
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text += i + 1 == names.size() ? last : ", ";
    text += names[i];
  }
  return text;
}

}  // namespace facteur::formats
