return scenario {
  title = "lines that begin with dots",
  about = [[
    Messages full of lines that begin with dots, and one whose very first octet is a dot (RFC 1939 section 3). For
    whoever writes or removes byte-stuffing: what is saved must be octet for octet what was stored.]],
  accounts = {
    alice = { password = "s3cret", mailbox = {
      eml "../mail/lines_with_dots.eml",
      text ".begins: with a dot\nSubject: in its header\n\n.\n..\n...\n",
      text "Subject: ends with a lone dot\n\n.",
      text("Subject: a dot at the edge of 4 KiB\n\n" .. string.rep("x", 4057) .. "\n.\nbehind it\n"),
    } },
  },
}
