return scenario {
  title = "a very old server",
  about = [[
    The server is older than CAPA, and sends LF instead of CRLF. Use it to test clients that claim to support every
    server.]],
  accounts = { alice = { password = "s3cret", mailbox = text "Subject: old\n\nYours.\n" } },
  rules = { quirk "rfc1081", quirk "old_unix" },
}
