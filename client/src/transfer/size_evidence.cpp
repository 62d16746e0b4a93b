#include "transfer/size_evidence.hpp"

#include <pop3kit/errc.hpp>

namespace pop3kit::engine {

void size_evidence::add(std::optional<std::uint64_t> listed) {
  if (listed) ++in_question_[*listed];
}

void size_evidence::remove(std::optional<std::uint64_t> listed) {
  if (!listed) return;
  const auto found = in_question_.find(*listed);
  if (found != in_question_.end() && --found->second == 0) in_question_.erase(found);
}

std::size_t size_evidence::count(std::uint64_t size) const {
  const auto found = in_question_.find(size);
  return found == in_question_.end() ? 0 : found->second;
}

outcome<size_evidence::place> size_evidence::judge(const expected_size& said, bool one_by_one) {
  if (agreement_ == agreement::broken || !said.listed) return place::unknown;
  if (!said.announced) {
    // If the first reply does not agree, later replies are not expected to agree either.
    if (agreement_ == agreement::open) agreement_ = agreement::broken;
    return place::unknown;
  }
  if (*said.announced == *said.listed) {
    if (agreement_ == agreement::inexact) return place::unknown;
    agreement_ = agreement::seen;
    return count(*said.listed) == 1 ? place::right : place::unknown;
  }
  const bool was_open = agreement_ == agreement::open;
  const bool of_another = (was_open || agreement_ == agreement::seen) && count(*said.announced) != 0;
  if (!one_by_one && of_another) return errc::malformed_response;
  if (was_open) {
    agreement_ = agreement::broken;
    return place::unknown;
  }
  // The reply may be out of place, or the listed sizes may be inexact. Other evidence must decide.
  if (!one_by_one) agreement_ = agreement::inexact;
  return place::contradicted;
}

bool size_evidence::may_show(std::optional<std::uint64_t> listed) const {
  return (agreement_ == agreement::open || agreement_ == agreement::seen) && listed && count(*listed) == 1;
}

}  // namespace pop3kit::engine
