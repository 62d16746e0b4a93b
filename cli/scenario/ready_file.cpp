#include "scenario/ready_file.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <cerrno>
#include <filesystem>

#include "console/command_error.hpp"
#include "console/text.hpp"
#include "fetch/partial_file.hpp"

namespace pop3kit::command {
namespace {

namespace json = boost::json;

void write_whole(const std::string& file, const std::string& text) {
  partial_file out{file};
  out.write(text);
  out.commit();
}

json::value port_or_null(std::optional<std::uint16_t> port) {
  if (!port) return nullptr;
  return json::value(std::uint64_t{*port});
}

}  // namespace

ready_file::ready_file(std::string file)
    : file_(std::move(file)), authority_file_(std::filesystem::absolute(file_).string() + ".ca.pem") {
  if (::unlink(file_.c_str()) != 0 && errno != ENOENT)
    throw local_error(fmt::format("--ready-file '{}'", file_), errno);
}

void ready_file::write(const server& listening) const {
  json::object out;
  out["port"] = port_or_null(listening.port());
  out["tls_port"] = port_or_null(listening.tls_port());
  out["ca_file"] = nullptr;
  out["admin_port"] = port_or_null(listening.admin_port());
  out["admin_token"] = nullptr;
  if (!listening.admin_token().empty()) out["admin_token"] = listening.admin_token();
  if (!listening.ca_pem().empty()) {
    write_whole(authority_file_, listening.ca_pem());
    out["ca_file"] = utf8(authority_file_);
  }
  write_whole(file_, json::serialize(out) + "\n");
}

}  // namespace pop3kit::command
