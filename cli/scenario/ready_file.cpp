#include "scenario/ready_file.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <cerrno>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <utility>

#include "console/command_error.hpp"
#include "console/terminal_text.hpp"

namespace pop3kit::command {
namespace {

namespace json = boost::json;

json::value port_or_null(std::optional<std::uint16_t> port) {
  if (!port) return nullptr;
  return json::value(std::uint64_t{*port});
}

command_error ready_file_error(const std::string& reason) {
  return {exit_status::local, "--ready-file: " + reason};
}

/// No server leaves a FIFO, socket or device: it stays, and file_writer refuses it.
bool is_file_or_link(const std::string& name) {
  struct stat found{};
  return ::lstat(name.c_str(), &found) == 0 && (S_ISREG(found.st_mode) || S_ISLNK(found.st_mode));
}

/// Removes what an earlier server left. Another file of that name may appear until the server listens.
file_writer open_after_removal(const std::string& file) {
  if (is_file_or_link(file) && ::unlink(file.c_str()) != 0 && errno != ENOENT) {
    throw ready_file_error(file + ": " + std::generic_category().message(errno));
  }
  result<file_writer> opened = file_writer::open(file);
  if (!opened) throw ready_file_error(opened.error().detail());
  return std::move(*opened);
}

void commit(file_writer& file, std::string_view text) {
  result<> done = file.write(text);
  if (done) done = file.commit();
  if (!done) throw ready_file_error(done.error().detail());
}

}  // namespace

ready_file::ready_file(std::string file)
    : file_(std::move(file)),
      authority_file_(std::filesystem::absolute(file_).string() + ".ca.pem"),
      content_(open_after_removal(file_)),
      authority_(open_after_removal(authority_file_)) {}

void ready_file::write(const server& listening) {
  json::object out;
  out["port"] = port_or_null(listening.port());
  out["tls_port"] = port_or_null(listening.tls_port());
  out["ca_file"] = nullptr;
  out["admin_port"] = port_or_null(listening.admin_port());
  out["admin_token"] = nullptr;
  if (!listening.admin_token().empty()) out["admin_token"] = listening.admin_token();
  if (!listening.ca_pem().empty()) {
    authority_removed_ = unfinished_file(authority_file_);
    commit(authority_, listening.ca_pem());
    out["ca_file"] = utf8(authority_file_);
  }
  authority_.discard();
  removed_ = unfinished_file(file_);
  commit(content_, json::serialize(out) + "\n");
}

}  // namespace pop3kit::command
