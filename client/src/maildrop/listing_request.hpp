#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "link/dialogue.hpp"
#include "maildrop/id_list.hpp"
#include "maildrop/size_list.hpp"

namespace pop3kit::engine {

/// LIST or UIDL without an argument. Numbers must grow from line to line; gaps are what DELE leaves.
class listing_request : public dialogue {
 public:
  std::optional<request> next(std::string& out) override;
  outcome<> on_status(const answer& status) override;
  outcome<> on_line(std::string_view line) final;

  [[nodiscard]] const std::optional<failure>& refused() const noexcept { return refused_; }

 protected:
  listing_request(wire::verb verb, std::size_t most_entries) : verb_(verb), most_entries_(most_entries) {}
  /// The sequence number of the line, its entry kept.
  virtual outcome<std::uint64_t> take(std::string_view line) = 0;

 private:
  wire::verb verb_;
  std::size_t most_entries_;
  std::size_t entries_ = 0;
  std::uint64_t last_number_ = 0;
  std::optional<failure> refused_;
  bool sent_ = false;
};

class scan_request final : public listing_request {
 public:
  explicit scan_request(std::size_t most_entries) : listing_request(wire::verb::list, most_entries) {}
  [[nodiscard]] size_list& sizes() noexcept { return sizes_; }

 private:
  outcome<std::uint64_t> take(std::string_view line) override;
  size_list sizes_;
};

class unique_id_request final : public listing_request {
 public:
  unique_id_request(std::size_t most_entries, std::size_t most_octets)
      : listing_request(wire::verb::uidl, most_entries), most_octets_(most_octets) {}
  [[nodiscard]] id_list& ids() noexcept { return ids_; }

 private:
  outcome<std::uint64_t> take(std::string_view line) override;
  std::size_t most_octets_;
  id_list ids_;
};

}  // namespace pop3kit::engine
