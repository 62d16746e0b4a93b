#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace pop3kit::engine {

/// Unique-ids by number, in two blocks of memory however many they are. Views into it outlive its being moved.
class id_list {
 public:
  /// Numbers must grow.
  void append(std::uint64_t number, std::string_view id);
  [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }
  [[nodiscard]] std::uint64_t number(std::size_t place) const { return entries_[place].number; }
  /// Empty where the server gave none.
  [[nodiscard]] std::string_view id(std::size_t place) const;
  /// Empty where there is none.
  [[nodiscard]] std::string_view id_of(std::uint64_t number) const;

 private:
  struct entry {
    std::uint64_t number;
    std::size_t end;  ///< of the id, in `octets_`
  };
  std::vector<entry> entries_;
  std::vector<char> octets_;
};

}  // namespace pop3kit::engine
