#include "support/upper_bound_server.hpp"

#include <openssl/evp.h>
#include <openssl/x509.h>
#include <poll.h>
#include <sys/uio.h>

#include <array>
#include <charconv>
#include <cstring>
#include <deque>
#include <map>
#include <thread>

#include "support/channel.hpp"
#include "support/stored_mailbox.hpp"

namespace bench {
namespace {

struct served_mailbox {
  explicit served_mailbox(const mailbox_plan& plan)
      : responses(plan.count, plan.octets, plan.copies),
        service_time(plan.service_time),
        pipelined_delay(plan.pipelined_delay) {}
  stored_mailbox responses;
  std::chrono::microseconds service_time;
  std::chrono::microseconds pipelined_delay;
};
using mailbox_map = std::map<std::string, served_mailbox>;

/// Makes a self-signed certificate, which clients of the benchmark do not verify.
ssl_context_ptr make_server_context() {
  ssl_context_ptr context(SSL_CTX_new(TLS_server_method()));
  EVP_PKEY* key = EVP_EC_gen("P-256");
  X509* certificate = X509_new();
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate), -3600);
  X509_gmtime_adj(X509_getm_notAfter(certificate), 86400);
  X509_set_pubkey(certificate, key);
  X509_sign(certificate, key, EVP_sha256());
  SSL_CTX_use_certificate(context.get(), certificate);
  SSL_CTX_use_PrivateKey(context.get(), key);
  X509_free(certificate);
  EVP_PKEY_free(key);
  return context;
}

/// Output that is not written yet: views of the mailbox, and of `made` for lines that were composed.
class gathered_output {
 public:
  explicit gathered_output(channel& out) : out_(out) { pieces_.reserve(most_pieces); }
  void add(std::string_view octets) {
    pieces_.push_back({const_cast<char*>(octets.data()), octets.size()});
    if (pieces_.size() >= most_pieces) flush();
  }
  void add_made(std::string line) { add(made_.emplace_back(std::move(line))); }
  void flush() {
    if (out_.secured())
      flush_records();
    else
      flush_gathered();
    pieces_.clear();
    made_.clear();
  }

 private:
  static constexpr std::size_t most_pieces = 1000;

  void flush_gathered() {
    iovec* piece = pieces_.data();
    std::size_t left = pieces_.size();
    while (left > 0) {
      const ssize_t count = writev(out_.descriptor(), piece, static_cast<int>(left));
      if (count < 0) throw socket_error("write");
      auto written = static_cast<std::size_t>(count);
      for (; left > 0 && written >= piece->iov_len; ++piece, --left) written -= piece->iov_len;
      if (left == 0) break;
      piece->iov_base = static_cast<char*>(piece->iov_base) + written;
      piece->iov_len -= written;
    }
  }

  /// Small pieces share a TLS record; large ones are written directly.
  void flush_records() {
    std::string record;
    for (const iovec& piece : pieces_) {
      const std::string_view octets(static_cast<const char*>(piece.iov_base), piece.iov_len);
      if (record.size() + octets.size() > record_octets) {
        out_.write_all(record);
        record.clear();
      }
      if (octets.size() >= record_octets)
        out_.write_all(octets);
      else
        record += octets;
    }
    out_.write_all(record);
  }

  static constexpr std::size_t record_octets = 64 * 1024;
  channel& out_;
  std::vector<iovec> pieces_;
  std::deque<std::string> made_;
};

class connection {
 public:
  connection(channel peer, const mailbox_map& mailboxes) : peer_(std::move(peer)), mailboxes_(mailboxes), out_(peer_) {}

  void run() {
    out_.add("+OK ready\r\n");
    out_.flush();
    std::vector<char> input(64 * 1024);
    std::size_t held = 0;
    while (!done_) {
      held += peer_.read_some(std::span(input).subspan(held));
      std::string_view rest(input.data(), held);
      for (std::size_t end = rest.find('\n'); end != std::string_view::npos && !done_; end = rest.find('\n')) {
        const bool delayed = end + 1 < rest.size() && rest.starts_with("RETR");
        take_time(service_time_ + (delayed ? pipelined_delay_ : std::chrono::microseconds()));
        answer(rest.substr(0, end > 0 && rest[end - 1] == '\r' ? end - 1 : end));
        rest.remove_prefix(end + 1);
      }
      out_.flush();
      std::memmove(input.data(), rest.data(), rest.size());
      held = rest.size();
    }
  }

