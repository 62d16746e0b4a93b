#include <algorithm>
#include <functional>
#include <utility>

#include "asked_message.hpp"
#include "steps.hpp"

namespace pop3kit::proof {

namespace {

/// Nobody can tell which of the messages are marked now.
void doubt_all(watched_client& client) {
  client.view().doubtful.merge(client.model().all());
}

void erase(watched_client& client, const work_step& step) {
  const asked_message asked(client, step);
  const result<> done = client.perform(client.mail().delete_message(asked.reference()));
  if (!done) return;
  const std::optional<std::vector<std::string>> candidates = asked.may_be(client);
  if (candidates && candidates->empty()) return client.model().find("a message is deleted that does not exist");
  const bool sure = candidates && std::ranges::adjacent_find(*candidates, std::not_equal_to<>()) == candidates->end();
  if (!sure || client.closed() || (client.world().lies_of_ids() && asked.by_id())) return doubt_all(client);
  client.view().marked.insert(candidates->front());
}

void erase_all(watched_client& client) {
  const result<> done = client.perform(client.mail().delete_messages());
  const bool session_lives = done || done.error().session_usable();
  if (!session_lives) return;
  if (done && client.sees_all()) {
    client.view().marked = client.model().all();
  } else {
    doubt_all(client);
  }
}

/// One QUIT, from what may go to what has gone.
class commitment {
 public:
  explicit commitment(watched_client& client)
      : client_(client), model_(client.model()), marked_(client.view().marked), certain_(client.view().certain()) {
    id_set allowed = marked_;
    allowed.insert(client.view().doubtful.begin(), client.view().doubtful.end());
    model_.begin_commit();
    model_.may_go(std::move(allowed));
  }

  /// What the client said of it, against what the server does once everything has reached it.
  void settle(commit_status said) {
    client_.view().end_session();
    if (client_.closed()) certain_ = false;
    simulation& world = client_.world().world();
    if (said == commit_status::unknown) world.run_until([&world] { return world.server_sessions() == 0; });
    look();
    const id_set& gone = model_.gone();
    if (said == commit_status::rejected && !gone.empty()) model_.find("a rejected commit has removed messages");
    if (!certain_ || client_.world().shared()) return;
    if (said == commit_status::committed && gone != marked_) {
      model_.find("a commit is reported as committed, and other messages are gone than were marked");
    }
    const bool whole = gone.empty() || gone == marked_;
    if (!whole && said != commit_status::some_not_removed) model_.find("only some of the marked messages are gone");
  }

  void note_failure() { client_.view().commit_failed = true; }

  /// It failed: no QUIT went out with marks.
  void fail(const failure& why) {
    if (!why.session_usable()) client_.view().end_session();
    look();
    if (!model_.gone().empty()) model_.find("messages are gone although nothing was committed");
  }

  void check_names(const commit_report& report) {
    const std::vector<message_info>& told = report.messages;
    const bool may_repeat = client_.view().commit_failed && marked_.empty();
    client_.view().commit_failed = report.status != commit_status::committed;
    if (!certain_ || client_.closed() || may_repeat) return;
    if (told.size() != marked_.size()) model_.find("a commit names other messages than were marked");
    if (client_.world().lies_of_ids()) return;
    for (const message_info& message : told) {
      if (message.unique_id && !marked_.contains(message.unique_id->str())) {
        model_.find("a commit names a message that was not marked");
      }
    }
  }

 private:
  void look() {
    model_.observe(client_.world().world().maildrop(user_name));
    model_.may_go({});
  }

  watched_client& client_;
  mail_model& model_;
  id_set marked_;
  bool certain_;
};

}  // namespace

void mark(watched_client& client, const work_step& step) {
  if (step.what == action::erase) return erase(client, step);
  if (step.what == action::erase_all) return erase_all(client);
  const result<> done = client.perform(client.mail().undelete_messages());
  if (done) client.view().forget_marks();
}

void commit(watched_client& client) {
  commitment under_way(client);
  const auto done = client.perform(client.mail().commit_deletes(), watched_client::ending::meant);
  if (!done) return under_way.fail(done.error());
  under_way.check_names(*done);
  under_way.settle(done->status);
}

void quit(watched_client& client) {
  commitment under_way(client);
  const result<> done = client.perform(client.mail().quit(), watched_client::ending::meant);
  if (done) return under_way.settle(commit_status::committed);
  const failure& why = done.error();
  under_way.note_failure();
  if (why.session_usable() || why.code() == errc::session_lost) return under_way.fail(why);
  if (why.code() == errc::some_not_removed) return under_way.settle(commit_status::some_not_removed);
  under_way.settle(why.kind() == fault::refused ? commit_status::rejected : commit_status::unknown);
}

}  // namespace pop3kit::proof
