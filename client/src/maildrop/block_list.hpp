#pragma once

#include <boost/container/deque.hpp>
#include <cstddef>

namespace pop3kit::engine {

inline constexpr std::size_t block_list_octets = 8192;

/// A list with one entry for each message of a maildrop. It stores entries in blocks, so growing copies no entry.
template <class Entry>
using block_list =
    boost::container::deque<Entry, void,
                            boost::container::deque_options_t<boost::container::block_bytes<block_list_octets>>>;

}  // namespace pop3kit::engine
