#include "session/command_turn.hpp"

#include <algorithm>
#include <utility>

#include "scenario/keywords.hpp"
#include "text/ascii.hpp"
#include "wire/listing.hpp"

namespace pop3kit::serving {

void command_turn::begin(std::string_view line) {
  const std::size_t space = std::min(line.find(' '), line.size());
  keyword_.assign(line.substr(0, space));
  std::ranges::transform(keyword_, keyword_.begin(), text::to_upper);
  verb_ = wire::find_verb(keyword_);
  argument_ = line.substr(std::min(space + 1, line.size()));
}

void command_turn::begin_greeting() {
  keyword_ = greeting_keyword;
  verb_.reset();
  argument_ = {};
  line_ = greeting_keyword;
}

void command_turn::begin_unreadable() {
  keyword_.clear();
  verb_.reset();
  hides_keyword_ = false;
  argument_ = {};
  line_.clear();
}

std::string_view command_turn::keep_line(std::string_view line) {
  line_.assign(line);
  argument_ = std::string_view(line_).substr(std::min(keyword_.size() + 1, line_.size()));
  return line_;
}

std::optional<std::uint64_t> command_turn::number() const {
  const auto parsed = wire::parse_number(first_word());
  return parsed.has_value() ? std::optional<std::uint64_t>(*parsed) : std::nullopt;
}

void command_turn::forget_wishes() {
  plan_.reset();
  delay_ = {};
  gate_.reset();
}

void command_turn::say_nothing(net::close_kind how) {
  response_plan& plan = ensure_plan();
  plan.reply = std::string();
  plan.silent = true;
  plan.close = how;
}

void command_turn::wait_for(net::duration delay, std::optional<std::string> gate) {
  delay_ = delay;
  gate_ = std::move(gate);
}

}  // namespace pop3kit::serving
