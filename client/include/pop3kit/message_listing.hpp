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

/// The result of list_messages(): a random-access range of message_info, in the order of the sequence numbers.
///
/// A listing stores what the server sent in a compact form, in about as many octets as came over the wire. Copies are
/// cheap and share the storage. An entry is made when it is accessed, so iterators return a message_info by value:
/// write `for (const message_info& message : listing)`. A listing never changes and does not depend on the client that
/// made it. Const members may be called from several threads at once. Iterators are valid as long as the listing that
/// made them.
class message_listing {
 public:
  using const_iterator = message_listing_iterator;  ///< iterator of the range
  using iterator = message_listing_iterator;        ///< same as const_iterator, because a listing never changes
  using value_type = message_info;                  ///< type of an entry
  using size_type = std::size_t;                    ///< type of size()
  using difference_type = std::ptrdiff_t;           ///< type of the distance of two iterators

  /// Makes a listing without messages.
  message_listing() = default;
  /// Makes a copy that shares the storage.
  message_listing(const message_listing&) = default;
  /// Makes this listing a copy of the other one. They share the storage.
  message_listing& operator=(const message_listing&) = default;
  /// Takes over the storage of `other`, which is empty afterwards.
  message_listing(message_listing&& other) noexcept
      : content_(std::move(other.content_)), size_(std::exchange(other.size_, 0)) {}
  /// Takes over the storage of `other`, which is empty afterwards.
  message_listing& operator=(message_listing&& other) noexcept {
    content_ = std::move(other.content_);
    size_ = std::exchange(other.size_, 0);
    return *this;
  }
  /// Destroys the listing. Copies keep the storage alive.
  ~message_listing() = default;

  /// Returns the number of messages.
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  /// Returns true if there are no messages.
  [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
  /// Returns the entry at this position, counted from 0. The position must be less than size().
  [[nodiscard]] message_info operator[](std::size_t position) const;
  /// Returns the entry at this position, counted from 0. Throws std::out_of_range if there is none.
  [[nodiscard]] message_info at(std::size_t position) const;
  /// Returns the first entry. The listing must not be empty.
  [[nodiscard]] message_info front() const { return (*this)[0]; }
  /// Returns the last entry. The listing must not be empty.
  [[nodiscard]] message_info back() const { return (*this)[size_ - 1]; }
  /// Returns an iterator to the first entry.
  [[nodiscard]] const_iterator begin() const noexcept;
  /// Returns an iterator to the position after the last entry.
  [[nodiscard]] const_iterator end() const noexcept;

  /// Returns copies of all entries, for instance to sort or change them. They take several times the memory of the
  /// listing.
  [[nodiscard]] std::vector<message_info> to_vector() const;

 private:
  friend struct engine::listing_access;
  struct content;
  std::shared_ptr<const content> content_;
  std::size_t size_ = 0;
};

/// An iterator of a message_listing. It models std::random_access_iterator, and returns entries by value.
///
/// Its position must be within the listing, or one after the last entry.
class message_listing_iterator {
 public:
  using iterator_concept = std::random_access_iterator_tag;  ///< category for C++20 algorithms
  using iterator_category = std::input_iterator_tag;  ///< category for older algorithms, which require references
  using value_type = message_info;                    ///< type of an entry
  using difference_type = std::ptrdiff_t;             ///< type of the distance of two iterators
  using reference = message_info;                     ///< what `*` returns: an entry by value
  /// The result of `->`. Holds the entry while one of its members is accessed.
  class pointer {
   public:
    /// Makes an object that holds this entry.
    explicit pointer(message_info entry) : entry_(std::move(entry)) {}
    /// Returns a pointer to the entry, which is valid as long as this object.
    const message_info* operator->() const noexcept { return &entry_; }

   private:
    message_info entry_;
  };

  /// Makes an iterator of no listing. It can only be assigned to, destroyed and compared.
  message_listing_iterator() = default;

  /// Returns the entry at the position.
  [[nodiscard]] message_info operator*() const { return (*listing_)[position_]; }
  /// Gives access to a member of the entry at the position.
  [[nodiscard]] pointer operator->() const { return pointer(**this); }
  /// Returns the entry at the position plus `distance`.
  [[nodiscard]] message_info operator[](difference_type distance) const { return *(*this + distance); }

  /// Moves to the next entry.
  message_listing_iterator& operator++() noexcept { return *this += 1; }
  /// Moves to the previous entry.
  message_listing_iterator& operator--() noexcept { return *this -= 1; }
  /// Moves to the next entry, and returns the iterator as it was before.
  message_listing_iterator operator++(int) noexcept {
    const message_listing_iterator before = *this;
    ++*this;
    return before;
  }
  /// Moves to the previous entry, and returns the iterator as it was before.
  message_listing_iterator operator--(int) noexcept {
    const message_listing_iterator before = *this;
    --*this;
    return before;
  }
  /// Moves forward by `distance` entries; backward if it is negative.
  message_listing_iterator& operator+=(difference_type distance) noexcept {
    position_ = static_cast<std::size_t>(static_cast<difference_type>(position_) + distance);
    return *this;
  }
  /// Moves backward by `distance` entries; forward if it is negative.
  message_listing_iterator& operator-=(difference_type distance) noexcept { return *this += -distance; }
  /// Returns an iterator `distance` entries after `from`.
  friend message_listing_iterator operator+(message_listing_iterator from, difference_type distance) noexcept {
    return from += distance;
  }
  /// Returns an iterator `distance` entries after `from`.
  friend message_listing_iterator operator+(difference_type distance, message_listing_iterator from) noexcept {
    return from += distance;
  }
  /// Returns an iterator `distance` entries before `from`.
  friend message_listing_iterator operator-(message_listing_iterator from, difference_type distance) noexcept {
    return from -= distance;
  }
  /// Returns the number of entries from `right` to `left`. Both must belong to the same listing.
  friend difference_type operator-(const message_listing_iterator& left,
                                   const message_listing_iterator& right) noexcept {
    return static_cast<difference_type>(left.position_) - static_cast<difference_type>(right.position_);
  }
  /// Returns true if both positions are equal. Both iterators must belong to the same listing.
  friend bool operator==(const message_listing_iterator& left, const message_listing_iterator& right) noexcept {
    return left.position_ == right.position_;
  }
  /// Compares the positions. Both iterators must belong to the same listing.
  friend auto operator<=>(const message_listing_iterator& left, const message_listing_iterator& right) noexcept {
    return left.position_ <=> right.position_;
  }

 private:
  friend class message_listing;
  message_listing_iterator(const message_listing& listing, std::size_t position) noexcept
      : listing_(&listing), position_(position) {}

  const message_listing* listing_ = nullptr;
  std::size_t position_ = 0;
};

inline message_listing_iterator message_listing::begin() const noexcept {
  return {*this, 0};
}
inline message_listing_iterator message_listing::end() const noexcept {
  return {*this, size_};
}

}  // namespace pop3kit
