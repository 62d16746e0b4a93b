#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <iterator>
#include <set>
#include <string>

namespace pop3kit::test {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;

/// docs/reference/files.md: every file is written through file_writer, except an mbox and what guards it.
TEST(written_files, are_created_by_file_system_and_by_the_parts_of_an_mbox_alone) {
  const fs::path sources = fs::path(POP3KIT_TEST_DATA) / ".." / "..";
  const std::initializer_list<const char*> creates = {"O_CREAT",      "O_TMPFILE", "O_TRUNC", "ofstream",
                                                      "std::fstream", "fopen(",    "creat(",  "mkstemp("};
  std::set<std::string> found;
  for (const std::string folder : {"core", "client", "archive", "server", "cli", "conformance", "simulation"}) {
    for (const fs::directory_entry& each : fs::recursive_directory_iterator(sources / folder)) {
      if (each.path().extension() != ".cpp" && each.path().extension() != ".hpp") continue;
      std::ifstream in(each.path(), std::ios::binary);
      const std::string text(std::istreambuf_iterator<char>(in), {});
      for (const char* word : creates) {
        if (text.find(word) != std::string::npos) found.insert(fs::relative(each.path(), sources).string());
      }
    }
  }
  EXPECT_THAT(found,
              ElementsAre("cli/fetch/mbox_file.cpp", "cli/fetch/message_spool.cpp", "core/files/file_system.cpp"));
}

}  // namespace
}  // namespace pop3kit::test
