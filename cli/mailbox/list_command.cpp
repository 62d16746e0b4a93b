#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

#include "commands.hpp"
#include "console/progress_bar.hpp"
#include "console/standard_streams.hpp"
#include "mailbox/json_text.hpp"
#include "mailbox/mail_session.hpp"
#include "mailbox/message_rows.hpp"
#include "mailbox/message_table.hpp"

namespace pop3kit::command {
namespace {

/// One run of `list`. It keeps the listing; headers are printed as they arrive, and then forgotten.
class list_run {
 public:
  explicit list_run(const list_arguments& given)
      : session_(given), json_(given.json), fields_(given.ids ? list_fields::ids_only : list_fields::headers) {}

  void run() {
    progress_bar progress{"listing", 0, !session_.given().quiet};
    if (progress.visible()) session_.watch_octets([&progress](std::uint64_t octets) { progress.add_octets(octets); });
    messages_ = session_.need(session_.mail().list_messages(list_fields::ids_only)).to_vector();
    listed_once_ = session_.mail().last_report().listed_once;
    const result<> done = print_all();
    session_.watch_octets(nullptr);
    standard_output().flush();
    if (!done) throw session_.error_of(done.error());
    session_.mention_connections(without_headers_ == 0 ? "the listing is complete" : "some headers are missing");
    session_.leave();
    conclude();
  }

 private:
  result<> print_all() {
    const message_table table(messages_, fields_);
    const auto format = [this, &table](const message_info& message) {
      return json_ ? json_text(message, fields_) : table.row(message);
    };
    standard_output().write(json_ ? "[" : table.heading());
    message_rows rows(messages_, format, [this](const std::string& row) { print(row); });
    result<> done = fields_ == list_fields::headers ? print_headers(rows) : result<>{};
    rows.finish();
    if (json_) standard_output().line("]");
    return done;
  }

  result<> print_headers(message_rows& rows) {
    const std::uint64_t most_octets = session_.options().limits.kept_header_octets;
    std::vector<message_reference> all;
    all.reserve(messages_.size());
    for (const message_info& each : messages_) all.emplace_back(each.sequence_number);
    const header_handler print = [&](const message_info& message, result<header_collection> headers) -> result<> {
      if (!headers) ++without_headers_;
      rows.add(message.sequence_number, headers ? std::optional(std::move(*headers)) : std::nullopt);
      if (rows.waiting_octets() > most_octets) return failure(errc::kept_headers_too_large);
      return {};
    };
    const result<transfer_report> done = session_.mail().get_message_headers(std::move(all), print);
    if (!done) return done.error();
    return {};
  }

  void print(const std::string& row) {
    if (json_ && std::exchange(any_row_, true)) standard_output().write(",\n ");
    standard_output().write(row);
  }

  void conclude() const {
    std::string what;
    if (listed_once_ != 0) what = disagreement_of_listings(listed_once_, messages_.size());
    if (without_headers_ != 0) {
      what += fmt::format("{}the server did not give the headers of {} of {} messages; --ids lists without them",
                          what.empty() ? "" : "; ", without_headers_, messages_.size());
    }
    if (!what.empty()) throw command_error(exit_status::partial, fmt::format("{}: {}", session_.where(), what));
  }

  mail_session session_;
  bool json_;
  list_fields fields_;
  std::vector<message_info> messages_;
  std::size_t listed_once_ = 0;
  std::size_t without_headers_ = 0;
  bool any_row_ = false;
};

}  // namespace

void run_list(const list_arguments& given) {
  list_run{given}.run();
}

}  // namespace pop3kit::command
