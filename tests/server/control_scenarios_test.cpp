#include <gmock/gmock.h>

#include "control_fixture.hpp"
#include "language/quirks.hpp"
#include "scenario_text.hpp"

namespace pop3kit {
namespace {

using ::testing::HasSubstr;

TEST_F(control_room, a_reset_keeps_the_seed_that_was_asked_for) {
  EXPECT_EQ(ask("POST", "/reset").at("seed"), 7) << "the scenario's own";
  EXPECT_EQ(ask("POST", "/reset?seed=99").at("seed"), 99);
  EXPECT_EQ(ask("POST", "/reset").at("seed"), 99);
  EXPECT_TRUE(mail_.reset().has_value());
  EXPECT_EQ(get("/scenario").at("seed"), 99);
  EXPECT_EQ(ask("PUT", "/scenario?seed=5", second_scenario).at("seed"), 5);
  EXPECT_EQ(ask("POST", "/reset").at("seed"), 5);
  EXPECT_EQ(ask("PUT", "/scenario", first_scenario).at("seed"), 7) << "another scenario begins with its own seed";
}

/// A server whose scenario comes from a file.
class control_room_with_file : public ::testing::Test {
 protected:
  control_room_with_file() {
    folder_.write("s.lua", first_scenario);
    server_options options;
    options.admin_port = 0;
    options.scenario_file = folder_.path() / "s.lua";
    options.watch_scenario_file = true;
    mail_.emplace(scenario::load(options.scenario_file).value(), options);
    mail_->start().value();
  }

  [[nodiscard]] control_answer ask(const std::string& method, const std::string& target,
                                   const std::string& body = "") const {
    return pop3kit::ask(mail_->admin_port().value(), method, target, body, bearer(mail_->admin_token()));
  }

  serving::temporary_folder folder_;
  std::optional<server> mail_;
};

TEST_F(control_room_with_file, reloads_what_is_played_from_the_file) {
  EXPECT_EQ(ask("POST", "/reload").at("title"), "first");
  EXPECT_EQ(ask("POST", "/reload?seed=3").at("seed"), 3);
  EXPECT_EQ(ask("POST", "/reset").at("seed"), 3);
  EXPECT_EQ(ask("POST", "/reload").at("seed"), 7);
  EXPECT_EQ(ask("POST", "/reset").at("title"), "first");
  EXPECT_EQ(ask("POST", "/reload").status, 200U) << "a reset plays the file's scenario still";
}

TEST_F(control_room_with_file, does_not_read_the_file_after_another_scenario_took_its_place) {
  EXPECT_EQ(ask("PUT", "/scenario", second_scenario).at("title"), "second");
  EXPECT_EQ(ask("POST", "/reload").status, 409U);
  EXPECT_EQ(ask("POST", "/reset").at("title"), "second");
  EXPECT_EQ(ask("POST", "/reload").status, 409U);
  const auto file = folder_.path() / "s.lua";
  const auto before = std::filesystem::last_write_time(file);
  std::filesystem::last_write_time(file, before + std::chrono::seconds(1));
  EXPECT_THAT(raw_exchange(mail_->port().value(), "QUIT\r\n"), HasSubstr("signing off"));
  EXPECT_EQ(ask("GET", "/scenario").at("title"), "second") << "nor does watching it";
}

TEST_F(control_room, takes_every_quirk_but_those_of_the_network) {
  for (const serving::lua::quirk& each : serving::lua::quirk_table()) {
    const bool of_network = each.script.find("network") != std::string_view::npos;
    const auto answer = ask("POST", "/rules", "quirk \"" + std::string(each.name) + "\"");
    EXPECT_EQ(answer.status, of_network ? 422U : 201U) << each.name << answer.text;
    if (!of_network) continue;
    EXPECT_THAT(answer.text, HasSubstr("this quirk changes the network of connections from their beginning"));
    EXPECT_THAT(get("/openapi.json").text, HasSubstr("`" + std::string(each.name) + "`")) << "the page names it";
  }
}

TEST_F(control_room, all_mistakes_in_rules_are_reported) {
  const auto answer = ask("POST", "/rules", "{ on = \"STTA\" },\n{ on = \"STAT\", with = \"X\" }");
  EXPECT_EQ(answer.status, 422U);
  const std::string why(answer.at("error").as_string());
  EXPECT_THAT(why, HasSubstr("rules:1: on: unknown verb 'STTA'"));
  EXPECT_THAT(why, HasSubstr("\nrules:2: with: STAT does not list capabilities, CAPA does"));
}

TEST_F(control_room, rules_may_wait_for_marks_of_rules_that_are_there) {
  EXPECT_EQ(ask("POST", "/rules", "{ on = \"STAT\", mark = \"ready\" }").status, 201U);
  EXPECT_EQ(ask("POST", "/rules", "{ on = \"LIST\", when = \"ready\", reply = \"-ERR no\" }").status, 201U);
  EXPECT_THAT(converse("STAT\r\nLIST\r\nQUIT\r\n"), HasSubstr("-ERR no\r\n"));
}

TEST_F(control_room, the_page_states_the_bound_of_the_journal) {
  EXPECT_EQ(server_options().journal_entries, 1'000'000U);
  EXPECT_THAT(get("/openapi.json").text, HasSubstr("the last 1,000,000 entries"));
}

}  // namespace
}  // namespace pop3kit
