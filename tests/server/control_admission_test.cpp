#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>
#include <list>

#include "control/admission.hpp"
#include "control/route.hpp"
#include "control_fixture.hpp"
#include "scenario_text.hpp"

namespace pop3kit {
namespace {

using ::testing::HasSubstr;

TEST_F(control_room, every_request_but_health_needs_the_token) {
  for (const auto& each : serving::control::route_table()) {
    const bool open = each.path == "/health";
    const auto answer = ask_as_stranger(std::string(to_string(each.method)), std::string(each.path));
    EXPECT_EQ(answer.status, open ? 200U : 401U) << each.path;
    const bool says_how = answer.text.find("Authorization: Bearer TOKEN") != std::string::npos;
    EXPECT_NE(says_how, open) << each.path;
  }
  EXPECT_EQ(get("/scenario").at("run"), 1) << "nothing was changed";
}

TEST_F(control_room, a_wrong_token_is_none) {
  const std::string token = mail_.admin_token();
  EXPECT_EQ(token.size(), 64U);
  for (const std::string& wrong : {token.substr(1), token + "0", std::string(64, '0'), std::string()}) {
    EXPECT_EQ(ask_as_stranger("POST", "/reset", {}, bearer(wrong)).status, 401U) << wrong;
  }
  EXPECT_EQ(ask_as_stranger("POST", "/reset", {}, "Authorization: Basic " + token + "\r\n").status, 401U);
  EXPECT_EQ(ask_as_stranger("POST", "/reset", {}, bearer(token) + bearer(token)).status, 401U);
  EXPECT_EQ(ask_as_stranger("POST", "/reset", {}, "Authorization: bearer " + token + "\r\n").status, 200U);
}

TEST_F(control_room, each_server_has_a_token_of_its_own) {
  server other(scenario::parse(second_scenario).value(), with_control());
  EXPECT_EQ(other.admin_token(), "");
  other.start().value();
  EXPECT_NE(other.admin_token(), mail_.admin_token());
}

TEST_F(control_room, a_name_that_a_web_page_chose_is_no_host_of_this_server) {
  for (const std::string host :
       {"evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", "[::2]", "", "10.0.0.1"}) {
    EXPECT_EQ(ask("POST", "/reset", {}, "Host: " + host + "\r\n").status, 421U) << host;
    EXPECT_EQ(ask("GET", "/health", {}, "Host: " + host + "\r\n").status, 421U) << host;
  }
  for (const std::string host : {"127.0.0.1", "localhost", "LOCALHOST:80", "[::1]", "[::1]:8080"}) {
    EXPECT_EQ(ask("GET", "/scenario", {}, "Host: " + host + "\r\n").status, 200U) << host;
  }
  EXPECT_EQ(get("/scenario").at("run"), 1);
}

TEST_F(control_room, a_host_field_is_a_host_and_an_optional_port_rfc3986_3_2_2) {
  for (const std::string host : {"[::1]evil",
                                 "[::1]:80x",
                                 "[localhost]",
                                 "[localhost]evil:1",
                                 "[127.0.0.1]",
                                 "[::1",
                                 "::1",
                                 "[]",
                                 "[::1%25lo]",
                                 "localhost:99999",
                                 "localhost:65536",
                                 "localhost:99999:x",
                                 "localhost:80:80",
                                 "localhost:-1",
                                 "localhost: 80",
                                 "localhost:+80",
                                 "localhost evil",
                                 "localhost,evil",
                                 "evil@localhost",
                                 "localhost/evil",
                                 "localhost?evil"}) {
    const bool is_name = host == "localhost,evil";  // RFC 3986 allows a comma in a name, but it is not ours
    EXPECT_EQ(ask("GET", "/health", {}, "Host: " + host + "\r\n").status, is_name ? 421U : 400U) << host;
  }
  for (const std::string host : {"localhost:65535", "localhost:0", "localhost:", "[::1]:", "[0:0:0:0:0:0:0:1]:80"}) {
    EXPECT_EQ(ask("GET", "/health", {}, "Host: " + host + "\r\n").status, 200U) << host;
  }
}

TEST_F(control_room, web_pages_are_not_served) {
  EXPECT_EQ(ask("GET", "/health", {}, "Origin: http://example.org\r\n").status, 403U);
  EXPECT_EQ(ask("POST", "/reset", {}, "Origin: null\r\n").status, 403U);
}

TEST(admission, the_address_that_is_listened_on_is_a_host) {
  using serving::control::admission;
  const auto status = [](const std::string& listens_on, const std::string& host) {
    serving::control::http_request head;
    head.method = "GET";
    head.target = "/health";
    head.host = host;
    const auto refused = admission(listens_on, "token").refusal(head);
    return refused ? refused->status : 200U;
  };
  EXPECT_EQ(status("192.0.2.1", "192.0.2.1:80"), 200U);
  EXPECT_EQ(status("192.0.2.1", "192.0.2.2:80"), 421U);
  EXPECT_EQ(status("mail.test", "MAIL.test"), 200U);
  EXPECT_EQ(status("2001:db8::1", "[2001:db8::1]:80"), 200U);
  EXPECT_EQ(status("0.0.0.0", "192.0.2.1:80"), 200U) << "an address cannot be pointed elsewhere";
  EXPECT_EQ(status("::", "[2001:db8::1]:80"), 200U);
  EXPECT_EQ(status("0.0.0.0", "evil.example"), 421U);
}

/// A server whose scenario is a file in a folder beside another folder with a secret.
class control_room_files : public ::testing::Test {
 protected:
  control_room_files() {
    outer_.write("secret.eml", "Subject: secret\n\nsecret\n");
    outer_.write("home/good.eml", "Subject: good\n\ngood\n");
    outer_.write("home/sub/deep.eml", "Subject: deep\n\ndeep\n");
    outer_.write("home/box/cur/1", "Subject: one\n\none\n");
    outer_.write("other/cur/1", "Subject: secret\n\nsecret\n");
    outer_.write("home/s.lua",
                 "return scenario { accounts = { alice = { password = 'x', mailbox = { eml '../secret.eml' } } } }");
    std::filesystem::create_symlink("../secret.eml", outer_.path() / "home" / "link.eml");
    std::filesystem::create_symlink("sub/deep.eml", outer_.path() / "home" / "inner.eml");
    std::filesystem::create_directory_symlink("..", outer_.path() / "home" / "up");
    server_options options;
    options.admin_port = 0;
    options.scenario_file = outer_.path() / "home" / "s.lua";
    mail_.emplace(scenario::load(options.scenario_file).value(), options);
    mail_->start().value();
  }

