#include "every_operation.hpp"

#include <filesystem>
#include <sstream>
#include <utility>

namespace pop3kit::testing {

namespace {

template <class T>
async_client::awaitable<> without_value(async_client::awaitable<T> operation) {
  const result<T> done = co_await std::move(operation);
  if (!done) co_return done.error();
  co_return result<>{};
}

template <class T>
result<> without_value(result<T> done) {
  if (!done) return done.error();
  return {};
}

template <class Call>
operation make(std::string name, Call call) {
  return {std::move(name), [call](async_client& mail) { return without_value(call(mail)); },
          [call](client& mail) { return without_value(call(mail)); }};
}

class forgetful final : public message_receiver {
 public:
  result<> begin(const message_info& /*which*/) override { return {}; }
  result<> octets(const message_info& /*which*/, std::span<const char> /*piece*/) override { return {}; }
  result<> end(const message_info& /*which*/, const result<>& /*outcome*/) override { return {}; }
};

message_receiver& nowhere() {
  static forgetful receiver;
  return receiver;
}

std::filesystem::path scratch_file() {
  static const std::filesystem::path folder = [] {
    std::string name = (std::filesystem::temp_directory_path() / "pop3kit_operations_XXXXXX").string();
    return std::filesystem::path(::mkdtemp(name.data()));
  }();
  return folder / "saved.eml";
}

const octet_sink ignore = [](std::span<const char>) -> result<> { return {}; };
const message_handler forget = [](const message_info&, const result<mail_message>&) -> result<> { return {}; };
const header_handler keep_no_headers = [](const message_info&, const result<header_collection>&) -> result<> {
  return {};
};

}  // namespace

const std::vector<operation>& every_operation() {
  static const std::vector<operation> all{
      make("connect", [](auto& mail) { return mail.connect(); }),
      make("get_mailbox_info", [](auto& mail) { return mail.get_mailbox_info(); }),
      make("get_mailbox_size", [](auto& mail) { return mail.get_mailbox_size(); }),
      make("get_message_count", [](auto& mail) { return mail.get_message_count(); }),
      make("get_message_headers", [](auto& mail) { return mail.get_message_headers(2); }),
      make("get_message_headers_by_number",
           [](auto& mail) { return mail.get_message_headers(std::vector<message_reference>{3, 1}, keep_no_headers); }),
      make("top", [](auto& mail) { return mail.top(2, 1); }),
      make("fetch_message", [](auto& mail) { return mail.fetch_message(2); }),
      make("save_message",
           [](auto& mail) {
             static std::ostringstream out;
             return mail.save_message(2, out);
           }),
      make("save_message_to_sink", [](auto& mail) { return mail.save_message(2, ignore); }),
      make("save_message_to_file", [](auto& mail) { return mail.save_message(2, scratch_file()); }),
      make("save_messages", [](auto& mail) { return mail.save_messages(nowhere()); }),
      make("save_messages_by_number",
           [](auto& mail) { return mail.save_messages(std::vector<message_reference>{1, 3}, nowhere()); }),
      make("save_messages_to_folder", [](auto& mail) { return mail.save_messages(scratch_file().parent_path()); }),
      make("save_messages_by_number_to_folder",
           [](auto& mail) {
             return mail.save_messages(std::vector<message_reference>{1, 3}, scratch_file().parent_path());
           }),
      make("fetch_messages", [](auto& mail) { return mail.fetch_messages(forget); }),
      make("fetch_messages_by_number",
           [](auto& mail) { return mail.fetch_messages(std::vector<message_reference>{3, 1}, forget); }),
      make("get_message_info", [](auto& mail) { return mail.get_message_info(2); }),
      make("get_message_size", [](auto& mail) { return mail.get_message_size(2); }),
      make("list_messages", [](auto& mail) { return mail.list_messages(); }),
      make("list_messages_by_number",
           [](auto& mail) { return mail.list_messages(std::vector<message_reference>{3, 1}); }),
      make("list_unique_ids", [](auto& mail) { return mail.list_unique_ids(); }),
      make("delete_message", [](auto& mail) { return mail.delete_message(2); }),
      make("delete_messages", [](auto& mail) { return mail.delete_messages(); }),
      make("delete_messages_by_number",
           [](auto& mail) { return mail.delete_messages(std::vector<message_reference>{1, 3}); }),
      make("undelete_messages", [](auto& mail) { return mail.undelete_messages(); }),
      make("rollback", [](auto& mail) { return mail.rollback(); }),
      make("commit_deletes", [](auto& mail) { return mail.commit_deletes(); }),
      make("get_capabilities", [](auto& mail) { return mail.get_capabilities(); }),
      make("enable_utf8", [](auto& mail) { return mail.enable_utf8(); }),
      make("languages", [](auto& mail) { return mail.languages(); }),
      make("set_language", [](auto& mail) { return mail.set_language("en"); }),
      make("noop", [](auto& mail) { return mail.noop(); }),
      make("pause", [](auto& mail) { return mail.pause(std::chrono::nanoseconds{0}); }),
      make("validate_credentials", [](auto& mail) { return mail.validate_credentials(); }),
      make("quit", [](auto& mail) { return mail.quit(); }),
  };
  return all;
}

}  // namespace pop3kit::testing
