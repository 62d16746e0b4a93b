#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace bench {

/// Every response that a mailbox can give, made beforehand and kept in one piece of memory each.
class stored_mailbox {
 public:
  /// `count` messages of `octets` each: ordinary headers, lines of 76, every fiftieth begins with a dot. With more than
  /// one copy each message has its body so often one behind the other, and it is kept in memory but once.
  stored_mailbox(std::size_t count, std::size_t octets, std::size_t copies = 1);

  [[nodiscard]] std::size_t count() const noexcept { return retrieved_.size(); }
  [[nodiscard]] std::size_t copies() const noexcept { return copies_; }
  /// With one copy of the body.
  [[nodiscard]] std::string_view retr(std::size_t position) const noexcept { return retrieved_[position]; }
  /// TOP n 0, without the terminator.
  [[nodiscard]] std::string_view head(std::size_t position) const noexcept {
    return std::string_view(retrieved_[position]).substr(0, head_octets_[position]);
  }
  /// What RETR sends between that and the terminator, one copy.
  [[nodiscard]] std::string_view body(std::size_t position) const noexcept;
  /// As it lies in a maildir: line ends are LF, and nothing is stuffed.
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
