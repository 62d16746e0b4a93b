return scenario {
  title = "an ordinary mailbox",
  about = [[
    The mailbox contains typical messages, and the server does nothing unusual. Use it to check that a client works at
    all: without TLS, with STLS, and with implicit TLS.]],
  accounts = {
    alice = { password = "s3cret", mailbox = {
      eml "mail/plain_note.eml",
      eml "mail/folded_and_encoded_header.eml",
      eml "mail/text_and_html.eml",
      eml "mail/with_attachments.eml",
      eml "mail/lines_with_dots.eml",
      eml "mail/eight_bit.eml",
      eml "mail/latin1.eml",
      eml "mail/mailing_list.eml",
      eml "mail/calendar_invitation.eml",
      eml "mail/empty_body.eml",
      eml "mail/long_lines.eml",
      eml "mail/forwarded_message.eml",
      eml "mail/bounce.eml",
    } },
  },
  listen = { plain = true, starttls = true, tls = true },
}
