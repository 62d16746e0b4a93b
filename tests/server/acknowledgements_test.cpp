#include <gmock/gmock.h>

#include "net/stream/memory_stream.hpp"
#include "stage.hpp"

namespace pop3kit::serving {
namespace {

using ::testing::ElementsAre;

/// Writes down whether each read asks for its octets to be acknowledged at once.
class recording_stream final : public net::byte_stream {
 public:
  recording_stream(net::stream_ptr lower, std::vector<bool>& asked) : lower_(std::move(lower)), asked_(asked) {}

  net::asio::any_io_executor get_executor() override { return lower_->get_executor(); }
  net::asio::awaitable<outcome<std::size_t>> read_some(std::span<char> room) override {
    asked_.push_back(at_once_);
    return lower_->read_some(room);
  }
  net::asio::awaitable<outcome<>> write(std::span<const char> octets) override { return lower_->write(octets); }
  net::asio::awaitable<outcome<>> shutdown() override { return lower_->shutdown(); }
  void close() noexcept override { lower_->close(); }
  void reset() noexcept override { lower_->reset(); }
  void quick_acknowledge(bool on) noexcept override { at_once_ = on; }

 private:
  net::stream_ptr lower_;
  std::vector<bool>& asked_;
  bool at_once_ = false;
};

/// A client that writes a command and its line end separately gets no further until the first half is acknowledged.
TEST(acknowledgement, comes_at_once_for_half_a_line_and_for_nothing_else) {
  stage on;
  std::vector<bool> asked;
  auto [near_end, far_end] = net::make_memory_pipe(on.context.get_executor(), on.context.get_executor(), 65536);
  on.running().serve(std::make_unique<recording_stream>(std::move(far_end), asked));
  line_client client(on, std::move(near_end));
  client.ask("CAPA");
  client.ask("\r\n");
  client.ask("AUTH PLAIN\r\n");
  client.ask("*");
  client.ask("\r\n");
  EXPECT_THAT(asked, ElementsAre(false, true, false, false, true, false));
  client.close();
}

}  // namespace
}  // namespace pop3kit::serving
