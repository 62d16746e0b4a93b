// Every public operation, with the connection lost, or the caller gone, at every step of it: some typed error, no hang,
// and nothing deleted.
#include <gmock/gmock.h>

#include <fstream>
#include <map>

#include "client_access.hpp"
#include "every_operation.hpp"
#include "net/stream/memory_stream.hpp"
#include "net/tcp/connect.hpp"
#include "net/time/virtual_clock.hpp"
#include "pop3kit/server.hpp"
#include "service/service.hpp"
#include "support/fail_stream.hpp"
#include "support/run.hpp"

namespace pop3kit::testing {
namespace {

/// Our client and our server in memory, under virtual time.
class world {
 public:
  explicit world(std::shared_ptr<fail_plan> plan = nullptr)
      : plan_(std::move(plan)),
        server_(context_.get_executor(), time_,
                std::shared_ptr<const scenario::description>(std::make_shared<scenario>(shared()), &shared().get())) {}
  ~world() {
    server_.stop();
    time_.run_until_idle(context_);
  }
  world(const world&) = delete;
  world& operator=(const world&) = delete;

  async_client make_client() {
    client_options options("mail.test", 110, credentials("alice", "s3cret"), security::none);
    engine::connector connector = [this](std::string, std::uint16_t, std::string&) { return connect(); };
    return engine::client_access::make(context_.get_executor(), std::move(options), std::move(connector), time_);
  }
  template <class T>
  result<T> run(async_client::awaitable<T> operation) {
    return testing::run(context_, time_, std::move(operation));
  }
  asio::io_context& context() noexcept { return context_; }
  void disturb_no_more() { plan_.reset(); }
  /// As a session of its own sees it.
  std::uint64_t messages_left() {
    disturb_no_more();
    async_client other = make_client();
    const auto count = run(other.get_message_count());
    EXPECT_TRUE(count) << (count ? "" : count.error().message());
    return count ? *count : 0;
  }

 private:
  static const scenario& shared() {
    static const scenario parsed = scenario::parse(maildrop_of_three, "three.lua").value();
    return parsed;
  }
  asio::awaitable<outcome<net::stream_ptr>> connect() {
    auto ends = net::make_memory_pipe(context_.get_executor(), context_.get_executor());
    server_.serve(std::move(ends.second));
    if (plan_) co_return std::make_unique<fail_stream>(std::move(ends.first), plan_);
    co_return std::move(ends.first);
  }

  asio::io_context context_;
  net::virtual_clock time_;
  std::shared_ptr<fail_plan> plan_;
  serving::service server_;
};

class disturbed : public ::testing::TestWithParam<operation> {
 protected:
  /// After reading only, the fate of QUIT does not matter; without a session there is nothing to commit.
  [[nodiscard]] static bool may_succeed(const std::string& name) { return name == "quit" || name == "commit_deletes"; }

