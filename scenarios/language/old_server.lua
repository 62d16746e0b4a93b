return scenario {
  title = "a very old server",
  about = "A server from before CAPA, on a machine that knows no CR. For whoever claims to read from anything.",
  accounts = { alice = { password = "s3cret", mailbox = text "Subject: old\n\nYours.\n" } },
  rules = { quirk "rfc1081", quirk "old_unix" },
}