  control_answer put(const std::string& item, const std::string& query = "") {
    return ask(*mail_->admin_port(), "PUT", "/scenario" + query,
               "return scenario { accounts = { alice = { password = 'x', mailbox = { " + item + " } } } }",
               bearer(mail_->admin_token()));
  }

  serving::temporary_folder outer_;
  std::optional<server> mail_;
};

TEST_F(control_room_files, a_scenario_over_http_names_files_in_the_scenarios_folder) {
  for (const auto* item :
       {"eml 'good.eml'", "eml 'sub/deep.eml'", "eml './sub/../good.eml'", "eml 'inner.eml'", "maildir 'box'"}) {
    EXPECT_EQ(put(item).status, 200U) << item;
  }
  EXPECT_EQ(put("eml 'deep.eml'", "?directory=sub").status, 200U);
}

TEST_F(control_room_files, a_scenario_over_http_names_no_file_outside_the_scenarios_folder) {
  const std::string absolute = (outer_.path() / "secret.eml").string();
  for (const std::string& item :
       {std::string("eml '/etc/passwd'"), "eml '" + absolute + "'", std::string("eml '../secret.eml'"),
        std::string("eml 'sub/../../secret.eml'"), std::string("eml 'link.eml'"), std::string("eml 'up/secret.eml'"),
        std::string("mbox '/etc/passwd'"), std::string("maildir '../other'"), std::string("maildir 'up/other'"),
        std::string("eml '../not_there.eml'"), std::string("message { attachments = { { file = '/etc/passwd' } } }")}) {
    const auto answer = put(item);
    EXPECT_EQ(answer.status, 422U) << item;
    EXPECT_THAT(answer.text, HasSubstr("is not in the scenario's folder")) << item;
  }
}

TEST_F(control_room_files, a_directory_outside_of_the_scenarios_folder_is_refused_even_if_no_file_is_named) {
  for (const std::string directory :
       {"..", "%2e%2e", "/etc", "up", "sub/../..", "not_there", "good.eml", "sub%00/.."}) {
    for (const std::string item : {"", "eml 'secret.eml'"}) {
      const auto answer = put(item, "?directory=" + directory);
      EXPECT_EQ(answer.status, 400U) << directory;
      EXPECT_THAT(answer.text, HasSubstr("directory: ")) << directory;
    }
  }
  for (const std::string directory : {".", "sub", "sub/..", "./sub/"}) {
    EXPECT_EQ(put("", "?directory=" + directory).status, 200U) << directory;
  }
}

TEST_F(control_room_files, rules_over_http_name_no_files) {
  const auto answer = ask(*mail_->admin_port(), "POST", "/rules",
                          "}, accounts = { bob = { password = 'x', mailbox = { eml 'good.eml' } } }, network = {",
                          bearer(mail_->admin_token()));
  EXPECT_EQ(answer.status, 422U);
  EXPECT_THAT(answer.text, HasSubstr("is not in the scenario's folder"));
}

TEST_F(control_room_files, the_users_own_scenario_is_read_again_whatever_it_names) {
  EXPECT_EQ(ask(*mail_->admin_port(), "POST", "/reload", {}, bearer(mail_->admin_token())).status, 200U);
}

/// A connection to a control room that sends only what the test sends.
class silent_connection {
 public:
  silent_connection(boost::asio::io_context& context, std::uint16_t port) : socket_(context) {
    socket_.connect({boost::asio::ip::make_address("127.0.0.1"), port});
  }
  void say(const std::string& octets) { boost::asio::write(socket_, boost::asio::buffer(octets)); }

