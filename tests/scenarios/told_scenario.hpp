#pragma once

#include <boost/system/error_code.hpp>

#include "played_scenario.hpp"

namespace pop3kit::scenarios {

/// The scenario file that the test is named after, running from the beginning of the test on a connection without TLS,
/// and what its key `outcome` says of the client: tests check that it is so.
class told_scenario : public played_scenario {
 protected:
  void SetUp() override;

  [[nodiscard]] client_options plain() const { return options(security::none); }
  [[nodiscard]] client reader() const { return client{plain()}; }
  /// For a server that goes silent.
  [[nodiscard]] client impatient_reader() const;
  [[nodiscard]] client reader_by(const std::string& mechanism) const;
  /// One command at a time, even if the server announces PIPELINING.
  [[nodiscard]] client patient_reader() const;
  [[nodiscard]] client reader_over(std::size_t connections) const;

  /// Failed with the error that the scenario's outcome names, and has ended the session.
  template <class T>
  [[nodiscard]] ::testing::AssertionResult refused(const result<T>& done) const {
    return done ? ::testing::AssertionFailure() << "succeeded" : judge(done.error(), refusal_, false);
  }
  /// Failed with that error, and the session goes on.
  template <class T>
  [[nodiscard]] ::testing::AssertionResult declined(const result<T>& done) const {
    return done ? ::testing::AssertionFailure() << "succeeded" : judge(done.error(), refusal_, true);
  }

 private:
  [[nodiscard]] static ::testing::AssertionResult judge(const failure& why, const boost::system::error_code& wanted,
                                                        bool usable);
  boost::system::error_code refusal_;
};

/// The two messages of most scenarios.
inline constexpr const char* first_message = "Subject: one\r\n\r\nThe first.\r\n";
inline constexpr const char* second_message = "Subject: two\r\n\r\nThe second.\r\n";

}  // namespace pop3kit::scenarios
