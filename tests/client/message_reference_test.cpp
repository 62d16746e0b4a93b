#include <concepts>
#include <cstdint>
#include <optional>

#include "client/client_stage.hpp"

namespace pop3kit::testing {
namespace {

template <class T>
constexpr bool names_a_message = std::convertible_to<T, message_reference>;

static_assert(names_a_message<int> && names_a_message<unsigned> && names_a_message<long long>);
static_assert(names_a_message<std::uint8_t> && names_a_message<std::size_t> && names_a_message<sequence_number>);
static_assert(names_a_message<unique_id> && names_a_message<std::optional<unique_id>>);
static_assert(names_a_message<message_info> && names_a_message<const message_info&>);
static_assert(!std::constructible_from<message_reference, bool>);
static_assert(!std::constructible_from<message_reference, char>);
static_assert(!std::constructible_from<message_reference, wchar_t>);
static_assert(!std::constructible_from<message_reference, char8_t>);
static_assert(!std::constructible_from<message_reference, char16_t>);
static_assert(!std::constructible_from<message_reference, char32_t>);
static_assert(!std::constructible_from<message_reference, double>);
static_assert(!std::constructible_from<message_reference, const char*>);
static_assert(!std::constructible_from<message_reference, std::optional<bool>>);

message_info listed(sequence_number number, std::optional<unique_id> id) {
  message_info made;
  made.sequence_number = number;
  made.unique_id = std::move(id);
  return made;
}

TEST(message_reference, to_an_entry_of_a_listing_means_its_unique_id) {
  const message_reference which = listed(7, unique_id("a7"));
  ASSERT_NE(which.id(), nullptr);
  EXPECT_EQ(*which.id(), unique_id("a7"));
  EXPECT_EQ(which.number(), nullptr);
}

TEST(message_reference, to_an_entry_without_a_unique_id_means_its_number) {
  const message_reference which = listed(7, std::nullopt);
  ASSERT_NE(which.number(), nullptr);
  EXPECT_EQ(*which.number(), 7U);
}

TEST(message_reference, to_an_entry_finds_the_message_in_another_session) {
  client_stage stage;
  stage.serve_session("C: LIST\nS! +OK|1 1|2 2|.\nC: UIDL\nS! +OK|1 a|2 b|.\nC: QUIT\nS: +OK");
  stage.serve_session("C: UIDL\nS! +OK|1 b|.\nC: RETR 1\nS! +OK|b|.");
  const message_listing all = value_of(stage.run(stage.mail().list_messages(list_fields::ids_only)));
  value_of(stage.run(stage.mail().quit()));
  EXPECT_EQ(value_of(stage.run(stage.mail().fetch_message(all[1]))).octets(), "b\r\n");
  EXPECT_EQ(stage.differences(), "");
}

TEST(message_reference, to_an_entry_without_a_unique_id_is_void_after_its_session) {
  client_stage stage;
  stage.serve_session("C: LIST\nS! +OK|1 1|.\nC: UIDL\nS: -ERR\nC: QUIT\nS: +OK");
  const message_listing all = value_of(stage.run(stage.mail().list_messages(list_fields::ids_only)));
  value_of(stage.run(stage.mail().quit()));
  EXPECT_EQ(failure_of(stage.run(stage.mail().fetch_message(all[0]))).code(), errc::session_lost);
  EXPECT_EQ(stage.connections(), 1U);
  EXPECT_EQ(stage.differences(), "");
}

TEST(message_reference, that_is_empty_is_refused_before_anything_is_sent) {
  client_stage stage;
  const std::optional<unique_id> none;
  EXPECT_EQ(failure_of(stage.run(stage.mail().fetch_message(none))).code(), errc::empty_argument);
  EXPECT_EQ(failure_of(stage.run(stage.mail().delete_message(none))).code(), errc::empty_argument);
  EXPECT_EQ(failure_of(stage.run(stage.mail().fetch_message(message_info()))).code(), errc::invalid_sequence_number);
  EXPECT_EQ(make_error_code(errc::empty_argument), fault::misuse);
  EXPECT_EQ(stage.connections(), 0U);
}

TEST(message_reference, by_an_optional_unique_id_means_that_message) {
  client_stage stage;
  stage.serve_session("C: UIDL\nS! +OK|1 a|2 b|.\nC: DELE 2\nS: +OK");
  EXPECT_TRUE(stage.run(stage.mail().delete_message(std::optional<unique_id>("b"))));
  EXPECT_EQ(stage.differences(), "");
}

}  // namespace
}  // namespace pop3kit::testing
