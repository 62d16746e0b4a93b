#pragma once

#include <boost/container/deque.hpp>
#include <cstddef>
#include <mutex>
#include <pop3kit/journal.hpp>
#include <vector>

namespace pop3kit::serving {

/// The journal of one service. It is written on the service's executor, and can be read from any thread. If it is full,
/// the oldest entries are dropped. An entry takes about 100 octets.
class journal_ring {
 public:
  explicit journal_ring(std::size_t capacity) : capacity_(capacity) {}

  void add(journal_entry&& entry);
  [[nodiscard]] std::vector<journal_entry> entries() const;
  /// Returns at most `most` entries from number `cursor` on. The first entry ever added has number 0.
  [[nodiscard]] journal_page since(std::uint64_t cursor, std::size_t most) const;

 private:
  // A busy server adds hundreds of thousands of entries per second. With small blocks, the heap would grow by a page
  // for every few of them.
  static constexpr std::size_t block_octets = 32 * 1024;
  using block_size = boost::container::deque_options<boost::container::block_bytes<block_octets>>::type;

  mutable std::mutex guard_;
  boost::container::deque<journal_entry, void, block_size> entries_;
  std::size_t capacity_;
  std::uint64_t dropped_ = 0;
};

}  // namespace pop3kit::serving
