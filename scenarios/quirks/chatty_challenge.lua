return scenario {
  title = "text instead of a challenge",
  about = [[
    The server ignores the initial response of AUTH and asks for it with text after the +. Catches clients that decode
    the text as base64.]],
  seen = "servers that send \"+ go ahead\" (MailKit #268)",
  outcome = "tolerated; if the text after the + is not base64, the client sends the initial response again",
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
