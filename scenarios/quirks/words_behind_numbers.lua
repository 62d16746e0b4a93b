return scenario {
  title = "text after the numbers",
  about = [[
    The server sends text after the numbers in its replies to STAT and LIST n. Catches clients that require the line to
    end after the numbers.]],
  seen = "several servers, although RFC 1939 section 5 discourages it",
  outcome = "tolerated",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "STAT", reply = "+OK 2 57 octets in your maildrop" },
    { on = "LIST", argument = "1", reply = "+OK 1 28 octets" },
  },
}
