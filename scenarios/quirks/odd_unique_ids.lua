return scenario {
  title = "unique-ids that are none",
  about = [[
    Unique-ids have spaces, slashes, octets beyond ASCII, and more than 70 octets. For whoever makes file names of
    them.]],
  seen = "servers that VMime, libetpan, mpop, getmail and Thunderbird make allowances for",
  outcome = "tolerated; unique-ids are octets, kept and compared as they are",
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
