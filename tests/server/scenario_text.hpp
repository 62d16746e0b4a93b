#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <pop3kit/scenario.hpp>
#include <string>
#include <string_view>

#include "scenario/description.hpp"

namespace pop3kit::serving {

/// The description that `text` makes. If `text` is refused, the test fails and the description is empty.
inline const scenario::description& described(const result<scenario>& made) {
  static const scenario::description nothing;
  EXPECT_TRUE(made.has_value()) << made.error().detail();
  return made ? made->get() : nothing;
}

/// What is said about a text that is no scenario: "t.lua:LINE: ...".
inline std::string complaint(std::string_view text, const std::filesystem::path& directory = ".") {
  const auto made = scenario::parse(text, "t.lua", directory);
  if (made) return "nothing";
  EXPECT_EQ(made.error().code(), errc::invalid_scenario);
  return made.error().detail();
}

/// Returns the value of a Lua expression as text. `before` is Lua text that runs first.
inline std::string computed(const std::string& expression, const std::string& before = "") {
  return described(scenario::parse(before + "\nreturn scenario { title = tostring(" + expression + ") }")).title;
}

/// A scenario of one account, alice, whose mailbox is `items`.
inline result<scenario> with_mailbox(const std::string& items, const std::string& more = "") {
  return scenario::parse("return scenario { " + more + " accounts = { alice = { password = 'x', mailbox = { " + items +
                         " } } } }");
}

/// The octets of a message, read in pieces of `piece`.
inline std::string octets_of(const mailbox_source& mailbox, std::size_t position, std::size_t piece = 4096) {
  const auto content = mailbox.open(position);
  std::string out;
  std::string room(piece, '\0');
  while (const auto got = content->read(out.size(), room)) out.append(room, 0, got);
  return out;
}

/// A folder of its own, gone at the end.
class temporary_folder {
 public:
  temporary_folder() {
    std::string name = (std::filesystem::temp_directory_path() / "pop3kit-XXXXXX").string();
    if (::mkdtemp(name.data()) != nullptr) path_ = name;
  }
  ~temporary_folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  temporary_folder(const temporary_folder&) = delete;
  temporary_folder& operator=(const temporary_folder&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }
  void write(const std::filesystem::path& name, std::string_view content) const {
    std::filesystem::create_directories((path_ / name).parent_path());
    std::ofstream{path_ / name, std::ios::binary} << content;
  }

 private:
  std::filesystem::path path_;
};

}  // namespace pop3kit::serving
