#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <exception>
#include <pop3kit/archive.hpp>
#include <utility>

#include "state/archive_state.hpp"
#include "sync/sync_run.hpp"

namespace pop3kit {
namespace {

using namespace archiving;

constexpr std::uint16_t plain_port = 110;
constexpr std::uint16_t tls_port = 995;

result<> check(const sync_options& how) {
  if (how.account.empty()) return failure(errc::invalid_option, "sync_options::account: empty");
  if (how.account.find('\0') != std::string::npos) {
    return failure(errc::invalid_option, "sync_options::account: contains NUL");
  }
  if (how.days.count() < 0) return failure(errc::invalid_option, "sync_options::days: negative");
  return {};
}

async_client::awaitable<sync_report> synchronize_and_quit(archive& own, async_client& mail, message_store& store,
                                                          sync_options how) {
  result<sync_report> report = co_await own.synchronize(mail, store, std::move(how));
  // A session that is left over has nothing to commit, so it does not matter how QUIT ends.
  if (report && !report->deletion && !report->deletion_failure) static_cast<void>(co_await mail.quit());
  co_return report;
}

}  // namespace

struct archive::implementation {
  std::unique_ptr<archive_state> state;
  std::function<std::chrono::system_clock::time_point()> clock;

  [[nodiscard]] seconds_since_1970 now() const {
    return std::chrono::floor<std::chrono::seconds>(clock ? clock() : std::chrono::system_clock::now());
  }
};

archive::archive(std::unique_ptr<implementation> held) noexcept : implementation_(std::move(held)) {}
archive::archive(archive&&) noexcept = default;
archive& archive::operator=(archive&&) noexcept = default;
archive::~archive() = default;

result<archive> archive::open(const std::filesystem::path& state,
                              std::function<std::chrono::system_clock::time_point()> now, file_system& files) {
  result<std::unique_ptr<archive_state>> opened = archive_state::open(state, files);
  if (!opened) return opened.error();
  auto held = std::make_unique<implementation>();
  held->state = std::move(*opened);
  held->clock = std::move(now);
  return archive(std::move(held));
}

async_client::awaitable<sync_report> archive::synchronize(async_client& mail, message_store& store, sync_options how) {
  const result<> checked = check(how);
  if (!checked) co_return checked.error();
  const implementation& own = *implementation_;
  run_context run{*own.state, store, how, [&own] { return own.now(); }, own.now(), 0, how.account, sync_report()};
  const result<row_number> account = own.state->find_account(how.account);
  if (!account) co_return account.error();
  run.account = *account;
  const result<> prepared = store.prepare(own.state->name());
  if (!prepared) co_return prepared.error();
  sync_run steps(mail, run);
  const result<> done = co_await steps.work();
  if (!done) co_return done.error();
  co_return std::move(run.report);
}

result<sync_report> archive::synchronize(client_options server, message_store& store, sync_options how) {
  if (how.account.empty()) how.account = account_name(server);
  boost::asio::io_context context;
  async_client mail(context.get_executor(), std::move(server));
  std::optional<result<sync_report>> outcome;
  std::exception_ptr thrown;
  boost::asio::co_spawn(context, synchronize_and_quit(*this, mail, store, std::move(how)),
                        [&](std::exception_ptr failed, result<sync_report> report) {
                          thrown = std::move(failed);
                          outcome = std::move(report);
                          mail.close();
                        });
  context.run();
  if (thrown) std::rethrow_exception(thrown);
  return std::move(*outcome);
}

std::string archive::account_name(const client_options& server) {
  std::string host = server.host;
  std::ranges::transform(host, host.begin(), [](char each) {
    return each >= 'A' && each <= 'Z' ? static_cast<char>(each - 'A' + 'a') : each;
  });
  const bool is_usual = server.port == 0 || server.port == plain_port || server.port == tls_port;
  return server.login.user + "@" + host + (is_usual ? "" : ":" + std::to_string(server.port));
}

}  // namespace pop3kit
