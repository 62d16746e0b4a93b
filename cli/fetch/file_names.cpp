#include "fetch/file_names.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <map>
#include <set>
#include <string_view>

#include "arguments/percent.hpp"

namespace pop3kit::command {
namespace {

/// RFC 1939 allows 70 octets, at most 210 here. Longer ones would pass what file systems take.
constexpr std::size_t longest_name = 210;

/// FNV-1a: stable from run to run, so that the same message has the same name tomorrow.
std::uint64_t digest(std::string_view octets) {
  std::uint64_t value = 0xCBF29CE484222325ULL;
  for (const char octet : octets) value = (value ^ static_cast<std::uint8_t>(octet)) * 0x100000001B3ULL;
  return value;
}

std::string name_of(const unique_id& id) {
  std::string name = percent_escaped_name(id.str());
  if (name.size() <= longest_name) return name;
  name.resize(longest_name - 24);
  return fmt::format("{}~{:016x}", name, digest(id.str()));
}

std::string number_of(const fetch_target& target) {
  const sequence_number* given = target.which.number();
  const sequence_number fallback = given == nullptr ? 0 : *given;
  return fmt::format("{}", target.number.value_or(fallback));
}

}  // namespace

void name_targets(std::vector<fetch_target>& targets) {
  std::map<unique_id, std::set<std::string>> numbers_by_id;
  for (const fetch_target& each : targets) {
    if (each.id) numbers_by_id[*each.id].insert(number_of(each));
  }
  std::set<std::string> taken;
  for (fetch_target& each : targets) {
    const bool own = each.id && numbers_by_id[*each.id].size() == 1;
    each.name = own ? name_of(*each.id) : number_of(each);
    // A number may be another message's unique-id.
    for (int ordinal = 2; !taken.insert(each.name).second; ++ordinal) {
      each.name = fmt::format("{}~{}", number_of(each), ordinal);
    }
  }
}

}  // namespace pop3kit::command
