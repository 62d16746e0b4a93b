return scenario {
  title = "delete the second of three messages and commit",
  about = [[
    The client must delete the second of three messages, and the server removes it only at QUIT (RFC 1939 section 6).
    The expectations check that the client deletes only this message, and commits.]],
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
