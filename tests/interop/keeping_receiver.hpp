#pragma once

#include <gtest/gtest.h>

#include <map>
#include <pop3kit/message_receiver.hpp>
#include <string>

namespace pop3kit::interop {

/// Keeps every message by its number, and insists that each comes once.
class keeping_receiver final : public message_receiver {
 public:
  result<> begin(const message_info& which) override {
    under_way_[&which].clear();
    return {};
  }
  result<> octets(const message_info& which, std::span<const char> piece) override {
    under_way_[&which].append(piece.data(), piece.size());
    return {};
  }
  result<> end(const message_info& which, const result<>& outcome) override {
    if (outcome) {
      EXPECT_TRUE(whole.emplace(which.sequence_number, std::move(under_way_[&which])).second) << "twice";
    }
    under_way_.erase(&which);
    return {};
  }

  std::map<sequence_number, std::string> whole;

 private:
  std::map<const message_info*, std::string> under_way_;
};

}  // namespace pop3kit::interop
