#include "scenario/keywords.hpp"

#include "wire/verb.hpp"

namespace pop3kit::serving {

bool is_known_command(std::string_view keyword) noexcept {
  return keyword == last_keyword || wire::find_verb(keyword).has_value();
}

}  // namespace pop3kit::serving
