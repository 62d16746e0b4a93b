return scenario {
  title = "lines that begin with dots",
  about = [[
    The messages contain many lines that begin with dots, and the first octet of one message is a dot (RFC 1939 section
    3). Catches errors in byte-stuffing: a fetched message must be identical to the stored one, octet by octet.]],
  accounts = {
    alice = { password = "s3cret", mailbox = {
      eml "../mail/lines_with_dots.eml",
      text ".begins: with a dot\nSubject: in its header\n\n.\n..\n...\n",
      text "Subject: ends with a lone dot\n\n.",
      text("Subject: a dot at the edge of 4 KiB\n\n" .. string.rep("x", 4057) .. "\n.\nbehind it\n"),
    } },
  },
}
