#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pop3kit::engine {

/// Unique-ids by number, in two blocks of memory however many they are.
class id_list {
 public:
  /// Numbers must grow.
  void append(std::uint64_t number, std::string_view id);
  /// Empty where there is none.
  [[nodiscard]] std::string_view id_of(std::uint64_t number) const;

 private:
  struct entry {
    std::uint64_t number;
    std::size_t end;  ///< of the id, in `octets_`
  };
  std::vector<entry> entries_;
  std::string octets_;
};

}  // namespace pop3kit::engine
