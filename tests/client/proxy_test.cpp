#include <gmock/gmock.h>

#include "client/client_stage.hpp"

namespace pop3kit::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class proxy : public ::testing::Test {
 protected:
  proxy() {
    stage_.options.host = "pop.example.org";
    stage_.options.port = 110;
    stage_.options.proxy = proxy_options(proxy_kind::http, "proxy.example.org", 3128);
    stage_.options.proxy->user = "bob";
    stage_.options.proxy->password = "pr0xy-s3cret";
    stage_.options.trace = [this](const trace_event& event) { told_ += event.text + "\n"; };
  }

  /// The proxy's part of the dialogue; `answer` is what the proxy sends.
  static std::vector<step> answered(std::string_view answer) {
    return {step::expect_octets("CONNECT pop.example.org:110 HTTP/1.1\r\nHost: pop.example.org:110\r\n"
                                "Proxy-Authorization: Basic Ym9iOnByMHh5LXMzY3JldA==\r\n\r\n"),
            step::send(answer)};
  }
  failure connecting_fails() { return failure_of(stage_.run(stage_.mail().connect())); }

  client_stage stage_;
  std::string told_;
};

TEST_F(proxy, leads_to_the_server) {
  stage_.serve(answered("HTTP/1.1 200 OK\r\n\r\n") + logged_in());
  EXPECT_TRUE(stage_.run(stage_.mail().connect()));
  EXPECT_EQ(stage_.differences(), "");
  EXPECT_THAT(told_, HasSubstr("pop.example.org:110 by the proxy proxy.example.org:3128"));
  EXPECT_THAT(told_, Not(HasSubstr("s3cret")));
}

TEST_F(proxy, that_echoes_the_password_does_not_show_it) {
  stage_.serve(answered("HTTP/1.1 403 not for pr0xy-s3cret, Ym9iOnByMHh5LXMzY3JldA==\r\n\r\n"));
  const failure why = connecting_fails();
  EXPECT_EQ(why.code(), errc::proxy_not_allowed);
  EXPECT_THAT(why.detail(), HasSubstr("proxy.example.org:3128: HTTP/1.1 403 not for ****, ****"));
  EXPECT_FALSE(why.session_usable());
  EXPECT_EQ(stage_.differences(), "");
}

TEST_F(proxy, that_is_silent_meets_the_one_deadline) {
  stage_.serve(answered("HTTP/1.1 200"));
  const auto before = stage_.time.now();
  EXPECT_EQ(connecting_fails().code(), errc::deadline_exceeded);
  EXPECT_EQ(stage_.time.now() - before, stage_.options.timeout);
  EXPECT_EQ(stage_.differences(), "");
}

TEST_F(proxy, that_cannot_be_reached_has_an_error_of_its_own) {
  const failure why = connecting_fails();
  EXPECT_EQ(why.code(), errc::proxy_unreachable);
  EXPECT_THAT(why.detail(), HasSubstr("proxy.example.org:3128: "));
}

TEST_F(proxy, that_could_not_be_talked_to_sends_nothing) {
  stage_.options.proxy->kind = proxy_kind::socks4a;
  const failure why = connecting_fails();
  EXPECT_EQ(why.code(), errc::invalid_proxy) << "SOCKS 4A has no place for a password";
  EXPECT_EQ(stage_.connections(), 0U);
}

TEST_F(proxy, every_lost_connection_on_the_way_is_an_error) {
  fail_each_step([](const std::shared_ptr<fail_plan>& plan) {
    client_stage stage;
    stage.plan = plan;
    stage.options.host = "pop.example.org";
    stage.options.port = 110;
    stage.options.proxy = proxy_options(proxy_kind::socks4a, "proxy.example.org", 1080);
    using namespace std::string_literals;
    stage.serve({step::expect_octets("\4\1\0\x6e\0\0\0\1\0pop.example.org\0"s), step::send("\0\x5a\0\0\0\0\0\0"s)});
    const auto connected = stage.run(stage.mail().connect());
    EXPECT_TRUE(connected.has_error()) << "the script ends behind the proxy";
    if (connected) return;
    EXPECT_FALSE(connected.error().session_usable());
    if (plan->operations <= 2 && plan->fired()) {
      EXPECT_EQ(connected.error().code(), errc::proxy_refused);
    }
  });
}

}  // namespace
}  // namespace pop3kit::testing
