#include <algorithm>
#include <pop3kit/scenario.hpp>

#include "description.hpp"
#include "lua/evaluate.hpp"
#include "lua/hook_runner.hpp"
#include "lua/sections.hpp"
#include "mailbox/read_file.hpp"
#include "parse_confined.hpp"
#include "parse_rules.hpp"

namespace pop3kit {
namespace {

using serving::lua::problem;

failure to_failure(const std::string& file, const problem& found) {
  const auto where = found.line() > 0 ? file + ":" + std::to_string(found.line()) : file;
  return failure{errc::invalid_scenario, where + ": " + found.what()};
}

/// The script of a scenario is text that a person wrote.
constexpr std::uint64_t most_script_octets = std::uint64_t{16} << 20U;

std::shared_ptr<const scenario::description> describe(const serving::lua::script& script,
                                                      serving::lua::file_store files) {
  if (script.text().size() > most_script_octets) throw problem{0, "a scenario's text has at most 16 MiB"};
  auto made = std::make_shared<scenario::description>();
  serving::lua::reading context{script.name(), std::move(files)};
  std::vector<std::string> hooked;
  serving::lua::read_scenario(serving::lua::evaluate(script), *made, hooked, context);
  const auto first = std::ranges::min_element(context.problems, {}, &problem::line);
  if (first != context.problems.end()) throw problem{*first};
  if (made->title.empty()) made->title = std::filesystem::path{script.name()}.stem().string();
  if (!hooked.empty()) made->hooks = serving::lua::make_hook_factory(script, std::move(hooked));
  return made;
}

}  // namespace

result<scenario> scenario::load(const std::filesystem::path& file) {
  const auto text = serving::read_file(file, most_script_octets, serving::file_kinds::any);
  if (!text) return failure{errc::file_unreadable, file.string() + ": " + text.error().message()};
  return parse(*text, file.string(), file.parent_path());
}

result<scenario> scenario::parse(std::string_view text, const std::string& name,
                                 const std::filesystem::path& directory) {
  try {
    return scenario{describe(serving::lua::script{name, std::string{text}}, serving::lua::file_store{directory})};
  } catch (const problem& found) {
    return to_failure(name, found);
  }
}

result<scenario> serving::parse_confined(std::string_view text, const std::string& name,
                                         const std::filesystem::path& home, const std::filesystem::path& directory) {
  try {
    return scenario{describe(lua::script{name, std::string{text}}, lua::file_store::within(home, directory))};
  } catch (const problem& found) {
    return to_failure(name, found);
  }
}

const std::string& scenario::title() const noexcept {
  return description_->title;
}

result<std::vector<serving::rule>> serving::parse_rules(std::string_view text, const std::string& name,
                                                        std::uint64_t seed) {
  // On one line, so that the lines of the text keep their numbers.
  std::string whole = "return scenario { seed = " + std::to_string(seed) + ", rules = { ";
  whole.append(text).append("\n} }");
  try {
    const auto made = describe(lua::script{name, std::move(whole)}, lua::file_store::none());
    if (!made->network.empty()) {
      throw problem{made->network.front().where.line,
                    "a running server takes rules alone, and this quirk changes the network of connections from their "
                    "beginning; give a rule 'network'"};
    }
    return made->rules;
  } catch (const problem& found) {
    return to_failure(name, found);
  }
}

}  // namespace pop3kit
