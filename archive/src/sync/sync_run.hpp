#pragma once

#include <pop3kit/archive.hpp>
#include <unordered_map>
#include <vector>

#include "sync/delivery_receiver.hpp"
#include "sync/maildrop_match.hpp"

namespace pop3kit::archiving {

/// One run of archive::synchronize(): identify, recognize, download, delete. See docs/why/archive.md for the order.
class sync_run {
 public:
  template <class T = void>
  using awaitable = async_client::awaitable<T>;

  sync_run(async_client& mail, run_context& run) noexcept : mail_(mail), run_(run) {}
  [[nodiscard]] awaitable<> work();

 private:
  [[nodiscard]] awaitable<message_digest> header_of(const listed_message& message);
  [[nodiscard]] awaitable<> identify();
  [[nodiscard]] awaitable<> resolve_doubt(listed_message& message);
  [[nodiscard]] awaitable<> identify_by_header(listed_message& message);
  [[nodiscard]] awaitable<> notice_changed_ids();
  [[nodiscard]] awaitable<> adopt();
  [[nodiscard]] awaitable<> recognize();
  [[nodiscard]] awaitable<bool> is_stored(listed_message& message, stored_message& found);
  [[nodiscard]] awaitable<> download();
  [[nodiscard]] awaitable<> delete_stored();
  [[nodiscard]] bool is_selected(const listed_message& message) const;
  [[nodiscard]] result<> note_commit(const commit_report& done, const std::vector<listed_message*>& asked);
  [[nodiscard]] result<> leave_out(listed_message& message, const failure& cause);

  async_client& mail_;
  run_context& run_;
  std::unique_ptr<maildrop_match> maildrop_;
  std::vector<message_digest> headers_;
  std::unordered_map<std::string, std::int64_t> generations_;  ///< of identities by header, in this run
};

}  // namespace pop3kit::archiving
