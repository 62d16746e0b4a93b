#include "command_fixture.hpp"

#include <stdlib.h>

#include <algorithm>
#include <array>
#include <boost/json/parse.hpp>
#include <fstream>
#include <iterator>

namespace pop3kit::test {
namespace {

namespace fs = std::filesystem;

const std::array<std::string, 3> messages{
    "From: Bob <bob@example.org>\nTo: alice@example.org\nSubject: dots\nDate: Mon, 6 May 2024 10:00:00 +0200\n"
    "Message-ID: <dots@example.org>\n\n.hidden\n..\nFrom the start\n>From the quoted\nend\n",
    "From: =?UTF-8?Q?J=C3=BCrgen?= <j@example.org>\nTo: alice@example.org,\n carol@example.org\n"
    "Subject: =?UTF-8?B?R3LDvMOfZQ==?=\nDate: Tue, 7 May 2024 11:30:00 -0500\nMessage-ID: <greeting@example.org>\n\n"
    "Hello\n",
    "From: Dora <dora@example.org>\nTo: alice@example.org\nSubject: with a part\nDate: Wed, 8 May 2024 12:00:00 +0000\n"
    "Message-ID: <part@example.org>\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=edge\n\n"
    "--edge\nContent-Type: text/plain; charset=UTF-8\n\nSee the file.\n"
    "--edge\nContent-Type: application/octet-stream\nContent-Disposition: attachment; filename=five.bin\n"
    "Content-Transfer-Encoding: base64\n\naGVsbG8=\n--edge--\n"};

std::string lua_text(const std::string& text) {
  return "text [==[\n" + text + "]==]";
}

std::vector<std::string> with(std::vector<std::string> first, const std::vector<std::string>& rest) {
  first.insert(first.end(), rest.begin(), rest.end());
  return first;
}

run_settings with_password(run_settings settings = run_settings()) {
  settings.environment.emplace_back("POP3KIT_TEST_PASSWORD=s3cret");
  return settings;
}

}  // namespace

temporary_folder::temporary_folder() {
  std::string name = (fs::temp_directory_path() / "pop3kit-test-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("mkdtemp");
  folder_ = name;
}

temporary_folder::~temporary_folder() {
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

std::string temporary_folder::write(const std::string& name, const std::string& text) const {
  std::ofstream{folder_ / name, std::ios::binary} << text;
  return path(name);
}

std::vector<std::string> temporary_folder::names(const std::string& folder) const {
  std::vector<std::string> out;
  for (const auto& entry : fs::directory_iterator{folder_ / folder}) out.push_back(entry.path().filename().string());
  std::ranges::sort(out);
  return out;
}

std::string octets_of(const std::string& file) {
  std::ifstream in{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, std::istreambuf_iterator<char>{}};
}

std::string page_of_docs(const std::string& name) {
  for (const auto& entry : fs::recursive_directory_iterator{POP3KIT_DOCS}) {
    if (entry.path().filename() == name) return octets_of(entry.path().string());
  }
  throw std::runtime_error("there is no page " + name);
}

void command_test::serve(const std::string& mailbox, const std::string& more, bool locked) {
  const std::string text = "return scenario {\n  title = \"test\",\n  " + more +
                           "\n  accounts = { alice = { password = \"s3cret\", lock = " + (locked ? "true" : "false") +
                           ", mailbox = { " + mailbox + " } } },\n}\n";
  result<scenario> parsed = scenario::parse(text);
  ASSERT_TRUE(parsed) << parsed.error().message();
  server_ = std::make_unique<server>(std::move(*parsed));
  const result<> started = server_->start();
  ASSERT_TRUE(started) << started.error().message();
}

command_run command_test::plain(const std::string& verb, const std::vector<std::string>& rest,
                                const run_settings& settings) const {
  return run(with({verb, plain_url(), "--plaintext", "--password-env", "POP3KIT_TEST_PASSWORD"}, rest),
             with_password(settings));
}

command_run command_test::secure(const std::string& verb, const std::vector<std::string>& rest) const {
  return run(with({verb, tls_url(), "--ca-file", ca_file(), "--password-env", "POP3KIT_TEST_PASSWORD"}, rest),
             with_password());
}

std::string command_test::plain_url() const {
  return "pop3://alice@127.0.0.1:" + std::to_string(server_->port().value());
}

std::string command_test::tls_url() const {
  return "pop3s://alice@127.0.0.1:" + std::to_string(server_->tls_port().value());
}

std::string command_test::ca_file() const {
  return folder_.write("ca.pem", server_->ca_pem());
}

std::vector<std::string> command_test::commands() const {
  std::vector<std::string> out;
  for (const journal_entry& entry : server_->journal()) {
    if (entry.kind == journal_kind::command) out.push_back(entry.text);
  }
  return out;
}

const std::string& three_messages() {
  static const std::string list = lua_text(messages[0]) + ", " + lua_text(messages[1]) + ", " + lua_text(messages[2]);
  return list;
}

std::string message_octets(int number) {
  std::string out;
  for (const char octet : messages.at(static_cast<std::size_t>(number - 1))) {
    if (octet == '\n') out += '\r';
    out += octet;
  }
  return out;
}

void expect_failure(const command_run& run, int status) {
  EXPECT_EQ(run.status, status) << run.err;
  EXPECT_EQ(run.error_lines(), 1U) << run.err;
  EXPECT_EQ(run.out, "");
}

void expect_success(const command_run& run) {
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_EQ(run.err, "");
}

boost::json::value json_of(const command_run& run) {
  boost::system::error_code trouble;
  boost::json::value value = boost::json::parse(run.out, trouble);
  EXPECT_FALSE(trouble) << trouble.message() << ": " << run.out;
  return value;
}

}  // namespace pop3kit::test
