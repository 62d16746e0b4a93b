return scenario {
  title = "terminators that are none",
  about = [[
    A message of CRLF lines holds LF dot LF, LF dot CRLF and CR dot CRLF. For whoever ends it there and takes the
    rest for replies.]],
  outcome = "tolerated; CRLF dot CRLF alone ends it, and every octet is kept",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "RETR", raw = "+OK\r\nSubject: one\r\n\r\na\n.\nb\n.\r\nc\r.\r\n+OK 0 0\r\n.\r\n" },
  },
}
