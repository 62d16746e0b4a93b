#include "commands.hpp"

#include <fmt/format.h>

#include "console/standard_streams.hpp"
#include "console/terminal_text.hpp"
#include "mailbox/json_text.hpp"
#include "mailbox/mail_session.hpp"

namespace pop3kit::command {

void run_stat(const client_arguments& given) {
  mail_session session{given};
  session.mention_one_connection("stat");
  const mailbox_info mailbox = session.need(session.mail().get_mailbox_info());
  session.leave();
  standard_output().line(given.json
                             ? json_text(mailbox)
                             : fmt::format("{} messages, {} octets", mailbox.message_count, mailbox.occupied_size));
}

void run_count(const client_arguments& given) {
  mail_session session{given};
  session.mention_one_connection("count");
  const std::uint64_t count = session.need(session.mail().get_message_count());
  session.leave();
  standard_output().line(fmt::format("{}", count));
}

void run_capabilities(const client_arguments& given) {
  mail_session session{given};
  session.mention_one_connection("capabilities");
  const capabilities offered = session.need(session.mail().get_capabilities());
  session.leave();
  if (given.json) {
    standard_output().line(json_text(offered));
    return;
  }
  for (const capabilities::entry& entry : offered.entries()) {
    standard_output().line(one_line(capability_text(entry)));
  }
}

void run_validate(const client_arguments& given) {
  mail_session session{given};
  session.mention_one_connection("validate");
  session.need(session.mail().validate_credentials());
  session.leave();
  if (given.json) {
    standard_output().line("true");
  } else if (!given.quiet) {
    standard_output().line(fmt::format("{} accepts the credentials", session.where()));
  }
}

}  // namespace pop3kit::command
