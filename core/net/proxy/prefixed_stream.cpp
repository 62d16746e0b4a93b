#include "net/proxy/prefixed_stream.hpp"

#include <utility>

#include "net/stream/octet_queue.hpp"

namespace pop3kit::net {

namespace {

class prefixed_stream final : public byte_stream {
 public:
  prefixed_stream(stream_ptr lower, const std::string& prefix) : lower_(std::move(lower)) { prefix_.append(prefix); }

  asio::any_io_executor get_executor() override { return lower_->get_executor(); }
  asio::awaitable<outcome<std::size_t>> read_some(std::span<char> room) override {
    if (prefix_.empty() || closed_) co_return co_await lower_->read_some(room);
    const std::size_t count = prefix_.take(room);
    if (prefix_.empty()) prefix_.release();
    co_return count;
  }
  asio::awaitable<outcome<>> write(std::span<const char> octets) override { return lower_->write(octets); }
  asio::awaitable<outcome<>> shutdown() override { return lower_->shutdown(); }
  void close() noexcept override {
    closed_ = true;
    lower_->close();
  }
  void reset() noexcept override {
    closed_ = true;
    lower_->reset();
  }
  void quick_acknowledge(bool on) noexcept override { lower_->quick_acknowledge(on); }
  [[nodiscard]] const tls_facts* tls() const noexcept override { return lower_->tls(); }

 private:
  stream_ptr lower_;
  octet_queue prefix_;
  bool closed_ = false;
};

}  // namespace

stream_ptr make_prefixed_stream(stream_ptr lower, std::string prefix) {
  if (prefix.empty()) return lower;
  return std::make_unique<prefixed_stream>(std::move(lower), prefix);
}

}  // namespace pop3kit::net
