#include <algorithm>
#include <pop3kit/scenario.hpp>
#include <pop3kit/scenario_check.hpp>

#include "language/load_scenario.hpp"
#include "language/scenario_checks.hpp"
#include "language/scenario_warnings.hpp"
#include "language/schema.hpp"
#include "lua/evaluate.hpp"
#include "lua/hook_factory.hpp"
#include "lua/source_map.hpp"
#include "scenario/description.hpp"
#include "text/read_file.hpp"

namespace pop3kit {
namespace {

using serving::lua::problem;

/// Further problems are only counted, because a generated file can have one on each line.
constexpr std::size_t most_problems_told = 100;

/// Returns the first problems, one per line, sorted by their line in the file.
failure to_failure(const std::string& file, std::vector<problem> found) {
  std::ranges::stable_sort(found, {}, &problem::line);
  std::string text;
  for (std::size_t index = 0; index < std::min(found.size(), most_problems_told); ++index) {
    const problem& each = found[index];
    if (!text.empty()) text.push_back('\n');
    text.append(file);
    if (each.line() > 0) text.append(":").append(std::to_string(each.line()));
    text.append(": ").append(each.what());
  }
  if (found.size() > most_problems_told) {
    text.append("\n" + file + ": and " + std::to_string(found.size() - most_problems_told) + " more mistakes");
  }
  return failure{errc::invalid_scenario, std::move(text)};
}

/// A bound on the script, which should be text that a person wrote.
constexpr std::uint64_t most_script_octets = std::uint64_t{16} << 20U;

/// The source of the text: a scenario file, or rules that a client adds to a running server.
enum class origin : std::uint8_t { whole_scenario, rules_alone };

using description_ptr = std::shared_ptr<const scenario::description>;

/// Throws an error that prevents reading the script. Other errors are added to the problems of `context`.
description_ptr read(serving::lua::script script, serving::lua::reading& context) {
  if (script.text().size() > most_script_octets) throw problem{0, "a scenario may have at most 16 MiB of text"};
  auto made = std::make_shared<scenario::description>();
  std::vector<std::string> hooked;
  serving::lua::read_scenario(serving::lua::evaluate(script), *made, hooked, context);
  if (!context.running) serving::lua::check_marks(*made, context);
  if (made->title.empty()) made->title = std::filesystem::path{script.name()}.stem().string();
  script.set_seed(made->seed);
  if (!hooked.empty()) made->hooks = serving::lua::make_hook_factory(std::move(script), std::move(hooked));
  return made;
}

/// Returns null if the script cannot be read. All errors are in the problems of `context`.
description_ptr try_to_read(serving::lua::script script, serving::lua::reading& context) {
  try {
    return read(std::move(script), context);
  } catch (const problem& found) {
    context.problems.push_back(found);
    return nullptr;
  }
}

result<description_ptr> describe(serving::lua::script script, serving::lua::file_store files, origin from) {
  const std::string name = script.name();
  serving::lua::reading context{name, std::move(files)};
  context.running = from == origin::rules_alone;
  description_ptr made = try_to_read(std::move(script), context);
  if (!context.problems.empty()) return to_failure(name, std::move(context.problems));
  return made;
}

void append_problems(scenario_check& into, const std::string& file, const std::vector<problem>& found,
                     problem_severity severity) {
  for (const problem& each : found) {
    scenario_problem& made = into.problems.emplace_back();
    made.file = file;
    made.line = each.at().line;
    made.column = each.at().column;
    made.severity = severity;
    made.message = each.what();
    made.path = each.path();
  }
}

result<scenario> to_scenario(result<description_ptr> made) {
  if (made.has_error()) return made.error();
  return scenario{std::move(*made)};
}

}  // namespace

result<scenario> scenario::load(const std::filesystem::path& file) {
  const auto text = text::read_file(file, most_script_octets, text::file_kinds::any);
  if (!text) return failure{errc::file_unreadable, file.string() + ": " + text.error().message()};
  return parse(*text, file.string(), file.parent_path());
}

result<scenario> scenario::parse(std::string_view text, const std::string& name,
                                 const std::filesystem::path& directory) {
  serving::lua::script script(name, std::string(text));
  return to_scenario(describe(std::move(script), serving::lua::file_store{directory}, origin::whole_scenario));
}

const char* to_string(problem_severity severity) noexcept {
  return severity == problem_severity::error ? "error" : "warning";
}

result<scenario_check> check_scenario(const std::filesystem::path& file) {
  const auto text = text::read_file(file, most_script_octets, text::file_kinds::any);
  if (!text) return failure{errc::file_unreadable, file.string() + ": " + text.error().message()};
  return check_scenario_text(*text, file.string(), file.parent_path());
}

scenario_check check_scenario_text(std::string_view text, const std::string& name,
                                   const std::filesystem::path& directory) {
  serving::lua::reading context{name, serving::lua::file_store{directory}};
  const description_ptr made = try_to_read(serving::lua::script(name, std::string(text)), context);
  scenario_check out;
  if (made != nullptr) serving::lua::warn_of_duplicate_keys(serving::lua::source_map(text), context);
  if (context.problems.empty()) {
    serving::lua::warn_of_rules(*made, made->hooks != nullptr, context);
    out.valid.emplace(made);
  }
  append_problems(out, name, context.problems, problem_severity::error);
  append_problems(out, name, context.warnings, problem_severity::warning);
  const auto place = [](const scenario_problem& each) { return std::pair(each.line, each.column); };
  std::ranges::stable_sort(out.problems, {}, place);
  return out;
}

std::string serving::directory_problem(const std::filesystem::path& home, const std::string& directory) {
  const bool has_nul = directory.find('\0') != std::string::npos;
  if (!has_nul && lua::file_store::within(home, directory).has_directory()) return {};
  return "'" + directory + "' is not a folder in that of the scenario that the server was started with";
}

result<scenario> serving::parse_confined(std::string_view text, const std::string& name,
                                         const std::filesystem::path& home, const std::filesystem::path& directory) {
  lua::script script(name, std::string(text));
  return to_scenario(describe(std::move(script), lua::file_store::within(home, directory), origin::whole_scenario));
}

const std::string& scenario::title() const noexcept {
  return description_->title;
}

const std::string& scenario::about() const noexcept {
  return description_->about;
}

const std::string& scenario::seen() const noexcept {
  return description_->seen;
}

const std::string& scenario::outcome() const noexcept {
  return description_->outcome;
}

result<std::vector<serving::rule>> serving::parse_rules(std::string_view text, const std::string& name,
                                                        std::uint64_t seed) {
  // The prefix has no line end, so that the line numbers of the text do not change.
  std::string whole = "return scenario { seed = " + std::to_string(seed) + ", rules = { ";
  whole.append(text).append("\n} }");
  lua::script script(name, std::move(whole));
  const auto made = describe(std::move(script), lua::file_store::none(), origin::rules_alone);
  if (made.has_error()) return made.error();
  const scenario::description& what = **made;
  if (!what.network.empty()) {
    return to_failure(name, {problem{what.network.front().where.line,
                                     "a running server takes rules alone, and this quirk changes the network of "
                                     "connections from their beginning; give a rule 'network'"}});
  }
  return what.rules;
}

}  // namespace pop3kit
