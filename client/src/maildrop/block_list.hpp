#pragma once

#include <boost/container/deque.hpp>
#include <cstddef>

namespace pop3kit::engine {

inline constexpr std::size_t block_list_octets = 8192;

/// One entry for each message of a maildrop, in blocks of memory: while it grows, nothing is copied and nothing is
/// there twice.
template <class Entry>
using block_list =
    boost::container::deque<Entry, void,
                            boost::container::deque_options_t<boost::container::block_bytes<block_list_octets>>>;

}  // namespace pop3kit::engine
