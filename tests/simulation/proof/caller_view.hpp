#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "mail_model.hpp"

namespace pop3kit::proof {

/// What the caller of a client may believe of its session, from nothing but what the client has answered.
struct caller_view {
  caller_view() = default;
  bool has_session = false;
  bool refuses = false;  ///< marks were lost: so it must say, until connect()
  id_set marked;
  id_set doubtful;  ///< marked or not
  /// The last commit, by commit_deletes() or quit(): until a session is opened, the client names its messages again.
  bool commit_failed = false;
  /// Numbers that the client has returned, and that mean these messages for as long as it accepts them.
  std::map<std::uint64_t, std::string> listing;

  [[nodiscard]] bool certain() const noexcept { return doubtful.empty(); }
  void forget_marks() {
    marked.clear();
    doubtful.clear();
  }
  /// The client has said that its session is over. It must refuse the numbers from now on, so they stay known.
  void lose_session() {
    has_session = false;
    forget_marks();
  }
  /// The caller has ended it, or asks for another.
  void end_session() {
    lose_session();
    listing.clear();
  }
};

}  // namespace pop3kit::proof
