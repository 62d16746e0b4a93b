#include "response/buffer_pool.hpp"

#include <utility>

namespace pop3kit::serving {
namespace {

constexpr std::size_t scratch_octets = 32 * 1024;
constexpr std::size_t kept_buffers = 16;
constexpr std::size_t kept_buffer_octets = 512 * 1024;

}  // namespace

buffer_pool::buffer_pool() : scratch_(scratch_octets) {}

std::string buffer_pool::borrow() {
  if (buffers_.empty()) return {};
  std::string lent = std::move(buffers_.back());
  buffers_.pop_back();
  return lent;
}

void buffer_pool::give_back(std::string&& buffer) {
  if (buffers_.size() >= kept_buffers || buffer.capacity() > kept_buffer_octets) {
    std::string{}.swap(buffer);
    return;
  }
  buffer.clear();
  buffers_.push_back(std::move(buffer));
}

}  // namespace pop3kit::serving
