#include <boost/json/serialize.hpp>

#include "control/json.hpp"
#include "control/route.hpp"

namespace pop3kit::serving::control {

namespace json = boost::json;

namespace {

constexpr std::uint64_t usual_limit = 1000;

/// Which entries a request asks for.
struct filter {
  explicit filter(const call& request)
      : kind(request.parameter("kind")),
        text(request.parameter("text")),
        user(request.parameter("user")),
        connection(request.number("connection").value_or(0)) {}

  [[nodiscard]] bool means(const journal_entry& entry) const {
    if (kind && to_string(entry.kind) != *kind) return false;
    if (connection != 0 && entry.connection != connection) return false;
    if (user && entry.user != *user) return false;
    return !text || entry.text.starts_with(*text);
  }

  std::optional<std::string_view> kind;
  std::optional<std::string_view> text;
  std::optional<std::string_view> user;
  std::uint64_t connection;
};

/// Returns these entries, and the number to continue from.
journal_page page_of(const call& request) {
  const filter wanted(request);
  const std::uint64_t limit = request.number("limit").value_or(usual_limit);
  std::uint64_t cursor = request.number("since").value_or(0);
  const journal_writer& journal = request.server->current().run().journal;
  journal_page out = journal.since(cursor, 0);
  out.next = cursor;
  while (out.entries.size() < limit) {
    journal_page piece = journal.since(cursor, usual_limit);
    if (piece.entries.empty()) {
      out.next = piece.next;
      break;
    }
    cursor = piece.next - piece.entries.size();
    for (journal_entry& entry : piece.entries) {
      if (out.entries.size() == limit) break;
      ++cursor;
      if (wanted.means(entry)) out.entries.push_back(std::move(entry));
    }
    out.next = cursor;
  }
  return out;
}

/// Returns true if the name is a kind of journal entry. The start of a scenario is not: the journal does not have it.
bool is_kind(std::string_view name) {
  for (int number = 0; !to_string(static_cast<journal_kind>(number)).empty(); ++number) {
    const auto kind = static_cast<journal_kind>(number);
    if (to_string(kind) == name) return kind != journal_kind::start;
  }
  return false;
}

}  // namespace

http_response get_journal(call& request) {
  const auto kind = request.parameter("kind");
  if (kind && !is_kind(*kind)) return http_error(400, "kind: there is no '" + std::string(*kind) + "'");
  const journal_page page = page_of(request);
  std::string out = R"({"run":)" + std::to_string(request.server->run_number());
  out += R"(,"seed":)" + std::to_string(request.server->current().run().seed);
  out += R"(,"next":)" + std::to_string(page.next) + R"(,"lost":)" + std::to_string(page.lost) + R"(,"entries":[)";
  for (const journal_entry& entry : page.entries) {
    if (&entry != &page.entries.front()) out.push_back(',');
    out += to_json(entry);
  }
  return http_response(200, out + "]}");
}

bool journal_settled(const call& request) {
  return !page_of(request).entries.empty();
}

http_response get_verdict(call& request) {
  json::object out = to_object(request.server->current().run().report());
  out["run"] = request.server->run_number();
  return http_response(200, json::serialize(out));
}

bool verdict_settled(const call& request) {
  return request.server->current().run().report().settled();
}

}  // namespace pop3kit::serving::control
