#include <fmt/format.h>

#include "console/text.hpp"
#include "demo/tour.hpp"

namespace pop3kit::command {

void tour::change() {
  delete_and_undelete();
  delete_for_good();
}

void tour::delete_and_undelete() {
  const std::uint64_t before = mailbox_.message_count;
  tells_.operation("Deleting only marks: the message stays until the session ends well.",
                   fmt::format("mail.delete_message({}).value()", chosen_.sequence_number), [&](findings& found) {
                     mail_.delete_message(chosen_.sequence_number).value();
                     const std::uint64_t left = mail_.get_message_count().value();
                     found.show(fmt::format("get_message_count() says {}", left));
                     found.check(left == before - 1, "one less than before");
                   });
  tells_.operation("On second thoughts, keep it.", "mail.undelete_messages().value()", [&](findings& found) {
    mail_.undelete_messages().value();
    const std::uint64_t left = mail_.get_message_count().value();
    found.show(fmt::format("get_message_count() says {}", left));
    found.check(left == before, "as many as before");
  });
}

void tour::delete_for_good() {
  const unique_id id = chosen_.unique_id.value_or(unique_id{});
  tells_.operation("Delete it after all, this time by unique-id.",
                   fmt::format("mail.delete_message(pop3kit::unique_id{{\"{}\"}}).value()", one_line(id.str())),
                   [&](findings& found) {
                     mail_.delete_message(id).value();
                     found.check(true, "marked");
                   });
  tells_.operation("The commit says what became of the marked messages: committed, rejected, or unknown.",
                   "mail.commit_deletes().value()", [&](findings& found) {
                     const commit_report report = mail_.commit_deletes().value();
                     for (const message_info& each : report.messages) {
                       found.show(fmt::format("deleted: message {}", each.sequence_number));
                     }
                     found.check(report.status == commit_status::committed, "commit_status::committed");
                     found.check(report.messages.size() == 1, "one message");
                   });
  tells_.operation("A new session, opened by the next question, shows what is left.",
                   "mail.list_messages(pop3kit::list_fields::ids_only).value()", [&](findings& found) {
                     const message_listing left = mail_.list_messages(list_fields::ids_only).value();
                     bool gone = true;
                     for (const message_info& each : left) gone = gone && each.unique_id != chosen_.unique_id;
                     found.show(fmt::format("{} messages", left.size()));
                     found.check(left.size() + 1 == listed_.size(), "one less than before");
                     found.check(gone, "the deleted one is not among them");
                   });
  tells_.operation("Are the credentials still good?", "mail.validate_credentials().value()", [&](findings& found) {
    mail_.validate_credentials().value();
    found.check(true, "they are");
  });
  tells_.operation("Goodbye. Without deletes to commit nothing depends on the answer.", "mail.quit().value()",
                   [&](findings& found) {
                     mail_.quit().value();
                     found.check(true, "said");
                   });
}

}  // namespace pop3kit::command
