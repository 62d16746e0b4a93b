#include <algorithm>
#include <pop3kit/capabilities.hpp>
#include <utility>

#include "text/ascii.hpp"
#include "wire/listing.hpp"

namespace pop3kit {

namespace {

bool has_parameter(const capabilities::entry& of, std::string_view wanted) {
  return std::ranges::any_of(of.parameters,
                             [wanted](const std::string& each) { return text::equal_ignoring_case(each, wanted); });
}

/// Reads "30" or "30 USER". Returns nothing if there is no number, or if other text follows it.
std::optional<std::uint64_t> number_of(const capabilities::entry& told) {
  const bool plausible = told.parameters.size() == 1 || (told.parameters.size() == 2 && has_parameter(told, "USER"));
  if (!plausible) return std::nullopt;
  const outcome<std::uint64_t> number = wire::parse_number(told.parameters.front());
  return number ? std::optional(*number) : std::nullopt;
}

}  // namespace

const capabilities::entry* capabilities::find(std::string_view tag) const noexcept {
  const auto found = std::ranges::find_if(
      entries_, [tag](const entry& candidate) { return text::equal_ignoring_case(candidate.tag, tag); });
  return found == entries_.end() ? nullptr : &*found;
}

bool capabilities::has(std::string_view tag) const noexcept {
  return find(tag) != nullptr;
}

std::vector<std::string> capabilities::sasl_mechanisms() const {
  const entry* const sasl = find("SASL");
  if (sasl == nullptr) return {};
  std::vector<std::string> names = sasl->parameters;
  for (std::string& name : names) std::ranges::transform(name, name.begin(), text::to_upper);
  return names;
}

std::optional<std::string> capabilities::implementation() const {
  const entry* const told = find("IMPLEMENTATION");
  if (told == nullptr) return std::nullopt;
  std::string words;
  for (const std::string& word : told->parameters) {
    if (!words.empty()) words.push_back(' ');
    words.append(word);
  }
  return words;
}

std::optional<retention> capabilities::expire() const {
  const entry* const told = find("EXPIRE");
  if (told == nullptr || told->parameters.empty()) return std::nullopt;
  retention kept;
  kept.differs_by_user = has_parameter(*told, "USER");
  if (text::equal_ignoring_case(told->parameters.front(), "NEVER")) return kept;
  kept.days = number_of(*told);
  return kept.days ? std::optional(kept) : std::nullopt;
}

std::optional<login_interval> capabilities::login_delay() const {
  const entry* const told = find("LOGIN-DELAY");
  const std::optional<std::uint64_t> seconds = told == nullptr ? std::nullopt : number_of(*told);
  constexpr auto most = static_cast<std::uint64_t>(std::chrono::seconds::max().count());
  if (!seconds || *seconds > most) return std::nullopt;
  login_interval between;
  between.least = std::chrono::seconds(static_cast<std::chrono::seconds::rep>(*seconds));
  between.differs_by_user = has_parameter(*told, "USER");
  return between;
}

bool capabilities::utf8_credentials() const noexcept {
  const entry* const told = find("UTF8");
  return told != nullptr && has_parameter(*told, "USER");
}

capabilities capabilities::without(const std::vector<std::string>& names) const {
  std::vector<entry> left = entries_;
  for (const std::string& name : names) {
    const std::size_t space = name.find(' ');
    const std::string_view tag = std::string_view(name).substr(0, space);
    const std::string_view parameter =
        space == std::string::npos ? std::string_view() : std::string_view(name).substr(space + 1);
    const auto is_meant = [tag](const entry& each) { return text::equal_ignoring_case(each.tag, tag); };
    if (parameter.empty()) {
      std::erase_if(left, is_meant);
      continue;
    }
    for (entry& each : left) {
      if (!is_meant(each)) continue;
      std::erase_if(each.parameters,
                    [parameter](const std::string& one) { return text::equal_ignoring_case(one, parameter); });
    }
  }
  return capabilities(std::move(left));
}

}  // namespace pop3kit
