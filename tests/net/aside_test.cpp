#include "net/async/aside.hpp"

#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <future>
#include <thread>

#include "support/run.hpp"

namespace pop3kit::testing {
namespace {

TEST(run_aside, works_on_another_thread_and_tells_when_it_is_done) {
  asio::io_context context;
  std::thread::id worker;
  EXPECT_TRUE(run(context, net::run_aside([&worker] { worker = std::this_thread::get_id(); })));
  EXPECT_NE(worker, std::thread::id());
  EXPECT_NE(worker, std::this_thread::get_id());
}

TEST(run_aside, cancellation_does_not_wait_for_the_work) {
  asio::io_context context;
  auto may_end = std::make_shared<std::promise<void>>();
  std::promise<void> ended;
  auto has_ended = ended.get_future();
  const auto told = std::make_shared<std::promise<void>>(std::move(ended));
  auto working = start(context, net::run_aside([may_end, told] {
                         may_end->get_future().wait();
                         told->set_value();
                       }));
  context.poll_one();
  working.cancel();
  context.run();
  EXPECT_EQ(working.get().error(), errc::cancelled);
  may_end->set_value();
  has_ended.wait();
}

TEST(run_aside, the_end_of_its_context_leaves_the_work_to_end_by_itself) {
  auto context = std::make_unique<asio::io_context>();
  auto may_end = std::make_shared<std::promise<void>>();
  const auto told = std::make_shared<std::promise<void>>();
  auto working = start(*context, net::run_aside([may_end, told] {
    may_end->get_future().wait();
    told->set_value();
  }));
  context->poll_one();
  context.reset();
  EXPECT_FALSE(working.done());
  auto has_ended = told->get_future();
  may_end->set_value();
  has_ended.wait();
}

}  // namespace
}  // namespace pop3kit::testing
