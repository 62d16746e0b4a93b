#include <gmock/gmock.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <exception>
#include <mutex>
#include <optional>
#include <pop3kit/conformance.hpp>
#include <set>

#include "check.hpp"
#include "line_server.hpp"

namespace pop3kit::test {
namespace {

using ::testing::StartsWith;

client_options options_of(const line_server& server) {
  return client_options("127.0.0.1", server.port(), credentials("alice", "s3cret"), security::none);
}

/// A server that answers PASS in these words.
line_server::override_function answering_pass(const std::string& words) {
  return [words](const line_session&, const std::string& line) -> std::optional<line_answer> {
    if (line.starts_with("PASS ")) return line_answer(words + "\r\n");
    return std::nullopt;
  };
}

// What conformance.hpp says and no other test shows.

TEST(verify_conformance, logs_in_by_user_and_pass_alone) {
  const line_server server;
  client_options with_token = options_of(server);
  with_token.login.token = "token";
  EXPECT_EQ(verify_conformance(with_token).error().code(), errc::invalid_option);
  client_options by_mechanism = options_of(server);
  by_mechanism.login.mechanism = "PLAIN";
  EXPECT_EQ(verify_conformance(by_mechanism).error().code(), errc::invalid_option);
}

TEST(verify_conformance, reports_each_finding_as_it_is_made_and_explains_all_but_those_that_passed) {
  std::vector<std::string> marked;
  std::mutex guard;
  const line_server server([&](const line_session& session, const std::string& line) -> std::optional<line_answer> {
    const std::lock_guard held(guard);
    if (session.logged_in && (line == "DELE 1" || line == "DELE 2")) marked.push_back(line);
    if (session.logged_in && line == "RSET") return line_answer("-ERR [SYS/PERM] no\r\n");
    if (session.logged_in && line == "UIDL") return line_answer("-ERR no\r\n");
    return std::nullopt;
  });
  std::vector<std::string> heard;
  const auto listener = [&heard](const conformance_finding& found) { heard.push_back(found.check); };
  const auto findings = verify_conformance(options_of(server), false, listener);
  ASSERT_TRUE(findings.has_value()) << findings.error().message();
  std::vector<std::string> told;
  std::set<verdict> outcomes;
  for (const conformance_finding& each : *findings) {
    told.push_back(each.check);
    outcomes.insert(each.outcome);
    EXPECT_THAT(each.clause, StartsWith("RFC "));
    EXPECT_EQ(each.explanation.empty(), each.outcome == verdict::passed) << each.check;
    EXPECT_FALSE(each.cause.has_value()) << each.check;
  }
  EXPECT_EQ(heard, told);
  EXPECT_EQ(outcomes.size(), 4U);
  ASSERT_TRUE(verify_conformance(options_of(server)).has_value());
  EXPECT_TRUE(marked.empty()) << "nothing is marked unless writing is asked for";
}

TEST(verify_conformance, fails_for_the_reason_of_a_refused_login) {
  const std::vector<std::pair<std::string, errc>> table{{"-ERR no", errc::authentication_failed},
                                                        {"-ERR [AUTH] no", errc::authentication_failed},
                                                        {"-ERR [IN-USE] no", errc::in_use},
                                                        {"-ERR [LOGIN-DELAY] no", errc::login_delay},
                                                        {"-ERR [SYS/TEMP] no", errc::temporary_failure},
                                                        {"-ERR [SYS/PERM] no", errc::permanent_failure},
                                                        {"what?", errc::malformed_response}};
  for (const auto& [words, code] : table) {
    const line_server server(answering_pass(words));
    const auto refused = verify_conformance(options_of(server));
    ASSERT_TRUE(refused.has_error()) << words;
    EXPECT_EQ(refused.error().code(), code) << words;
  }
}

/// A clock on which a short wait is over at once and a long one never: the time is that of the short waits.
class hasty_clock final : public net::clock {
 public:
  [[nodiscard]] net::time_point now() const noexcept override { return now_; }
  [[nodiscard]] std::chrono::system_clock::time_point wall_now() const noexcept override { return {}; }
  [[nodiscard]] std::unique_ptr<net::timer> make_timer(boost::asio::any_io_executor executor) override {
    return std::make_unique<hasty_timer>(*this, std::move(executor));
  }

 private:
  class hasty_timer final : public net::timer {
   public:
    hasty_timer(hasty_clock& of, boost::asio::any_io_executor executor) : clock_(of), executor_(std::move(executor)) {}
    void arm(net::time_point when, std::function<void()> expired) override {
      armed_ = std::make_shared<bool>(true);
      if (when - clock_.now_ > std::chrono::milliseconds(50)) return;
      clock_.now_ = std::max(clock_.now_, when);
      boost::asio::post(executor_, [armed = std::weak_ptr(armed_), expired = std::move(expired)] {
        if (!armed.expired()) expired();
      });
    }
    void cancel() noexcept override { armed_.reset(); }

   private:
    hasty_clock& clock_;
    boost::asio::any_io_executor executor_;
    std::shared_ptr<bool> armed_;
  };

  net::time_point now_{};
};

boost::asio::awaitable<void> log_in_once(conformance::visit& at) {
  const auto session = co_await at.log_in();
  static_cast<void>(session);
}

TEST(verify_conformance, tries_a_refused_login_again_for_10_seconds_or_the_timeout_if_that_is_less) {
  using std::chrono::milliseconds;
  for (const auto& [timeout, patience] :
       {std::pair(milliseconds(60'000), milliseconds(10'000)), std::pair(milliseconds(200), milliseconds(200))}) {
    const line_server server(answering_pass("-ERR [IN-USE] later"));
    client_options options = options_of(server);
    options.timeout = timeout;
    hasty_clock time;
    boost::asio::io_context context;
    const conformance::server_access access(options, time);
    conformance::visit at(context.get_executor(), access);
    std::string ended;
    boost::asio::co_spawn(context, log_in_once(at), [&ended](const std::exception_ptr& why) {
      try {
        if (why) std::rethrow_exception(why);
      } catch (const conformance::not_made& reason) {
        ended = reason.what();
      }
    });
    context.run();
    EXPECT_EQ(ended, "the login was refused: \"-ERR [IN-USE] later\"");
    EXPECT_EQ(time.now().time_since_epoch(), patience);
  }
}

}  // namespace
}  // namespace pop3kit::test
