#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <pop3kit/server.hpp>
#include <string>
#include <tuple>
#include <vector>

#include "child_process.hpp"
#include "dovecot_fixture.hpp"
#include "scratch_folder.hpp"

namespace pop3kit::interop {
namespace {

/// A program that others wrote; a script in readers/ makes it read everything.
struct mail_reader {
  mail_reader(std::string program, std::vector<std::string> start_with, std::vector<std::size_t> changed_by_it = {})
      : script(std::move(program)), interpreter(std::move(start_with)), changes(std::move(changed_by_it)) {}
  std::string script;
  std::vector<std::string> interpreter;
  std::vector<std::size_t> changes;  ///< positions of awkward messages that it stores otherwise than it got them
};

/// Maildirs and mailboxes hold lines that end in LF, with or without the last of them.
std::string as_stored(std::string octets) {
  std::string stored;
  for (std::size_t at = 0; at < octets.size(); ++at) {
    if (octets[at] != '\r' || at + 1 == octets.size() || octets[at + 1] != '\n') stored += octets[at];
  }
  while (stored.ends_with('\n')) stored.pop_back();
  return stored;
}

/// A reader and our server, which holds what the reader stores as it got it.
class mail_reader_test : public ::testing::Test {
 protected:
  explicit mail_reader_test(mail_reader reader) : reader_(std::move(reader)) {
    std::string mailbox;
    for (std::size_t position = 1; position <= 40; ++position) {
      if (std::ranges::find(reader_.changes, position) != reader_.changes.end()) continue;
      const auto name = std::to_string(position) + ".eml";
      folder_.write(name, mail_[position - 1]);
      mailbox += "eml \"" + name + "\",\n";
      wanted_.push_back(as_stored(as_served(mail_[position - 1])));
    }
    const auto text =
        "return scenario { accounts = { alice = { password = \"s3cret\", tokens = { \"t0ken\" }, mailbox = {\n" +
        mailbox +
        "} } }, listen = { mechanisms = { \"USER\", \"APOP\", \"SCRAM-SHA-256\", \"SCRAM-SHA-1\", \"OAUTHBEARER\", "
        "\"XOAUTH2\", \"DIGEST-MD5\", \"CRAM-MD5\", \"NTLM\", \"PLAIN\", \"LOGIN\" } } }";
    server_ = std::make_unique<server>(scenario::parse(text, "readers.lua", folder_.path()).value());
    server_->start().value();
    ca_file_ = folder_.write("ca.pem", server_->ca_pem());
    std::filesystem::create_directory(out_);
    std::ranges::sort(wanted_);
  }

  /// What it stored is what it was served.
  void expect_everything(security how, const std::string& mechanism) const {
    const auto port = how == security::implicit ? server_->tls_port() : server_->port();
    auto command = reader_.interpreter;
    command.insert(command.end(), {std::string{POP3KIT_READERS "/"} + reader_.script, std::to_string(port.value()),
                                   protection_name({how, 0}), ca_file_, out_, mechanism});
    const auto done = run(command);
    EXPECT_EQ(done.status, 0) << done.output;
    const auto stored = got();
    ASSERT_EQ(stored.size(), wanted_.size());
    for (std::size_t i = 0; i < stored.size(); ++i) EXPECT_TRUE(same_octets(stored[i], wanted_[i]));
  }

  [[nodiscard]] bool journal_has(const std::string& text) const {
    return std::ranges::any_of(
        server_->journal(), [&](const journal_entry& entry) { return to_json(entry).find(text) != std::string::npos; });
  }

  void TearDown() override {
    if (!HasFailure()) return;
    for (const auto& entry : server_->journal()) std::fprintf(stderr, "%s\n", to_json(entry).c_str());
  }

  [[nodiscard]] std::vector<std::string> got() const {
    std::vector<std::string> all;
    for (const auto& file : std::filesystem::directory_iterator(out_)) all.push_back(as_stored(read_file(file.path())));
    std::ranges::sort(all);
    return all;
  }

