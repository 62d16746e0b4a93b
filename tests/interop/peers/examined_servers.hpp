#pragma once

#include <functional>
#include <map>
#include <ostream>
#include <pop3kit/conformance.hpp>
#include <pop3kit/security.hpp>
#include <string>
#include <utility>
#include <vector>

namespace pop3kit::interop {

/// A server that `pop3kit verify --writable` is held against, one of its own for each protection.
struct examinee {
  std::string name;
  std::string version;
  std::vector<security> protections;
  std::function<std::vector<conformance_finding>(security)> examine;
};

/// Our own server, Dovecot, Courier, Cyrus and popa3d, each with the same mail.
[[nodiscard]] const std::vector<examinee>& examinees();

inline void PrintTo(const examinee& who, std::ostream* out) {
  *out << who.name;
}

/// What was found, over all protections that the server has.
struct examination {
  /// The checks in their order, each with its clause.
  std::vector<std::pair<std::string, std::string>> checks;
  /// Failed anywhere is failed; not applicable is what is so everywhere.
  std::map<std::string, verdict> outcomes;
  /// What the server did instead, for each check that failed.
  std::map<std::string, std::string> explanations;
};

[[nodiscard]] examination examine(const examinee& who);

}  // namespace pop3kit::interop
