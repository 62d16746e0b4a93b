#include <algorithm>
#include <pop3kit/server_report.hpp>

namespace pop3kit {

const char* to_string(expectation_state state) noexcept {
  switch (state) {
    case expectation_state::open:
      return "open";
    case expectation_state::met:
      return "met";
    case expectation_state::failed:
      return "failed";
  }
  return "";
}

bool server_report::good() const noexcept {
  const auto met = [](const expectation_report& each) { return each.state == expectation_state::met; };
  return script_errors.empty() && std::ranges::all_of(expectations, met) && (!strict || unfired_rules.empty());
}

bool server_report::settled() const noexcept {
  const auto failed = [](const expectation_report& each) { return each.state == expectation_state::failed; };
  return good() || !script_errors.empty() || std::ranges::any_of(expectations, failed);
}

}  // namespace pop3kit
