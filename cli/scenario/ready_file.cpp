#include "scenario/ready_file.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <cerrno>
#include <filesystem>

#include "console/command_error.hpp"
#include "console/text.hpp"
#include "console/whole_file.hpp"

namespace pop3kit::command {
namespace {

namespace json = boost::json;

json::value port_or_null(std::optional<std::uint16_t> port) {
  if (!port) return nullptr;
  return json::value(std::uint64_t{*port});
}

}  // namespace

ready_file::ready_file(std::string file)
    : file_(std::move(file)), authority_file_(std::filesystem::absolute(file_).string() + ".ca.pem") {
  for (const std::string& each : {file_, authority_file_}) {
    if (::unlink(each.c_str()) != 0 && errno != ENOENT) throw local_error(fmt::format("--ready-file: {}", each), errno);
  }
}

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
    write_whole_file(authority_file_, listening.ca_pem(), existing_file::replace);
    out["ca_file"] = utf8(authority_file_);
  }
  removed_ = unfinished_file(file_);
  write_whole_file(file_, json::serialize(out) + "\n", existing_file::replace);
}

}  // namespace pop3kit::command
