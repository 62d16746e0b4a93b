#include "session/connection_end.hpp"

#include <utility>

namespace pop3kit::serving {

end_manner manner_of(net::close_kind kind) noexcept {
  switch (kind) {
    case net::close_kind::orderly:
      return end_manner::orderly;
    case net::close_kind::half:
      return end_manner::half;
    case net::close_kind::reset:
      return end_manner::reset;
  }
  return end_manner::orderly;
}

void connection_end::decide(end_reason why, end_manner how, std::string_view detail) {
  explain(why, detail);
  switch (how) {
    case end_manner::orderly:
      manner_ = net::close_kind::orderly;
      break;
    case end_manner::half:
      manner_ = net::close_kind::half;
      break;
    case end_manner::reset:
      manner_ = net::close_kind::reset;
      break;
    case end_manner::broken:
      broken_ = true;
      break;
  }
}

void connection_end::explain(end_reason why, std::string_view detail) {
  if (reason_ != end_reason::none) return;
  reason_ = why;
  detail_ = detail;
}

void connection_end::break_with(end_reason why, std::string detail) {
  reason_ = why;
  detail_ = std::move(detail);
  broken_ = true;
}

std::string connection_end::text() const {
  return detail_.empty() ? std::string(to_string(reason_)) : detail_;
}

}  // namespace pop3kit::serving
