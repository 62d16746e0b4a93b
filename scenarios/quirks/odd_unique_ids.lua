return scenario {
  title = "invalid unique-ids",
  about = [[
    A unique-id contains spaces, slashes and non-ASCII octets; another has more than 70 octets. Catches clients that use
    unique-ids as file names.]],
  seen = "servers for which VMime, libetpan, mpop, getmail and Thunderbird have workarounds",
  outcome = "tolerated; the client keeps and compares unique-ids as octets",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "UIDL", argument = "", raw = "+OK\r\n1 a b/../c \xff\xfe\r\n2 " .. string.rep("u", 300) .. "\r\n.\r\n" },
  },
}
