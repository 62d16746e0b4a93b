#include "demo/tour.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <numeric>
#include <system_error>

#include "console/command_error.hpp"
#include "console/terminal_text.hpp"

namespace pop3kit::command {
namespace {

std::string brief(std::string_view text, std::size_t most = 60) {
  const std::string line = one_line(text);
  return line.size() <= most ? line : fmt::format("{:.{}}...", line, most);
}

std::string row(const message_info& message) {
  const std::string_view id = message.unique_id ? message.unique_id->str() : "-";
  const std::string subject = message.headers ? message.headers->subject().value_or("(none)") : "";
  return fmt::format("{:>3}  {:<24}  {:>7}{}{}", message.sequence_number, brief(id), message.size.value_or(0),
                     subject.empty() ? "" : "  ", brief(subject));
}

void show_listing(findings& found, const message_listing& messages) {
  constexpr std::size_t most = 16;
  for (std::size_t at = 0; at < messages.size() && at < most; ++at) found.show(row(messages[at]));
  if (messages.size() > most) found.show(fmt::format("... {} more", messages.size() - most));
}

std::size_t lines_with_leading_dot(std::string_view octets) {
  std::size_t count = octets.starts_with('.') ? 1 : 0;
  for (std::size_t at = octets.find("\n."); at != std::string_view::npos; at = octets.find("\n.", at + 1)) ++count;
  return count;
}

bool same_listing(const message_listing& left, const message_listing& right) {
  return std::ranges::equal(left, right, [](const message_info& one, const message_info& other) {
    return one.sequence_number == other.sequence_number && one.unique_id == other.unique_id && one.size == other.size;
  });
}

std::string octets_of_file(const std::filesystem::path& file) {
  std::ifstream in{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, std::istreambuf_iterator<char>{}};
}

/// A folder for temporary files, which no other program uses. The destructor removes it with its content.
class temporary_folder {
 public:
  temporary_folder() {
    std::string name = (std::filesystem::temp_directory_path() / "pop3kit-demo-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw local_error(name, errno);
    path_ = name;
  }
  temporary_folder(const temporary_folder&) = delete;
  temporary_folder& operator=(const temporary_folder&) = delete;
  ~temporary_folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace

void tour::read() {
  ask_for_the_mailbox();
  list();
  ask_about_one();
  fetch_one();
  save_one();
  ask_for_the_unknown();
  small_talk();
}

void tour::ask_for_the_mailbox() {
  std::uint64_t size = 0;
  narrator_.operation("How large is the mailbox? (The first operation also connects and logs in.)",
                      "mail.get_mailbox_size().value()", [&](findings& found) {
                        size = mail_.get_mailbox_size().value();
                        found.show(fmt::format("{} octets", size));
                        found.check(size > 0, "there is mail");
                      });
  narrator_.operation(
      "How large is it, and how many messages does it hold?", "mail.get_mailbox_info().value()", [&](findings& found) {
        mailbox_ = mail_.get_mailbox_info().value();
        found.show(fmt::format("message_count {}, occupied_size {}", mailbox_.message_count, mailbox_.occupied_size));
        found.check(mailbox_.occupied_size == size, "the same size as before");
      });
  narrator_.operation("How many messages are there?", "mail.get_message_count().value()", [&](findings& found) {
    const std::uint64_t count = mail_.get_message_count().value();
    found.show(fmt::format("{}", count));
    found.check(count == mailbox_.message_count, "the same count as before");
  });
}

void tour::list() {
  narrator_.operation("Which messages are there? Numbers, unique-ids and sizes need two commands.",
                      "mail.list_messages(pop3kit::list_fields::ids_only).value()", [&](findings& found) {
                        listed_ = mail_.list_messages(list_fields::ids_only).value();
                        show_listing(found, listed_);
                        const std::uint64_t sum = std::accumulate(
                            listed_.begin(), listed_.end(), std::uint64_t{0},
                            [](std::uint64_t so_far, const auto& each) { return so_far + each.size.value_or(0); });
                        found.check(listed_.size() == mailbox_.message_count, "as many as were counted");
                        found.check(sum == mailbox_.occupied_size, "their sizes add up to the mailbox's");
                      });
  narrator_.operation(
      "What are they about? Headers need one more command for each message.", "mail.list_messages().value()",
      [&](findings& found) {
        const message_listing with_headers = mail_.list_messages().value();
        show_listing(found, with_headers);
        found.check(same_listing(with_headers, listed_), "the same messages as before");
        found.check(std::ranges::all_of(with_headers, [](const auto& each) { return each.headers.has_value(); }),
                    "each with its headers");
      });
  const auto largest = std::ranges::max_element(listed_, {}, [](const auto& each) { return each.size.value_or(0); });
  if (largest != listed_.end()) chosen_ = *largest;
}

void tour::ask_about_one() {
  const unique_id id = chosen_.unique_id.value_or(unique_id{});
  narrator_.operation(
      "The headers of one message, with folded lines joined and encoded words decoded.",
      fmt::format("mail.get_message_headers({}).value()", chosen_.sequence_number), [&](findings& found) {
        const header_collection headers = mail_.get_message_headers(chosen_.sequence_number).value();
        for (const header_field& field : headers.fields()) {
          found.show(fmt::format("{}: {}", field.name, brief(field.value, 80)));
        }
        found.check(headers.subject().has_value() && headers.from().has_value(), "a subject and a sender among them");
      });
  narrator_.operation("What is known of a message by its unique-id, which stays valid after the session?",
                      fmt::format("mail.get_message_info(pop3kit::unique_id{{\"{}\"}}).value()", one_line(id.str())),
                      [&](findings& found) {
                        const message_info info = mail_.get_message_info(id).value();
                        found.show(row(info));
                        found.check(info.sequence_number == chosen_.sequence_number,
                                    "the number that the listing gave");
                        found.check(info.size == chosen_.size, "the size that the listing gave");
                      });
  narrator_.operation("Only its size.", fmt::format("mail.get_message_size({}).value()", chosen_.sequence_number),
                      [&](findings& found) {
                        const std::uint64_t size = mail_.get_message_size(chosen_.sequence_number).value();
                        found.show(fmt::format("{} octets", size));
                        found.check(chosen_.size == size, "the size that the listing gave");
                      });
}

void tour::fetch_one() {
  narrator_.operation("The message itself: its octets, and the parsed values.",
                      fmt::format("mail.fetch_message({}).value()", chosen_.sequence_number), [&](findings& found) {
                        const mail_message message = mail_.fetch_message(chosen_.sequence_number).value();
                        octets_ = message.octets();
                        found.show("subject      " + brief(message.subject()));
                        found.show("from         " + brief(message.headers().from().value_or("")));
                        found.show("date         " + message.date().value_or("(none)"));
                        if (!message.text_body().empty()) found.show("text         " + brief(message.text_body()));
                        if (!message.html_body().empty()) found.show("html         " + brief(message.html_body()));
                        for (const attachment& part : message.attachments()) {
                          found.show(fmt::format("attachment   {} ({}, {})", part.file_name, part.content_type,
                                                 readable_octets(part.content.size())));
                        }
                        found.check(octets_.size() == chosen_.size, "as many octets as were listed");
                      });
  narrator_.operation("The same by unique-id.",
                      fmt::format("mail.fetch_message(pop3kit::unique_id{{\"{}\"}}).value()",
                                  one_line(chosen_.unique_id.value_or(unique_id{}).str())),
                      [&](findings& found) {
                        const mail_message again = mail_.fetch_message(chosen_.unique_id.value()).value();
                        found.show(fmt::format("{} octets", again.octets().size()));
                        found.check(again.octets() == octets_, "octet for octet the same");
                      });
  narrator_.operation("Its header and the first two lines of its body.",
                      fmt::format("mail.top({}, 2).value()", chosen_.sequence_number), [&](findings& found) {
                        const std::string head = mail_.top(chosen_.sequence_number, 2).value();
                        found.show(fmt::format("{} of {} octets", head.size(), octets_.size()));
                        found.check(octets_.starts_with(head), "the beginning of the message");
                      });
}

void tour::save_one() {
  const temporary_folder folder;
  const std::filesystem::path file = folder.path() / fmt::format("{}.eml", chosen_.sequence_number);
  narrator_.operation("Save it to a file, octet for octet. The memory does not grow with the message.",
                      fmt::format("mail.save_message({}, \"{}\").value()", chosen_.sequence_number, file.string()),
                      [&](findings& found) {
                        mail_.save_message(chosen_.sequence_number, file).value();
                        const std::string saved = octets_of_file(file);
                        found.show(fmt::format("{} octets in the file", saved.size()));
                        found.check(saved == octets_, "the same octets as from fetch_message");
                      });
  narrator_.operation(
      "Give it to your own code in pieces: here, count the lines of all messages that begin with a dot.",
      "for (const auto& each : listing) mail.save_message(each.sequence_number, sink).value()", [&](findings& found) {
        bool sizes_agree = true;
        std::size_t dots = 0;
        for (const message_info& each : listed_) {
          std::string octets;
          const octet_sink sink = [&octets](std::span<const char> piece) -> result<> {
            octets.append(piece.data(), piece.size());
            return {};
          };
          mail_.save_message(each.sequence_number, sink).value();
          sizes_agree = sizes_agree && each.size == octets.size();
          dots += lines_with_leading_dot(octets);
        }
        found.show(fmt::format("{} messages, {} lines begin with a dot", listed_.size(), dots));
        found.check(sizes_agree, "each as large as listed: no dot was lost or doubled");
      });
}

void tour::ask_for_the_unknown() {
  const sequence_number beyond = mailbox_.message_count + 1;
  narrator_.operation("A message that does not exist: the error says what is wrong, and the session goes on.",
                      fmt::format("mail.fetch_message({}).error()", beyond), [&](findings& found) {
                        const auto missing = mail_.fetch_message(beyond);
                        found.check(missing.has_error() && missing.error().code() == errc::no_such_message,
                                    "errc::no_such_message");
                        if (!missing) found.show(missing.error().message());
                        found.check(missing.has_error() && missing.error().session_usable(), "the session is usable");
                      });
}

void tour::small_talk() {
  narrator_.operation("What can this server do?", "mail.get_capabilities().value()", [&](findings& found) {
    const capabilities offered = mail_.get_capabilities().value();
    std::string tags;
    for (const capabilities::entry& entry : offered.entries()) tags += entry.tag + " ";
    found.show(tags);
    found.check(offered.has("UIDL") && offered.has("TOP"), "UIDL and TOP among them");
  });
  narrator_.operation("NOOP does nothing, but restarts the server's idle timer.", "mail.noop().value()",
                      [&](findings& found) {
                        mail_.noop().value();
                        found.check(true, "answered");
                      });
}

void tour::change() {
  delete_and_undelete();
  delete_for_good();
}

void tour::delete_and_undelete() {
  const std::uint64_t before = mailbox_.message_count;
  narrator_.operation("Deleting only marks the message. It stays until the deletes are committed.",
                      fmt::format("mail.delete_message({}).value()", chosen_.sequence_number), [&](findings& found) {
                        mail_.delete_message(chosen_.sequence_number).value();
                        const std::uint64_t left = mail_.get_message_count().value();
                        found.show(fmt::format("get_message_count() says {}", left));
                        found.check(left == before - 1, "one less than before");
                      });
  narrator_.operation("Take the mark back.", "mail.undelete_messages().value()", [&](findings& found) {
    mail_.undelete_messages().value();
    const std::uint64_t left = mail_.get_message_count().value();
    found.show(fmt::format("get_message_count() says {}", left));
    found.check(left == before, "as many as before");
  });
}

void tour::delete_for_good() {
  const unique_id id = chosen_.unique_id.value_or(unique_id{});
  narrator_.operation("Delete it, this time by unique-id.",
                      fmt::format("mail.delete_message(pop3kit::unique_id{{\"{}\"}}).value()", one_line(id.str())),
                      [&](findings& found) {
                        mail_.delete_message(id).value();
                        found.check(true, "marked");
                      });
  narrator_.operation("The commit says what became of the marked messages: committed, rejected, or unknown.",
                      "mail.commit_deletes().value()", [&](findings& found) {
                        const commit_report report = mail_.commit_deletes().value();
                        for (const message_info& each : report.messages) {
                          found.show(fmt::format("deleted: message {}", each.sequence_number));
                        }
                        found.check(report.status == commit_status::committed, "commit_status::committed");
                        found.check(report.messages.size() == 1, "one message");
                      });
  narrator_.operation("The next operation opens a new session and shows what is left.",
                      "mail.list_messages(pop3kit::list_fields::ids_only).value()", [&](findings& found) {
                        const message_listing left = mail_.list_messages(list_fields::ids_only).value();
                        bool gone = true;
                        for (const message_info& each : left) gone = gone && each.unique_id != chosen_.unique_id;
                        found.show(fmt::format("{} messages", left.size()));
                        found.check(left.size() + 1 == listed_.size(), "one less than before");
                        found.check(gone, "the deleted message is not among them");
                      });
  narrator_.operation("Are the credentials still valid?", "mail.validate_credentials().value()", [&](findings& found) {
    mail_.validate_credentials().value();
    found.check(true, "they are");
  });
  narrator_.operation("End the session.", "mail.quit().value()", [&](findings& found) {
    mail_.quit().value();
    found.check(true, "said");
  });
}

}  // namespace pop3kit::command
