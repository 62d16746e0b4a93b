#include "explanations.hpp"

#include <algorithm>

namespace pop3kit::interop::parsing {

bool explains(const explanation& known, const difference& found) {
  const bool concerned = known.parser == found.parser &&
                         std::ranges::find(known.values, found.value) != known.values.end() &&
                         (known.feature.empty() || found.message->features.contains(std::string(known.feature)));
  return concerned && known.applies(found);
}

namespace {

std::vector<std::string> lines_of(const std::string& value) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < value.size();) {
    const std::size_t end = std::min(value.find('\n', begin), value.size());
    lines.push_back(value.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

/// Type and name, and the rest.
std::pair<std::string, std::string> split_attachment(const std::string& line) {
  const std::size_t mark = std::min(line.find('|', line.find('|') + 1), line.size());
  return {line.substr(0, mark), line.substr(mark)};
}

}  // namespace

std::vector<difference> differences(const generated_message& message, const std::string& parser,
                                    const parsed_values& ours, const parsed_values& theirs) {
  std::vector<difference> found;
  for (const auto& [name, our_value] : ours) {
    const std::string& their_value = theirs.at(name);
    if (our_value == their_value) continue;
    const std::vector<std::string> our_lines = lines_of(our_value);
    const std::vector<std::string> their_lines = lines_of(their_value);
    const bool has_lines = name == "from" || name == "to" || name == "attachments";
    if (!has_lines || our_lines.size() != their_lines.size()) {
      found.push_back({&message, parser, name, our_value, their_value});
      continue;
    }
    for (std::size_t i = 0; i < our_lines.size(); ++i) {
      if (our_lines[i] == their_lines[i]) continue;
      if (name != "attachments") {
        found.push_back({&message, parser, name, our_lines[i], their_lines[i]});
        continue;
      }
      const auto [our_label, our_content] = split_attachment(our_lines[i]);
      const auto [their_label, their_content] = split_attachment(their_lines[i]);
      if (our_label != their_label) found.push_back({&message, parser, "names", our_label, their_label});
      if (our_content != their_content) found.push_back({&message, parser, name, our_content, their_content});
    }
  }
  return found;
}

std::string table_of_explanations() {
  std::string table =
      "| parser | values | message | decided by | right | what the other parser does |\n|---|---|---|---|---|---|\n";
  for (const explanation& each : explanations()) {
    std::string values;
    for (const std::string_view value : each.values) values.append(values.empty() ? "" : ", ").append(value);
    if (each.values.size() == 9) values = "all";
    for (const std::string_view cell :
         {each.parser, std::string_view(values), each.feature, each.clause, each.right, each.why}) {
      table.append("| ").append(cell).append(" ");
    }
    table += "|\n";
  }
  return table;
}

}  // namespace pop3kit::interop::parsing
