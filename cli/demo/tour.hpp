#pragma once

#include <pop3kit/client.hpp>
#include <pop3kit/mailbox.hpp>
#include <pop3kit/scenario.hpp>
#include <string>
#include <vector>

#include "demo/narrator.hpp"

namespace pop3kit::command {

/// The documented operations on one mailbox, one after the other, each result held against what the others say.
class tour {
 public:
  tour(narrator& tells, client& mail) : tells_(tells), mail_(mail) {}

  /// Reading: sizes, counts, headers, messages, listings, saving.
  void read();
  /// Deleting, thinking better of it, deleting for good; then logging in once more to see what is left.
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

  narrator& tells_;
  client& mail_;
  mailbox_info mailbox_;
  message_listing listed_;
  message_info chosen_;  ///< the largest: it has the most to show
  std::string octets_;   ///< of the chosen one
};

/// The same listing over 1 and over 5 connections to the maildrop of a server.
void compare_connections(narrator& tells, const scenario& shared);

}  // namespace pop3kit::command
