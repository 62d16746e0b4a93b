return scenario {
  title = "words behind the +",
  about = "The server ignores the initial response and asks for it in words. For whoever decodes the words as base64.",
  seen = "servers that say \"+ go ahead\" (MailKit 268)",
  outcome = "tolerated; what is no base64 is a request to repeat the initial response",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  listen = { mechanisms = "PLAIN" },
  rules = {
    { on = "AUTH", raw = { "+ go ahead, please\r\n", "+OK logged in\r\n" } },
    { on = "STAT", reply = "+OK 2 57" },
  },
}