  static void check(const std::string& name, const result<>& done) {
    if (done && may_succeed(name)) return;
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().kind(), fault::transport) << done.error().message();
    EXPECT_FALSE(done.error().session_usable());
    EXPECT_TRUE(done.error().code() == condition::session_lost);
  }
};

INSTANTIATE_TEST_SUITE_P(every_operation, disturbed, ::testing::ValuesIn(every_operation()),
                         [](const auto& given) { return given.param.name; });

TEST_P(disturbed, at_each_step_fails_with_a_type_and_deletes_nothing) {
  const std::size_t steps = fail_each_step([](const std::shared_ptr<fail_plan>& plan) {
    SCOPED_TRACE(plan->fail_at);
    world here(plan);
    async_client mail = here.make_client();
    const result<> done = here.run(GetParam().run_async(mail));
    if (!plan->fired()) {
      EXPECT_TRUE(done) << done.error().message();
    } else {
      check(GetParam().name, done);
      // The client itself is none the worse for it.
      here.disturb_no_more();
      EXPECT_TRUE(here.run(mail.connect()));
      EXPECT_TRUE(here.run(mail.noop()));
    }
    mail.close();
    EXPECT_EQ(here.messages_left(), 3U);
  });
  // A login alone: the greeting, then CAPA, AUTH PLAIN and CAPA, each sent and answered.
  constexpr std::size_t login_steps = 7;
  EXPECT_GE(steps, may_succeed(GetParam().name) ? 0U : login_steps);
}

TEST_P(disturbed, in_a_session_that_is_up_fails_with_a_type_and_deletes_nothing) {
  fail_each_step([](const std::shared_ptr<fail_plan>& plan) {
    SCOPED_TRACE(plan->fail_at);
    const auto later = std::make_shared<fail_plan>();
    world here(later);
    async_client mail = here.make_client();
    ASSERT_TRUE(here.run(mail.connect()));
    later->fail_at = later->operations + plan->fail_at;
    const result<> done = here.run(GetParam().run_async(mail));
    plan->operations = later->fired() ? plan->fail_at : 0;
    // There, UTF8 comes too late: nothing is sent.
    const bool misplaced = GetParam().name == "enable_utf8";
    if (later->fired() && !misplaced) check(GetParam().name, done);
    EXPECT_EQ(misplaced, done.has_error() && done.error().code() == errc::wrong_state);
    mail.close();
    EXPECT_EQ(here.messages_left(), 3U);
  });
}

TEST_P(disturbed, by_cancellation_at_each_turn_ends_at_once_and_deletes_nothing) {
  bool finished = false;
  for (std::size_t turns = 0; !finished; turns += 1 + turns / 8) {
    SCOPED_TRACE(turns);
    world here;
    async_client mail = here.make_client();
    auto running = start(here.context(), GetParam().run_async(mail));
    here.context().restart();
    for (std::size_t i = 0; i < turns && here.context().poll_one() != 0; ++i) {
    }
    finished = running.done();
    running.cancel();
    here.context().restart();
    here.context().poll();
    ASSERT_TRUE(running.done());
    const result<> done = running.get();
    EXPECT_TRUE(done || done.error().code() == errc::cancelled) << done.error().message();
    EXPECT_TRUE(done || !finished);
    EXPECT_TRUE(here.run(mail.connect()));
    EXPECT_TRUE(here.run(mail.noop()));
    mail.close();
    EXPECT_EQ(here.messages_left(), 3U);
  }
}

TEST_P(disturbed, at_each_step_of_the_blocking_client_fails_with_a_type_and_deletes_nothing) {
  server running{scenario::parse(maildrop_of_three, "three.lua").value()};
  ASSERT_TRUE(running.start().has_value());
  const client_options options("127.0.0.1", running.port().value(), credentials("alice", "s3cret"), security::none);
  fail_each_step([&options](const std::shared_ptr<fail_plan>& plan) {
    SCOPED_TRACE(plan->fail_at);
    const engine::connector connector = [plan](std::string host, std::uint16_t port,
                                               std::string&) -> asio::awaitable<outcome<net::stream_ptr>> {
      outcome<net::stream_ptr> stream = co_await net::connect_tcp(std::move(host), port);
      if (!stream) co_return stream.error();
      co_return std::make_unique<fail_stream>(std::move(*stream), plan);
    };
    client mail = engine::client_access::make_blocking(options, connector, net::system_clock());
    const result<> done = GetParam().run_blocking(mail);
    if (!plan->fired()) {
      EXPECT_TRUE(done) << done.error().message();
    } else {
      check(GetParam().name, done);
    }
    mail.close();
    EXPECT_EQ(client{options}.get_message_count().value(), 3U);
  });
}

TEST(commit, that_is_disturbed_says_what_is_known) {
  bool committed = false;
  fail_each_step([&committed](const std::shared_ptr<fail_plan>& plan) {
    SCOPED_TRACE(plan->fail_at);
    world here(plan);
    async_client mail = here.make_client();
    const result<> marked = here.run(mail.delete_message(2));
    const result<commit_report> report = here.run(mail.commit_deletes());
    mail.close();
    const std::uint64_t left = here.messages_left();
    if (!marked) {
      EXPECT_EQ(left, 3U);
      return;
    }
    ASSERT_TRUE(report);
    EXPECT_EQ(report->messages.size(), 1U);
    committed = report->status == commit_status::committed;
    if (committed) {
      EXPECT_EQ(left, 2U);
    } else {
      EXPECT_EQ(report->status, commit_status::unknown);
      EXPECT_TRUE(report->cause);
    }
  });
  EXPECT_TRUE(committed);
}

/// What the headers declare and the table lacks would never be disturbed; of an overloaded operation each form counts.
TEST(every_operation, is_in_the_table) {
  std::map<std::string, std::size_t> declared;
  std::ifstream header(POP3KIT_TEST_DATA "/../../client/include/pop3kit/async_client.hpp");
  for (std::string line; std::getline(header, line);) {
    const std::size_t type = line.find("[[nodiscard]] awaitable<");
    if (type == std::string::npos) continue;
    const std::size_t open = line.find('(', type);
    const std::size_t begin = line.rfind(' ', open) + 1;
    ++declared[line.substr(begin, open - begin)];
  }
  EXPECT_GE(declared.size(), 25U);
  std::map<std::string, std::size_t> known;
  for (const operation& each : every_operation()) {
    ++known[each.name.substr(0, std::min(each.name.find("_by_"), each.name.find("_to_")))];
  }
  EXPECT_EQ(known, declared);
}

}  // namespace
}  // namespace pop3kit::testing
