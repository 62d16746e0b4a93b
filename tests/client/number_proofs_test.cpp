#include "transfer/number_proofs.hpp"

#include <gtest/gtest.h>

namespace pop3kit::testing {
namespace {

using engine::message_numbers;
using engine::number_proofs;
using engine::proof_terms;
using engine::sent_command;

constexpr std::size_t messages_in_all = 100;
constexpr std::size_t command_in_lines = 20;

/// A message that another session listed under the number 2, with the unique-id "two".
struct guessed_number : ::testing::Test {
  guessed_number() {
    message_info& only = listed.emplace_back();
    only.sequence_number = 2;
    only.unique_id.emplace("two");
  }

  static wire::status_line status(std::string_view line) { return wire::parse_status_line(line).value(); }

  sent_command ask() {
    sent.clear();
    return proofs.ask_proof(sent, sent_command{sent_command::step::message, 0, 2});
  }

  std::vector<message_info> listed;
  message_numbers guess{listed, message_numbers::ground::guess};
  number_proofs proofs{guess, proof_terms{false, command_in_lines, messages_in_all}};
  engine::listing_limits limits{client_limits()};
  std::string sent;
};

TEST_F(guessed_number, is_proved_by_the_number_and_the_unique_id_alone) {
  const sent_command proof = ask();
  EXPECT_EQ(sent, "UIDL 2\r\n");
  EXPECT_EQ(proofs.judge(proof, status("+OK 2 two")), sent_command::standing::confirmed);
  EXPECT_EQ(proofs.judge(proof, status("+OK 2 three")), sent_command::standing::refuted);
  EXPECT_EQ(proofs.judge(proof, status("+OK 3 two")), sent_command::standing::refuted);
  EXPECT_EQ(proofs.judge(proof, status("-ERR 2 two")), sent_command::standing::refuted);
  EXPECT_EQ(proofs.judge(proof, status("+OK")), sent_command::standing::refuted);
}

TEST_F(guessed_number, is_used_once_after_its_proof_was_asked_for) {
  EXPECT_FALSE(proofs.has_unsent());
  ask();
  proofs.confirm_unsent();
  const std::optional<sent_command> unsent = proofs.take_unsent();
  ASSERT_TRUE(unsent);
  EXPECT_EQ(unsent->number, 2U);
  EXPECT_EQ(unsent->stands, sent_command::standing::confirmed);
  EXPECT_FALSE(proofs.take_unsent());
}

TEST_F(guessed_number, is_proved_until_the_proofs_have_cost_as_much_as_the_listing) {
  std::size_t asked = 0;
  for (; !proofs.wants_listing(); ++asked) ask();
  EXPECT_EQ(asked, messages_in_all / command_in_lines);
}

TEST_F(guessed_number, that_was_wrong_stops_the_guessing) {
  EXPECT_FALSE(proofs.wants_listing());
  EXPECT_FALSE(proofs.awaits_listing());
  EXPECT_EQ(proofs.judge(ask(), status("+OK 2 three")), sent_command::standing::refuted);
  EXPECT_TRUE(proofs.wants_listing());
  EXPECT_TRUE(proofs.awaits_listing());
}

TEST_F(guessed_number, is_not_proved_in_lock_step) {
  const number_proofs one_by_one(guess, proof_terms{true, command_in_lines, messages_in_all});
  EXPECT_TRUE(one_by_one.wants_listing());
}

TEST_F(guessed_number, gives_way_to_that_of_the_listing) {
  EXPECT_TRUE(proofs.needs_proof());
  ASSERT_TRUE(proofs.ask_listing(sent, limits));
  EXPECT_EQ(sent, "UIDL\r\n");
  EXPECT_FALSE(proofs.needs_proof());
  ASSERT_TRUE(proofs.listing().on_line("7 two"));
  proofs.learn_listing();
  EXPECT_FALSE(proofs.useless());
  EXPECT_EQ(proofs.numbers().number_of(0), 7U);
  EXPECT_FALSE(proofs.awaits_listing());
}

TEST_F(guessed_number, cannot_be_replaced_by_a_listing_that_does_not_tell_messages_apart) {
  ASSERT_TRUE(proofs.ask_listing(sent, limits));
  ASSERT_TRUE(proofs.listing().on_line("1 two"));
  ASSERT_TRUE(proofs.listing().on_line("2 two"));
  proofs.learn_listing();
  ASSERT_TRUE(proofs.useless());
  EXPECT_EQ(proofs.useless()->code(), errc::ambiguous_unique_id);
}

TEST_F(guessed_number, needs_no_proof_if_the_messages_were_listed_in_this_session) {
  const number_proofs own(message_numbers(listed, message_numbers::ground::own_listing), proof_terms{});
  EXPECT_FALSE(own.needs_proof());
  EXPECT_FALSE(own.wants_listing());
}

}  // namespace
}  // namespace pop3kit::testing
