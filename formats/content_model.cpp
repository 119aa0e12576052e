#include "formats/content_model.h"

#include <vector>

namespace facteur::formats {
namespace {

using schemas::Grammar;
using schemas::nothing;
using schemas::Particle;
using schemas::Type;

bool is_wildcard(const Particle& particle) {
  return particle.name >= Particle::any_strict;
}

bool matches(const Particle& particle, ElementName child) {
  if (!is_wildcard(particle)) return particle.name == child.name;
  if (particle.type == nothing) return true;
  return child.has_name_space && child.name_space != particle.type;
}

std::uint16_t absolute(const Type& type, std::size_t index) {
  return static_cast<std::uint16_t>(type.first_particle + index);
}

std::uint16_t seen_at(Position position, std::uint16_t particle) {
  return particle == position.at ? position.seen : std::uint16_t{0};
}

Step step_of_misfit(const Grammar& grammar, const Type& type, ElementName child,
                    std::uint16_t& particle) {
  for (std::uint16_t i = 0; i < type.particle_count; ++i) {
    if (child.name == nothing || grammar.particles[absolute(type, i)].name != child.name) continue;
    particle = absolute(type, i);
    return Step::misplaced;
  }
  particle = nothing;
  return Step::unknown;
}

Move misfit(const Grammar& grammar, const Type& type, ElementName child) {
  Move move{Step::unknown, nothing, nothing};
  move.step = step_of_misfit(grammar, type, child, move.particle);
  return move;
}

std::span<const std::uint16_t> successors(const Grammar& grammar, const Type& type,
                                          Position position) {
  const schemas::State& state = grammar.states[type.first_state + position.at];
  return grammar.successors.subspan(state.first_successor, state.successor_count);
}

Move step_automaton(const Grammar& grammar, const Type& type, Position& position,
                    ElementName child) {
  for (const std::uint16_t next : successors(grammar, type, position)) {
    if (!matches(grammar.particles[absolute(type, next)], child)) continue;
    position.at = static_cast<std::uint16_t>(next + 1);
    return {Step::matched, absolute(type, next), nothing};
  }
  return misfit(grammar, type, child);
}

// The particles that may come next, the most telling first; at most `most`.
std::vector<std::uint16_t> next_particles(const Grammar& grammar, const Type& type,
                                          Position position, std::size_t most) {
  std::vector<std::uint16_t> next;
  if (type.first_state != nothing) {
    for (const std::uint16_t i : successors(grammar, type, position)) {
      if (next.size() < most) next.push_back(absolute(type, i));
    }
    return next;
  }
  for (std::uint16_t i = position.at; i < type.particle_count && next.size() < most; ++i) {
    const Particle& particle = grammar.particles[absolute(type, i)];
    if (seen_at(position, i) < particle.maximum) next.push_back(absolute(type, i));
    if (seen_at(position, i) < particle.minimum) break;
  }
  return next;
}

}  // namespace

Move step(const Grammar& grammar, const Type& type, Position& position, ElementName child) {
  if (type.first_state != nothing) return step_automaton(grammar, type, position, child);
  std::uint16_t missing = nothing;
  for (std::uint16_t i = position.at; i < type.particle_count; ++i) {
    const Particle& particle = grammar.particles[absolute(type, i)];
    const std::uint16_t seen = seen_at(position, i);
    if (matches(particle, child)) {
      if (particle.maximum != schemas::unbounded && seen >= particle.maximum) {
        return {Step::repeated, absolute(type, i), nothing};
      }
      position = {i, seen == nothing ? seen : static_cast<std::uint16_t>(seen + 1)};
      return {missing == nothing ? Step::matched : Step::skipped, absolute(type, i), missing};
    }
    if (missing == nothing && seen < particle.minimum) missing = absolute(type, i);
  }
  return misfit(grammar, type, child);
}

std::uint16_t missing_at_end(const Grammar& grammar, const Type& type, Position position) {
  if (type.first_state != nothing) {
    if (grammar.states[type.first_state + position.at].accepting) return nothing;
    return absolute(type, successors(grammar, type, position).front());
  }
  for (std::uint16_t i = position.at; i < type.particle_count; ++i) {
    if (seen_at(position, i) < grammar.particles[absolute(type, i)].minimum) {
      return absolute(type, i);
    }
  }
  return nothing;
}

std::string expected_next(const Grammar& grammar, const Type& type, Position position,
                          std::string_view last) {
  constexpr std::size_t most = 6;
  const auto next = next_particles(grammar, type, position, most);
  std::string text;
  for (std::size_t i = 0; i < next.size(); ++i) {
    if (i > 0) text += i + 1 == next.size() ? last : ", ";
    text += shown_name(grammar, next[i]);
  }
  return text;
}

std::string_view shown_name(const Grammar& grammar, std::uint16_t particle) {
  const Particle& row = grammar.particles[particle];
  return is_wildcard(row) ? std::string_view("*") : grammar.names[row.name].qualified;
}

}  // namespace facteur::formats
