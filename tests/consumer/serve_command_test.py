"""The server-only command: serve_command_test.py COMMAND SCENARIO. It starts without the libraries of the client, and says what
it lacks if a login needs a library that is missing."""
import re
import signal
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

# Of the client, of Kerberos and of GNU SASL.
FOREIGN = re.compile(r"gmime|glib|gobject|gio|icu|gss|krb5|gsasl|idn|ntlm|pop3kit-client")


class ServeCommand(unittest.TestCase):
    command = scenario = None

    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.folder = Path(scratch.name)
        # The loader finds this file before the library, and cannot load it.
        self.broken = self.folder / "broken"
        self.broken.mkdir()
        for name in ("libgsasl.so.18", "libgssglue.so.1", "libgssapi_krb5.so.2"):
            (self.broken / name).touch()

    def run_command(self, *arguments, **options):
        return subprocess.run([self.command, *map(str, arguments)], capture_output=True, text=True, check=False, timeout=60, **options)

    def write(self, text):
        file = self.folder / "scenario.lua"
        file.write_text(f'return scenario {{ accounts = {{ alice = {{ password = "s3cret" }} }}, {text} }}')
        return file

    def serve_without_gnu_sasl(self, scenario):
        """Ends the server when it listens. Returns its exit status and its two outputs."""
        words = [self.command, "serve", scenario]
        environment = {"LD_LIBRARY_PATH": str(self.broken)}
        with subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
            first = server.stdout.readline()
            if first:
                server.send_signal(signal.SIGTERM)
            out, told = server.communicate(timeout=60)
            return server.returncode, first + out, told

    def test_it_is_linked_without_the_libraries_of_the_client(self):
        listed = subprocess.run(["readelf", "-W", "-d", self.command], capture_output=True, text=True, check=True).stdout
        needed = re.findall(r"\(NEEDED\).*\[(.*)\]", listed)
        self.assertTrue(any("lua" in each for each in needed), needed)
        self.assertEqual([each for each in needed if FOREIGN.search(each)], [])

    def test_no_library_that_it_loads_brings_them_along(self):
        loaded = subprocess.run(["ldd", self.command], capture_output=True, text=True, check=True).stdout
        self.assertIn("libssl", loaded)
        self.assertEqual([each for each in loaded.splitlines() if FOREIGN.search(each.split()[0])], [])

    def test_it_has_the_verbs_of_the_server_only(self):
        told = self.run_command("--help")
        self.assertEqual(told.returncode, 0, told.stderr)
        verbs = re.findall(r"(?m)^  ([a-z]+) ", told.stdout.split("SUBCOMMANDS:" if "SUBCOMMANDS:" in told.stdout else "Subcommands:")[1])
        self.assertEqual(sorted(verbs), ["check", "serve"])
        self.assertTrue(self.run_command("--version").stdout.startswith("pop3kit-serve "))
        refused = self.run_command("list", "pop3://alice@localhost")
        self.assertEqual(refused.returncode, 2)
        self.assertIn("there is no command 'list'; see pop3kit-serve --help", refused.stderr)

    def test_it_checks_a_scenario(self):
        checked = self.run_command("check", self.scenario)
        self.assertEqual(checked.returncode, 0, checked.stderr)
        self.assertIn("valid", checked.stdout)

    def test_without_gnu_sasl_it_serves_a_scenario_that_names_no_mechanism(self):
        status, out, told = self.serve_without_gnu_sasl(self.write(""))
        self.assertEqual((status, told), (0, ""), out)
        self.assertIn("listening on pop3://127.0.0.1:", out)

    def test_without_gnu_sasl_a_scenario_that_needs_it_is_refused(self):
        status, out, told = self.serve_without_gnu_sasl(self.write('listen = { mechanisms = { "SCRAM-SHA-256" } }'))
        self.assertEqual((status, out), (8, ""), told)
        self.assertIn("scenario.lua: the library of the authentication mechanism is missing", told)
        self.assertIn("listen.mechanisms names SCRAM-SHA-256: ", told)
        self.assertIn("install it, or choose another mechanism", told)

    def test_without_gnu_sasl_mechanisms_of_our_own_are_served(self):
        status, out, told = self.serve_without_gnu_sasl(self.write('listen = { mechanisms = { "APOP", "NTLM", "USER" } }'))
        self.assertEqual((status, told), (0, ""), out)


if __name__ == "__main__":
    ServeCommand.command, ServeCommand.scenario = sys.argv[1:3]
    unittest.main(argv=sys.argv[:1])
