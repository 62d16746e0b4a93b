#include "console/run_program.hpp"

#include <boost/system/system_error.hpp>
#include <csignal>
#include <exception>
#include <pop3kit/failure.hpp>

#include "console/interruption.hpp"
#include "console/standard_streams.hpp"

namespace pop3kit::command {

int run_program(const std::function<std::function<void()>()>& parse) {
  try {
    secure_standard_descriptors();
    handle_interruptions();
    if (const std::function<void()> chosen = parse()) chosen();
    standard_output().flush();
    return static_cast<int>(exit_status::done);
  } catch (const reader_gone&) {
    end_interrupted(SIGPIPE);
  } catch (const command_error& trouble) {
    trouble.has_findings() ? complain_in_full(trouble.what()) : complain(trouble.what());
    return static_cast<int>(trouble.status());
  } catch (const boost::system::system_error& trouble) {
    // With the advice on what to do.
    complain(pop3kit::failure(trouble.code()).message());
    return static_cast<int>(exit_status::local);
  } catch (const std::exception& trouble) {
    complain(trouble.what());
    return static_cast<int>(exit_status::local);
  }
}

}  // namespace pop3kit::command
