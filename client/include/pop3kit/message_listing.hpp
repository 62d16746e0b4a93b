#pragma once

#include <compare>
#include <cstddef>
#include <iterator>
#include <memory>
#include <pop3kit/mailbox.hpp>
#include <utility>
#include <vector>

namespace pop3kit {

namespace engine {
struct listing_access;
}

class message_listing_iterator;

/// The messages of a mailbox in the order of their sequence numbers: what list_messages() returns. A random-access
/// range of message_info.
///
/// It keeps what the server sent in a compact form, about as many octets as came over the wire. Copies share that and
/// cost nothing. An entry is made when it is asked for, so iterators return a message_info by value: write
/// `for (const message_info& message : listing)`. A listing never changes, it does not depend on the client that made
/// it, and const members may be called from several threads at once. Iterators live as long as the listing that
/// made them.
class message_listing {
 public:
  using const_iterator = message_listing_iterator;
  using iterator = message_listing_iterator;
  using value_type = message_info;
  using size_type = std::size_t;
  using difference_type = std::ptrdiff_t;

  /// No messages.
  message_listing() = default;
  message_listing(const message_listing&) = default;
  message_listing& operator=(const message_listing&) = default;
  /// A listing that was moved from is empty.
  message_listing(message_listing&& other) noexcept
      : content_(std::move(other.content_)), size_(std::exchange(other.size_, 0)) {}
  message_listing& operator=(message_listing&& other) noexcept {
    content_ = std::move(other.content_);
    size_ = std::exchange(other.size_, 0);
    return *this;
  }
  ~message_listing() = default;

  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
  /// The entry at a place from 0, which must be less than size().
  [[nodiscard]] message_info operator[](std::size_t place) const;
  /// The same. Throws std::out_of_range if there is no such place.
  [[nodiscard]] message_info at(std::size_t place) const;
  /// There must be one.
  [[nodiscard]] message_info front() const { return (*this)[0]; }
  [[nodiscard]] message_info back() const { return (*this)[size_ - 1]; }
  [[nodiscard]] const_iterator begin() const noexcept;
  [[nodiscard]] const_iterator end() const noexcept;

  /// All entries, for those who want to change or sort them. They take several times the memory.
  [[nodiscard]] std::vector<message_info> to_vector() const;

 private:
  friend struct engine::listing_access;
  struct content;
  std::shared_ptr<const content> content_;
  std::size_t size_ = 0;
};

/// A random-access iterator whose entries are values (C++20 std::random_access_iterator).
class message_listing_iterator {
 public:
  using iterator_concept = std::random_access_iterator_tag;
  using iterator_category = std::input_iterator_tag;
  using value_type = message_info;
  using difference_type = std::ptrdiff_t;
  using reference = message_info;
  /// Holds the entry while one of its members is asked for.
  class pointer {
   public:
    explicit pointer(message_info entry) : entry_(std::move(entry)) {}
    const message_info* operator->() const noexcept { return &entry_; }

   private:
    message_info entry_;
  };

  message_listing_iterator() = default;

  [[nodiscard]] message_info operator*() const { return (*listing_)[place_]; }
  [[nodiscard]] pointer operator->() const { return pointer(**this); }
  [[nodiscard]] message_info operator[](difference_type distance) const { return *(*this + distance); }

  message_listing_iterator& operator++() noexcept { return *this += 1; }
  message_listing_iterator& operator--() noexcept { return *this -= 1; }
  message_listing_iterator operator++(int) noexcept {
    const message_listing_iterator before = *this;
    ++*this;
    return before;
  }
  message_listing_iterator operator--(int) noexcept {
    const message_listing_iterator before = *this;
    --*this;
    return before;
  }
  message_listing_iterator& operator+=(difference_type distance) noexcept {
    place_ = static_cast<std::size_t>(static_cast<difference_type>(place_) + distance);
    return *this;
  }
  message_listing_iterator& operator-=(difference_type distance) noexcept { return *this += -distance; }
  friend message_listing_iterator operator+(message_listing_iterator from, difference_type distance) noexcept {
    return from += distance;
  }
  friend message_listing_iterator operator+(difference_type distance, message_listing_iterator from) noexcept {
    return from += distance;
  }
  friend message_listing_iterator operator-(message_listing_iterator from, difference_type distance) noexcept {
    return from -= distance;
  }
  friend difference_type operator-(const message_listing_iterator& left,
                                   const message_listing_iterator& right) noexcept {
    return static_cast<difference_type>(left.place_) - static_cast<difference_type>(right.place_);
  }
  friend bool operator==(const message_listing_iterator& left, const message_listing_iterator& right) noexcept {
    return left.place_ == right.place_;
  }
  friend auto operator<=>(const message_listing_iterator& left, const message_listing_iterator& right) noexcept {
    return left.place_ <=> right.place_;
  }

 private:
  friend class message_listing;
  message_listing_iterator(const message_listing& listing, std::size_t place) noexcept
      : listing_(&listing), place_(place) {}

  const message_listing* listing_ = nullptr;
  std::size_t place_ = 0;
};

inline message_listing_iterator message_listing::begin() const noexcept {
  return {*this, 0};
}
inline message_listing_iterator message_listing::end() const noexcept {
  return {*this, size_};
}

}  // namespace pop3kit
