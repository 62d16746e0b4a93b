"""The versions of servers that the page on conformance names are those that are examined."""
import re
import subprocess
import sys
import unittest
from pathlib import Path


class Versions(unittest.TestCase):
    dovecot, peers, docs = "", Path(), Path()

    def version_of(self, server):
        (page,) = self.docs.rglob("conformance.md")
        return re.search(rf"^- {server} ([\d.]+): ", page.read_text(encoding="utf-8"), re.MULTILINE)[1]

    def test_dovecot(self):
        said = subprocess.run([self.dovecot, "--version"], check=True, capture_output=True, text=True).stdout
        self.assertEqual(said.split(".")[:3], self.version_of("Dovecot").split("."))

    def test_unpacked_servers(self):
        for server, file in (("Courier", "courier/usr/bin/courier-config"), ("popa3d", "popa3d/usr/sbin/popa3d"),
                             ("Cyrus", "cyrus/usr/lib/cyrus/cyrus-hardwired-config.txt")):
            held = (self.peers / file).read_bytes()
            self.assertRegex(held, rb"(?<![\d.])" + re.escape(self.version_of(server).encode()) + rb"(?![\d.])", server)


if __name__ == "__main__":
    Versions.dovecot, Versions.peers, Versions.docs = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    unittest.main(argv=sys.argv[:1])
