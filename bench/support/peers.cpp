#include "support/peers.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <stdexcept>
#include <vector>

#ifdef POP3KIT_BENCH_LIBCURL
#include <curl/curl.h>
#endif
#ifdef POP3KIT_BENCH_LIBETPAN
#include <libetpan/mailpop3.h>
#include <libetpan/mailpop3_socket.h>
#endif

namespace bench {
namespace {

#ifdef POP3KIT_BENCH_LIBCURL
std::size_t count_octets(const char*, std::size_t size, std::size_t count, void* total) {
  *static_cast<std::uint64_t*>(total) += size * count;
  return size * count;
}

/// All messages use one handle, so that the connection is kept.
std::uint64_t retrieve_by_libcurl(const peer_job& job) {
  CURL* const handle = curl_easy_init();
  std::uint64_t octets = 0;
  std::uint64_t retrieved = 0;
  curl_easy_setopt(handle, CURLOPT_USERNAME, job.user.c_str());
  curl_easy_setopt(handle, CURLOPT_PASSWORD, "pw");
  curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, count_octets);
  curl_easy_setopt(handle, CURLOPT_WRITEDATA, &octets);
  for (std::size_t number = 1; number <= job.count; ++number) {
    curl_easy_setopt(handle, CURLOPT_URL, fmt::format("pop3://127.0.0.1:{}/{}", job.port, number).c_str());
    if (curl_easy_perform(handle) == CURLE_OK) ++retrieved;
  }
  curl_easy_cleanup(handle);
  return retrieved;
}
#endif

#ifdef POP3KIT_BENCH_LIBETPAN
/// A session of libetpan, logged in.
class etpan_session {
 public:
  explicit etpan_session(const peer_job& job) : session_(mailpop3_new(0, nullptr)) {
    if (mailpop3_socket_connect(session_, "127.0.0.1", job.port) != MAILPOP3_NO_ERROR ||
        mailpop3_user(session_, job.user.c_str()) != MAILPOP3_NO_ERROR ||
        mailpop3_pass(session_, "pw") != MAILPOP3_NO_ERROR)
      throw std::runtime_error("libetpan cannot log in");
  }
  ~etpan_session() {
    mailpop3_quit(session_);
    mailpop3_free(session_);
  }
  etpan_session(const etpan_session&) = delete;
  etpan_session& operator=(const etpan_session&) = delete;

  [[nodiscard]] mailpop3* get() const noexcept { return session_; }

