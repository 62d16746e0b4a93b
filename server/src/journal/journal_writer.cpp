#include "journal/journal_writer.hpp"

#include <utility>

namespace pop3kit::serving {
namespace {

/// The most octets that the journal keeps of a status line, and of any other text. Scripts can make texts of many
/// megabytes.
constexpr std::size_t most_reply_octets = 512;
constexpr std::size_t most_text_octets = 8192;

}  // namespace

journal_writer::journal_writer(const scenario::description& description, net::clock& time, net::time_point started,
                               std::size_t capacity, entry_handler on_entry)
    : time_(time), started_(started), on_entry_(std::move(on_entry)), secrets_(description), entries_(capacity) {}

void journal_writer::note(const peer& about, journal_kind kind, std::string_view text, std::uint64_t octets) {
  journal_entry entry;
  entry.kind = kind;
  const std::size_t most = kind == journal_kind::reply ? most_reply_octets : most_text_octets;
  entry.text = secrets_.masked(text, most);
  entry.octets = octets;
  add(std::move(entry), about);
}

void journal_writer::note_line(const peer& about, std::string_view text, line_ending ended_by) {
  journal_entry entry;
  entry.kind = journal_kind::command;
  entry.text = text;
  entry.ended_by = ended_by;
  add(std::move(entry), about);
}

std::string journal_writer::shortened(std::string_view text) const {
  std::string shown = secrets_.masked(text, most_text_octets);
  constexpr std::string_view more = " ...";
  if (shown.size() >= most_text_octets) shown.replace(most_text_octets - more.size(), std::string::npos, more);
  return shown;
}

void journal_writer::add(journal_entry entry, const peer& about) {
  entry.at = time_.now() - started_;
  entry.connection = about.connection;
  entry.user = about.user;
  if (on_entry_) on_entry_(entry);
  entries_.add(std::move(entry));
  changes_.notify();
}

}  // namespace pop3kit::serving
