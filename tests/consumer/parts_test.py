"""Each selection of parts is configured without the libraries of the others, and a selection that cannot be built is refused:
parts_test.py TREE COMPILER CMAKE. Nothing is compiled but what CMake asks the compiler."""
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from without_packages import without_packages

LOADED = r"libgsasl|libgssglue|krb5-gssapi"
OF_CLIENT = r"gmime-3\.0|icu-uc"
OF_SERVER = r"lua5\.4-c\+\+"


class Parts(unittest.TestCase):
    tree = compiler = cmake = None

    def configure(self, options, hidden=r"(?!)"):
        """Returns the finished process, with the packages missing that match `hidden`."""
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.build = Path(scratch.name) / "build"
        environment = {**os.environ, **without_packages(hidden, Path(scratch.name) / "packages")}
        words = [self.cmake, "-S", self.tree, "-B", self.build, f"-DCMAKE_CXX_COMPILER={self.compiler}",
                 *(f"-DPOP3KIT_{option}" for option in options.split())]
        return subprocess.run(words, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)

    def rooms(self, options, hidden):
        done = self.configure(options, hidden)
        self.assertEqual(done.returncode, 0, done.stdout)
        return {each.parent.name for each in self.build.glob("*/CMakeFiles")}

    def refusal(self, options, hidden=r"(?!)"):
        done = self.configure(options, hidden)
        self.assertNotEqual(done.returncode, 0, done.stdout)
        # CMake breaks long lines.
        return " ".join(done.stdout.split())

    def test_client_alone_needs_no_lua(self):
        self.assertEqual(self.rooms("SERVER=OFF CONFORMANCE=OFF ARCHIVE=OFF", OF_SERVER + "|lua.*|sqlite3"), {"core", "client"})

    def test_archive_and_conformance_come_with_the_client(self):
        self.assertEqual(self.rooms("SERVER=OFF", OF_SERVER), {"core", "client", "archive", "conformance"})

    def test_server_alone_needs_neither_gmime_nor_icu_and_has_a_command(self):
        self.assertEqual(self.rooms("CLIENT=OFF", OF_CLIENT + "|glib.*|gobject.*|gio.*"), {"core", "server", "cli"})

    def test_both_libraries_are_built_without_simulation_conformance_and_command(self):
        self.assertEqual(self.rooms("SIMULATION=OFF CONFORMANCE=OFF", r"(?!)"), {"core", "client", "archive", "server"})

    def test_sasl_and_kerberos_can_be_left_out(self):
        self.assertEqual(self.rooms("CLIENT=OFF SASL=OFF", LOADED), {"core", "server", "cli"})
        self.assertEqual(self.rooms("CLIENT=OFF GSSAPI=OFF", r"libgssglue|krb5-gssapi"), {"core", "server", "cli"})

    def test_a_missing_gnu_sasl_is_named_with_the_options_that_leave_it_out(self):
        told = self.refusal("CLIENT=OFF", LOADED)
        self.assertIn("GNU SASL is not installed (pkg-config: libgsasl; Debian: libgsasl-dev)", told)
        self.assertIn("-DPOP3KIT_SASL=OFF -DPOP3KIT_GSSAPI=OFF", told)

    def test_a_missing_gss_library_is_named_with_the_option_that_leaves_it_out(self):
        told = self.refusal("CLIENT=OFF", r"libgssglue|krb5-gssapi")
        self.assertIn("pkg-config: libgssglue or krb5-gssapi", told)
        self.assertIn("-DPOP3KIT_GSSAPI=OFF", told)

    def test_contradicting_options_are_all_named(self):
        told = self.refusal("CLIENT=OFF SIMULATION=ON CONFORMANCE=ON SASL=OFF GSSAPI=ON")
        self.assertIn("POP3KIT_SIMULATION=ON needs POP3KIT_CLIENT=ON.", told)
        self.assertIn("POP3KIT_CONFORMANCE=ON needs POP3KIT_CLIENT=ON.", told)
        self.assertIn("POP3KIT_GSSAPI=ON needs POP3KIT_SASL=ON.", told)

    def test_nothing_to_build_is_refused(self):
        self.assertIn("POP3KIT_CLIENT and POP3KIT_SERVER are both OFF", self.refusal("CLIENT=OFF SERVER=OFF"))

    def test_commands_need_their_libraries(self):
        self.assertIn("POP3KIT_COMMAND=ON needs POP3KIT_SERVER=ON.", self.refusal("SERVER=OFF COMMAND=ON"))
        self.assertIn("POP3KIT_COMMAND=ON needs POP3KIT_CONFORMANCE=ON.", self.refusal("CONFORMANCE=OFF COMMAND=ON"))

    def test_tests_and_examples_need_what_they_use(self):
        self.assertIn("POP3KIT_EXAMPLES=ON needs POP3KIT_SERVER=ON and POP3KIT_SIMULATION=ON.", self.refusal("SERVER=OFF EXAMPLES=ON"))
        self.assertIn("POP3KIT_TESTS=ON needs POP3KIT_SASL=ON and POP3KIT_GSSAPI=ON.", self.refusal("SASL=OFF TESTS=ON"))


if __name__ == "__main__":
    Parts.tree, Parts.compiler, Parts.cmake = sys.argv[1:4]
    unittest.main(argv=sys.argv[:1])
