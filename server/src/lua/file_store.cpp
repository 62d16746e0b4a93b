#include "lua/file_store.hpp"

#include "lua/problem.hpp"
#include "mailbox/read_file.hpp"

namespace pop3kit::serving::lua {

std::filesystem::path file_store::resolve(const std::string& name) const {
  return (directory_ / name).lexically_normal();
}

const std::string& file_store::read(const std::filesystem::path& file, int line) {
  constexpr std::uint64_t most_octets = std::uint64_t{1} << 30U;
  const auto known = contents_.find(file);
  if (known != contents_.end()) return known->second;
  auto content = read_file(file, most_octets - octets_);
  if (!content) throw problem{line, "cannot read '" + file.string() + "': " + content.error().message()};
  octets_ += content->size();
  return contents_.emplace(file, std::move(*content)).first->second;
}

}  // namespace pop3kit::serving::lua
