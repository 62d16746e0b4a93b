#include <gmock/gmock.h>

#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>

#include "examined_servers.hpp"
#include "interop/scratch_folder.hpp"
#include "peer_fixture.hpp"

namespace pop3kit::interop {
namespace {

/// Why a server does otherwise than a check demands.
struct deviation {
  std::string server;
  std::string check;
  std::string why;
};

const std::vector<deviation>& known_deviations() {
  const std::string first_dot = "a dot in the first octet of a message is not stuffed; a dot after a line end is";
  const std::string stuffing = "lines that begin with a dot are byte-stuffed";
  static const std::vector<deviation> known{
      {"Dovecot", stuffing, first_dot},
      {"Courier", stuffing, first_dot},
      {"Courier", "commands sent after STLS are not carried out under TLS",
       "plaintext after STLS is answered under TLS, so an attacker who can write to the plaintext "
       "connection can insert commands into the encrypted one"},
  };
  return known;
}

constexpr std::string_view heading = "## What servers do\n";
const std::filesystem::path page = POP3KIT_DOCS "/conformance.md";

std::string cell(verdict outcome) {
  if (outcome == verdict::passed) return "yes";
  if (outcome == verdict::not_checked) return "?";
  return outcome == verdict::failed ? "**no**" : "–";
}

std::string named(const std::vector<security>& protections) {
  std::string names;
  for (const auto how : protections) {
    if (!names.empty()) names += ", ";
    names += how == security::none ? "plain" : how == security::stls ? "STLS" : "implicit TLS";
  }
  return names;
}

using examinations = std::map<std::string, examination>;

std::string table(const examinations& found) {
  std::string head = "| demand | clause |";
  std::string rule = "|---|---|";
  for (const auto& each : examinees()) {
    head += " " + each.name + " |";
    rule += ":-:|";
  }
  std::string rows;
  for (const auto& [check, clause] : found.begin()->second.checks) {
    rows += "| " + check + " | " + clause + " |";
    for (const auto& each : examinees()) rows += " " + cell(found.at(each.name).outcomes.at(check)) + " |";
    rows += "\n";
  }
  return head + "\n" + rule + "\n" + rows;
}

std::string reasons() {
  std::string text = "### Why not\n\n";
  for (const auto& each : known_deviations()) {
    text += "- **" + each.server + "**, \"" + each.check + "\": " + each.why + ".\n";
  }
  return text;
}

std::string section(const examinations& found) {
  std::string text =
      std::string(heading) +
      "\n`./dev conformance` makes this table: it runs the checks, with `--writable`, on servers that the tests start. "
      "`./dev interop` checks that every\nserver still matches its column.\n\n";
  for (const auto& each : examinees()) {
    text += "- " + each.name + (each.version.empty() ? "" : " ") + each.version + ": " + named(each.protections) + "\n";
  }
  return text + "\n" + table(found) + "\n\"–\" means not applicable: not announced, or no message for the check.\n\n" +
         reasons();
}

std::vector<std::string> cells_of(const std::string& row) {
  std::vector<std::string> cells;
  std::istringstream in(row.substr(1));
  for (std::string each; std::getline(in, each, '|');) {
    cells.push_back(each.size() > 1 ? each.substr(1, each.size() - 2) : each);
  }
  return cells;
}

/// What the page says of each check.
std::map<std::string, std::string> column_of(const std::string& server) {
  std::istringstream in(read_file(page));
  std::map<std::string, std::string> column;
  std::size_t at = 0;
  for (std::string line; std::getline(in, line);) {
    if (!line.starts_with("| ")) continue;
    const auto cells = cells_of(line);
    if (cells[0] == "demand") {
      at = static_cast<std::size_t>(std::ranges::find(cells, server) - cells.begin());
    } else if (at != 0 && at < cells.size()) {
      column[cells[0]] = cells[at];
    }
  }
  return column;
}

class conformance_table : public ::testing::TestWithParam<examinee> {
 protected:
  void SetUp() override { need_root(); }

  /// Once all were examined by one process, which is what ./dev conformance does, the page can be written.
  static void TearDownTestSuite() {
    if (std::getenv("POP3KIT_WRITE_DOCS") == nullptr || found.size() != examinees().size()) return;
    const auto text = read_file(page);
    std::ofstream{page, std::ios::binary} << text.substr(0, text.find(heading)) + section(found);
  }

  static inline examinations found;
};

TEST_P(conformance_table, is_what_the_documentation_says_and_every_deviation_is_explained) {
  const auto& examined = found[GetParam().name] = examine(GetParam());
  std::vector<std::string> deviating;
  for (const auto& [check, what] : examined.explanations) {
    deviating.push_back(check);
    std::printf("departs: %s: %s\n", check.c_str(), what.c_str());
  }
  std::vector<std::string> explained;
  for (const auto& each : known_deviations()) {
    if (each.server == GetParam().name) explained.push_back(each.check);
  }
  EXPECT_THAT(explained, ::testing::UnorderedElementsAreArray(deviating));
  if (std::getenv("POP3KIT_WRITE_DOCS") != nullptr) return;
  std::map<std::string, std::string> column;
  for (const auto& [check, outcome] : examined.outcomes) column[check] = cell(outcome);
  EXPECT_EQ(column_of(GetParam().name), column) << "run ./dev conformance, then look at the difference";
}

INSTANTIATE_TEST_SUITE_P(verify, conformance_table, ::testing::ValuesIn(examinees()),
                         [](const ::testing::TestParamInfo<examinee>& test) { return test.param.name; });

TEST(verify_page, explains_what_the_tests_know) {
  const auto text = read_file(page);
  EXPECT_TRUE(text.ends_with("\n" + reasons())) << "run ./dev conformance, then look at the difference";
}

}  // namespace
}  // namespace pop3kit::interop
