#include "running/running_server.hpp"

#include <utility>

#include "auth/login_offer.hpp"
#include "control/admission.hpp"
#include "scenario/description.hpp"

namespace pop3kit::serving {

running_server::running_server(const scenario& first, const server_options& options)
    : options_(options),
      playing_(first),
      file_(options.scenario_file, first),
      listeners_(
          context.get_executor(),
          [this](net::stream_ptr stream, bool implicit_tls) {
            follow_file();
            service_->serve(std::move(stream), implicit_tls);
          },
          [this](const std::string& line) { warn(line); }) {}

result<> running_server::open() {
  const auto certified = find_authority();
  if (certified.has_error()) return certified.error();
  if (options_.admin_port) {
    auto token = control::make_token();
    if (token.has_error()) return failure(token.error(), "no token for the control room could be made");
    admin_token_ = std::move(*token);
    control_ =
        std::make_unique<control::control_room>(context.get_executor(), *this, options_.admin_host, admin_token_);
    const auto opened = control_->open(options_.admin_host, *options_.admin_port);
    if (opened.has_error()) {
      return failure(opened.error(), options_.admin_host + ":" + std::to_string(*options_.admin_port));
    }
  }
  return play(playing_, options_.seed);
}

/// Takes the authority of the options, or makes one.
result<> running_server::find_authority() {
  const bool is_supplied = !options_.ca_pem.empty() || !options_.ca_key_pem.empty();
  std::string trouble = "no certificate authority could be made";
  auto found = is_supplied
                   ? net::certificate_authority::load(options_.ca_pem, options_.ca_key_pem, time().wall_now(), trouble)
                   : make_authority(time().wall_now());
  if (found.has_error()) return failure(found.error(), trouble);
  authority_ = std::move(*found);
  ca_pem_ = authority_->certificate_pem();
  return {};
}

result<> running_server::play(const scenario& next, std::optional<std::uint64_t> seed) {
  // If the same scenario is played again, the requested seed is kept.
  const bool is_same = &next.get() == &playing_.get();
  const std::optional<std::uint64_t> asked = seed || !is_same ? seed : asked_seed_;
  if (const result<> usable = check_libraries(next.get()); usable.has_error()) return usable.error();
  auto certificates = make_identity(*authority_, options_.host, time().wall_now(), next.get());
  if (certificates.has_error()) return failure(certificates.error(), "no certificate could be made");
  const auto opened = listeners_.open(next.get().listen, options_.host, options_.port, options_.tls_port);
  if (opened.has_error()) return opened.error();
  begin(next, asked, std::move(*certificates));
  asked_seed_ = asked;
  return {};
}

void running_server::begin(const scenario& what, std::optional<std::uint64_t> seed, identity certificates) {
  if (service_) service_->stop();
  // The description is part of the scenario, which all copies share.
  std::shared_ptr<const scenario::description> described(std::make_shared<const scenario>(what), &what.get());
  service_options chosen;
  chosen.seed = seed ? seed : options_.seed;
  chosen.journal_entries = options_.journal_entries;
  chosen.on_event = options_.on_event;
  chosen.strict = options_.strict;
  const std::uint64_t in_force = chosen.seed.value_or(described->seed);
  auto fresh =
      std::make_shared<service>(context.get_executor(), time(), std::move(described), chosen, std::move(certificates));
  {
    const std::scoped_lock held(guard_);
    service_ = std::move(fresh);
    playing_ = what;
    ++run_number_;
  }
  tell_start(what, in_force);
}

/// The journal does not record the start, because nothing has happened in the run yet.
void running_server::tell_start(const scenario& what, std::uint64_t seed) const {
  if (!options_.on_event) return;
  journal_entry begins;
  begins.kind = journal_kind::start;
  begins.text = "seed " + std::to_string(seed) + ": " + what.title();
  options_.on_event(begins);
}

void running_server::follow_file() {
  // An editor may be about to replace the file, so a missing file does not fail the verdict.
  if (!options_.watch_scenario_file || !file_.is(playing_)) return;
  if (!file_.has_changed([this](const std::string& line) { warn(line); })) return;
  const auto played = reload(std::nullopt);
  if (played.has_value()) return;
  service_->run().fail(peer(), played.error().message());
  warn(played.error().message() + "; the earlier scenario goes on");
}

void running_server::warn(const std::string& line) {
  if (options_.on_warning) options_.on_warning(line);
}

result<> running_server::reload(std::optional<std::uint64_t> seed) {
  if (!file_.is(playing_)) return failure(errc::invalid_option, "this scenario came from no file");
  const auto read = file_.read();
  if (read.has_error()) return read.error();
  const auto played = play(*read, seed);
  if (played.has_value()) file_.took(*read);
  return played;
}

void running_server::shut_down() {
  if (options_.on_shutdown) options_.on_shutdown();
}

void running_server::stop() noexcept {
  listeners_.close();
  if (control_) control_->stop();
  if (service_) service_->stop();
}

std::optional<std::uint16_t> running_server::admin_port() const noexcept {
  return control_ ? std::optional(control_->port()) : std::nullopt;
}

std::shared_ptr<const service> running_server::observed() const {
  const std::scoped_lock held(guard_);
  return service_;
}

}  // namespace pop3kit::serving
