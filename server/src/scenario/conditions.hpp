#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "net/fault/handshake_stream.hpp"
#include "net/tls/tls.hpp"
#include "scenario/rule.hpp"

/// What a scenario does to connections and maildrops independently of commands.
namespace pop3kit::serving {

/// The certificate that the server presents to a connection.
enum class certificate_kind : std::uint8_t {
  sound,
  expired,
  not_yet_valid,
  wrong_host,
  no_names,
  unknown_authority,
  self_signed,
  weak_key,
  weak_digest,
};

/// The name of a certificate kind in scenarios, and its description in the reference.
struct certificate_info {
  std::string_view name;
  certificate_kind kind;
  std::string_view meaning;
};

inline constexpr certificate_info certificate_table[] = {
    {"sound", certificate_kind::sound, "signed by the server's authority, for localhost, its addresses and the host"},
    {"expired", certificate_kind::expired, "expired 30 days ago"},
    {"not_yet_valid", certificate_kind::not_yet_valid, "becomes valid in 30 days"},
    {"wrong_host", certificate_kind::wrong_host, "for `elsewhere.invalid` and no other host"},
    {"no_names", certificate_kind::no_names, "a common name, `localhost`, and no subject alternative names"},
    {"unknown_authority", certificate_kind::unknown_authority, "signed by an unknown authority"},
    {"self_signed", certificate_kind::self_signed, "signed with its own key"},
    {"weak_key", certificate_kind::weak_key, "an RSA key of 1024 bits"},
    {"weak_digest", certificate_kind::weak_digest, "signed over SHA-1"},
};

/// How the TLS of a connection deviates. A default-constructed plan has no deviation.
struct tls_plan {
  tls_plan() = default;
  certificate_kind certificate = certificate_kind::sound;
  net::tls_version minimum = net::tls_version::tls1_2;
  net::tls_version maximum = net::tls_version::tls1_3;
  bool require_client_certificate = false;
  bool close_notify = true;
  std::string inject;  ///< octets in plaintext before the handshake
  net::handshake_faults handshake;
};

/// What happens to the octets of a connection. Several conditions can apply to one connection.
struct network_condition {
  network_condition() = default;
  selector who;
  net::fault_plan plan;
  bool refuse = false;                    ///< reset immediately after it was accepted
  std::optional<std::uint64_t> limit;     ///< octets to the client before the connection is cut
  std::optional<net::duration> lifetime;  ///< time before the connection is cut
  net::close_kind close = net::close_kind::orderly;
  source_line where;
};

/// Another client that delivers or removes mail, at a time since the server began.
struct actor {
  actor() = default;
  net::duration at{};
  net::duration every{};  ///< zero: only once
  std::string account;
  std::shared_ptr<const mailbox_source> deliver;
  std::optional<ordinal_range> remove;
  std::optional<std::string> release;
  source_line where;
};

struct tls_condition {
  selector who;
  tls_plan plan;
  source_line where;
};

}  // namespace pop3kit::serving
