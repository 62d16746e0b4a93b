#include "scenario/nearest.hpp"

#include <algorithm>
#include <vector>

namespace pop3kit::serving {
namespace {

char lower(char letter) {
  return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter;
}

/// The Damerau-Levenshtein distance: a swap of two adjacent letters counts once.
std::size_t distance(std::string_view left, std::string_view right) {
  std::vector<std::size_t> before_last(right.size() + 1);
  std::vector<std::size_t> last(right.size() + 1);
  std::vector<std::size_t> row(right.size() + 1);
  for (std::size_t column = 0; column <= right.size(); ++column) row[column] = column;
  for (std::size_t line = 1; line <= left.size(); ++line) {
    before_last.swap(last);
    last.swap(row);
    row[0] = line;
    for (std::size_t column = 1; column <= right.size(); ++column) {
      const auto here = lower(left[line - 1]);
      const auto there = lower(right[column - 1]);
      row[column] = std::min({last[column] + 1, row[column - 1] + 1, last[column - 1] + (here == there ? 0U : 1U)});
      const bool swapped = line > 1 && column > 1 && here == lower(right[column - 2]) && lower(left[line - 2]) == there;
      if (swapped) row[column] = std::min(row[column], before_last[column - 2] + 1);
    }
  }
  return row.back();
}

}  // namespace

std::optional<std::string_view> nearest(std::string_view word, std::span<const std::string_view> candidates) {
  constexpr std::size_t longest_word = 64;
  if (word.empty() || word.size() > longest_word) return std::nullopt;
  std::optional<std::string_view> best;
  auto best_distance = std::max<std::size_t>(1, (word.size() + 1) / 3) + 1;
  for (const auto candidate : candidates) {
    const auto far = word.size() > 1 && candidate.starts_with(word) ? 1 : distance(word, candidate);
    if (far >= best_distance || far >= std::max(word.size(), candidate.size())) continue;
    best = candidate;
    best_distance = far;
  }
  return best;
}

std::string did_you_mean(std::string_view word, std::span<const std::string_view> candidates) {
  if (const auto found = nearest(word, candidates)) return "; did you mean '" + std::string{*found} + "'?";
  if (candidates.empty()) return {};
  std::string out = "; expected ";
  for (std::size_t index = 0; index < candidates.size(); ++index) {
    if (index > 0) out.append(index + 1 == candidates.size() ? " or " : ", ");
    out.append("'").append(candidates[index]).append("'");
  }
  return out;
}

}  // namespace pop3kit::serving
