#include <gmock/gmock.h>

#include <pop3kit/server.hpp>
#include <set>

#include "interop/awkward_mail.hpp"
#include "interop/dovecot.hpp"
#include "interop/scratch_folder.hpp"
#include "known_differences.hpp"
#include "script.hpp"

namespace pop3kit::interop {
namespace {

/// Both hold the same mail, have one session at a time, and offer the same.
class differential : public ::testing::Test {
 protected:
  differential() {
    std::string mailbox;
    for (std::size_t i = 0; i < files_.size(); ++i) {
      const auto name = std::to_string(i + 1) + ".eml";
      folder_.write(name, files_[i]);
      mailbox += "eml \"" + name + "\",\n";
    }
    ours_ = std::make_unique<server>(
        scenario::parse("return scenario { accounts = { alice = { password = 's3cret', mailbox = {\n" + mailbox +
                            "} } }, listen = { mechanisms = { 'USER', 'PLAIN' } } }",
                        "differential.lua", folder_.path())
            .value());
    ours_->start().value();
  }

  static std::vector<std::string> mail() {
    auto files = awkward_mail(14);
    // Dovecot leaves the line end that it adds out of sizes.
    files.erase(files.begin() + 4);
    return files;
  }

  std::vector<std::string> files_ = mail();
  scratch_folder folder_;
  std::unique_ptr<server> ours_;
  dovecot theirs_{files_, "pop3_lock_session = yes\nmail_max_userip_connections = 0\n"};
};

/// What is known of this exchange; null if nothing.
const difference* find_known(const script& where, const exchange& what) {
  const auto found = std::ranges::find_if(known_differences(), [&](const difference& each) {
    return each.script == where.name && each.command == what.command.substr(0, 40);
  });
  return found == known_differences().end() ? nullptr : &*found;
}

TEST_F(differential, our_server_answers_what_dovecot_answers_but_for_what_is_explained) {
  std::set<const difference*> seen;
  for (const auto& each : every_script(files_.size())) {
    const auto ours = play(each, ours_->port().value());
    const auto theirs = play(each, theirs_.port());
    ASSERT_EQ(ours.size(), theirs.size());
    for (std::size_t i = 0; i < ours.size(); ++i) {
      const difference* const known = find_known(each, ours[i]);
      if (known == nullptr || seen.contains(known)) {
        EXPECT_EQ(ours[i].answer, theirs[i].answer) << each.name << ": " << ours[i].command.substr(0, 60);
        continue;
      }
      seen.insert(known);
      EXPECT_EQ(ours[i].answer, known->ours) << each.name << ": " << ours[i].command.substr(0, 60);
      EXPECT_EQ(theirs[i].answer, known->dovecots) << each.name << ": " << ours[i].command.substr(0, 60);
      if (known->parts_ways) break;
    }
  }
  for (const auto& known : known_differences()) {
    EXPECT_TRUE(seen.contains(&known)) << "never met: " << known.script << ": " << known.command;
  }
}

}  // namespace
}  // namespace pop3kit::interop