 private:
  boost::asio::ip::tcp::socket socket_;
};

TEST_F(control_room, idle_connections_give_way_to_new_ones) {
  boost::asio::io_context context;
  std::list<silent_connection> idle;
  for (int number = 0; number < 200; ++number) idle.emplace_back(context, *mail_.admin_port());
  EXPECT_EQ(get("/scenario").status, 200U);
}

TEST_F(control_room, requests_without_the_token_do_not_keep_a_connection) {
  boost::asio::io_context context;
  std::list<silent_connection> strangers;
  for (int number = 0; number < 200; ++number) {
    strangers.emplace_back(context, *mail_.admin_port());
    strangers.back().say("GET /journal?kind=rule&wait=10m HTTP/1.1\r\nHost: localhost\r\n\r\n");
  }
  EXPECT_EQ(get("/scenario").status, 200U);
}

TEST_F(control_room, abandoned_requests_that_wait_free_their_connections) {
  const std::string request =
      "GET /journal?kind=rule&wait=10m HTTP/1.1\r\nHost: localhost\r\n" + bearer(mail_.admin_token()) + "\r\n";
  for (int number = 0; number < 200; ++number) {
    boost::asio::io_context context;
    silent_connection abandoned(context, *mail_.admin_port());
    abandoned.say(request);
  }
  EXPECT_EQ(get("/scenario").status, 200U);
}

}  // namespace
}  // namespace pop3kit
