return scenario {
  title = "a server with several languages",
  about = [[
    The server supports LANG (RFC 6856 section 3.2): clients can list the languages, select one, or use a wildcard that
    depends on the user; the server refuses a language that it does not have. Use it to test clients that show the texts
    of the server.]],
  extensions = { languages = { en = "English", ["en-boont"] = "English Boontling dialect", es = "Español", sv = "Svenska" } },
  accounts = {
    alice = { password = "s3cret", language = "es", mailbox = { text "Subject: hello\n\nhello\n" } },
    bob = { password = "hunter2" },
  },
}
