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

/// A program that others wrote, told by a script in readers/ to read everything.
struct mail_reader {
  mail_reader(std::string program, std::vector<std::string> start_with, std::vector<std::size_t> changed_by_it = {})
      : script(std::move(program)), interpreter(std::move(start_with)), changes(std::move(changed_by_it)) {}
  std::string script;
  std::vector<std::string> interpreter;
  std::vector<std::size_t> changes;  ///< positions of awkward messages that it stores otherwise than it got them
};

std::vector<mail_reader> readers() {
  const std::vector<std::string> shell{"/bin/sh"};
  return {
      {"python_poplib.py", {POP3KIT_PYTHON}},
      {"net_pop3.pl", {POP3KIT_PERL}},
      {"mpop.sh", shell},
      // It breaks lines of more than 8 KiB, and takes bare CRs out.
      {"fetchmail.sh", shell, {7, 8}},
      // A bare CR becomes a line end.
      {"getmail.sh", shell, {8}},
      {"mutt.sh", shell},
  };
}

/// Maildirs and mailboxes hold lines that end in LF, with or without the last of them.
std::string as_stored(std::string octets) {
  std::string stored;
  for (std::size_t at = 0; at < octets.size(); ++at) {
    if (octets[at] != '\r' || at + 1 == octets.size() || octets[at + 1] != '\n') stored += octets[at];
  }
  while (stored.ends_with('\n')) stored.pop_back();
  return stored;
}

using parameter = std::tuple<mail_reader, security>;

class mail_reader_test : public testing::TestWithParam<parameter> {
 protected:
  mail_reader_test() {
    std::string mailbox;
    for (std::size_t position = 1; position <= 40; ++position) {
      const auto& changed = std::get<0>(GetParam()).changes;
      if (std::ranges::find(changed, position) != changed.end()) continue;
      const auto name = std::to_string(position) + ".eml";
      folder_.write(name, mail_[position - 1]);
      mailbox += "eml \"" + name + "\",\n";
      wanted_.push_back(as_stored(as_served(mail_[position - 1])));
    }
    const auto text =
        "return scenario { accounts = { alice = { password = \"s3cret\", mailbox = {\n" + mailbox + "} } } }";
    server_ = std::make_unique<server>(scenario::parse(text, "readers.lua", folder_.path()).value());
    server_->start().value();
    ca_file_ = folder_.write("ca.pem", server_->ca_pem());
    std::filesystem::create_directory(out_);
    std::ranges::sort(wanted_);
  }

  [[nodiscard]] finished read_everything() const {
    const auto& [reader, protection] = GetParam();
    const bool implicit = protection == security::implicit;
    auto command = reader.interpreter;
    command.insert(command.end(), {std::string{POP3KIT_READERS "/"} + reader.script,
                                   std::to_string((implicit ? server_->tls_port() : server_->port()).value()),
                                   protection_name({protection, 0}), ca_file_, out_});
    return run(command);
  }

  [[nodiscard]] std::vector<std::string> got() const {
    std::vector<std::string> all;
    for (const auto& file : std::filesystem::directory_iterator(out_)) all.push_back(as_stored(read_file(file.path())));
    std::ranges::sort(all);
    return all;
  }

  std::vector<std::string> mail_ = awkward_mail(40);
  std::vector<std::string> wanted_;
  scratch_folder folder_;
  std::filesystem::path out_ = folder_.path() / "out";
  std::string ca_file_;
  std::unique_ptr<server> server_;
};

TEST_P(mail_reader_test, stores_every_message_as_it_was_served) {
  const auto done = read_everything();
  EXPECT_EQ(done.status, 0) << done.output;
  const auto stored = got();
  ASSERT_EQ(stored.size(), wanted_.size());
  for (std::size_t i = 0; i < stored.size(); ++i) EXPECT_TRUE(same_octets(stored[i], wanted_[i]));
  if (HasFailure()) {
    for (const auto& entry : server_->journal()) std::fprintf(stderr, "%s\n", to_json(entry).c_str());
  }
}

std::vector<parameter> every_reader_and_protection() {
  std::vector<parameter> all;
  for (const auto& reader : readers()) {
    for (const auto protection : {security::none, security::stls, security::implicit}) {
      // getmail6 knows no STLS.
      if (reader.script != "getmail.sh" || protection != security::stls) all.emplace_back(reader, protection);
    }
  }
  return all;
}

std::string name_of(const testing::TestParamInfo<parameter>& test) {
  const std::string& script = std::get<0>(test.param).script;
  return script.substr(0, script.find('.')) + "_" + protection_name({std::get<1>(test.param), test.index});
}

INSTANTIATE_TEST_SUITE_P(, mail_reader_test, testing::ValuesIn(every_reader_and_protection()), name_of);

}  // namespace
}  // namespace pop3kit::interop
