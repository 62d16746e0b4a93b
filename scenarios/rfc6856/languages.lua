return scenario {
  title = "a server of several languages",
  about = [[
    LANG (RFC 6856 section 3.2): a listing, a choice, a wildcard that depends on the user, and a language that
    nobody speaks. For clients that show what a server says.]],
  extensions = { languages = { en = "English", ["en-boont"] = "English Boontling dialect", es = "Español", sv = "Svenska" } },
  accounts = {
    alice = { password = "s3cret", language = "es", mailbox = { text "Subject: hello\n\nhello\n" } },
    bob = { password = "hunter2" },
  },
}
