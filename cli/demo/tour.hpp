#pragma once

#include <pop3kit/client.hpp>
#include <pop3kit/mailbox.hpp>
#include <string>

#include "demo/narrator.hpp"

namespace pop3kit::command {

/// Carries out the documented operations on one mailbox, one after the other, and compares each result with others.
class tour {
 public:
  tour(narrator& story, client& mail) : narrator_(story), mail_(mail) {}

  /// Reads: sizes, counts, listings, headers, messages, files.
  void read();
  /// Marks a message as deleted, takes that back, and deletes it; then logs in again to see what is left.
  void change();

 private:
  void ask_for_the_mailbox();
  void list();
  void ask_about_one();
  void fetch_one();
  void save_one();
  void ask_for_the_unknown();
  void small_talk();
  void delete_and_undelete();
  void delete_for_good();

  narrator& narrator_;
  client& mail_;
  mailbox_info mailbox_;
  message_listing listed_;
  message_info chosen_;  ///< the largest: it has the most to show
  std::string octets_;   ///< of the chosen one
};

}  // namespace pop3kit::command
