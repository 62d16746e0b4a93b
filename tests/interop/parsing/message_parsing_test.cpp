#include <gmock/gmock.h>

#include <cstdlib>
#include <fstream>
#include <map>
#include <set>

#include "explanations.hpp"
#include "interop/scratch_folder.hpp"
#include "parsed_values.hpp"

namespace pop3kit::interop::parsing {
namespace {

constexpr std::size_t message_count = 5'000;

/// The messages that all parsers read.
const std::vector<generated_message>& messages() {
  static const std::vector<generated_message> all = [] {
    std::vector<generated_message> generated;
    for (std::size_t seed = 1; seed <= message_count; ++seed) generated.push_back(generate_message(seed));
    return generated;
  }();
  return all;
}

std::string names_of(const std::set<std::string>& features) {
  std::string names;
  for (const std::string& each : features) names += " [" + each + "]";
  return names;
}

TEST(message_parsing, pop3kit_reads_what_was_written) {
  std::size_t wrong = 0;
  for (std::size_t i = 0; i < messages().size() && wrong < 20; ++i) {
    const generated_message& message = messages()[i];
    const parsed_values read = read_by_pop3kit(message.octets);
    for (const auto& [name, value] : message.written) {
      EXPECT_EQ(read.at(name), value) << name << " of seed " << i + 1 << ":" << names_of(message.features);
      wrong += read.at(name) != value ? 1 : 0;
    }
  }
}

TEST(message_parsing, other_parsers_read_what_pop3kit_reads_but_for_what_is_explained) {
  const scratch_folder folder;
  const std::string scripts = POP3KIT_PARSERS "/";
  const std::map<std::string, std::vector<parsed_values>> others{
      {"Python email", read_by({POP3KIT_PYTHON, scripts + "python_email.py"}, messages(), folder.path())},
      {"MIME-tools", read_by({POP3KIT_PERL, scripts + "mime_tools.pl"}, messages(), folder.path())}};
  std::set<const explanation*> applied;
  std::size_t unexplained = 0;
  for (const auto& [parser, values] : others) {
    ASSERT_EQ(values.size(), messages().size()) << parser;
    for (std::size_t i = 0; i < messages().size() && unexplained < 20; ++i) {
      const parsed_values ours = read_by_pop3kit(messages()[i].octets);
      for (const difference& found : differences(messages()[i], parser, ours, values[i])) {
        bool explained = false;
        for (const explanation& known : explanations()) {
          if (!explains(known, found)) continue;
          explained = true;
          applied.insert(&known);
        }
        if (!explained) ++unexplained;
        EXPECT_TRUE(explained) << parser << " reads " << found.value << " of seed " << i + 1 << " in another way\n  "
                               << found.ours << "\n  " << found.theirs << "\n"
                               << names_of(messages()[i].features);
      }
    }
  }
  for (const explanation& known : explanations()) {
    EXPECT_TRUE(applied.contains(&known)) << "never applied: " << known.parser << ": " << known.feature;
  }
}

TEST(message_parsing, explanations_name_features_that_messages_have) {
  std::set<std::string> features;
  for (const generated_message& message : messages()) features.insert(message.features.begin(), message.features.end());
  for (const explanation& known : explanations())
    EXPECT_TRUE(features.contains(std::string(known.feature))) << known.feature;
}

/// The page with the table as the list of explanations gives it.
TEST(message_parsing, docs_hold) {
  const std::string file = POP3KIT_DOCS "/messages.md";
  const std::string page = read_file(file);
  const std::size_t begin = page.find("| parser |");
  const std::size_t end = page.find("\n\n", begin);
  ASSERT_NE(begin, std::string::npos);
  ASSERT_NE(end, std::string::npos);
  const std::string made = page.substr(0, begin) + table_of_explanations() + page.substr(end + 1);
  if (std::getenv("POP3KIT_WRITE_DOCS") != nullptr) std::ofstream{file, std::ios::binary} << made;
  EXPECT_EQ(read_file(file), made) << "run this test with POP3KIT_WRITE_DOCS=1 in the environment";
}

}  // namespace
}  // namespace pop3kit::interop::parsing
