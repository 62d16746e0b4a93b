#include <array>
#include <string_view>

#include "dice.hpp"
#include "plan.hpp"

namespace pop3kit::proof {

namespace {

using namespace std::string_view_literals;

/// Lines that a careless reader takes for something else.
constexpr std::array lines{
    "."sv,      ".."sv,     "..."sv,   ".leading"sv, ". "sv,       "\t."sv,           ""sv,     " "sv,
    "a\rb"sv,   "\r."sv,    "a\nb"sv,  "\0"sv,       "\xff\xfe"sv, "From somebody"sv, "a\n."sv, "ordinary text"sv,
    "a.b.c."sv, "+OKnot"sv, "1 120"sv,
};

void append_line(std::string& out, dice& chance) {
  constexpr std::size_t long_line = 9000;
  if (chance.one_in(30)) {
    out.append(chance.between(1, long_line), static_cast<char>('a' + chance.below(26)));
  } else {
    out.append(chance.of(lines));
  }
  out.append("\r\n");
}

}  // namespace

stored_message make_message(dice& chance, std::uint64_t ordinal) {
  const std::string id = "m" + std::to_string(ordinal) + "-" + std::to_string(chance.below(1000));
  std::string octets;
  // A dot as the very first octet, and no header at all, are what readers stumble over.
  if (chance.one_in(6)) octets = ".";
  octets += "X-Id: " + id + "\r\n\r\n";
  std::uint64_t count = chance.below(12);
  if (chance.one_in(12)) count = chance.below(400);
  for (std::uint64_t line = 0; line < count; ++line) append_line(octets, chance);
  return {id, octets};
}

}  // namespace pop3kit::proof
