#pragma once

#include <boost/system/error_code.hpp>
#include <stdexcept>
#include <string>

/// The exceptions that end a check. A check that returns has passed.
namespace pop3kit::conformance {

/// The server does otherwise than the RFC says; the text says what.
class departure : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// There is nothing to try the demand on.
class does_not_apply : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The check could not be made. This says nothing about the server's conformance.
class not_made : public std::runtime_error {
 public:
  explicit not_made(const std::string& why, boost::system::error_code code = {})
      : std::runtime_error(why), code_(code) {}
  /// Why no connection or login came about; no error if the server did what it may do.
  [[nodiscard]] const boost::system::error_code& code() const noexcept { return code_; }

 private:
  boost::system::error_code code_;
};

/// The server closed the connection after a reply of -ERR. RFC 1939 section 4 allows it for a refused login, and
/// nothing forbids it elsewhere.
class closed_after_refusal : public not_made {
 public:
  using not_made::not_made;
};

/// A command got no answer: the connection ended, or the time was over. Whether the server, the network or a stop of
/// the server is to blame is open.
class unanswered : public not_made {
 public:
  using not_made::not_made;
};

}  // namespace pop3kit::conformance
