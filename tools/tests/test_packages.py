"""The packages for other languages agree with the product and with each other."""
import json
import re
import textwrap
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ROOT / "languages"


def only(pattern, file):
    """What the one group of a pattern finds in a file, in which it occurs once."""
    (found,) = re.findall(pattern, file.read_text(encoding="utf-8"), re.DOTALL)
    return found


class Packages(unittest.TestCase):
    def test_versions_are_that_of_the_product(self):
        version = only(r"project\(pop3kit VERSION ([0-9.]+)", ROOT / "CMakeLists.txt")
        self.assertEqual(only(r'\nversion = "(.*?)"', LANGUAGES / "python/pyproject.toml"), version)
        self.assertEqual(only(r'__version__ = "(.*?)"', LANGUAGES / "python/src/pop3kit/__init__.py"), version)
        self.assertEqual(json.loads((LANGUAGES / "node/package.json").read_text())["version"], version)
        newest = (ROOT / "packaging/debian/changelog").read_text(encoding="utf-8").splitlines()[0]
        self.assertRegex(newest, rf"^pop3kit \({re.escape(version)}-\d+\) ")
        self.assertEqual(only(r"Implementation-Version: ([0-9.]+)", LANGUAGES / "java/build.sh"), version)

    def test_the_shell_that_ends_the_server_is_the_same(self):
        # Each package is installed by itself, so that they cannot share the file.
        python = only(r'_GUARD = """(.*?)"""', LANGUAGES / "python/src/pop3kit/_process.py")
        self.assertEqual(only(r"const GUARD = `(.*?)`;", LANGUAGES / "node/lib/process.js"), python)
        java = only(r'GUARD = """\n(.*?)"""', LANGUAGES / "java/src/pop3kit/ServeProcess.java")
        self.assertEqual("\n" + textwrap.dedent(java).rstrip(" "), python)


if __name__ == "__main__":
    unittest.main()
