#include "wire/dot_decoder.hpp"

#include <cstddef>
#include <span>
#include <string>

#include "holds.hpp"

namespace {

using pop3kit::wire::dot_decoder;
using pop3kit::wire::line_ends;

struct decoded {
  decoded() = default;
  std::string body;
  std::size_t consumed = 0;
  bool finished = false;
};

/// Feeds `piece` more octets at a time, each time with what the decoder left.
decoded decode(const std::string& octets, line_ends ends, std::size_t piece) {
  dot_decoder decoder{ends};
  decoded all;
  std::string held;
  std::size_t fed = 0;
  while (!all.finished && fed < octets.size()) {
    const auto more = std::min(piece, octets.size() - fed);
    held.append(octets, fed, more);
    fed += more;
    const auto step = decoder.decode(std::span<char>(held));
    pop3kit::fuzz::holds(step.produced <= step.consumed && step.consumed <= held.size());
    all.body.append(held, 0, step.produced);
    all.consumed += step.consumed;
    all.finished = step.finished;
    held.erase(0, step.consumed);
    pop3kit::fuzz::holds(all.finished || held.size() <= 3);
  }
  return all;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string octets(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto ends = data[0] % 2 == 0 ? line_ends::crlf : line_ends::lf;
  const auto whole = decode(octets, ends, octets.size() + 1);
  const auto pieces = decode(octets, ends, 1 + data[0] / 2U);
  pop3kit::fuzz::holds(whole.body == pieces.body && whole.consumed == pieces.consumed &&
                       whole.finished == pieces.finished);
  return 0;
}