 private:
  /// Writes what is ready before the service time of the next command begins.
  void take_time(std::chrono::microseconds span) {
    if (span.count() == 0) return;
    out_.flush();
    std::this_thread::sleep_for(span);
  }

  void answer(std::string_view line) {
    const std::size_t space = line.find(' ');
    const std::string_view verb = line.substr(0, space);
    const std::string_view argument = space == std::string_view::npos ? std::string_view() : line.substr(space + 1);
    std::size_t number = 0;
    std::from_chars(argument.data(), argument.data() + argument.size(), number);
    const bool exists = mailbox_ != nullptr && number >= 1 && number <= mailbox_->count();
    if (verb == "RETR" && exists) {
      send_message(number - 1);
    } else if (verb == "TOP" && exists) {
      out_.add(mailbox_->head(number - 1));
      out_.add(".\r\n");
    } else {
      answer_small(verb, argument, exists ? number : 0);
    }
  }

  void send_message(std::size_t position) {
    if (mailbox_->copies() == 1) {
      out_.add(mailbox_->retr(position));
      return;
    }
    out_.add(mailbox_->head(position));
    for (std::size_t copy = 0; copy < mailbox_->copies(); ++copy) out_.add(mailbox_->body(position));
    out_.add(".\r\n");
  }

  void answer_small(std::string_view verb, std::string_view argument, std::size_t number) {
    if (verb == "USER") choose(argument);
    if (verb == "CAPA") {
      out_.add("+OK\r\nUSER\r\nTOP\r\nUIDL\r\nPIPELINING\r\nRESP-CODES\r\n.\r\n");
    } else if (mailbox_ == nullptr) {
      out_.add("-ERR no such user\r\n");
    } else if (verb == "STAT") {
      out_.add(mailbox_->stat());
    } else if (verb == "LIST" && argument.empty()) {
      out_.add(mailbox_->list());
    } else if (verb == "UIDL" && argument.empty()) {
      out_.add(mailbox_->uidl());
    } else if (verb == "LIST" && number > 0) {
      out_.add_made(mailbox_->list_one(number - 1));
    } else if (verb == "UIDL" && number > 0) {
      out_.add_made(mailbox_->uidl_one(number - 1));
    } else if (verb == "RETR" || verb == "TOP" || verb == "LIST" || verb == "UIDL") {
      out_.add("-ERR no such message\r\n");
    } else {
      done_ = verb == "QUIT";
      out_.add("+OK\r\n");
    }
  }

  void choose(std::string_view user) {
    const auto found = mailboxes_.find(std::string(user));
    const bool exists = found != mailboxes_.end();
    mailbox_ = exists ? &found->second.responses : nullptr;
    service_time_ = exists ? found->second.service_time : std::chrono::microseconds();
    pipelined_delay_ = exists ? found->second.pipelined_delay : std::chrono::microseconds();
  }

  channel peer_;
  const mailbox_map& mailboxes_;
  gathered_output out_;
  const stored_mailbox* mailbox_ = nullptr;
  std::chrono::microseconds service_time_{};
  std::chrono::microseconds pipelined_delay_{};
  bool done_ = false;
};

void serve_one(channel peer, SSL_CTX* context, const mailbox_map& mailboxes) {
  try {
    if (context != nullptr) peer.accept_tls(context);
    connection(std::move(peer), mailboxes).run();
  } catch (const socket_error&) {  // NOLINT(bugprone-empty-catch): a client that went away is the ordinary end
  }
}

void serve(const std::vector<mailbox_plan>& plans, const std::function<void(server_ports)>& ready) {
  mailbox_map mailboxes;
  for (const mailbox_plan& plan : plans) mailboxes.emplace(plan.user, plan);
  const ssl_context_ptr context = make_server_context();
  const listening_socket plain;
  const listening_socket tls;
  ready({plain.port(), tls.port()});
  std::array<pollfd, 2> waiting{{{plain.descriptor(), POLLIN, 0}, {tls.descriptor(), POLLIN, 0}}};
  while (poll(waiting.data(), waiting.size(), -1) >= 0) {
    if (waiting[0].revents != 0) std::thread(serve_one, plain.accept(), nullptr, std::cref(mailboxes)).detach();
    if (waiting[1].revents != 0) std::thread(serve_one, tls.accept(), context.get(), std::cref(mailboxes)).detach();
  }
}

}  // namespace

server_process start_upper_bound_server(std::vector<mailbox_plan> plans) {
  return server_process([&plans](const std::function<void(server_ports)>& ready) { serve(plans, ready); });
}

}  // namespace bench