  mail_reader reader_;
  std::vector<std::string> mail_ = awkward_mail(40);
  std::vector<std::string> wanted_;
  scratch_folder folder_;
  std::filesystem::path out_ = folder_.path() / "out";
  std::string ca_file_;
  std::unique_ptr<server> server_;
};

using protected_reader = std::tuple<mail_reader, security>;

class mail_reader_reading : public mail_reader_test, public ::testing::WithParamInterface<protected_reader> {
 protected:
  mail_reader_reading() : mail_reader_test(std::get<0>(GetParam())) {}
};

TEST_P(mail_reader_reading, stores_every_message_as_it_was_served) {
  expect_everything(std::get<1>(GetParam()), "user");
}

using reader_with_mechanism = std::tuple<mail_reader, std::string>;

class mail_reader_mechanism : public mail_reader_test, public ::testing::WithParamInterface<reader_with_mechanism> {
 protected:
  mail_reader_mechanism() : mail_reader_test(std::get<0>(GetParam())) {}
};

TEST_P(mail_reader_mechanism, logs_in_rfc5034) {
  std::string name = std::get<1>(GetParam());
  expect_everything(security::implicit, name);
  std::ranges::transform(name, name.begin(), [](unsigned char octet) { return std::toupper(octet); });
  EXPECT_TRUE(journal_has(name == "APOP" ? "APOP alice" : "AUTH " + name)) << "another mechanism was used";
}

const std::vector<std::string> shell{"/bin/sh"};

std::vector<protected_reader> each_protection(const mail_reader& reader) {
  std::vector<protected_reader> all;
  for (const auto how : {security::none, security::stls, security::implicit}) all.emplace_back(reader, how);
  return all;
}

std::string protection_of(const ::testing::TestParamInfo<protected_reader>& test) {
  return protection_name({std::get<1>(test.param), test.index});
}

std::vector<reader_with_mechanism> each_of(const mail_reader& reader, const std::vector<std::string>& mechanisms) {
  std::vector<reader_with_mechanism> all;
  for (const auto& mechanism : mechanisms) all.emplace_back(reader, mechanism);
  return all;
}

std::string mechanism_of(const ::testing::TestParamInfo<reader_with_mechanism>& test) {
  std::string name = std::get<1>(test.param);
  std::ranges::transform(name, name.begin(), [](unsigned char octet) { return std::toupper(octet); });
  return mechanism_name({name, test.index});
}

const mail_reader poplib("python_poplib.py", {POP3KIT_PYTHON});
const mail_reader net_pop3("net_pop3.pl", {POP3KIT_PERL});
const mail_reader mpop("mpop.sh", shell);
// It breaks lines of more than 8 KiB, and takes bare CRs out.
const mail_reader fetchmail("fetchmail.sh", shell, {7, 8});
// A bare CR becomes a line end. It knows no STLS.
const mail_reader getmail("getmail.sh", shell, {8});
const mail_reader mutt("mutt.sh", shell);

#define EACH_MECHANISM(reader, ...)                                                                            \
  INSTANTIATE_TEST_SUITE_P(reader, mail_reader_mechanism, ::testing::ValuesIn(each_of(reader, {__VA_ARGS__})), \
                           mechanism_of)

INSTANTIATE_TEST_SUITE_P(poplib, mail_reader_reading, ::testing::ValuesIn(each_protection(poplib)), protection_of);
INSTANTIATE_TEST_SUITE_P(net_pop3, mail_reader_reading, ::testing::ValuesIn(each_protection(net_pop3)), protection_of);
INSTANTIATE_TEST_SUITE_P(mpop, mail_reader_reading, ::testing::ValuesIn(each_protection(mpop)), protection_of);
INSTANTIATE_TEST_SUITE_P(fetchmail, mail_reader_reading, ::testing::ValuesIn(each_protection(fetchmail)),
                         protection_of);
INSTANTIATE_TEST_SUITE_P(mutt, mail_reader_reading, ::testing::ValuesIn(each_protection(mutt)), protection_of);
INSTANTIATE_TEST_SUITE_P(getmail, mail_reader_reading,
                         ::testing::Values(protected_reader(getmail, security::none),
                                           protected_reader(getmail, security::implicit)),
                         protection_of);

EACH_MECHANISM(poplib, "apop");
EACH_MECHANISM(net_pop3, "apop");
EACH_MECHANISM(fetchmail, "apop");
EACH_MECHANISM(getmail, "apop");
EACH_MECHANISM(mutt, "apop", "plain");
EACH_MECHANISM(mpop, "plain", "scram-sha-1", "scram-sha-256", "apop", "cram-md5", "digest-md5", "login", "ntlm",
               "oauthbearer", "xoauth2");

}  // namespace
}  // namespace pop3kit::interop
