#include "pages/verb_notes.hpp"

#include <map>

namespace pop3kit::command {
namespace {

constexpr std::string_view reads_top =
    "The headers come from TOP. If the server refuses TOP, what is known is printed, the status is 1, "
    "and whole messages are not fetched instead.";
constexpr std::string_view ids =
    "A message is named by its sequence number, or by uid: and its unique-id. A unique-id "
    "means the same message in every session; a sequence number does not.";
constexpr std::string_view scenarios =
    "A scenario is a Lua file that describes accounts with their messages, what goes "
    "wrong, and what a client must do. Everything it leaves out follows the RFCs.";

/// Keys are verbs; the empty one is for the page of the whole command.
const std::map<std::string_view, verb_notes>& all_notes() {
  static const std::map<std::string_view, verb_notes> notes{
      {"",
       {{"pop3kit reads mail from POP3 servers, tests POP3 clients with a server that plays a scenario, and measures "
         "both.",
         "Connections are encrypted, and the certificate of the server is checked, unless --plaintext or --insecure is "
         "given. pop3:// starts TLS with STLS, pop3s:// is encrypted from the first octet.",
         "A password is never an argument. It is read from a file, from an environment variable, or from the "
         "terminal."},
        {{"List the messages of a mailbox:", "pop3kit list pop3s://alice@pop.example.org --password-file secret"},
         {"Run a scenario until it is interrupted:", "pop3kit serve torn.lua"}}}},
      {"stat",
       {{},
        {{"Print both numbers as JSON:", "pop3kit stat pop3s://alice@pop.example.org --password-file secret --json"}}}},
      {"list",
       {{"Each line shows the sequence number, unique-id, size, date, sender and subject of a message. With --ids, "
         "only "
         "the first three are asked for.",
         reads_top},
        {{"List a large mailbox over five connections:",
          "pop3kit list pop3s://alice@pop.example.org --password-file secret --connections 5"}}}},
      {"headers", {{ids, reads_top}, {}}},
      {"info", {{ids, reads_top}, {}}},
      {"show",
       {{ids, "Control characters from the server are not printed on a terminal."},
        {{"Show the message with the unique-id a7:",
          "pop3kit show pop3s://alice@pop.example.org --password-file secret uid:a7"}}}},
      {"fetch",
       {{"One message without --output goes to standard output. Several messages need --output. In a folder, a message "
         "is written to UNIQUE-ID.eml, and appears under its name when it is complete.",
         "An existing mbox is appended to. Messages stay on the server.", ids},
        {{"Fetch every message into the folder mail:",
          "pop3kit fetch pop3s://alice@pop.example.org --password-file secret --all --output mail/"}}}},
      {"delete",
       {{"The deletions take effect when the server confirms the end of the session. The output then says committed. "
         "It says rejected if the server refused, and unknown if its answer was lost.",
         ids},
        {{"Delete message 3:", "pop3kit delete pop3s://alice@pop.example.org --password-file secret 3"}}}},
      {"verify",
       {{"The name of each check says what the server must do, and in which section of which RFC. Without --writable, "
         "the "
         "checks only read."},
        {{"Check a server, and write the findings for a CI system:",
          "pop3kit verify pop3://alice@pop.example.org --password-env PASSWORD --junit report.xml"}}}},
      {"serve",
       {{scenarios,
         "The server listens on free ports unless ports are given. It prints them, and writes them to the ready file. "
         "SIGINT, SIGTERM and SIGHUP end it. It then prints the verdict: 0 if every expectation of the scenario was "
         "met, "
         "and 1 otherwise."},
        {{"Serve a scenario, and let a program know the ports:", "pop3kit serve torn.lua --ready-file ready.json"}}}},
      {"check", {{scenarios, "All mistakes are reported at once, each with its line and the nearest valid name."}, {}}},
      {"demo", {{"Each result is checked. The environment variable NO_COLOR switches colours off."}, {}}},
      {"bench",
       {{"The command reads the mailbox several times over each number of connections, and ends with advice on how "
         "many "
         "to use. It deletes nothing."},
        {{"Compare one, two and five connections:",
          "pop3kit bench pop3s://alice@pop.example.org --password-file secret --connections 1,2,5"}}}},
  };
  return notes;
}

}  // namespace

verb_notes notes_of(std::string_view verb) {
  const auto found = all_notes().find(verb);
  return found == all_notes().end() ? verb_notes() : found->second;
}

}  // namespace pop3kit::command
