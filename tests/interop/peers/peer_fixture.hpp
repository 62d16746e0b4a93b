#pragma once

#include <gmock/gmock.h>
#include <unistd.h>

#include <pop3kit/client.hpp>
#include <string>
#include <tuple>
#include <vector>

#include "interop/awkward_mail.hpp"
#include "interop/dovecot_fixture.hpp"
#include "interop/octets.hpp"
#include "peer.hpp"

namespace pop3kit::interop {

using peer_and_protection = std::tuple<peer_kind, security>;

/// Courier and popa3d live in a root directory of their own, Cyrus becomes the user that owns the mail.
inline void need_root() {
  ASSERT_EQ(::geteuid(), 0U) << "only root can start these servers";
}

/// A few dozen messages on a server of the test's own.
class peer_test : public ::testing::TestWithParam<peer_and_protection> {
 protected:
  static constexpr std::size_t message_count = 40;

  void SetUp() override {
    ASSERT_NO_FATAL_FAILURE(need_root());
    files_ = awkward_mail(message_count);
    for (const auto& file : files_) served_.push_back(kind().served(kind().kept(file)));
    server_ = kind().start(files_);
  }

  [[nodiscard]] static const peer_kind& kind() { return std::get<peer_kind>(GetParam()); }
  /// What a refusal of a message that does not exist is: popa3d gives no reason for it.
  [[nodiscard]] static errc unknown_message() {
    return kind().name == "popa3d" ? errc::refused : errc::no_such_message;
  }
  [[nodiscard]] client_options options() const {
    auto made = server_->options(std::get<security>(GetParam()));
    made.utf8 = kind().utf8;
    return made;
  }

  /// What message `number` is on the wire.
  [[nodiscard]] const std::string& served(std::size_t number) const { return served_.at(number - 1); }
  /// What the server should keep of these files.
  [[nodiscard]] static std::vector<std::string> kept(const std::vector<std::string>& files) {
    std::vector<std::string> all;
    for (const auto& file : files) all.push_back(kind().kept(file));
    return all;
  }

  std::vector<std::string> files_;
  std::vector<std::string> served_;
  std::unique_ptr<peer> server_;
};

inline std::vector<peer_and_protection> each_protection_of(const peer_kind& kind) {
  std::vector<peer_and_protection> all;
  for (const auto how : kind.protections) all.emplace_back(kind, how);
  return all;
}

inline std::string peer_protection_name(const ::testing::TestParamInfo<peer_and_protection>& test) {
  return protection_name({std::get<security>(test.param), test.index});
}

#define EACH_PEER(suite)                                                                                              \
  INSTANTIATE_TEST_SUITE_P(courier, suite, ::testing::ValuesIn(each_protection_of(courier())), peer_protection_name); \
  INSTANTIATE_TEST_SUITE_P(cyrus, suite, ::testing::ValuesIn(each_protection_of(cyrus())), peer_protection_name);     \
  INSTANTIATE_TEST_SUITE_P(popa3d, suite, ::testing::ValuesIn(each_protection_of(popa3d())), peer_protection_name)

}  // namespace pop3kit::interop
