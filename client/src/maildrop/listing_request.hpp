#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <pop3kit/client_options.hpp>

#include "link/dialogue.hpp"
#include "maildrop/id_list.hpp"
#include "maildrop/size_list.hpp"

namespace pop3kit::engine {

/// The limits for one listing.
struct listing_limits {
  explicit listing_limits(const client_limits& limits)
      : entries(limits.listing_entries), octets(limits.listing_octets), unique_id_octets(limits.unique_id_octets) {}
  std::size_t entries;
  std::uint64_t octets;
  std::size_t unique_id_octets;
};

/// Counts the lines of a listing and their octets.
class listing_meter {
 public:
  static constexpr std::size_t line_end_octets = 2;

  explicit listing_meter(const listing_limits& limits) : entries_left_(limits.entries), octets_left_(limits.octets) {}
  /// Counts a line. Fails with errc::too_many_entries or errc::listing_too_large if it exceeds a limit.
  outcome<> count(std::string_view line);
  /// Counts a line with this number of octets, its line end included. Returns false, and counts nothing, if it exceeds
  /// a limit.
  [[nodiscard]] bool accept(std::size_t octets) noexcept {
    if (entries_left_ == 0 || octets_left_ < octets) return false;
    --entries_left_;
    octets_left_ -= octets;
    return true;
  }

 private:
  std::size_t entries_left_;
  std::uint64_t octets_left_;
};

/// LIST or UIDL without an argument. Numbers must grow from line to line. Marked messages leave gaps.
class listing_request : public dialogue {
 public:
  std::optional<request> next(std::string& out) override;
  outcome<> on_status(const answer& status) override;
  outcome<> on_line(std::string_view line) final;
  outcome<std::size_t> on_lines(std::string_view lines, std::size_t longest) final;

  [[nodiscard]] const std::optional<failure>& refused() const noexcept { return refused_; }

 protected:
  listing_request(wire::verb verb, const listing_limits& limits) : verb_(verb), meter_(limits) {}
  /// Stores the entry of a line and returns its sequence number.
  virtual outcome<std::uint64_t> take(std::string_view line) = 0;
  /// Stores the entries of lines that have exactly the form of RFC 1939, from `position` on. Returns the position after
  /// them. Stops at a line that has another form, is longer than `longest`, or exceeds a limit.
  [[nodiscard]] virtual std::size_t take_plain(std::string_view lines, std::size_t position, std::size_t longest) = 0;
  /// Implements take_plain() for both listings. `pass_value` returns the position after the value, or 0 if it has
  /// another form. `keep` stores the value.
  template <class PassValue, class Keep>
  std::size_t take_plain_lines(std::string_view lines, std::size_t position, std::size_t longest, PassValue pass_value,
                               Keep keep);

 private:
  wire::verb verb_;
  listing_meter meter_;
  std::uint64_t last_number_ = 0;
  std::optional<failure> refused_;
  bool sent_ = false;
};

class scan_request final : public listing_request {
 public:
  explicit scan_request(const listing_limits& limits) : listing_request(wire::verb::list, limits) {}
  [[nodiscard]] size_list& sizes() noexcept { return sizes_; }

 private:
  outcome<std::uint64_t> take(std::string_view line) override;
  [[nodiscard]] std::size_t take_plain(std::string_view lines, std::size_t position, std::size_t longest) override;
  size_list sizes_;
};

class unique_id_request final : public listing_request {
 public:
  explicit unique_id_request(const listing_limits& limits)
      : listing_request(wire::verb::uidl, limits), most_octets_(limits.unique_id_octets) {}
  [[nodiscard]] id_list& ids() noexcept { return ids_; }
  /// Notes that UIDL is sent before LIST is answered. If all unique-ids are equal to these sizes, the reply is a second
  /// reply to LIST, and the session ends with errc::malformed_response. The sizes must outlive this object.
  void expect_other_than(const size_list& sizes) noexcept { sizes_ = &sizes; }
  outcome<> on_end() override;

 private:
  outcome<std::uint64_t> take(std::string_view line) override;
  [[nodiscard]] std::size_t take_plain(std::string_view lines, std::size_t position, std::size_t longest) override;
  std::size_t most_octets_;
  id_list ids_;
  const size_list* sizes_ = nullptr;
};

}  // namespace pop3kit::engine
