#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <pop3kit/scenario.hpp>
#include <sstream>
#include <vector>

#include "named_refusal.hpp"

namespace pop3kit::scenarios {
namespace {

constexpr const char* head = R"(# What servers do, and how pop3kit reacts

Real servers deviate from the RFCs, and hostile servers attack clients. Each row is a scenario that you can run
(`pop3kit serve scenarios/quirks/NAME.lua`), and a test checks how pop3kit's client reacts to it. *Tolerated* means that
the client works normally, except for what the row says. *Refused* means that the operation fails with the error that is
named (see [errors.md](errors.md)). In both cases, no message is lost, truncated or confused with another.

This page is generated from the keys `about`, `seen` and `outcome` of the scenario files. A test compares it with them.
)";

std::vector<std::filesystem::path> files_in(const std::string& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(POP3KIT_SCENARIOS) / folder)) {
    if (entry.path().extension() == ".lua") files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

std::string cell(const std::string& text) {
  std::string out;
  for (const char octet : text) {
    if (octet == '|') out += '\\';
    out += octet;
  }
  return out;
}

std::string rows_of(const std::string& folder, bool with_source) {
  std::string out = with_source ? "| what the server does | seen | pop3kit | scenario |\n|---|---|---|---|\n"
                                : "| what the server does | pop3kit | scenario |\n|---|---|---|\n";
  for (const auto& file : files_in(folder)) {
    const scenario shown = scenario::load(file).value();
    const std::string link =
        "[" + file.stem().string() + "](../../scenarios/" + folder + "/" + file.filename().string() + ")";
    out.append("| ").append(cell(shown.about())).append(" | ");
    if (with_source) out.append(cell(shown.seen())).append(" | ");
    out.append(cell(shown.outcome())).append(" | ").append(link).append(" |\n");
  }
  return out;
}

std::string made() {
  return std::string(head) + "\n## Quirks of real servers\n\n" + rows_of("quirks", true) + "\n## Attacks\n\n" +
         rows_of("attacks", false);
}

TEST(quirk_table, is_what_docs_hold) {
  const auto file = std::filesystem::path(POP3KIT_SCENARIOS) / "../docs/reference/quirks.md";
  if (std::getenv("POP3KIT_WRITE_DOCS") != nullptr) std::ofstream{file, std::ios::binary} << made();
  std::ostringstream held;
  held << std::ifstream{file, std::ios::binary}.rdbuf();
  EXPECT_EQ(held.str(), made())
      << "run this test with POP3KIT_WRITE_DOCS=1 in the environment, then look at the difference";
}

TEST(quirk_table, every_scenario_names_its_source_and_a_decision) {
  for (const std::string folder : {"quirks", "attacks"}) {
    for (const auto& file : files_in(folder)) {
      SCOPED_TRACE(file.filename().string());
      const scenario shown = scenario::load(file).value();
      EXPECT_FALSE(shown.about().empty()) << "the key `about` must say what the server does";
      EXPECT_EQ(shown.seen().empty(), folder == "attacks") << "the key `seen` must say which servers do it";
      EXPECT_FALSE(shown.outcome().empty()) << "the key `outcome` must say what the client does";
      EXPECT_EQ(shown.outcome().starts_with("refused"), named_refusal(shown.outcome()).failed());
    }
  }
}

}  // namespace
}  // namespace pop3kit::scenarios
