#pragma once

#include <memory>
#include <pop3kit/client_options.hpp>
#include <pop3kit/server.hpp>
#include <string>

#include "arguments/client_arguments.hpp"

namespace pop3kit::command {

/// What is measured: the server of a URL, or a scenario that is served here for as long as this object lives.
class bench_target {
 public:
  /// Sends nothing. Throws command_error for arguments and files that do not serve.
  explicit bench_target(const client_arguments& given);

  [[nodiscard]] const client_options& options() const noexcept { return options_; }
  /// "host:port", or the scenario's file
  [[nodiscard]] const std::string& where() const noexcept { return where_; }

 private:
  void serve(const client_arguments& given);

  std::unique_ptr<server> server_;
  client_options options_;
  std::string where_;
};

}  // namespace pop3kit::command
