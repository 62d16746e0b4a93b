// Octets decode to the same body whole and in pieces, and what is encoded decodes to itself.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "holds.hpp"
#include "wire/dot_decoder.hpp"
#include "wire/dot_encoder.hpp"

namespace {

using namespace pop3kit;
using fuzz::holds;

struct decoding {
  std::string body;
  std::string rest;
  bool finished = false;
  friend bool operator==(const decoding&, const decoding&) = default;
};

decoding decode(std::string_view input, std::size_t piece_octets, wire::line_ends ends) {
  wire::dot_decoder decoder{ends};
  decoding made;
  while (!input.empty() && !made.finished) {
    const std::size_t now = std::min(piece_octets, input.size());
    made.rest.append(input.substr(0, now));
    input.remove_prefix(now);
    const auto step = decoder.decode(made.rest);
    holds(step.produced <= step.consumed && step.consumed <= made.rest.size());
    made.body.append(made.rest, 0, step.produced);
    made.rest.erase(0, step.consumed);
    made.finished = step.finished;
  }
  made.rest.append(input);
  return made;
}

std::string encode(std::string_view body, std::size_t piece_octets) {
  wire::dot_encoder encoder;
  std::string out;
  for (std::size_t i = 0; i < body.size(); i += piece_octets) encoder.append(out, body.substr(i, piece_octets));
  encoder.finish(out);
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const std::size_t piece_octets = std::size_t{data[0]} + 1;
  const auto ends = (data[1] & 1U) != 0 ? wire::line_ends::lf : wire::line_ends::crlf;
  const std::string input(data + 2, data + size);

  holds(decode(input, input.size() + 1, ends) == decode(input, piece_octets, ends));

  const std::string encoded = encode(input, input.size() + 1);
  holds(encoded == encode(input, piece_octets));
  const std::string line_end = input.empty() || input.ends_with("\r\n") ? "" : "\r\n";
  const decoding expected{input + line_end, "", true};
  holds(decode(encoded, piece_octets, wire::line_ends::crlf) == expected);
  return 0;
}
