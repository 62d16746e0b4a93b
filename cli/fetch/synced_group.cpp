#include "fetch/synced_group.hpp"

#include <exception>
#include <optional>
#include <utility>

#include "console/command_error.hpp"
#include "console/standard_streams.hpp"

namespace pop3kit::command {

synced_group::~synced_group() {
  try {
    sync();
  } catch (const std::exception& trouble) {
    warn(trouble.what());
  }
}

void synced_group::add(file_writer finished) {
  group_.add(std::move(finished));
  if (group_.is_full()) sync();
}

void synced_group::sync() {
  if (group_.is_empty()) return;
  std::optional<failure> first;
  for (const auto& each : group_.commit()) {
    if (each) {
      ++durable_;
    } else if (!first) {
      first = each.error();
    }
  }
  if (first) throw local_error(*first);
}

}  // namespace pop3kit::command
