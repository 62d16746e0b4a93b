#include <pop3kit/folder.hpp>
#include <pop3kit/message_store.hpp>
#include <pop3kit/safe_file_name.hpp>
#include <utility>

#include "store/stored_file.hpp"

namespace pop3kit {
namespace {

using namespace archiving;

/// Leaves room for the name of the delivery and the ending.
constexpr std::size_t longest_id = 200;

class eml_store final : public message_store {
 public:
  eml_store(std::filesystem::path folder, file_system& files) : folder_(std::move(folder)), files_(files) {}

  result<> prepare(const std::string& /*archive_name*/) override { return make_folder(folder_, files_); }

  /// A killed run may have given the file its name without syncing the folder.
  result<std::optional<stored_copy>> exists(const delivery& which) override {
    const std::string name = name_of(which);
    file_kind kind = file_kind::none;
    if (const std::error_code failed = files_.kind_of(folder_ / name, kind)) return unreadable(folder_ / name, failed);
    if (kind == file_kind::none) return std::optional<stored_copy>();
    const result<message_digest> digest = digest_of_file(folder_ / name, line_ends::as_sent, files_);
    if (!digest) return digest.error();
    const result<> synced = sync_folder(folder_, files_);
    if (!synced) return synced.error();
    stored_copy found;
    found.place = name;
    found.digest = *digest;
    return std::optional(std::move(found));
  }

  result<std::unique_ptr<message_writer>> begin(const delivery& which) override {
    result<file_writer> file = file_writer::open(folder_ / name_of(which), existing_file::keep, {}, files_);
    if (!file) return file.error();
    return std::make_unique<file_message>(std::move(*file), line_ends::as_sent);
  }

  std::vector<result<std::string>> commit(std::vector<std::unique_ptr<message_writer>> messages) override {
    return commit_files(std::move(messages), folder_);
  }

 private:
  static std::string name_of(const delivery& which) {
    const std::string name = which.name + ".eml";
    return which.id ? safe_file_name(which.id->str(), longest_id) + "." + name : name;
  }

  std::filesystem::path folder_;
  file_system& files_;
};

}  // namespace

std::unique_ptr<message_store> make_eml_store(std::filesystem::path folder, file_system& files) {
  return std::make_unique<eml_store>(std::move(folder), files);
}

}  // namespace pop3kit
