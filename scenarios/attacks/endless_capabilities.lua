return scenario {
  title = "a list of 5,000 capabilities",
  about = "CAPA lists 5,000 capabilities. Catches clients that store capabilities without a limit.",
  outcome = "refused with too_many_capabilities, if the list exceeds `limits.capability_lines`",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "CAPA", raw = "+OK\r\n" .. string.rep("X-AND-ANOTHER\r\n", 5000) .. ".\r\n" },
  },
}
