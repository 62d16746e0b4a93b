#include "script.hpp"

namespace pop3kit::interop {
namespace {

using namespace std::string_literals;
using list = std::vector<std::string>;

list operator+(list first, const list& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

const list login{"USER alice", "PASS s3cret"};
const list leave{"STAT", "QUIT"};

/// Each in a session of its own, since servers hang up on those who seem to guess; the session shall go on.
void before_login(std::vector<script>& all) {
  const list commands{"",
                      " ",
                      "STAT",
                      "LIST",
                      "LIST 1",
                      "RETR 1",
                      "DELE 1",
                      "NOOP",
                      "RSET",
                      "TOP 1 0",
                      "UIDL",
                      "UIDL 1",
                      "LAST",
                      "XYZZ",
                      "XYZZ with arguments",
                      "USER",
                      "USER ",
                      "USER  alice",
                      "USER alice ",
                      "USER alice bob",
                      "user alice",
                      "uSeR alice",
                      " USER alice",
                      "USER\talice",
                      "USER gr\xC3\xBC\xC3\x9F",
                      "USER \xFF",
                      "PASS",
                      "PASS s3cret",
                      "pass s3cret",
                      "APOP",
                      "APOP alice",
                      "APOP alice 0123456789abcdef0123456789abcdef",
                      "AUTH",
                      "AUTH X-NONE",
                      "AUTH X-NONE =",
                      "CAPA",
                      "capa",
                      "CAPA x",
                      "STLS x",
                      "UTF8",
                      "LANG",
                      "LANG *",
                      "NOOP x",
                      "QUITX",
                      "USER" + std::string(300, 'x'),
                      "USER " + std::string(300, 'x'),
                      "XYZZ " + std::string(600, 'x')};
  for (const auto& command : commands) {
    all.push_back({"before login: " + command.substr(0, 40), list{command} + login + leave});
  }
  all.push_back({"before login: QUIT", {"QUIT", "NOOP"}});
  all.push_back({"before login: QUIT with an argument", {"QUIT x", "NOOP"}});
}

void logins(std::vector<script>& all) {
  const std::string right = "AGFsaWNlAHMzY3JldA==";        // "\0alice\0s3cret"
  const std::string wrong = "AGFsaWNlAGd1ZXNz";            // "\0alice\0guess"
  const std::string another = "Ym9iAGFsaWNlAHMzY3JldA==";  // "bob\0alice\0s3cret"
  const std::string rubbish = "!!!!";
  const std::vector<std::pair<std::string, list>> cases{
      {"by name and password", {}},
      {"a wrong password, then the right one", {"USER alice", "PASS guess"}},
      {"USER twice", {"USER alice"}},
      {"USER of another first", {"USER mallory"}},
      {"a password in another case", {"USER alice", "PASS S3CRET"}},
      {"a password with a space behind it", {"USER alice", "PASS s3cret "}},
      {"a password with a space before it", {"USER alice", "PASS  s3cret"}},
      {"a user name in another case", {"USER ALICE"}},
      {"an empty password", {"USER alice", "PASS "}},
      {"a command between USER and PASS", {"USER alice", "NOOP", "PASS s3cret"}},
      {"CAPA between USER and PASS", {"USER alice", "CAPA", "PASS s3cret"}},
      {"AUTH PLAIN cancelled", {"AUTH PLAIN", "*"}},
      {"AUTH PLAIN with rubbish", {"AUTH PLAIN", rubbish}},
      {"AUTH PLAIN with rubbish at once", {"AUTH PLAIN " + rubbish}},
      {"AUTH PLAIN with a wrong password", {"AUTH PLAIN", wrong}},
      {"AUTH PLAIN with nothing", {"AUTH PLAIN", ""}},
      {"AUTH PLAIN with nothing at once", {"AUTH PLAIN ="}},
      {"AUTH PLAIN for another", {"AUTH PLAIN " + another}},
      {"AUTH PLAIN with two arguments", {"AUTH PLAIN " + wrong + " more"}},
  };
  for (const auto& [name, commands] : cases) all.push_back({"login: " + name, commands + login + leave});
  all.push_back({"login: AUTH PLAIN", list{"AUTH PLAIN", right} + leave});
  all.push_back({"login: AUTH PLAIN at once", list{"AUTH PLAIN " + right} + leave});
  all.push_back({"login: auth plain", list{"auth plain " + right} + leave});
}

/// Arguments for a verb that takes the number of a message.
const list numbers{"",    " ",   " 1",  "  1", " 1 ", " 0",          " -1",
                   " +1", " 01", " 1x", " x",  " 99", " 4294967297", " 18446744073709551617",
                   " 1 2"};

void in_transaction(std::vector<script>& all) {
  list commands{"",
                " ",
                "stat",
                "sTaT",
                " STAT",
                "STAT ",
                "STAT x",
                "STAT\t",
                "NOOP",
                "NOOP ",
                "NOOP x",
                "RSET",
                "RSET x",
                "LAST",
                "XYZZ",
                "XYZZ x",
                "USER alice",
                "PASS s3cret",
                "APOP alice 0123456789abcdef0123456789abcdef",
                "AUTH",
                "AUTH PLAIN",
                "AUTH PLAIN AGFsaWNlAHMzY3JldA==",
                "STLS",
                "STLS x",
                "CAPA",
                "CAPA x",
                "UTF8",
                "LANG",
                "TOP",
                "TOP 1",
                "TOP 1 ",
                "TOP 1 -1",
                "TOP 1 +1",
                "TOP 1 x",
                "TOP 0 0",
                "TOP 99 0",
                "TOP x 0",
                "TOP 1 0 0",
                "TOP 1 01",
                "TOP  1  1",
                "TOP 1 99999",
                "TOP 1 4294967296",
                "TOP 1 18446744073709551617",
                "top 1 0",
                "RETRX 1",
                "\xFF\xFE",
                "STAT" + std::string(250, ' '),
                "NOOP " + std::string(600, 'x')};
  for (const auto* verb : {"LIST", "RETR", "DELE", "UIDL"}) {
    for (const auto& number : numbers) commands.push_back(verb + number);
  }
  for (const auto& command : commands) {
    const auto name = "transaction: " + command.substr(0, 40);
    // Marks must not last.
    const bool marks = command.starts_with("DELE");
    all.push_back({name, login + list{command, "STAT"} + (marks ? list{"RSET"} : list{}) + leave});
  }
  all.push_back({"transaction: QUIT with an argument", login + list{"QUIT x", "NOOP"}});
  all.push_back({"transaction: nothing behind QUIT", login + list{"QUIT", "NOOP"}});
}

void messages(std::vector<script>& all, std::size_t count) {
  for (std::size_t number = 1; number <= count; ++number) {
    const auto which = std::to_string(number);
    list commands{"LIST " + which, "UIDL " + which, "RETR " + which};
    for (const auto* lines : {"0", "1", "2", "5", "1000"}) commands.push_back("TOP " + which + " " + lines);
    all.push_back({"message " + which, login + commands + leave});
  }
  all.push_back({"listings", login + list{"STAT", "LIST", "UIDL"} + leave});
}

void deletions(std::vector<script>& all) {
  all.push_back(
      {"marked messages", login + list{"DELE 2", "STAT",   "LIST",   "UIDL", "LIST 2", "UIDL 2", "RETR 2", "TOP 2 0",
                                       "DELE 2", "LIST 3", "RETR 3", "LAST", "RSET",   "STAT",   "LIST 2", "DELE 1",
                                       "DELE 2", "DELE 3", "STAT",   "LIST", "RSET",   "LIST"} +
                              leave});
  all.push_back({"marks without QUIT", login + list{"DELE 1", "STAT"}});
  all.push_back({"marks without QUIT, seen by the next", login + list{"LIST"} + leave});
  all.push_back({"removal", login + list{"DELE 1", "DELE 3", "QUIT", "NOOP"}});
  all.push_back({"removal, seen by the next", login + list{"STAT", "LIST", "UIDL", "RETR 1", "RETR 2"} + leave});
}

/// What a segment holds is not what a command is.
void segments(std::vector<script>& all) {
  const auto raw = [&all](const std::string& name, list pieces) {
    all.push_back({"segments: " + name, std::move(pieces), true});
  };
  raw("a whole session at once", {"USER alice\r\nPASS s3cret\r\nSTAT\r\nLIST\r\nXYZZ\r\nRETR 1\r\nNOOP\r\nQUIT\r\n"});
  raw("line feeds alone", {"USER alice\n", "PASS s3cret\n", "STAT\n", "QUIT\n"});
  raw("two carriage returns", {"USER alice\r\r\n", "USER alice\r\n", "PASS s3cret\r\n", "STAT\r\r\n", "QUIT\r\n"});
  raw("a NUL", {"USER alice\r\n", "PASS s3cret\r\n", "STAT\0x\r\n"s, "NOOP\0\r\n"s, "STAT\r\n", "QUIT\r\n"});
  raw("a carriage return in the line", {"USER alice\r\n", "PASS s3cret\r\n", "NOOP\rx\r\n", "STAT\r\n", "QUIT\r\n"});
  raw("empty lines", {"\r\n", "USER alice\r\n", "PASS s3cret\r\n", "\r\n", "STAT\r\n", "QUIT\r\n"});
  raw("a line of 5,000 octets",
      {"USER alice\r\n", "PASS s3cret\r\n", "NOOP " + std::string(5'000, 'x') + "\r\n", "STAT\r\n", "QUIT\r\n"});
  raw("a line of 100,000 octets",
      {"USER alice\r\n", "PASS s3cret\r\n", "NOOP " + std::string(100'000, 'x') + "\r\n", "STAT\r\n", "QUIT\r\n"});
  // None so long before login: Dovecot hangs up with octets unread then, and its last words arrive or not by chance.
}

}  // namespace

std::vector<script> every_script(std::size_t count) {
  std::vector<script> all;
  before_login(all);
  logins(all);
  in_transaction(all);
  segments(all);
  messages(all, count);
  deletions(all);
  return all;
}

}  // namespace pop3kit::interop
