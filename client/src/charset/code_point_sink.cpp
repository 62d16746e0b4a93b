#include "charset/code_point_sink.hpp"

namespace pop3kit::engine {

void code_point_sink::put(char32_t code_point) {
  const auto add = [this](char32_t octet) { out_->push_back(static_cast<char>(octet)); };
  if (code_point < 0x80) {
    add(code_point);
  } else if (code_point < 0x800) {
    add(0xC0 | (code_point >> 6U));
    add(0x80 | (code_point & 0x3F));
  } else if (code_point < 0x10000) {
    add(0xE0 | (code_point >> 12U));
    add(0x80 | ((code_point >> 6U) & 0x3F));
    add(0x80 | (code_point & 0x3F));
  } else {
    add(0xF0 | (code_point >> 18U));
    add(0x80 | ((code_point >> 12U) & 0x3F));
    add(0x80 | ((code_point >> 6U) & 0x3F));
    add(0x80 | (code_point & 0x3F));
  }
}

void code_point_sink::fail() {
  clean_ = false;
  out_->append(replacement_character);
}

}  // namespace pop3kit::engine
