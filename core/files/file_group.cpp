#include <sys/resource.h>

#include <pop3kit/file_group.hpp>
#include <pop3kit/folder.hpp>
#include <set>
#include <utility>

namespace pop3kit {
namespace {

/// Number of descriptors that a group leaves for other files and sockets of the process.
constexpr rlim_t left_for_others = 16;
/// A group takes at most one in this many of the process's descriptors, because unfinished files need descriptors too.
constexpr rlim_t part_of_a_group = 8;

/// The system assigns the lowest free number. So if a new descriptor is near the limit, few are free.
bool are_scarce(int latest, std::size_t files) noexcept {
  rlimit most{};
  if (::getrlimit(RLIMIT_NOFILE, &most) != 0 || most.rlim_cur == RLIM_INFINITY) return false;
  return static_cast<rlim_t>(latest) + left_for_others >= most.rlim_cur || files * part_of_a_group >= most.rlim_cur;
}

}  // namespace

void file_group::add(file_writer finished) {
  octets_ += finished.octets();
  if (finished.file_) {
    descriptors_are_scarce_ = descriptors_are_scarce_ || are_scarce(finished.file_->descriptor(), files_.size() + 1);
  }
  files_.push_back(std::move(finished));
}

std::vector<result<>> file_group::sync(std::vector<file_writer>& files) {
  std::vector<open_file*> opened;
  std::vector<result<>> outcomes;
  outcomes.reserve(files.size());
  for (const file_writer& each : files) {
    outcomes.push_back(each.require_open());
    if (outcomes.back()) opened.push_back(each.file_.get());
  }
  if (opened.empty()) return outcomes;
  const std::vector<std::error_code> synced = files.front().files_->sync_all(opened);
  auto next = synced.begin();
  for (std::size_t at = 0; at < files.size(); ++at) {
    if (outcomes[at]) outcomes[at] = files[at].outcome_of(*next++);
  }
  return outcomes;
}

std::vector<result<std::filesystem::path>> file_group::commit() {
  std::vector<file_writer> files = std::exchange(files_, {});
  octets_ = 0;
  descriptors_are_scarce_ = false;
  std::vector<result<>> outcomes = sync(files);
  std::set<std::filesystem::path> folders;
  file_system& all_files = files.empty() ? native_file_system() : *files.front().files_;
  for (std::size_t at = 0; at < files.size(); ++at) {
    if (outcomes[at]) outcomes[at] = files[at].rename();
    if (outcomes[at]) outcomes[at] = files[at].close();
    if (outcomes[at] && !files[at].direct_) folders.insert(folder_of(files[at].target()));
  }
  for (const std::filesystem::path& folder : folders) {
    const result<> synced = sync_folder(folder, all_files);
    if (synced) continue;
    for (std::size_t at = 0; at < files.size(); ++at) {
      if (outcomes[at] && folder_of(files[at].target()) == folder) outcomes[at] = synced;
    }
  }
  std::vector<result<std::filesystem::path>> named;
  named.reserve(files.size());
  for (std::size_t at = 0; at < files.size(); ++at) {
    if (outcomes[at]) {
      named.emplace_back(files[at].target());
    } else {
      named.emplace_back(outcomes[at].error());
    }
  }
  return named;
}

}  // namespace pop3kit
