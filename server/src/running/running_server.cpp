#include "running/running_server.hpp"

#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include "control/admission.hpp"
#include "scenario/description.hpp"

namespace pop3kit::serving {

namespace asio = boost::asio;

namespace {

/// Out of descriptors, mostly: sessions that end will free some.
constexpr net::duration accept_retry = std::chrono::milliseconds(50);

}  // namespace

struct running_server::door {
  explicit door(const asio::any_io_executor& executor) : socket(executor) {}
  net::listener socket;
  bool implicit_tls = false;
  bool closed = false;
};

running_server::running_server(const scenario& first, const server_options& options)
    : options_(options), playing_(first), read_last_(first), home_(options.scenario_file.parent_path()) {}

result<> running_server::open() {
  auto made = make_authority(time().wall_now());
  if (made.has_error()) return failure(made.error(), "no certificate authority could be made");
  authority_ = std::move(*made);
  ca_pem_ = authority_->certificate_pem();
  std::error_code unknown;
  file_time_ = std::filesystem::last_write_time(options_.scenario_file, unknown);
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

result<running_server::door_ptr> running_server::doorway(const door_ptr& present, bool wanted, std::uint16_t port,
                                                         bool implicit_tls) {
  if (!wanted) return door_ptr();
  if (present) return present;
  auto opened = std::make_shared<door>(context.get_executor());
  opened->implicit_tls = implicit_tls;
  const auto bound = opened->socket.open(options_.host, port);
  if (bound.has_error()) return failure(bound.error(), options_.host + ":" + std::to_string(port));
  return opened;
}

result<> running_server::play(const scenario& next, std::optional<std::uint64_t> seed) {
  // The same scenario anew keeps the seed that was asked for.
  const bool is_same = &next.get() == &playing_.get();
  const std::optional<std::uint64_t> asked = seed || !is_same ? seed : asked_seed_;
  const listen_options& listen = next.get().listen;
  auto certificates = make_identity(*authority_, options_.host, time().wall_now(), next.get());
  if (certificates.has_error()) return failure(certificates.error(), "no certificate could be made");
  const auto plain = doorway(plain_, listen.plain, options_.port, false);
  if (plain.has_error()) return plain.error();
  const auto tls = doorway(tls_, listen.tls, options_.tls_port, true);
  if (tls.has_error()) return tls.error();
  take_doors(*plain, *tls);
  begin(next, asked, std::move(*certificates));
  asked_seed_ = asked;
  return {};
}

void running_server::take_doors(door_ptr plain, door_ptr tls) {
  for (const auto& [old, fresh] : {std::pair(plain_, plain), std::pair(tls_, tls)}) {
    if (old && old != fresh) {
      old->closed = true;
      old->socket.close();
    }
    if (fresh && old != fresh) asio::co_spawn(context, accept_all(fresh), asio::detached);
  }
  const std::scoped_lock held(guard_);
  plain_ = std::move(plain);
  tls_ = std::move(tls);
}

void running_server::begin(const scenario& what, std::optional<std::uint64_t> seed, identity certificates) {
  if (service_) service_->stop();
  // The description lives in the scenario that every copy shares.
  std::shared_ptr<const scenario::description> described(std::make_shared<const scenario>(what), &what.get());
  service_options chosen;
  chosen.seed = seed ? seed : options_.seed;
  chosen.journal_entries = options_.journal_entries;
  chosen.on_event = options_.on_event;
  const std::uint64_t in_force = chosen.seed.value_or(described->seed);
  auto fresh =
      std::make_shared<service>(context.get_executor(), time(), std::move(described), chosen, std::move(certificates));
  {
    const std::scoped_lock held(guard_);
    service_ = std::move(fresh);
    playing_ = what;
    ++run_;
  }
  tell_start(what, in_force);
}

/// In the journal itself it would stand for nothing that happened.
void running_server::tell_start(const scenario& what, std::uint64_t seed) const {
  if (!options_.on_event) return;
  journal_entry begins;
  begins.kind = journal_kind::start;
  begins.text = "seed " + std::to_string(seed) + ": " + what.title();
  options_.on_event(begins);
}

asio::awaitable<void> running_server::accept_all(door_ptr at) {
  bool warned = false;
  while (!stopping_ && !at->closed) {
    auto accepted = co_await at->socket.accept();
    if (stopping_ || at->closed) break;
    if (accepted.has_value()) {
      warned = false;
      follow_file();
      service_->serve(std::move(*accepted), at->implicit_tls);
      continue;
    }
    if (!std::exchange(warned, true)) warn("no connection can be accepted: " + accepted.error().message());
    const auto slept = co_await net::sleep_for(net::system_clock(), accept_retry);
    if (slept.has_error()) break;
  }
}

bool running_server::can_read_file() {
  std::error_code trouble;
  static_cast<void>(std::filesystem::last_write_time(options_.scenario_file, trouble));
  if (!trouble && ::access(options_.scenario_file.c_str(), R_OK) != 0) trouble.assign(errno, std::generic_category());
  if (trouble && !file_missing_) {
    warn(options_.scenario_file.string() + ": " + trouble.message() + "; the earlier scenario goes on");
  }
  file_missing_ = static_cast<bool>(trouble);
  return !file_missing_;
}

void running_server::follow_file() {
  // An editor may be about to put another file in its place, so a missing file fails no verdict.
  if (!options_.watch_scenario_file || !plays_file() || !can_read_file()) return;
  std::error_code trouble;
  const auto changed = std::filesystem::last_write_time(options_.scenario_file, trouble);
  if (trouble || changed == file_time_) return;
  file_time_ = changed;
  const auto played = reload(std::nullopt);
  if (played.has_value()) return;
  service_->run().fail(peer(), played.error().message());
  warn(played.error().message() + "; the earlier scenario goes on");
}

void running_server::warn(const std::string& line) {
  if (options_.on_warning) options_.on_warning(line);
}

result<> running_server::reload(std::optional<std::uint64_t> seed) {
  if (!plays_file()) return failure(errc::invalid_option, "this scenario came from no file");
  std::error_code unknown;
  const auto status = std::filesystem::status(options_.scenario_file, unknown);
  if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status)) {
    return failure(errc::file_unreadable, options_.scenario_file.string() + ": only a regular file can be read again");
  }
  const auto read = scenario::load(options_.scenario_file);
  if (read.has_error()) return read.error();
  const auto played = play(*read, seed);
  if (played.has_value()) read_last_ = *read;
  return played;
}

/// Whether the scenario that is played is what was read from the file, and not another that took its place.
bool running_server::plays_file() const {
  return !options_.scenario_file.empty() && &playing_.get() == &read_last_.get();
}

void running_server::shut_down() {
  if (options_.on_shutdown) options_.on_shutdown();
}

void running_server::stop() noexcept {
  stopping_ = true;
  for (const door_ptr& each : {plain_, tls_}) {
    if (each) each->socket.close();
  }
  if (control_) control_->stop();
  if (service_) service_->stop();
}

std::optional<std::uint16_t> running_server::port() const {
  const std::scoped_lock held(guard_);
  return plain_ ? std::optional(plain_->socket.port()) : std::nullopt;
}

std::optional<std::uint16_t> running_server::tls_port() const {
  const std::scoped_lock held(guard_);
  return tls_ ? std::optional(tls_->socket.port()) : std::nullopt;
}

std::optional<std::uint16_t> running_server::admin_port() const noexcept {
  return control_ ? std::optional(control_->port()) : std::nullopt;
}

std::shared_ptr<const service> running_server::observed() const {
  const std::scoped_lock held(guard_);
  return service_;
}

}  // namespace pop3kit::serving
