#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <pop3kit/simulation.hpp>
#include <utility>

#include "caller_view.hpp"
#include "faulty_world.hpp"

namespace pop3kit::proof {

/// A client whose every operation is watched: that it ends, in time, that its failure tells what it is, and that what
/// it says of the session is true.
class watched_client {
 public:
  /// How an operation is looked at.
  enum class ending : std::uint8_t {
    unexpected,  ///< a session that ends is lost
    forgotten,   ///< one that was lost is nothing to speak of any more
    meant,       ///< the operation ends the session, with or without success
  };

  watched_client(const plan& what, faulty_world& world, mail_model& model);
  watched_client(const watched_client&) = delete;
  watched_client& operator=(const watched_client&) = delete;
  ~watched_client();

  /// Runs an operation to its end, with what this step has in store. `pause`: what it takes when nothing goes wrong.
  template <class T>
  result<T> perform(async_client::awaitable<T> operation, ending how = ending::unexpected,
                    std::chrono::nanoseconds pause = {}) {
    const watch begun = begin();
    auto under_way = world_.world().start(std::move(operation));
    world_.cancel = [&under_way] { under_way.cancel(); };
    const bool ended = run(begun, [&under_way] { return under_way.done(); });
    world_.cancel = nullptr;
    if (!ended) return failure(errc::cancelled);
    const result<T> done = under_way.get();
    check_time(begun, pause);
    if (done) {
      note_success(how);
    } else {
      note_failure(begun, done.error(), how);
    }
    return done;
  }
  /// The caller does nothing for so long.
  void idle(std::chrono::nanoseconds span);
  void close();

  [[nodiscard]] async_client& mail() noexcept { return *mail_; }
  [[nodiscard]] caller_view& view() noexcept { return view_; }
  [[nodiscard]] mail_model& model() noexcept { return model_; }
  [[nodiscard]] faulty_world& world() noexcept { return world_; }
  [[nodiscard]] std::uint64_t seed() const noexcept { return plan_.seed; }
  /// Whether close() was called within this step.
  [[nodiscard]] bool closed() const noexcept { return closed_; }
  void begin_step(const work_step& step) {
    closed_ = false;
    step_ = step;
  }
  /// Whether the session sees just what the maildrop holds, but for its own marks.
  [[nodiscard]] bool sees_all() const { return view_.certain() && !closed_ && !world_.changed() && !world_.shared(); }
  /// Of an operation over many messages that has succeeded: whether it says what became of the marks.
  void note_resumption();

 private:
  struct watch {
    std::chrono::time_point<std::chrono::steady_clock, std::chrono::nanoseconds> at;
    std::uint64_t steps = 0;
    bool had_session = false;
    bool had_marks = false;
  };
  [[nodiscard]] watch begin();
  bool run(const watch& begun, const std::function<bool()>& done);
  void check_time(const watch& begun, std::chrono::nanoseconds pause);
  void note_success(ending how);
  void note_failure(const watch& begun, const failure& why, ending how);
  void check_cause(const failure& why);
  [[nodiscard]] bool needs_this_session() const;
  void check_that_session_lives();
  void check_that_session_is_lost();

  const plan& plan_;
  faulty_world& world_;
  mail_model& model_;
  caller_view view_;
  std::unique_ptr<async_client> mail_;
  work_step step_;
  bool stuck_ = false;
  bool closed_ = false;
};

}  // namespace pop3kit::proof
