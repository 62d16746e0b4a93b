#include "sync/sync_run.hpp"

#include <algorithm>
#include <utility>

namespace pop3kit::archiving {

sync_run::awaitable<> sync_run::work() {
  result<message_listing> listing = co_await mail_.list_messages(list_fields::ids_only);
  if (!listing) co_return listing.error();
  run_.report.listed = listing->size();
  maildrop_ = std::make_unique<maildrop_match>(*listing);
  const result<> matched = maildrop_->match(run_.state, run_.account);
  if (!matched) co_return matched.error();
  result<> done = co_await notice_changed_ids();
  if (done) done = co_await identify();
  if (done) done = maildrop_->note_presence(run_.state, run_.account, run_.began);
  if (done) done = co_await recognize();
  if (done) done = co_await download();
  if (done) done = co_await delete_stored();
  co_return done;
}

/// A message that cannot be examined is neither downloaded nor deleted in this run.
result<> sync_run::leave_out(listed_message& message, const failure& cause) {
  if (!cause.session_usable()) return cause;
  message.standing = standing::left_out;
  run_.fail(maildrop_match::info_of(message), cause);
  return {};
}

/// Returns a digest whose member `header` is right. Reads the whole message if the server does not support TOP.
sync_run::awaitable<message_digest> sync_run::header_of(const listed_message& message) {
  message_reference which = maildrop_match::reference_to(message);
  message_reference again = which;
  const result<std::string> top = co_await mail_.top(std::move(which), 0);
  message_hash hash;
  if (top) {
    hash.update(*top);
    co_return hash.finish();
  }
  const bool has_no_top = top.error().code() == errc::refused || top.error().code() == errc::capability_missing;
  if (!has_no_top || !top.error().session_usable()) co_return top.error();
  octet_sink sink = [&hash](std::span<const char> octets) {
    hash.update(octets);
    return result<>();
  };
  const result<> read = co_await mail_.save_message(std::move(again), std::move(sink));
  if (!read) co_return read.error();
  co_return hash.finish();
}

/// Nothing of the listing is known, but a message of it has the header and the size of one that is.
sync_run::awaitable<> sync_run::notice_changed_ids() {
  if (maildrop_->knows_a_unique_id()) co_return result<>();
  for (listed_message& each : maildrop_->messages()) {
    if (each.standing != standing::fresh || !each.size) continue;
    const result<bool> is_likely = run_.state.has_present_of_size(run_.account, *each.size);
    if (!is_likely) co_return is_likely.error();
    if (!*is_likely) continue;
    const result<message_digest> header = co_await header_of(each);
    if (!header) {
      const result<> left_out = leave_out(each, header.error());
      if (!left_out) co_return left_out;
      continue;
    }
    const result<std::vector<same_header>> same = run_.state.find_header(run_.account, *header);
    if (!same) co_return same.error();
    const bool is_known = std::ranges::any_of(*same, [&](const auto& row) { return row.listed_size == each.size; });
    if (!is_known) continue;
    if (!run_.options.adopt) co_return failure(errc::unique_ids_changed, run_.account_name).set_session_usable(true);
    co_return co_await adopt();
  }
  co_return result<>();
}

/// Writes the new unique-ids in one transaction. If it were more, a run that was killed between them would leave a
/// maildrop in which some unique-ids are known, so the next run would download the others again.
sync_run::awaitable<> sync_run::adopt() {
  std::vector<stored_message> adopted;
  std::vector<listed_message*> listed;
  for (listed_message& each : maildrop_->messages()) {
    if (each.standing != standing::fresh || !each.size) continue;
    const result<bool> is_likely = run_.state.has_present_of_size(run_.account, *each.size);
    if (!is_likely) co_return is_likely.error();
    if (!*is_likely) continue;
    const result<message_digest> header = co_await header_of(each);
    if (!header) {
      const result<> left_out = leave_out(each, header.error());
      if (!left_out) co_return left_out;
      continue;
    }
    const result<std::vector<same_header>> same = run_.state.find_header(run_.account, *header);
    if (!same) co_return same.error();
    const auto found = std::ranges::find_if(
        *same, [&](const same_header& row) { return row.listed_size == each.size && maildrop_->use(row.row); });
    if (found == same->end()) continue;
    adopted.push_back({identity_of(each, headers_), each.size, found->digest, found->place});
    listed.push_back(&each);
  }
  // The former rows are not in the listing any more.
  const result<std::vector<row_number>> rows = run_.state.add(run_.account, adopted, run_.began, run_.began);
  if (!rows) co_return rows.error();
  maildrop_->forget_uses();
  for (std::size_t at = 0; at < rows->size(); ++at) {
    listed[at]->standing = standing::known;
    listed[at]->row = (*rows)[at];
    listed[at]->stored = run_.began;
    ++run_.report.recognized;
    run_.tell(archive_event_kind::recognized, maildrop_match::info_of(*listed[at]), adopted[at].place);
  }
  co_return result<>();
}

sync_run::awaitable<> sync_run::identify() {
  for (listed_message& each : maildrop_->messages()) {
    if (each.standing == standing::known) maildrop_->use(each.row);
    result<> done;
    if (each.standing == standing::doubtful) done = co_await resolve_doubt(each);
    if (!done) co_return done;
  }
  // Messages that only their header identifies can be those whose unique-id was their own before. So they come last.
  for (listed_message& each : maildrop_->messages()) {
    if (each.standing != standing::by_header) continue;
    const result<> done = co_await identify_by_header(each);
    if (!done) co_return done;
  }
  co_return result<>();
}

sync_run::awaitable<> sync_run::resolve_doubt(listed_message& message) {
  const result<message_digest> known = run_.state.digest_of(message.row);
  if (!known) co_return known.error();
  const result<message_digest> header = co_await header_of(message);
  maildrop_->use(message.row);
  if (!header) co_return leave_out(message, header.error());
  if (header->header == known->header) {
    message.standing = standing::known;
    co_return run_.state.note_listed(message.row, message.size);
  }
  // The server has removed the known message, and uses its unique-id for another one.
  const row_number former = message.row;
  message.standing = standing::fresh;
  message.row = 0;
  ++message.generation;
  co_return run_.state.note_deleted(std::span(&former, 1), run_.began);
}

sync_run::awaitable<> sync_run::identify_by_header(listed_message& message) {
  const result<message_digest> header = co_await header_of(message);
  if (!header) co_return leave_out(message, header.error());
  const result<std::vector<same_header>> same = run_.state.find_header(run_.account, *header);
  if (!same) co_return same.error();
  for (const same_header& each : *same) {
    const bool fits = !each.listed_size || !message.size || each.listed_size == message.size;
    if (!fits || !maildrop_->use(each.row)) continue;
    message.row = each.row;
    message.stored = each.stored;
    message.header = static_cast<std::int32_t>(headers_.size());
    headers_.push_back(*header);
    message.standing = standing::known;
    co_return run_.state.note_listed(message.row, message.size);
  }
  message.header = static_cast<std::int32_t>(headers_.size());
  headers_.push_back(*header);
  message.standing = standing::fresh;
  const message_identity identity = identity_of(message, headers_);
  const auto [latest, is_first] = generations_.try_emplace(identity.octets, 0);
  if (is_first) {
    const result<std::int64_t> known = run_.state.latest_generation(run_.account, identity);
    if (!known) co_return known.error();
    latest->second = *known;
  }
  message.generation = ++latest->second;
  co_return result<>();
}

/// Finds what an earlier run has stored without writing it into the state.
sync_run::awaitable<> sync_run::recognize() {
  std::vector<stored_message> found;
  std::vector<listed_message*> listed;
  for (listed_message& each : maildrop_->messages()) {
    if (each.standing != standing::fresh) continue;
    if (run_.options.largest_message && each.size && *each.size > *run_.options.largest_message) {
      each.standing = standing::left_out;
      ++run_.report.skipped;
      run_.tell(archive_event_kind::skipped, maildrop_match::info_of(each));
      continue;
    }
    stored_message copy;
    const result<bool> is_there = co_await is_stored(each, copy);
    if (!is_there) co_return is_there.error();
    if (!*is_there) continue;
    found.push_back(std::move(copy));
    listed.push_back(&each);
  }
  const result<std::vector<row_number>> rows = run_.state.add(run_.account, found, run_.began, run_.began);
  if (!rows) co_return rows.error();
  for (std::size_t at = 0; at < rows->size(); ++at) {
    listed[at]->standing = standing::known;
    listed[at]->row = (*rows)[at];
    listed[at]->stored = run_.began;
    ++run_.report.recognized;
    run_.tell(archive_event_kind::recognized, maildrop_match::info_of(*listed[at]), found[at].place);
  }
  co_return result<>();
}

/// If the store has another message under this name, the message gets the next generation.
sync_run::awaitable<bool> sync_run::is_stored(listed_message& message, stored_message& found) {
  std::optional<message_digest> header;
  for (;; ++message.generation) {
    const message_identity identity = identity_of(message, headers_);
    const result<std::optional<stored_copy>> copy = run_.store.exists(delivery_of(run_, identity, message));
    if (!copy) co_return copy.error();
    if (!*copy) co_return false;
    const stored_copy& there = **copy;
    bool is_same = message.header >= 0 || !message.size || there.digest.octets == *message.size;
    if (!is_same && !header) {
      const result<message_digest> asked = co_await header_of(message);
      if (!asked) {
        const result<> left_out = leave_out(message, asked.error());
        if (!left_out) co_return left_out.error();
        co_return false;
      }
      header = *asked;
    }
    is_same = is_same || header->header == there.digest.header;
    if (!is_same) continue;
    found.identity = identity;
    found.listed_size = message.size;
    found.digest = there.digest;
    found.place = there.place;
    co_return true;
  }
}

sync_run::awaitable<> sync_run::download() {
  std::vector<message_reference> wanted;
  for (const listed_message& each : maildrop_->messages()) {
    if (each.standing == standing::fresh) wanted.push_back(maildrop_match::reference_to(each));
  }
  if (wanted.empty()) co_return result<>();
  delivery_receiver receiver(run_, *maildrop_, headers_);
  const result<transfer_report> transferred = co_await mail_.save_messages(std::move(wanted), receiver);
  const result<> committed = receiver.commit();
  if (!transferred) co_return transferred.error();
  co_return committed;
}

bool sync_run::is_selected(const listed_message& message) const {
  if (message.standing != standing::known) return false;
  const sync_options& how = run_.options;
  switch (how.deletion) {
    case deletion_policy::keep:
      return false;
    case deletion_policy::delete_stored:
      return true;
    case deletion_policy::delete_after:
      return message.stored + how.days <= run_.now();
    case deletion_policy::keep_newest: {
      const auto& all = maildrop_->messages();
      return how.newest < all.size() &&
             message.number <= all[all.size() - 1 - static_cast<std::size_t>(how.newest)].number;
    }
  }
  return false;
}

sync_run::awaitable<> sync_run::delete_stored() {
  std::vector<listed_message*> asked;
  std::vector<row_number> rows;
  std::vector<message_reference> references;
  for (listed_message& each : maildrop_->messages()) {
    if (!is_selected(each)) continue;
    asked.push_back(&each);
    rows.push_back(each.row);
    references.push_back(maildrop_match::reference_to(each));
  }
  if (asked.empty()) co_return result<>();
  const result<> noted = run_.state.ask_deletion(rows, run_.now());
  if (!noted) co_return noted;
  const result<> marked = co_await mail_.delete_messages(std::move(references));
  if (!marked) {
    run_.report.deletion_failure = marked.error();
    // Nothing should be removed without QUIT. The next run looks at each message all the same.
    if (!marked.error().session_usable()) co_return result<>();
  }
  const result<commit_report> done = co_await mail_.commit_deletes();
  if (!done) {
    run_.report.deletion_failure = done.error();
    co_return result<>();
  }
  co_return note_commit(*done, asked);
}

/// After `unknown` and `some_not_removed` the rows stay marked: the next run looks at each message.
result<> sync_run::note_commit(const commit_report& done, const std::vector<listed_message*>& asked) {
  run_.report.deletion = done.status;
  if (done.cause) run_.report.deletion_failure = done.cause;
  std::unordered_set<const listed_message*> marked;
  for (const message_info& each : done.messages) marked.insert(maildrop_->find(each));
  std::vector<row_number> removed;
  std::vector<row_number> kept;
  for (const listed_message* each : asked) {
    const bool was_marked = marked.contains(each);
    if (!was_marked || done.status == commit_status::rejected) kept.push_back(each->row);
    if (was_marked && done.status == commit_status::committed) removed.push_back(each->row);
  }
  result<> noted = run_.state.note_kept(kept);
  if (noted) noted = run_.state.note_deleted(removed, run_.now());
  if (!noted || done.status != commit_status::committed) return noted;
  run_.report.deleted = removed.size();
  for (const listed_message* each : asked) {
    if (marked.contains(each)) run_.tell(archive_event_kind::deleted, maildrop_match::info_of(*each));
  }
  return noted;
}

}  // namespace pop3kit::archiving
