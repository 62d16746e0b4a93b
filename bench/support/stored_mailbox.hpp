#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace bench {

/// All responses of a mailbox, made in advance. Each is in one contiguous piece of memory.
class stored_mailbox {
 public:
  /// Makes `count` messages of `octets` each, with ordinary headers and lines of 76 octets. Every fiftieth line begins
  /// with a dot. With several copies, each message repeats its body, which is in memory only once.
  stored_mailbox(std::size_t count, std::size_t octets, std::size_t copies = 1);

  [[nodiscard]] std::size_t count() const noexcept { return retrieved_.size(); }
  [[nodiscard]] std::size_t copies() const noexcept { return copies_; }
  /// With one copy of the body.
  [[nodiscard]] std::string_view retr(std::size_t position) const noexcept { return retrieved_[position]; }
  /// Returns the response to TOP n 0 without the terminator.
  [[nodiscard]] std::string_view head(std::size_t position) const noexcept {
    return std::string_view(retrieved_[position]).substr(0, head_octets_[position]);
  }
  /// Returns one copy of the octets that RETR sends after the head and before the terminator.
  [[nodiscard]] std::string_view body(std::size_t position) const noexcept;
  /// Returns the message as in a maildir: line ends are LF, without byte-stuffing.
  [[nodiscard]] std::string file(std::size_t position) const;
  [[nodiscard]] std::string_view stat() const noexcept { return stat_; }
  [[nodiscard]] std::string_view list() const noexcept { return list_; }
  [[nodiscard]] std::string_view uidl() const noexcept { return uidl_; }
  [[nodiscard]] std::string list_one(std::size_t position) const;
  [[nodiscard]] std::string uidl_one(std::size_t position) const;

 private:
  void add(std::size_t position, std::size_t octets);
  std::size_t copies_;
  std::vector<std::string> retrieved_;
  std::vector<std::size_t> head_octets_;
  std::vector<std::size_t> sizes_;
  std::string stat_;
  std::string list_;
  std::string uidl_;
};

}  // namespace bench
