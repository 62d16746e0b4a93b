"""The page on conformance names the versions of servers that are examined, one for each release of Debian."""
import re
import subprocess
import sys
import unittest
from pathlib import Path


class Versions(unittest.TestCase):
    dovecot, peers, docs = "", Path(), Path()

    def versions_of(self, server):
        (page,) = self.docs.rglob("conformance.md")
        versions = re.search(rf"^- {server} ([\d., ]+): ", page.read_text(encoding="utf-8"), re.MULTILINE)[1].split(", ")
        for version in versions:
            self.assertRegex(version, r"^\d+\.\d+\.\d+$", server)
        return versions

    def test_dovecot(self):
        said = subprocess.run([self.dovecot, "--version"], check=True, capture_output=True, text=True).stdout
        self.assertIn(re.match(r"\d+\.\d+\.\d+", said)[0], self.versions_of("Dovecot"))

    def test_unpacked_servers(self):
        for server, file in (("Courier", "courier/usr/bin/courier-config"), ("popa3d", "popa3d/usr/sbin/popa3d"),
                             ("Cyrus", "cyrus/usr/lib/cyrus/cyrus-hardwired-config.txt")):
            held = (self.peers / file).read_bytes()
            any_of_them = b"|".join(re.escape(version.encode()) for version in self.versions_of(server))
            self.assertRegex(held, rb"(?<![\d.])(" + any_of_them + rb")(?![\d.])", server)


if __name__ == "__main__":
    Versions.dovecot, Versions.peers, Versions.docs = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    unittest.main(argv=sys.argv[:1])
