#include "charset/code_point_sink.hpp"
#include "text/utf8.hpp"

namespace pop3kit::engine {

void code_point_sink::put(char32_t code_point) {
  text::append_utf8(*out_, code_point);
}

void code_point_sink::fail() {
  clean_ = false;
  out_->append(text::replacement_character);
}

}  // namespace pop3kit::engine
