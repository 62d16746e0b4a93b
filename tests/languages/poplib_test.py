"""A tester of poplib, who knows pop3kit by its command, its ready file and its control room alone."""
import poplib
import ssl
import sys
import tempfile
import threading
import unittest
import urllib.error
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from pop3kit_server import Pop3kitServer  # noqa: E402

SCENARIO = """
return scenario {
  title = "three letters",
  accounts = { alice = { password = "s3cret", mailbox = { generate { count = 3, size = "1 KiB" } } } },
  rules = { { on = "NOOP", delay = "10m" } },
  expect = {
    { command = "RETR $n", each = "$n", at_most = 1 },
    { command = "DELE $n", before = "RETR $n", never = true },
    { command = "QUIT", each = "connection", exactly = 1 },
  },
}
"""


class Poplib(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        file = Path(self.folder.name) / "letters.lua"
        file.write_text(SCENARIO, encoding="utf-8")
        self.file = file
        self.server = Pop3kitServer(file)
        self.addCleanup(self.server.__exit__)

    def log_in(self):
        client = poplib.POP3("127.0.0.1", self.server.port, timeout=60)
        self.addCleanup(client.close)
        client.user("alice")
        client.pass_("s3cret")
        return client

    def test_what_was_fetched_may_be_deleted(self):
        client = self.log_in()
        count, octets = client.stat()
        self.assertEqual((count, octets), (3, 3072))
        for number in range(1, count + 1):
            client.retr(number)
            client.dele(number)
        client.quit()
        self.assertTrue(self.server.verdict(wait="30s")["good"])
        self.assertEqual(self.server.stop(), (0, ""))

    def test_over_tls_with_the_authority_of_the_ready_file(self):
        trust = ssl.create_default_context(cafile=self.server.ca_file)
        client = poplib.POP3_SSL("127.0.0.1", self.server.tls_port, timeout=60, context=trust)
        client.user("alice")
        client.pass_("s3cret")
        self.assertEqual(len(client.uidl()[1]), 3)
        client.quit()

    def test_a_deletion_without_a_fetch_is_found(self):
        client = self.log_in()
        client.dele(2)
        client.quit()
        verdict = self.server.verdict(wait="30s")
        self.assertFalse(verdict["good"])
        failed = [each for each in verdict["expectations"] if each["state"] == "failed"]
        self.assertEqual(len(failed), 1)
        self.assertIn("DELE 2 on connection 1", failed[0]["difference"])
        status, complaint = self.server.stop()
        self.assertEqual(status, 1)
        self.assertIn("DELE $n before RETR $n never", complaint)

    def test_a_session_is_killed_while_its_reply_is_pending(self):
        client = self.log_in()
        seen = []

        def wait_in_vain():
            try:
                client.noop()
            except (poplib.error_proto, OSError) as error:
                seen.append(error)

        waiting = threading.Thread(target=wait_in_vain)
        waiting.start()
        entry = self.server.wait_for_command("NOOP")
        self.assertEqual(entry["user"], "alice")
        self.server.ask("DELETE", f"/sessions/{entry['connection']}")
        waiting.join()
        self.assertEqual(len(seen), 1)

    def test_one_process_serves_test_after_test(self):
        client = self.log_in()
        client.dele(1)
        client.quit()
        self.assertEqual(self.server.ask("POST", "/reset")["run"], 2)
        client = self.log_in()
        self.assertEqual(client.stat()[0], 3)
        client.quit()
        other = 'return scenario { title = "nobody home" }'
        self.assertEqual(self.server.ask("PUT", "/scenario", other)["title"], "nobody home")
        with self.assertRaises(poplib.error_proto):
            self.log_in()

    def test_a_changed_file_is_read_again_and_a_wrong_one_is_not_played(self):
        self.file.write_text(SCENARIO.replace("count = 3", "count = 5"), encoding="utf-8")
        self.server.ask("POST", "/reload")
        client = self.log_in()
        self.assertEqual(client.stat()[0], 5)
        client.quit()
        self.file.write_text("return scenario { ruels = {} }", encoding="utf-8")
        with self.assertRaises(urllib.error.HTTPError) as refused:
            self.server.ask("POST", "/reload")
        self.assertEqual(refused.exception.code, 422)
        self.assertIn(b"did you mean 'rules'", refused.exception.read())
        refused.exception.close()
        client = self.log_in()
        self.assertEqual(client.stat()[0], 5)
        client.quit()

    def test_mail_arrives_between_two_sessions(self):
        told = self.server.ask("POST", "/mailboxes/alice/messages", "Subject: new\n\nHello.\n")
        self.assertEqual(told["message_count"], 4)
        client = self.log_in()
        self.assertEqual(client.retr(4)[1], [b"Subject: new", b"", b"Hello."])
        client.quit()

    def test_a_rule_is_added_and_taken_away_while_a_session_runs(self):
        client = self.log_in()
        added = self.server.ask("POST", "/rules", '{ on = "STAT", times = 1, reply = err("SYS/TEMP", "later") }')
        with self.assertRaisesRegex(poplib.error_proto, "later"):
            client.stat()
        self.assertEqual(client.stat()[0], 3)
        (rule,) = added
        self.assertEqual(self.server.ask("DELETE", f"/rules/{rule['rule']}"), {"removed": 1})
        with self.assertRaises(urllib.error.HTTPError) as refused:
            self.server.ask("POST", "/rules", '{ on = "STAT",\n  raply = "+OK" }')
        self.assertEqual(refused.exception.code, 422)
        self.assertIn(b"rules:2: unknown key 'raply' in a rule; did you mean 'reply'?", refused.exception.read())
        refused.exception.close()
        client.quit()

    def test_the_control_room_ends_the_server(self):
        self.server.ask("POST", "/shutdown")
        self.assertEqual(self.server.process.wait(60), 1)


if __name__ == "__main__":
    unittest.main()
