#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <pop3kit/message_receiver.hpp>
#include <string>
#include <utility>
#include <vector>

namespace pop3kit::testing {

/// Keeps what it is handed, and insists on the order of the calls.
class recording_receiver final : public message_receiver {
 public:
  void expect(std::uint64_t messages, std::uint64_t octets) override {
    expected_messages = messages;
    expected_octets = octets;
  }
  result<> begin(const message_info& which) override {
    EXPECT_TRUE(under_way_.emplace(&which, "").second) << "begun twice";
    return {};
  }
  result<> octets(const message_info& which, std::span<const char> piece) override {
    under_way_.at(&which).append(piece.data(), piece.size());
    if (full) return failure(errc::file_unwritable, "no room");
    return {};
  }
  result<> end(const message_info& which, const result<>& outcome) override {
    std::string octets;
    if (const auto found = under_way_.find(&which); found != under_way_.end()) {
      octets = std::move(found->second);
      under_way_.erase(found);
    }
    if (outcome) {
      EXPECT_TRUE(whole.emplace(which.sequence_number, octets).second) << "handed over twice";
      order.push_back(which.sequence_number);
    } else {
      failed.push_back(outcome.error().code());
    }
    return {};
  }

  /// Begun and not ended.
  [[nodiscard]] std::size_t under_way() const noexcept { return under_way_.size(); }

  std::map<std::uint64_t, std::string> whole;
  std::vector<std::uint64_t> order;
  std::vector<boost::system::error_code> failed;
  std::uint64_t expected_messages = 0;
  std::uint64_t expected_octets = 0;
  bool full = false;

 private:
  std::map<const message_info*, std::string> under_way_;
};

}  // namespace pop3kit::testing
