return scenario {
  title = "internationalised mail",
  about = [[
    UTF8 and UTF8 USER (RFC 6856 section 2): names and passwords beyond ASCII, and a message whose header is UTF-8,
    which only a session in UTF-8 mode may read. For clients that want internationalised mail.]],
  extensions = { utf8 = true },
  listen = { mechanisms = { "USER", "APOP" } },
  accounts = {
    ["jürgen"] = { password = "schlüssel", mailbox = {
      text "From: Jürgen <jürgen@example.org>\nSubject: Grüße\n\nin plain UTF-8\n",
      text "Subject: plain\n\nthe body alone may be beyond ASCII: größer\n",
    } },
    alice = { password = "s3cret" },
  },
}
