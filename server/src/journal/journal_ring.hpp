#pragma once

#include <boost/container/deque.hpp>
#include <cstddef>
#include <mutex>
#include <pop3kit/journal.hpp>
#include <vector>

namespace pop3kit::serving {

/// The journal of one service: written on its executor, read from any thread. The oldest entries fall out once it is
/// full; an entry takes about 100 octets.
class journal_ring {
 public:
  explicit journal_ring(std::size_t capacity) : capacity_(capacity) {}

  void add(journal_entry&& entry);
  [[nodiscard]] std::vector<journal_entry> entries() const;
  /// At most `most` entries from number `cursor` on; the first that was ever added has number 0.
  [[nodiscard]] journal_page since(std::uint64_t cursor, std::size_t most) const;

 private:
  // A busy server adds hundreds of thousands a second: in small blocks each few of them would grow the heap by a page.
  static constexpr std::size_t block_octets = 32 * 1024;
  using block_size = boost::container::deque_options<boost::container::block_bytes<block_octets>>::type;

  mutable std::mutex guard_;
  boost::container::deque<journal_entry, void, block_size> entries_;
  std::size_t capacity_;
  std::uint64_t dropped_ = 0;
};

}  // namespace pop3kit::serving
