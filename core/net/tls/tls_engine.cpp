#include "net/tls/tls_engine.hpp"

#include <openssl/err.h>

#include <boost/asio/ip/address.hpp>
#include <new>

#include "net/tls/openssl_error.hpp"

namespace pop3kit::net {

namespace {

tls_engine::queues& queues_of(BIO* bio) {
  return *static_cast<tls_engine::queues*>(BIO_get_data(bio));
}

int bio_read(BIO* bio, char* room, std::size_t size, std::size_t* count) {
  BIO_clear_retry_flags(bio);
  *count = queues_of(bio).incoming.take({room, size});
  if (*count != 0) return 1;
  BIO_set_retry_read(bio);
  return 0;
}

int bio_write(BIO* bio, const char* octets, std::size_t size, std::size_t* count) {
  BIO_clear_retry_flags(bio);
  queues_of(bio).outgoing.append({octets, size});
  *count = size;
  return 1;
}

long bio_control(BIO* /*bio*/, int command, long /*number*/, void* /*pointer*/) {
  return command == BIO_CTRL_FLUSH ? 1 : 0;
}

const BIO_METHOD* queue_method() {
  static const bio_method_handle method = [] {
    bio_method_handle made(BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "octet queues"));
    if (!made) throw std::bad_alloc();
    BIO_meth_set_read_ex(made.get(), bio_read);
    BIO_meth_set_write_ex(made.get(), bio_write);
    BIO_meth_set_ctrl(made.get(), bio_control);
    return made;
  }();
  return method.get();
}

}  // namespace

tls_engine::tls_engine(std::shared_ptr<tls_context> context, const std::string& host)
    : context_(std::move(context)), handle_(SSL_new(context_->get().handle.get())) {
  BIO* bio = BIO_new(queue_method());
  if (!handle_ || bio == nullptr) throw std::bad_alloc();
  BIO_set_data(bio, &queues_);
  BIO_set_init(bio, 1);
  SSL_set_bio(handle_.get(), bio, bio);
  data_.context = &context_->get();
  SSL_set_app_data(handle_.get(), &data_);
  if (host.empty()) {
    SSL_set_accept_state(handle_.get());
  } else {
    prepare_client(host);
  }
}

// Otherwise OpenSSL could not resume the session of a connection that ended without close_notify.
tls_engine::~tls_engine() {
  SSL_set_shutdown(handle_.get(), SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN);
  ERR_clear_error();
}

namespace {

bool verify_host(X509_VERIFY_PARAM* wanted, const std::string& host) {
  // A common name is not a host name (RFC 9525 section 2).
  X509_VERIFY_PARAM_set_hostflags(wanted, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS | X509_CHECK_FLAG_NEVER_CHECK_SUBJECT);
  return X509_VERIFY_PARAM_set1_host(wanted, host.data(), host.size()) == 1;
}

/// Compares the octets of the address: the text of a link-local address also names an interface, which no certificate
/// does.
bool verify_address(X509_VERIFY_PARAM* wanted, const boost::asio::ip::address& address) {
  if (address.is_v4()) {
    const auto octets = address.to_v4().to_bytes();
    return X509_VERIFY_PARAM_set1_ip(wanted, octets.data(), octets.size()) == 1;
  }
  const auto octets = address.to_v6().to_bytes();
  return X509_VERIFY_PARAM_set1_ip(wanted, octets.data(), octets.size()) == 1;
}

}  // namespace

void tls_engine::prepare_client(const std::string& host) {
  SSL* connection = handle_.get();
  SSL_set_connect_state(connection);
  data_.host = host;
  boost::system::error_code no_literal;
  const auto literal = boost::asio::ip::make_address(host, no_literal);
  if (no_literal) SSL_ctrl(connection, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, data_.host.data());
  X509_VERIFY_PARAM* wanted = SSL_get0_param(connection);
  // Without a name to compare with, OpenSSL would accept any certificate.
  if (!(no_literal ? verify_host(wanted, host) : verify_address(wanted, literal))) throw std::bad_alloc();
  data_.context->offer_session(host, connection);
}

tls_engine::step tls_engine::outcome_of(int result) {
  switch (SSL_get_error(handle_.get(), result)) {
    case SSL_ERROR_NONE:
      return step::done;
    case SSL_ERROR_WANT_READ:
      return step::wants_input;
    case SSL_ERROR_ZERO_RETURN:
      return step::ended;
    default:
      note_failure();
      return step::failed;
  }
}

/// After the first failure, OpenSSL fails every further call without a cause. So keep the first cause.
void tls_engine::note_failure() {
  const unsigned long cause = take_openssl_error();
  if (cause != 0) {
    error_ = openssl_error(cause);
  } else if (!error_) {
    error_ = make_error_code(boost::system::errc::connection_aborted);
  }
}

tls_engine::step tls_engine::handshake() {
  ERR_clear_error();
  return outcome_of(SSL_do_handshake(handle_.get()));
}

tls_engine::progress tls_engine::read(std::span<char> room) {
  ERR_clear_error();
  progress made;
  while (made.octets < room.size()) {
    std::size_t count = 0;
    const int result = SSL_read_ex(handle_.get(), room.data() + made.octets, room.size() - made.octets, &count);
    if (result != 1) {
      made.state = outcome_of(result);
      break;
    }
    made.octets += count;
  }
  return made;
}

tls_engine::step tls_engine::write(std::span<const char> octets) {
  ERR_clear_error();
  while (!octets.empty()) {
    std::size_t count = 0;
    const int result = SSL_write_ex(handle_.get(), octets.data(), octets.size(), &count);
    if (result != 1) return outcome_of(result);
    octets = octets.subspan(count);
  }
  return step::done;
}

void tls_engine::say_goodbye() {
  ERR_clear_error();
  const bool said = (SSL_get_shutdown(handle_.get()) & SSL_SENT_SHUTDOWN) != 0;
  if (!said && SSL_is_init_finished(handle_.get()) == 1) SSL_shutdown(handle_.get());
  ERR_clear_error();
}

}  // namespace pop3kit::net
