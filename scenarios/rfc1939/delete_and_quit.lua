return scenario {
  title = "delete the second of three and commit",
  about = [[
    Three messages, of which the second shall be deleted, and only by QUIT (RFC 1939 section 6). For whoever wants
    the server to check that a client deletes what it was told to, and commits.]],
  accounts = {
    alice = { password = "s3cret", mailbox = {
      eml "../mail/plain_note.eml",
      eml "../mail/text_and_html.eml",
      eml "../mail/eight_bit.eml",
    } },
  },
  expect = {
    { command = "DELE", exactly = 1 },
    { command = "DELE", argument = "2", exactly = 1 },
    { command = "RSET", never = true },
    order { "DELE", "QUIT" },
  },
}
