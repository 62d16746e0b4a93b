return scenario {
  title = "internationalized mail",
  about = [[
    The server supports UTF8 and UTF8 USER (RFC 6856 section 2): a user name and a password contain non-ASCII
    characters, and one message has a UTF-8 header that only a session in UTF-8 mode can read. Use it to test clients
    for internationalized mail.]],
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
