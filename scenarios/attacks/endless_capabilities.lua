return scenario {
  title = "capabilities without an end",
  about = "CAPA tells of 5,000 capabilities. For whoever keeps them all.",
  outcome = "refused with too_many_capabilities where it passes `limits.capability_lines`",
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
