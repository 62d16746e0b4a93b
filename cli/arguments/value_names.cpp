#include "arguments/value_names.hpp"

#include <CLI/CLI.hpp>
#include <array>
#include <string_view>

namespace pop3kit::command {
namespace {

struct value_name {
  std::string_view option;
  const char* value;
};

constexpr std::array value_names{
    value_name{"admin-host", "HOST"},
    value_name{"admin-port", "PORT"},
    value_name{"auth", "MECHANISM"},
    value_name{"ca-dir", "DIR"},
    value_name{"ca-file", "FILE"},
    value_name{"ca-key", "FILE"},
    value_name{"certificate", "FILE"},
    value_name{"connections", "N"},
    value_name{"format", "FORMAT"},
    value_name{"host", "HOST"},
    value_name{"journal", "FILE"},
    value_name{"junit", "FILE"},
    value_name{"multi", "MODE"},
    value_name{"output", "FILE|DIR"},
    value_name{"password-env", "NAME"},
    value_name{"password-file", "FILE"},
    value_name{"pin", "DIGEST"},
    value_name{"pipelining", "MODE"},
    value_name{"port", "PORT"},
    value_name{"private-key", "FILE"},
    value_name{"proxy", "URL"},
    value_name{"proxy-password-env", "NAME"},
    value_name{"ready-file", "FILE"},
    value_name{"reconnect", "N"},
    value_name{"rounds", "N"},
    value_name{"scenario", "FILE"},
    value_name{"seed", "N"},
    value_name{"shared-scenario", "FILE"},
    value_name{"timeout", "TIME"},
    value_name{"tls-minimum", "VERSION"},
    value_name{"tls-port", "PORT"},
    value_name{"token-env", "NAME"},
    value_name{"trace", "FILE"},
    value_name{"user", "NAME"},
};

}  // namespace

void name_values(CLI::App& verb) {
  for (CLI::Option* option :
       verb.get_options([](const CLI::Option* each) { return each->get_items_expected_max() > 0; })) {
    for (const value_name& each : value_names) {
      if (option->check_lname(std::string(each.option))) option->type_name(each.value);
    }
  }
}

}  // namespace pop3kit::command
