#include "demo/narrator.hpp"

#include <fmt/format.h>

#include <exception>

#include "console/command_error.hpp"
#include "console/output.hpp"

namespace pop3kit::command {

void findings::check(bool holds, const std::string& claim) {
  (holds ? right_ : wrong_).push_back(claim);
}

void narrator::chapter(const std::string& title, const std::vector<std::string>& introduction) {
  output& out = standard_output();
  out.line("");
  out.line(colours_.title("== " + title + " =="));
  for (const std::string& line : introduction) out.line(line.empty() ? "" : "  " + line);
  out.flush();
}

void narrator::operation(const std::string& purpose, const std::string& code,
                         const std::function<void(findings&)>& deed) {
  ++operations_;
  findings found;
  try {
    deed(found);
  } catch (const std::exception& trouble) {
    found.check(false, trouble.what());
  }
  output& out = standard_output();
  out.line("");
  out.line(fmt::format("{:>3}. {}", operations_, purpose));
  out.line("     " + colours_.code(code));
  for (const std::string& line : wire_.take_brief(colours_)) out.line("       " + line);
  tell(found);
  out.flush();
  for (const std::string& each : found.wrong()) wrong_.push_back(fmt::format("{}: {}", code, each));
}

void narrator::tell(const findings& found) const {
  output& out = standard_output();
  for (const std::string& line : found.lines()) out.line("     = " + line);
  for (const std::string& claim : found.right()) out.line("     " + colours_.good("right: " + claim));
  for (const std::string& claim : found.wrong()) out.line("     " + colours_.bad("WRONG: " + claim));
}

void narrator::conclude() const {
  if (!wrong_.empty()) {
    throw command_error(exit_status::partial,
                        fmt::format("demo: {} of {} operations gave a wrong result; the first: {}", wrong_.size(),
                                    operations_, wrong_.front()));
  }
  standard_output().line("");
  standard_output().line(colours_.good(fmt::format("{} operations, every result right.", operations_)));
}

}  // namespace pop3kit::command
