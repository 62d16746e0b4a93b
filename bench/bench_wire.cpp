// The speed of the grammar, compared with memcpy and memchr over the same octets.
#include <benchmark/benchmark.h>

#include <cstring>
#include <string>
#include <vector>

#include "support/contest.hpp"
#include "support/stored_mailbox.hpp"
#include "wire/dot_decoder.hpp"
#include "wire/dot_encoder.hpp"
#include "wire/input_buffer.hpp"
#include "wire/listing.hpp"

namespace {

namespace wire = pop3kit::wire;

constexpr std::size_t message_octets = 1 << 20;
constexpr std::size_t window_octets = 256 * 1024;
constexpr std::size_t listing_entries = 100'000;

/// Returns a byte-stuffed body with its terminator, as RETR sends it. Every fiftieth line begins with a dot.
const std::string& stuffed_body() {
  static const std::string body = [] {
    const bench::stored_mailbox mailbox(1, message_octets);
    const std::string_view response = mailbox.retr(0);
    return std::string(response.substr(response.find('\n') + 1));
  }();
  return body;
}

/// Reports octets per second, and the octets of one pass.
void count_octets(benchmark::State& state, std::size_t octets) {
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(octets));
}

// Decoding works in place, so each round needs a copy of the input. This memcpy is the floor of the measurement.
void copy_only(benchmark::State& state) {
  const std::string& body = stuffed_body();
  std::vector<char> window(body.size());
  for (auto _ : state) {
    std::memcpy(window.data(), body.data(), body.size());
    benchmark::DoNotOptimize(window.data());
    benchmark::ClobberMemory();
  }
  count_octets(state, body.size());
}

void find_line_ends(benchmark::State& state) {
  const std::string& body = stuffed_body();
  for (auto _ : state) {
    std::size_t lines = 0;
    for (std::size_t at = body.find('\n'); at != std::string::npos; at = body.find('\n', at + 1)) ++lines;
    benchmark::DoNotOptimize(lines);
  }
  count_octets(state, body.size());
}

void unstuff(benchmark::State& state) {
  const std::string& body = stuffed_body();
  std::vector<char> window(window_octets);
  for (auto _ : state) {
    wire::dot_decoder decoder;
    std::size_t kept = 0;
    std::size_t produced = 0;
    for (std::size_t at = 0; at < body.size();) {
      const std::size_t taken = std::min(window.size() - kept, body.size() - at);
      std::memcpy(window.data() + kept, body.data() + at, taken);
      at += taken;
      const auto step = decoder.decode(std::span(window).first(kept + taken));
      produced += step.produced;
      kept = kept + taken - step.consumed;
      std::memmove(window.data(), window.data() + step.consumed, kept);
    }
    benchmark::DoNotOptimize(produced);
  }
  count_octets(state, body.size());
}

void stuff(benchmark::State& state) {
  const std::string& body = stuffed_body();
  std::string out;
  for (auto _ : state) {
    out.clear();
    wire::dot_encoder encoder;
    encoder.append(out, body);
    encoder.finish(out);
    benchmark::DoNotOptimize(out.data());
  }
  count_octets(state, body.size());
}

void parse_scan_listing(benchmark::State& state) {
  const bench::stored_mailbox mailbox(listing_entries, 512);
  const std::string_view listing = mailbox.list();
  for (auto _ : state) {
    std::uint64_t octets = 0;
    wire::input_buffer input(listing.size(), listing.size());
    const auto room = input.prepare();
    std::memcpy(room.data(), listing.data(), listing.size());
    input.commit(listing.size());
    for (auto line = input.take_line(512); line && *line; line = input.take_line(512))
      if (const auto entry = wire::parse_scan_listing((*line)->text)) octets += entry->octets.value_or(0);
    benchmark::DoNotOptimize(octets);
  }
  count_octets(state, listing.size());
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(listing_entries));
}

BENCHMARK(copy_only);
BENCHMARK(find_line_ends);
BENCHMARK(unstuff);
BENCHMARK(stuff);
BENCHMARK(parse_scan_listing);

}  // namespace

int main(int count, char** arguments) {
  return bench::run_contests(count, arguments);
}
