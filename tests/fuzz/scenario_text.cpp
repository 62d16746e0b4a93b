// Any text is a scenario or is refused with a reason; none hangs, eats the memory or gets out of its box.
#include <cstdint>
#include <pop3kit/scenario.hpp>
#include <string_view>

#include "holds.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace pop3kit;
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  const auto parsed = scenario::parse(text, "fuzzed.lua", "/nonexistent");
  if (parsed) return 0;
  fuzz::holds(parsed.error().code() == errc::invalid_scenario || parsed.error().code() == errc::file_unreadable);
  fuzz::holds(!parsed.error().detail().empty());
  return 0;
}
