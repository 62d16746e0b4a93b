#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string_view>

struct evp_md_ctx_st;

namespace pop3kit::archiving {

using sha256_value = std::array<std::uint8_t, 32>;

/// SHA-256 of octets that come in pieces. Throws std::bad_alloc if OpenSSL fails, which it does only for lack of
/// memory.
class sha256 {
 public:
  sha256();
  void update(std::string_view octets);
  [[nodiscard]] sha256_value finish();

 private:
  struct context_deleter {
    void operator()(evp_md_ctx_st* context) const noexcept;
  };
  std::unique_ptr<evp_md_ctx_st, context_deleter> context_;
};

}  // namespace pop3kit::archiving