 private:
  mailpop3* session_;
};

std::uint64_t retrieve_by_libetpan(const peer_job& job) {
  const etpan_session session(job);
  std::uint64_t retrieved = 0;
  for (std::size_t number = 1; number <= job.count; ++number) {
    char* message = nullptr;
    std::size_t size = 0;
    if (mailpop3_retr(session.get(), static_cast<unsigned>(number), &message, &size) != MAILPOP3_NO_ERROR) break;
    mailpop3_retr_free(message);
    ++retrieved;
  }
  return retrieved;
}

/// The library sends UIDL after LIST by itself. Counts the messages with a unique-id.
std::uint64_t list_by_libetpan(const peer_job& job) {
  const etpan_session session(job);
  carray* messages = nullptr;
  mailpop3_list(session.get(), &messages);
  std::uint64_t named = 0;
  for (unsigned place = 0; messages != nullptr && place < carray_count(messages); ++place) {
    const auto* const message = static_cast<const mailpop3_msg_info*>(carray_get(messages, place));
    if (message != nullptr && message->msg_uidl != nullptr) ++named;
  }
  return named;
}

std::uint64_t top_by_libetpan(const peer_job& job) {
  const etpan_session session(job);
  std::uint64_t topped = 0;
  for (std::size_t number = 1; number <= job.count; ++number) {
    char* header = nullptr;
    std::size_t size = 0;
    if (mailpop3_top(session.get(), static_cast<unsigned>(number), 0, &header, &size) != MAILPOP3_NO_ERROR) break;
    mailpop3_top_free(header);
    ++topped;
  }
  return topped;
}
#endif

bool is_there(const char* program) {
  return access(program, X_OK) == 0;
}

/// Runs a program until it ends, without its output.
void run_program(std::vector<std::string> command) {
  const pid_t child = fork();
  if (child == 0) {
    const int nowhere = open("/dev/null", O_RDWR);
    for (const int each : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) dup2(nowhere, each);
    std::vector<char*> arguments;
    for (std::string& each : command) arguments.push_back(each.data());
    arguments.push_back(nullptr);
    execv(arguments.front(), arguments.data());
    _exit(127);
  }
  int status = 0;
  waitpid(child, &status, 0);
  if (status != 0) throw std::runtime_error(command.front() + " failed");
}

constexpr auto python = "/usr/bin/python3";
constexpr auto mpop = "/usr/bin/mpop";

/// Runs statements in which `mail` is a logged-in session. They must raise an exception if anything is missing.
std::uint64_t run_poplib(const peer_job& job, const std::string& statements) {
  run_program({python, "-c",
               fmt::format("import poplib\nmail = poplib.POP3('127.0.0.1', {})\nmail.user('{}')\nmail.pass_('pw')\n"
                           "count = {}\n{}\nmail.quit()\n",
                           job.port, job.user, job.count, statements)});
  return job.count;
}

std::uint64_t retrieve_by_poplib(const peer_job& job) {
  return run_poplib(job, "for number in range(1, count + 1): mail.retr(number)");
}

std::uint64_t list_by_poplib(const peer_job& job) {
  return run_poplib(job, "assert len(mail.list()[1]) == count\nassert len(mail.uidl()[1]) == count");
}

std::uint64_t top_by_poplib(const peer_job& job) {
  return run_poplib(job, "for number in range(1, count + 1): mail.top(number, 0)");
}

std::uint64_t retrieve_by_mpop(const peer_job& job) {
  const std::filesystem::path folder = fmt::format("/dev/shm/pop3kit-bench-{}", getpid());
  std::filesystem::create_directories(folder);
  run_program({mpop, "--host=127.0.0.1", fmt::format("--port={}", job.port), "--user=" + job.user,
               "--passwordeval=echo pw", "--auth=user", "--tls=off", "--keep=on", "--only-new=off",
               fmt::format("--uidls-file={}/uidls", folder.string()),
               fmt::format("--delivery=mbox,{}/mbox", folder.string())});
  std::filesystem::remove_all(folder);
  return job.count;
}

}  // namespace

void enter_peers(contest& into, const peer_job& job) {
#ifdef POP3KIT_BENCH_LIBCURL
  into.between("libcurl", [job](memory_mark&) { return retrieve_by_libcurl(job); });
#endif
#ifdef POP3KIT_BENCH_LIBETPAN
  into.between("libetpan", [job](memory_mark&) { return retrieve_by_libetpan(job); });
#endif
  if (is_there(python)) into.between("poplib", [job](memory_mark&) { return retrieve_by_poplib(job); });
  if (is_there(mpop)) into.between("mpop", [job](memory_mark&) { return retrieve_by_mpop(job); });
}

void enter_listing_peers(contest& into, const peer_job& job) {
#ifdef POP3KIT_BENCH_LIBETPAN
  into.between("libetpan", [job](memory_mark&) { return list_by_libetpan(job); });
#endif
  if (is_there(python)) into.between("poplib", [job](memory_mark&) { return list_by_poplib(job); });
}

void enter_header_peers(contest& into, const peer_job& job) {
#ifdef POP3KIT_BENCH_LIBETPAN
  into.between("libetpan", [job](memory_mark&) { return top_by_libetpan(job); });
#endif
  if (is_there(python)) into.between("poplib", [job](memory_mark&) { return top_by_poplib(job); });
}

}  // namespace bench
