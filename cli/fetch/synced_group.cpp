#include "fetch/synced_group.hpp"

#include <exception>
#include <utility>

#include "console/command_error.hpp"
#include "console/standard_error.hpp"

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
  for (auto& each : group_.commit()) need_file(std::move(each));
}

}  // namespace pop3kit::command
