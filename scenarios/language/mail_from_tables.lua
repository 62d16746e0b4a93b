return scenario {
  title = "mail from tables",
  about = [[
    A Lua table describes the message, with every part that a message can have. Use it to check how a client reads known
    mail.]],
  accounts = {
    alice = { password = "s3cret", mailbox = {
      message {
        from = "Zoë Müller <zoe@example.org>",
        to = { "alice@example.org", "Bob <bob@example.org>" },
        cc = "carol@example.org",
        subject = "Grüße aus Köln",
        date = "Mon, 1 Jan 2024 12:00:00 +0100",
        text = "Hello Alice,\n\nsee the attachments.\n",
        html = "<p>Hello Alice,</p><p>see the attachments.</p>",
        attachments = {
          { name = "notes.txt", type = "text/plain", content = "one\ntwo\n" },
          { name = "note.eml", type = "message/rfc822", file = "../mail/plain_note.eml" },
        },
        headers = { ["X-Mailer"] = "pop3kit", ["Received"] = { "from a by b", "from b by c" } },
      },
    } },
  },
}
