#include "workload.hpp"

#include <exception>

#include "faulty_world.hpp"
#include "mail_model.hpp"
#include "steps.hpp"
#include "watched_client.hpp"

namespace pop3kit::proof {

namespace {

void pause(watched_client& client, const work_step& step) {
  const std::chrono::seconds span(step.pick * 10);
  static_cast<void>(client.perform(client.mail().pause(span), watched_client::ending::unexpected, span));
}

/// Forgets a session that was lost, marks and numbers with it; whether one was, it does not say.
void connect(watched_client& client) {
  client.view().refuses = false;
  client.view().listing.clear();
  client.view().doubtful.merge(client.view().marked);
  client.view().marked.clear();
  static_cast<void>(client.perform(client.mail().connect(), watched_client::ending::forgotten));
}

void stat(watched_client& client) {
  const result<std::uint64_t> count = client.perform(client.mail().get_message_count());
  if (!count || !client.sees_all()) return;
  if (*count != client.model().ids().size() - client.view().marked.size()) {
    client.model().find("STAT differs from the maildrop");
  }
}

void carry_out(watched_client& client, const work_step& step) {
  switch (step.what) {
    case action::connect:
      return connect(client);
    case action::validate:
      return static_cast<void>(client.perform(client.mail().validate_credentials()));
    case action::stat:
      return stat(client);
    case action::list_ids:
    case action::list_headers:
    case action::list_unique_ids:
      return list(client, step);
    case action::list_some:
      return list_some(client, step);
    case action::headers_of_many:
      return read_headers_of_many(client, step);
    case action::fetch_many:
      return read_many(client, step);
    case action::save_all:
      return read_all(client);
    case action::erase:
    case action::erase_all:
    case action::undelete:
      return mark(client, step);
    case action::commit:
      return commit(client);
    case action::quit:
      return quit(client);
    case action::noop:
      return static_cast<void>(client.perform(client.mail().noop()));
    case action::pause:
      return pause(client, step);
    case action::close:
      return client.close();
    case action::idle:
      return client.idle(std::chrono::seconds(step.pick * 30));
    default:
      return read_one(client, step);
  }
}

void carry_out_steps(const plan& what, faulty_world& world, mail_model& model) {
  watched_client client(what, world, model);
  for (std::size_t at = 0; at < what.steps.size() && !model.finding(); ++at) {
    world.log("step " + std::to_string(at + 1) + ": " + describe(what.steps[at]));
    model.begin_step();
    world.begin_step(at);
    client.begin_step(what.steps[at]);
    carry_out(client, what.steps[at]);
    model.observe(world.world().maildrop(user_name));
  }
}

}  // namespace

run_report carry_out(const plan& what, bool keeps_log) {
  try {
    mail_model model;
    faulty_world world(what, model, keeps_log);
    carry_out_steps(what, world, model);
    return world.finish();
  } catch (const std::exception& error) {
    run_report broken;
    broken.finding = std::string("an exception: ") + error.what();
    return broken;
  }
}

}  // namespace pop3kit::proof
