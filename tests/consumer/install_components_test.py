"""Each part of the project can be installed alone: install_components_test.py BUILD WHOLE LIBDIR CMAKE COMPILER. WHOLE is the folder
in which all of BUILD is installed; LIBDIR is the folder of libraries in it."""
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOMS = ("core", "client", "archive", "server", "simulation", "conformance")
COMPONENTS = (*ROOMS, "command", "serve", "scenarios", "documentation")


def files(folder):
    return {str(each.relative_to(folder)) for each in folder.rglob("*") if each.is_symlink() or not each.is_dir()}


class InstallComponents(unittest.TestCase):
    build = whole = libraries = cmake = compiler = None

    @classmethod
    def setUpClass(cls):
        cls.scratch = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.scratch.cleanup)
        cls.folder = Path(cls.scratch.name)
        for component in COMPONENTS:
            cls.install(component, cls.folder / component)

    @classmethod
    def install(cls, component, prefix):
        prefix.mkdir(exist_ok=True)
        subprocess.run([cls.cmake, "--install", cls.build, "--prefix", prefix, "--component", component],
                       capture_output=True, text=True, check=True)

    def find(self, components, prefix):
        """Configures a project that asks for these components."""
        project = Path(tempfile.mkdtemp(dir=self.folder))
        (project / "CMakeLists.txt").write_text(
            "cmake_minimum_required(VERSION 3.25)\nproject(asking CXX)\n"
            f"find_package(pop3kit REQUIRED {components})\n"
            "get_property(found DIRECTORY PROPERTY IMPORTED_TARGETS)\nmessage(STATUS \"targets: ${found}\")\n")
        done = subprocess.run([self.cmake, "-S", project, "-B", project / "build", f"-DCMAKE_PREFIX_PATH={prefix}",
                               f"-DCMAKE_CXX_COMPILER={self.compiler}"],
                              text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        return done.returncode, " ".join(done.stdout.split())

    def test_the_components_together_are_all_that_is_installed(self):
        together = set().union(*(files(self.folder / each) for each in COMPONENTS))
        self.assertEqual(together, files(self.whole))

    def test_no_file_belongs_to_two_components(self):
        for at, one in enumerate(COMPONENTS):
            for other in COMPONENTS[at + 1:]:
                self.assertEqual(files(self.folder / one) & files(self.folder / other), set(), f"{one} and {other}")

    def test_each_library_comes_with_its_headers_and_its_descriptions(self):
        for room in ROOMS:
            found = files(self.folder / room)
            with self.subTest(room=room):
                self.assertTrue(any(each.startswith(f"{self.libraries}/libpop3kit-{room}.") for each in found), found)
                self.assertTrue(any(each.startswith("include/pop3kit/") for each in found), found)
                self.assertIn(f"{self.libraries}/pkgconfig/pop3kit-{room}.pc", found)
                others = [each for each in ROOMS if each != room]
                self.assertEqual([each for each in found for other in others if f"pop3kit-{other}" in each], [])

    def test_each_program_comes_alone(self):
        pages = ("share/man/", "share/bash-completion/", "share/zsh/", "share/fish/")
        self.assertEqual({each for each in files(self.folder / "command") if not each.startswith(pages)}, {"bin/pop3kit"})
        self.assertEqual(files(self.folder / "serve"), {"bin/pop3kit-serve"})

    def test_a_component_that_is_not_installed_is_named(self):
        prefix = self.folder / "client_alone"
        for component in ("core", "client"):
            self.install(component, prefix)
        status, told = self.find("COMPONENTS client", prefix)
        self.assertEqual(status, 0, told)
        self.assertIn("pop3kit::client", told)
        status, told = self.find("", prefix)
        self.assertEqual(status, 0, told)
        status, told = self.find("COMPONENTS client OPTIONAL_COMPONENTS server", prefix)
        self.assertEqual(status, 0, told)
        status, told = self.find("COMPONENTS client server", prefix)
        self.assertNotEqual(status, 0)
        self.assertRegex(told, r"pop3kit's component 'server' needs (static|shared) libraries that are not installed in \S+: 'server'\.")
        status, told = self.find("COMPONENTS simulation", prefix)
        self.assertNotEqual(status, 0)
        self.assertRegex(told, r"pop3kit's component 'simulation' needs \w+ libraries that are not installed in \S+: 'server', 'simulation'\.")

    def test_an_unknown_component_is_refused_with_the_known_ones(self):
        status, told = self.find("COMPONENTS clients", self.whole)
        self.assertNotEqual(status, 0)
        self.assertIn("pop3kit has no component 'clients'. It has core, client, archive, server, simulation and conformance", told)


if __name__ == "__main__":
    InstallComponents.build, InstallComponents.whole = (Path(each) for each in sys.argv[1:3])
    InstallComponents.libraries, InstallComponents.cmake, InstallComponents.compiler = sys.argv[3:6]
    unittest.main(argv=sys.argv[:1])
