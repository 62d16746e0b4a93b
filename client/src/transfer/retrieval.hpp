#pragma once

#include <cstdint>
#include <optional>
#include <pop3kit/async_client.hpp>

#include "link/dialogue.hpp"
#include "transfer/body_account.hpp"

namespace pop3kit::engine {

/// The message to fetch, and what is known about it.
struct retrieval_plan {
  std::uint64_t number = 0;
  std::optional<std::uint64_t> listed_octets;
  std::uint64_t most_octets = 0;
};

/// RETR for one message, into a sink.
class retrieval : public dialogue {
 public:
  /// The sink must outlive it.
  retrieval(const retrieval_plan& plan, const octet_sink& sink) : plan_(plan), sink_(sink) {}

  std::optional<request> next(std::string& out) override;
  outcome<> on_status(const answer& status) override;
  outcome<> on_octets(std::span<const char> octets, body_piece which) override;
  [[nodiscard]] bool falls_short(std::uint64_t /*octets*/) const override { return account_.falls_short(); }
  outcome<> on_end() override;
  [[nodiscard]] const failure* cause() const override { return cause_ ? &*cause_ : nullptr; }

  [[nodiscard]] const std::optional<failure>& refused() const noexcept { return refused_; }
  /// Returns what arrived. Valid after the reply.
  [[nodiscard]] const body_account& account() const noexcept { return account_; }

 private:
  retrieval_plan plan_;
  const octet_sink& sink_;
  body_account account_;
  std::optional<failure> refused_;
  std::optional<failure> cause_;
  bool sent_ = false;
};

}  // namespace pop3kit::engine
