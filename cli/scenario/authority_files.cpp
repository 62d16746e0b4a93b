#include "scenario/authority_files.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <pop3kit/file_writer.hpp>
#include <pop3kit/folder.hpp>
#include <random>
#include <string_view>
#include <system_error>
#include <utility>

#include "console/command_error.hpp"
#include "console/option_files.hpp"

namespace pop3kit::command {
namespace {

result<> write_file(const std::filesystem::path& file, std::string_view text, existing_file existing) {
  result<file_writer> opened = file_writer::open(file, existing);
  if (!opened) return opened.error();
  if (const result<> written = opened->write(text); !written) return written.error();
  return opened->commit();
}

void need_kept(const result<>& done) {
  if (!done) throw command_error(exit_status::local, "--ca-dir: " + done.error().detail());
}

bool is_there(const std::filesystem::path& file) {
  std::error_code unknown;
  return std::filesystem::exists(file, unknown);
}

/// Another server may write the file at the same time. The first one wins, and all servers use what it wrote.
void make_authority_file(const std::filesystem::path& file) {
  const result<ca_key_pair> made = make_certificate_authority();
  if (!made) throw command_error(exit_status_of(made.error()), "--ca-dir: " + made.error().message());
  const result<> written = write_file(file, made->ca_key_pem + made->ca_pem, existing_file::keep);
  if (!is_there(file)) need_kept(written);
}

/// Returns the certificates of a text that also contains a private key.
std::string certificates_in(std::string_view text) {
  constexpr std::string_view begin = "-----BEGIN CERTIFICATE-----";
  constexpr std::string_view end = "-----END CERTIFICATE-----";
  std::string found;
  for (std::size_t from = text.find(begin); from != std::string_view::npos; from = text.find(begin, from)) {
    const std::size_t until = text.find(end, from);
    if (until == std::string_view::npos) break;
    found.append(text.substr(from, until - from)).append(end).append("\n");
    from = until;
  }
  return found;
}

/// Leaves a file that is right alone, so that the folder may be one that cannot be written.
void write_certificate_file(const std::filesystem::path& file, const std::string& ca_pem) {
  if (is_there(file) && read_option_file(file.string(), "--ca-dir") == ca_pem) return;
  need_kept(write_file(file, ca_pem, existing_file::replace));
}

std::string random_name() {
  std::random_device source;
  return fmt::format("pop3kit-{:08x}{:08x}{:08x}.ca.pem", source(), source(), source());
}

}  // namespace

ca_key_pair read_authority(const std::string& ca_file, const std::string& ca_key) {
  ca_key_pair read;
  read.ca_pem = read_option_file(ca_file, "--ca-file");
  read.ca_key_pem = read_option_file(ca_key, "--ca-key");
  return read;
}

ca_key_pair keep_authority(const std::string& folder) {
  need_kept(make_folder(folder));
  const std::filesystem::path key_file = std::filesystem::path(folder) / "ca-key.pem";
  if (!is_there(key_file)) make_authority_file(key_file);
  ca_key_pair kept;
  kept.ca_key_pem = read_option_file(key_file.string(), "--ca-dir");
  kept.ca_pem = certificates_in(kept.ca_key_pem);
  if (!kept.ca_pem.empty()) write_certificate_file(std::filesystem::path(folder) / "ca.pem", kept.ca_pem);
  return kept;
}

temporary_authority::temporary_authority(const std::string& ca_pem) {
  std::error_code unknown;
  std::filesystem::path folder = std::filesystem::temp_directory_path(unknown);
  if (unknown) folder = "/tmp";
  const std::filesystem::path file = std::filesystem::absolute(folder / random_name());
  removed_ = unfinished_file(file);
  file_ = file.string();
  const result<> written = write_file(file, ca_pem, existing_file::keep);
  if (!written) throw local_error(written.error());
}

}  // namespace pop3kit::command
